#pragma once

class QWidget;

namespace steward {

class OperationPage;
class OperationService;

/// Brings to its end what was interrupted, at once, and shows what became of each.
OperationPage* makeResumePage(OperationService& operations, QWidget* parent);

} // namespace steward
