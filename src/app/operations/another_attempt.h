#pragma once

#include "domain/instance_name.h"
#include "domain/plans/plan.h"
#include "workflows/creation/creation_request.h"
#include "workflows/restore/row_restore.h"

#include <variant>
#include <vector>

namespace steward {

struct CreationAgain {
    CreationRequest request; ///< what was entered
};
struct FileAgain {
    QString path; ///< of the instances to create
};
struct PairingAgain {
    InstanceName name;
};
struct ResetAgain {
    InstanceName name;
};
struct RestoreAgain {
    std::vector<DeletedRow> rows;
};
struct GuardsAgain {};

/// What an operation was begun from: enough to show it to a person once more. A plan asks for what was not done.
using AnotherAttempt =
    std::variant<PlanRequest, CreationAgain, FileAgain, PairingAgain, ResetAgain, RestoreAgain, GuardsAgain>;

} // namespace steward
