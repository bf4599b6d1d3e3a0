#pragma once

class QDialog;
class QWidget;

namespace steward {

class OperationService;

/// Brings to its end what was interrupted, at once, and shows what became of each.
QDialog* makeResumeDialog(OperationService& operations, QWidget* parent);

} // namespace steward
