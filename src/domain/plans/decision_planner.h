#pragma once

#include "domain/plans/plan_facts.h"

namespace steward {

// Repairs that only a person decides, one at a time (CONTRACT, "steward-cli"). Each adds its steps to the item, or the
// reason why it is left.

/// The row of the instance belongs to this organization from now on; its entries and the workers learn of it.
void planOrganization(PlanItem& item, const AuditRow& row, const OrganizationId& organization, const PlanFacts& facts);

/// The number of the phone that is linked becomes the row's and the expected one.
void planUsePhone(PlanItem& item, const AuditRow& row, const PlanFacts& facts);

/// The row that the person chose by its id names another instance, or goes.
void planRowChoice(const PlanFacts& facts, const RowChoice& choice, const PlanSink& sink);

} // namespace steward
