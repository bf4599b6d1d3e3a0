#pragma once

#include "domain/error.h"
#include "domain/plans/plan_item.h"
#include "domain/store_records.h"

#include <chrono>
#include <optional>

namespace steward {

struct CallContext;
struct StorePorts;

/// Its steps log a phone out or delete an instance: what was read for its whole batch is minutes old where others of
/// the batch came first.
bool needsLastLook(const PlanItem& item);

/// Reads the one instance just before its first step (WORKFLOWS, "Plans, breakers, staleness"): the server's id, open
/// or not by list and memory, the number, and its rows' protection, organization and lease. Nothing: all is as the plan
/// saw it; else why it is left, also where a store does not answer. `operation`: whose lease is ours. `call`: for each
/// question. Blocks.
std::optional<Error> lastLook(
    StorePorts& ports, const PlanItem& item, const OperationId& operation, std::chrono::milliseconds call,
    const CallContext& limits);

} // namespace steward
