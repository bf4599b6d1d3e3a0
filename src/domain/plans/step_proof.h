#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"

namespace steward {

/// Whether a reading made afterwards shows what the step was to bring about (house rule: success is what was read back
/// from all three stores). True for what leaves no trace there: the workers, the profile's own file, a calmed webhook;
/// a webhook is read back where it is set. False where the store was not read whole.
bool isProven(const PlanStep& step, const PlanItem& item, const Audit& after);
/// The entry that a step is about, in that reading; null where it is not there.
const CacheEntry* entryIn(const Audit& audit, const PlanStep& step);

} // namespace steward
