#pragma once

#include "domain/instance_name.h"

#include <functional>

class QWidget;

namespace steward {

class OperationPage;
class OperationService;

/// Makes an instance anew under its name, for a pairing that goes round and round. Shows first what will happen, with
/// the focus on Cancel; `whenDone`: it may be paired now.
OperationPage*
makeResetPage(OperationService& operations, const InstanceName& name, std::function<void()> whenDone, QWidget* parent);

} // namespace steward
