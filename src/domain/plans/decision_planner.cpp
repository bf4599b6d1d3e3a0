#include "domain/plans/decision_planner.h"

#include "domain/audit/audit_lookup.h"
#include "domain/plans/step_maker.h"

#include <algorithm>

namespace steward {
namespace {

using Trouble = std::optional<Skipped>;

/// What an instance has to be before a row is made to name it, or its row to say more of it.
Trouble troubleOnServer(const AuditRow& row)
{
    if (auto never = untouchable(row))
        return never;
    if (!row.name.isReachable())
        return leftBecause(SkipReason::UnreachableName, row.name.text());
    if (!row.server)
        return leftBecause(SkipReason::NotListed, row.title());
    if (!isAnswered(row.memory))
        return leftBecause(SkipReason::MemoryUnknown, row.title());
    if (row.memory == MemoryState::Missing)
        return leftBecause(SkipReason::Ghost, row.title());
    return {};
}

Trouble validateOnlyRow(const AuditRow& row)
{
    if (hasTwoOrganizations(row))
        return leftBecause(SkipReason::TwoOrganizations, row.title());
    if (row.integrations.empty())
        return leftBecause(SkipReason::NoRow, row.title());
    if (row.integrations.size() > 1)
        return leftBecause(SkipReason::CleanFirst, row.title());
    return row.integration()->enabled ? Trouble() : leftBecause(SkipReason::RowDisabled, row.title());
}

Trouble validateOrganization(const AuditRow& row, const OrganizationId& organization, const PlanFacts& facts)
{
    if (!facts.organizationExists(organization))
        return leftBecause(SkipReason::NoSuchOrganization, organization.toString());
    if (auto trouble = troubleOnServer(row))
        return trouble;
    if (auto trouble = validateOnlyRow(row))
        return trouble;
    const Integration& integration = *row.integration();
    if (integration.organizationId == organization)
        return row.has(FindingCode::OrganizationMismatch) ? leftBecause(SkipReason::OrganizationInName, row.title())
                                                          : Trouble();
    if (const AuditRow* other = facts.otherListedName(integration, row.name))
        return leftBecause(SkipReason::SharedRow, other->title());
    const QString title = facts.audit().organizationName(organization);
    if (!facts.enabledRowsOf(organization).empty())
        return leftBecause(SkipReason::OrganizationHasRow, title);
    const PlanFacts::Instances phones = facts.phonesOf(organization);
    const bool hasOthers = std::any_of(
        phones.begin(), phones.end(), [&row](const AuditRow* each) { return each != &row && !each->isIgnored; });
    return hasOthers ? leftBecause(SkipReason::CleanFirst, title) : Trouble();
}

Trouble validatePhone(const AuditRow& row)
{
    if (auto trouble = troubleOnServer(row))
        return trouble;
    if (auto trouble = validateOnlyRow(row))
        return trouble;
    if (row.connection() != Connection::Open)
        return leftBecause(SkipReason::NotConnected, row.title());
    return row.server->phone ? Trouble() : leftBecause(SkipReason::PhoneUnknown, row.title());
}

/// Entries that say something else than the row will.
void addEntries(PlanItem& item, const StepMaker& make, const AuditRow& row, const Integration& as)
{
    item.add(make.warm(row, &as, as.organizationId));
}

void dropEntry(PlanItem& item, const StepMaker& make, const CacheEntry* entry)
{
    if (!entry)
        return;
    PlanStep step = make.dropEntry(*entry);
    const bool isThere =
        std::any_of(item.steps.begin(), item.steps.end(), [&step](const PlanStep& each) { return each == step; });
    if (!isThere)
        item.add(std::move(step));
}

bool isNamedByAnotherEnabled(const AuditRow& row, const Integration& integration)
{
    return std::any_of(row.integrations.begin(), row.integrations.end(), [&integration](const Integration* each) {
        return each->enabled && each->id != integration.id;
    });
}

Trouble troubleNaming(const Integration& integration, const AuditRow& target, const PlanFacts& facts)
{
    if (integration.isProtected || facts.namesUntouchable(integration))
        return leftBecause(SkipReason::Protected, integration.name().text());
    if (auto trouble = troubleOnServer(target))
        return trouble;
    if (!integration.enabled)
        return leftBecause(SkipReason::RowDisabled, target.title());
    const bool isTaken =
        std::any_of(target.integrations.begin(), target.integrations.end(), [&integration](const Integration* each) {
            return each->id != integration.id;
        });
    if (isTaken)
        return leftBecause(SkipReason::NameTaken, target.title());
    if (const AuditRow* other = facts.otherListedName(integration, target.name))
        return leftBecause(SkipReason::RowNamesListed, other->title());
    return {};
}

PlanItem unknownItem(const QByteArray& identity, const InstanceName& name, Skipped left)
{
    PlanItem item;
    item.task = ItemTask::Repair;
    item.identity = identity;
    item.name = name;
    item.left.push_back(std::move(left));
    return item;
}

PlanItem namingOf(const Integration& integration, const InstanceName& name, const PlanFacts& facts)
{
    const AuditRow* target = facts.audit().find(name);
    if (!target)
        return unknownItem("name:" + name.utf8(), name, leftBecause(SkipReason::NotListed, name.text()));
    PlanItem item = itemFor(*target, ItemTask::Repair);
    if (auto trouble = troubleNaming(integration, *target, facts)) {
        item.left.push_back(*std::move(trouble));
        return item;
    }
    const bool isAsWanted = integration.instanceName == name && integration.legacyName.isEmpty();
    if (isAsWanted)
        return item;
    item.organizationId = integration.organizationId;
    if (!integration.names(name))
        item.seen.rows.push_back(seenRow(integration));
    const StepMaker make(facts);
    item.add(make.pointRow(integration, *target));
    item.add(make.setWebhook(*target, &integration));
    addEntries(item, make, *target, integration);
    // What the row named before is nobody's entry from now on.
    for (const AuditRow* before : facts.standsAt(integration)) {
        if (before != target && before->kind == RowKind::Instance && !isNamedByAnotherEnabled(*before, integration))
            dropEntry(item, make, before->instanceEntry);
    }
    item.add(StepMaker::tell(StepAction::TellAdded, *target, integration.organizationId));
    return item;
}

/// Both of its names are gone by both witnesses, or it has none.
Trouble troubleRemoving(const Integration& integration, const PlanFacts& facts)
{
    for (const AuditRow* at : facts.standsAt(integration)) {
        if (at->isProtected || integration.isProtected)
            return leftBecause(SkipReason::Protected, at->title());
        if (at->isIgnored)
            return leftBecause(SkipReason::Ignored, at->title());
        if (at->kind != RowKind::Instance)
            continue;
        if (at->server || at->inServer == Presence::Present)
            return leftBecause(SkipReason::RowNamesListed, at->title());
        const bool isProvenGone = at->inServer == Presence::Absent && at->memory == MemoryState::NotFound;
        const bool isBeingMade = steward::isBeingMade(
            integration, facts.audit().snapshot().databaseTime(), facts.context().settings.pendingGrace);
        if (!isProvenGone || (integration.enabled && isBeingMade))
            return leftBecause(SkipReason::RowNamesUnknown, at->title());
    }
    const std::vector<const AuditRow*> meant = facts.otherNames().instancesFor(integration);
    return integration.enabled && !meant.empty() ? leftBecause(SkipReason::OtherName, meant.front()->title())
                                                 : Trouble();
}

PlanItem removalOf(const Integration& integration, const PlanFacts& facts)
{
    const PlanFacts::Instances places = facts.standsAt(integration);
    const AuditRow& at = *places.front();
    PlanItem item = itemFor(at, ItemTask::Repair);
    item.organizationId = integration.organizationId;
    if (auto trouble = troubleRemoving(integration, facts)) {
        item.left.push_back(*std::move(trouble));
        return item;
    }
    const StepMaker make(facts);
    item.add(StepMaker::onRow(StepAction::DeleteRow, integration));
    // Two rows may carry one token: its key stays while the other is in use.
    if (!facts.audit().lookup().otherEnabledRow(integration.webhookToken, {&integration}))
        dropEntry(item, make, facts.entryOf(integration.webhookToken));
    for (const AuditRow* place : places) {
        if (place->kind != RowKind::Instance || isNamedByAnotherEnabled(*place, integration))
            continue;
        dropEntry(item, make, place->instanceEntry);
    }
    if (integration.enabled && at.kind == RowKind::Instance && !isNamedByAnotherEnabled(at, integration))
        item.add(StepMaker::tell(StepAction::TellRemoved, at, integration.organizationId));
    return item;
}

} // namespace

void planOrganization(PlanItem& item, const AuditRow& row, const OrganizationId& organization, const PlanFacts& facts)
{
    if (auto trouble = validateOrganization(row, organization, facts))
        return item.left.push_back(*std::move(trouble));
    const Integration& integration = *row.integration();
    if (integration.organizationId == organization)
        return;
    Integration moved = integration;
    moved.organizationId = organization;
    moved.clinicId = facts.clinicOf(organization, {});
    const StepMaker make(facts);
    PlanStep point = make.pointRow(integration, row);
    point.after.organizationId = organization;
    point.before.clinicId = integration.clinicId;
    point.after.clinicId = moved.clinicId;
    item.add(std::move(point));
    item.add(make.setWebhook(row, &integration));
    addEntries(item, make, row, moved);
    item.add(StepMaker::tell(StepAction::TellRemoved, row, integration.organizationId));
    item.add(StepMaker::tell(StepAction::TellAdded, row, organization));
    item.organizationId = organization;
    if (row.has(FindingCode::OrganizationMismatch))
        item.findings.push_back(FindingCode::OrganizationMismatch);
}

void planUsePhone(PlanItem& item, const AuditRow& row, const PlanFacts& facts)
{
    auto trouble = validatePhone(row);
    if (!trouble)
        trouble = facts.sharedTrouble(row);
    if (trouble)
        return item.left.push_back(*std::move(trouble));
    Integration agreed = *row.integration();
    const PhoneNumber& phone = *row.server->phone;
    agreed.expectedPhone = phone;
    PlanStep step = StepMaker::writeBack(agreed, row).value_or(PlanStep());
    step.action = StepAction::WriteRow;
    step.rowId = agreed.id;
    if (row.integration()->expectedPhone != phone) {
        step.before.expectedPhone = row.integration()->expectedPhone;
        step.after.expectedPhone = phone;
    }
    if (!step.after.isEmpty())
        item.add(std::move(step));
    agreed.phoneColumn = phone;
    const StepMaker make(facts);
    for (PlanStep& entry : make.warm(row, &agreed, agreed.organizationId)) {
        if (!entry.before.isEmpty())
            item.add(std::move(entry));
    }
    if (row.has(FindingCode::PhoneMismatch))
        item.findings.push_back(FindingCode::PhoneMismatch);
}

void planRowChoice(const PlanFacts& facts, const RowChoice& choice, const PlanSink& sink)
{
    const Integration* integration = facts.audit().lookup().row(choice.id);
    const QString idText = choice.id.toString();
    if (!integration || facts.standsAt(*integration).empty()) {
        const QByteArray identity = "row:" + choice.id.uuid().toRfc4122().toHex();
        sink(unknownItem(identity, {}, leftBecause(SkipReason::RowNotFound, idText)));
        return;
    }
    sink(choice.name ? namingOf(*integration, *choice.name, facts) : removalOf(*integration, facts));
}

} // namespace steward
