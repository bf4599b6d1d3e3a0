#pragma once

#include "app/operations/operation_service.h"
#include "app/operations/step_operation.h"
#include "workflows/guards/guards_apply.h"

#include <functional>
#include <memory>
#include <optional>

namespace steward {

/// What an attempt came to: applied, or to be looked at again since more would be done than was shown.
struct GuardsAttempt {
    std::optional<GuardsReport> lookAgain;
    GuardsResult result;
};

/// What a person has seen and agreed to.
struct AgreedGuards {
    GuardsReport shown;
    QStringList keptRoles;
    std::shared_ptr<const StoreFactory> asWhom; ///< the tables' owner, or the workspace's own stores
};

/// Adds the guards as an operation that goes on without the page. `ended` is called unless the asker is gone by then.
QPointer<StepOperation> addGuards(
    OperationService& operations, const AgreedGuards& agreed, QObject* asker,
    std::function<void(const Result<GuardsAttempt>&)> ended);

} // namespace steward
