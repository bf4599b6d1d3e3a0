#pragma once

#include "domain/instance_name.h"

#include <functional>

class QDialog;
class QWidget;

namespace steward {

class OperationService;

/// Makes an instance anew under its name, for a pairing that goes round and round. Shows first what will happen, with
/// the focus on Cancel; `whenDone`: it may be paired now.
QDialog* makeResetDialog(
    OperationService& operations, const InstanceName& name, std::function<void()> whenDone, QWidget* parent);

} // namespace steward
