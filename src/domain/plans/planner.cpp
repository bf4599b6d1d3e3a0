#include "domain/plans/planner.h"

#include "domain/audit/audit_lookup.h"
#include "domain/plans/cleaning_planner.h"
#include "domain/plans/decision_planner.h"
#include "domain/plans/deletion_planner.h"
#include "domain/plans/repair_planner.h"
#include "domain/plans/switching_planner.h"

#include <QSet>

#include <algorithm>

namespace steward {
namespace {

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

bool isWanted(const PlanRequest& request, FindingCode code)
{
    return request.findings.empty() ||
           std::find(request.findings.begin(), request.findings.end(), code) != request.findings.end();
}

/// A repair of it is decided by what the server's memory says.
bool hangsOnMemory(const PlanRequest& request, const AuditRow& row)
{
    static constexpr FindingCode codes[] = {FindingCode::OrphanedInstance, FindingCode::StatusDrift,
                                            FindingCode::PhoneMismatch,    FindingCode::ConnectionLost,
                                            FindingCode::StuckPairing,     FindingCode::DisabledButConnected,
                                            FindingCode::GhostInstance,    FindingCode::CacheMismatch};
    return std::any_of(
        std::begin(codes), std::end(codes), [&](FindingCode code) { return row.has(code) && isWanted(request, code); });
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

/// Of everything only what a repair could use: nothing about what no repair chooses, and webhooks only where they were
/// asked for or an instance gets a row (CONTRACT, "Presence and connection").
void askAboutAll(ServerQuestions& questions, const Audit& audit, const PlanRequest& request)
{
    const bool isAboutWebhooks =
        request.withWebhooks || (!request.findings.empty() && isWanted(request, FindingCode::WebhookMismatch));
    for (const AuditRow& row : audit.rows()) {
        if (!row.server || untouchable(row))
            continue;
        if (hangsOnMemory(request, row))
            questions.memory.push_back(row.name);
        const bool isAdopted = row.has(FindingCode::OrphanedInstance) && row.organizationIsCertain &&
                               !row.organizationId.isNull() && isWanted(request, FindingCode::OrphanedInstance);
        if ((isAboutWebhooks && row.enabledIntegration()) || isAdopted)
            questions.webhooks.push_back(row.name);
    }
}

/// Whether a row may go, or may name another instance, hangs on the server's own word about all these names.
void askAboutRow(ServerQuestions& questions, const Audit& audit, const RowChoice& choice)
{
    if (choice.name) {
        askAboutName(questions.memory, *choice.name, audit);
        questions.webhooks.push_back(*choice.name);
    }
    if (const Integration* row = audit.lookup().row(choice.id)) {
        questions.memory.push_back(row->instanceName);
        questions.memory.push_back(row->legacyName);
    }
}

void askAboutRepairs(ServerQuestions& questions, const Audit& audit, const PlanRequest& request)
{
    if (request.row)
        return askAboutRow(questions, audit, *request.row);
    if (request.names.empty() && request.others.empty())
        return askAboutAll(questions, audit, request);
    for (const InstanceName& name : request.names)
        askAboutName(questions.memory, name, audit);
    if (isWanted(request, FindingCode::WebhookMismatch) || isWanted(request, FindingCode::OrphanedInstance))
        questions.webhooks = request.names;
}

/// Each once, and only what a path reaches.
template<class IsWanted>
void keep(std::vector<InstanceName>& names, const IsWanted& isMeant)
{
    QSet<InstanceName> seen;
    std::erase_if(names, [&](const InstanceName& name) {
        const bool isAsked = name.isReachable() && !seen.contains(name) && isMeant(name);
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
            item.left = {leftBecause(SkipReason::OddEntry, row->title())};
        }
        sink(std::move(item));
    };
}

/// A step that writes into the row's config; where a creation follows, its claim does.
bool writesConfig(const PlanStep& step)
{
    return step.action == StepAction::PointRow || step.action == StepAction::EnableRow ||
           step.action == StepAction::ProtectRow || step.action == StepAction::UnprotectRow ||
           (step.action == StepAction::WriteRow && step.after.expectedPhone);
}

/// What would have to write into a config that is no object is refused whole, before its first step.
void leaveOddConfig(PlanItem& item, const Audit& audit)
{
    const auto isOdd = [&audit](const std::optional<IntegrationId>& id) {
        const Integration* row = audit.lookup().row(id);
        return row && row->configShape != ConfigShape::Object;
    };
    const bool isRefused =
        std::any_of(
            item.steps.begin(), item.steps.end(),
            [&](const PlanStep& step) { return writesConfig(step) && isOdd(step.rowId); }) ||
        (item.task == ItemTask::ResetPairing && !item.steps.empty() &&
         std::any_of(item.seen.rows.begin(), item.seen.rows.end(), [&](const SeenRow& row) { return isOdd(row.id); }));
    if (!isRefused)
        return;
    item.steps.clear();
    item.findings.clear();
    item.leave(SkipReason::OddConfig, item.name.text());
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
    case PlanKind::SetWebhook:
        questions.webhooks = request.names;
        for (const InstanceName& name : request.names) {
            if (audit.presenceOnServer(name) == Presence::Unknown)
                questions.memory.push_back(name); // the second witness
        }
        break;
    case PlanKind::Restart:
        questions.memory = request.names;
        break;
    case PlanKind::Delete:
    case PlanKind::Disable:
    case PlanKind::Enable:
    case PlanKind::Replace:
    case PlanKind::ResetPairing:
    case PlanKind::Unlink:
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
        if (request.row)
            planRowChoice(facts, *request.row, checked);
        else
            RepairPlanner(facts, request, checked).plan();
        break;
    case PlanKind::Disable:
    case PlanKind::Enable:
    case PlanKind::Protect:
    case PlanKind::Unprotect:
    case PlanKind::ResetPairing:
    case PlanKind::Unlink:
    case PlanKind::SetWebhook:
    case PlanKind::Restart:
        planSwitching(facts, request, checked);
        break;
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
