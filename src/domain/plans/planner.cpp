#include "domain/plans/planner.h"

#include "domain/audit/audit_lookup.h"
#include "domain/plans/cleaning_planner.h"
#include "domain/plans/deletion_planner.h"
#include "domain/plans/repair_planner.h"
#include "domain/plans/switching_planner.h"

#include <QSet>

#include <algorithm>

namespace steward {
namespace {

/// Asked for everyone only where a person asked for it; a repair of everything looks at so many.
constexpr size_t webhooksOfAll = 2000;

void askAboutGroups(ServerQuestions& questions, const PlanFacts& facts, const PlanRequest& request)
{
    const QSet<InstanceName> picks(request.keep.begin(), request.keep.end());
    for (const DuplicateGroup& group : duplicateGroups(facts, request)) {
        for (const AuditRow* unlisted : facts.unlistedOf(group.organizationId))
            questions.memory.push_back(unlisted->name);
        for (const AuditRow* member : group.members) {
            questions.memory.push_back(member->name);
            for (const AuditRow* unlisted : facts.unlistedOf(member->organizationId))
                questions.memory.push_back(unlisted->name);
            if (mayBeOpen(*member) || picks.contains(member->name))
                questions.webhooks.push_back(member->name);
        }
    }
}

/// A name and, for whether a row stands and falls with it, the other names of its rows.
void askAboutName(std::vector<InstanceName>& memory, const InstanceName& name, const Audit& audit)
{
    memory.push_back(name);
    const AuditRow* row = audit.find(name);
    if (!row)
        return;
    for (const Integration* integration : row->integrations) {
        for (const InstanceName& other : {integration->instanceName, integration->legacyName}) {
            const AuditRow* named = other == name || other.isEmpty() ? nullptr : audit.find(other);
            if (named && !named->server)
                memory.push_back(other);
        }
    }
}

void askAboutRepairs(ServerQuestions& questions, const Audit& audit, const PlanRequest& request)
{
    const QSet<InstanceName> names(request.names.begin(), request.names.end());
    const bool all = request.names.empty() && request.others.empty();
    const auto isWanted = [&request](FindingCode code) {
        return request.findings.empty() ||
               std::find(request.findings.begin(), request.findings.end(), code) != request.findings.end();
    };
    const bool asksWebhooks = isWanted(FindingCode::WebhookMismatch);
    for (const InstanceName& name : request.names)
        askAboutName(questions.memory, name, audit);
    for (const AuditRow& row : audit.rows()) {
        if (!row.server || !(all || names.contains(row.name)))
            continue;
        const bool hasWanted = std::any_of(
            row.findings.begin(), row.findings.end(), [&isWanted](const Finding& each) { return isWanted(each.code); });
        if (hasWanted)
            questions.memory.push_back(row.name);
        const bool isChosen =
            !all || !request.findings.empty() || (hasWanted && questions.webhooks.size() < webhooksOfAll);
        if ((asksWebhooks && isChosen) || (hasWanted && row.has(FindingCode::OrphanedInstance)))
            questions.webhooks.push_back(row.name);
    }
}

/// Each once, and only what a path reaches.
template<class IsWanted>
void keep(std::vector<InstanceName>& names, const IsWanted& isWanted)
{
    QSet<InstanceName> seen;
    std::erase_if(names, [&](const InstanceName& name) {
        const bool isAsked = name.isReachable() && !seen.contains(name) && isWanted(name);
        seen.insert(name);
        return !isAsked;
    });
}

/// What the server lists in an odd way is left, whichever plan it stands in.
PlanSink leavingOdd(const Audit& audit, const PlanSink& sink)
{
    return [&audit, &sink](PlanItem&& item) {
        const AuditRow* row = audit.find(item.name);
        if (row && row->isOdd && row->identity() == item.identity) {
            item.steps.clear();
            item.left = {leftBecause(LeftReason::OddEntry, row->title())};
        }
        sink(std::move(item));
    };
}

/// A step that writes into the row's config; where a creation follows, its claim does.
bool writesConfig(StepAction action)
{
    return action == StepAction::PointRow || action == StepAction::EnableRow || action == StepAction::ProtectRow ||
           action == StepAction::UnprotectRow;
}

/// What would have to write into a config that is no object is refused whole, before its first step.
void leaveOddConfig(PlanItem& item, const Audit& audit)
{
    const auto isOdd = [&audit](const QUuid& id) {
        const Integration* row = audit.lookup().row(id);
        return row && row->configShape != ConfigShape::Object;
    };
    const bool isRefused =
        std::any_of(
            item.steps.begin(), item.steps.end(),
            [&](const PlanStep& step) { return writesConfig(step.action) && isOdd(step.rowId); }) ||
        (item.task == ItemTask::ResetPairing && !item.steps.empty() &&
         std::any_of(item.seen.rows.begin(), item.seen.rows.end(), [&](const SeenRow& row) { return isOdd(row.id); }));
    if (!isRefused)
        return;
    item.steps.clear();
    item.findings.clear();
    item.left.push_back(leftBecause(LeftReason::OddConfig, item.name.text()));
}

} // namespace

ServerQuestions questionsFor(const Audit& audit, const PlanRequest& request)
{
    ServerQuestions questions;
    if (!audit.allStoresRead())
        return questions;
    switch (request.kind) {
    case PlanKind::Clean: {
        const PlanContext context;
        askAboutGroups(questions, PlanFacts(audit, context), request);
        break;
    }
    case PlanKind::Repair:
        askAboutRepairs(questions, audit, request);
        break;
    case PlanKind::Protect:
    case PlanKind::Unprotect:
        break;
    default:
        for (const InstanceName& name : request.names)
            askAboutName(questions.memory, name, audit);
        questions.webhooks = request.names;
        questions.onlyHoldingUp = (request.kind == PlanKind::Delete || request.kind == PlanKind::Replace) &&
                                  request.names.size() > ItemPaging::usual;
    }
    keep(questions.memory, [](const InstanceName&) { return true; });
    keep(questions.webhooks, [&audit](const InstanceName& name) {
        return audit.presenceOnServer(name) == Presence::Present;
    });
    return questions;
}

Plan makePlan(const Audit& audit, const PlanRequest& request, const PlanContext& context, const PlanSink& taking)
{
    const PlanSink sink = leavingOdd(audit, taking);
    Plan plan;
    plan.request = request;
    plan.profileId = context.profileId;
    plan.environment = context.environment;
    plan.takenAt = audit.snapshot().takenAt;
    if (!audit.allStoresRead())
        return plan;
    const PlanFacts facts(audit, context);
    const PlanSink checked = [&](PlanItem&& item) {
        leaveOddConfig(item, audit);
        sink(std::move(item));
    };
    switch (request.kind) {
    case PlanKind::Delete:
    case PlanKind::Replace:
        planDeletion(facts, request, checked);
        break;
    case PlanKind::Clean:
        plan.groups = CleaningPlanner(facts, request, checked).plan();
        break;
    case PlanKind::Repair:
        RepairPlanner(facts, request, checked).plan();
        break;
    default:
        planSwitching(facts, request, checked);
    }
    return plan;
}

Plan makePlan(const Audit& audit, const PlanRequest& request, const PlanContext& context)
{
    PlanItems items(context.paging);
    Plan plan = makePlan(audit, request, context, [&items](PlanItem&& item) { items.push_back(std::move(item)); });
    plan.items = std::move(items);
    return plan;
}

std::optional<WebhookToken> tokenOf(const Audit& audit, const InstanceName& name, const TokenKey& key)
{
    const auto isIt = [&key](const WebhookToken& token) {
        return !token.isEmpty() && token.masked() == key.masked && TokenDigest::of(token) == key.digest;
    };
    if (const AuditRow* row = audit.find(name)) {
        for (const Integration* integration : row->integrations) {
            if (isIt(integration->webhookToken))
                return integration->webhookToken;
        }
    }
    if (const CacheEntry* entry = audit.lookup().tokenEntry(key.masked, key.digest))
        return entry->token;
    if (const Integration* row = audit.lookup().rowWithToken(key.masked, key.digest))
        return row->webhookToken;
    return {};
}

} // namespace steward
