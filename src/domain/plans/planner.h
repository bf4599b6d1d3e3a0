#pragma once

#include "domain/audit/audit.h"
#include "domain/audit/server_questions.h"
#include "domain/plans/plan.h"
#include "domain/plans/store_trouble.h"

#include <functional>
#include <vector>

namespace steward {

/// Why no instance is made, enabled or paired under the name yet (WORKFLOWS, "Deletion", quiet), in words; nothing: it
/// may be. An empty function: nothing holds any name.
using HeldBack = std::function<std::optional<QString>(const InstanceName&)>;

struct PlanContext {
    QString profileId;
    Environment environment = Environment::Production;
    AuditSettings settings; ///< the webhook's template
    int cacheLifetimeSeconds = 3600;
    RemovedByUs removedByUs;
    HeldBack heldBack;
    ItemPaging paging; ///< of the items of a large plan
};

/// What has to be asked beside the audit before the plan is made. A plan made without an answer leaves what hangs on
/// it.
ServerQuestions questionsFor(const Audit& audit, const PlanRequest& request);

/// The plan for a request. Pure: the same audit gives the same plan. It names what the person named; of its own it
/// chooses never an organization's only working instance, nothing ignored, nothing protected and no instance of another
/// kind, and deletes nothing at all while the stores do not seem to belong together. A store that was not read whole
/// plans nothing: every item is empty and judge() refuses.
Plan makePlan(const Audit& audit, const PlanRequest& request, const PlanContext& context);

/// The same, item by item, for plans that are not to be in memory: the answer has no items.
using PlanSink = std::function<void(PlanItem&&)>;
Plan makePlan(const Audit& audit, const PlanRequest& request, const PlanContext& context, const PlanSink& sink);

/// The token that a step's key stands for, from the audit that made the plan; nothing where it is not there.
std::optional<WebhookToken> tokenOf(const Audit& audit, const InstanceName& name, const TokenKey& key);

} // namespace steward
