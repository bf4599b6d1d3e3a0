#include "domain/plans/cleaning_planner.h"

#include "domain/plans/step_maker.h"

#include <algorithm>

namespace steward {

CleaningPlanner::CleaningPlanner(const PlanFacts& facts, const PlanRequest& request, const PlanSink& sink)
    : m_facts(facts)
    , m_request(request)
    , m_sink(sink)
    , m_picks(request.keep.begin(), request.keep.end())
{
}

std::vector<PlanGroup> CleaningPlanner::plan()
{
    std::vector<PlanGroup> planned;
    for (const DuplicateGroup& group : duplicateGroups(m_facts, m_request)) {
        m_group = static_cast<int>(planned.size());
        planned.push_back(planGroup(group));
    }
    return planned;
}

PlanGroup CleaningPlanner::planGroup(const DuplicateGroup& group)
{
    PlanGroup planned;
    planned.organizationId = group.organizationId;
    planned.phone = group.phone;
    for (const AuditRow* member : group.members)
        planned.members.push_back(member->name);
    const SurvivorChoice choice = chooseSurvivor(group, m_facts, m_picks);
    planned.isPicked = choice.isPicked;
    planned.score = choice.score;
    if (choice.survivor)
        planned.survivor = choice.survivor->name;
    planned.left = choice.left;
    if (!planned.left && group.phone)
        planned.left = phoneObstacle(group);
    if (!planned.left)
        planned.left = unlistedObstacle(group);
    if (!planned.left && m_facts.removalTrouble())
        planned.left = leftBecause(*m_facts.removalTrouble(), choice.survivor->title());
    if (planned.left)
        return planned;
    const Integration* kept = rowToKeep(group, *choice.survivor);
    if (group.phone && !(kept && kept->names(choice.survivor->name))) {
        planned.left = leftBecause(SkipReason::NoRow, choice.survivor->title());
        return planned;
    }
    if (kept && kept->configShape != ConfigShape::Object) { // the lease could not be put into it
        planned.left = leftBecause(SkipReason::OddConfig, choice.survivor->title());
        return planned;
    }
    planSurvivor(group, *choice.survivor, kept);
    planOthers(group, *choice.survivor, kept);
    return planned;
}

/// Across organizations a common number alone says nothing of whose it is: the person says it by naming every
/// organization and the survivor.
std::optional<Skipped> CleaningPlanner::phoneObstacle(const DuplicateGroup& group) const
{
    const auto& organizations = m_request.organizations;
    for (const AuditRow* member : group.members) {
        const bool isNamed =
            std::find(organizations.begin(), organizations.end(), member->organizationId) != organizations.end();
        const bool isPicked = std::any_of(group.members.begin(), group.members.end(), [this](const AuditRow* each) {
            return m_picks.contains(each->name);
        });
        if (!isNamed || !isPicked)
            return leftBecause(SkipReason::SeveralOrganizations, group.phone->text());
        if (m_planned.contains(member->identity()))
            return leftBecause(SkipReason::CleanFirst, m_facts.audit().organizationName(member->organizationId));
    }
    return {};
}

/// What the list does not show may be the one that works.
std::optional<Skipped> CleaningPlanner::unlistedObstacle(const DuplicateGroup& group) const
{
    if (!group.phone)
        return unlistedTrouble(m_facts, group.organizationId);
    for (const AuditRow* member : group.members) {
        if (auto trouble = unlistedTrouble(m_facts, member->organizationId))
            return trouble;
    }
    return {};
}

void CleaningPlanner::planSurvivor(const DuplicateGroup& group, const AuditRow& survivor, const Integration* kept)
{
    const StepMaker make(m_facts);
    PlanItem item = itemFor(survivor, ItemTask::Keep);
    const OrganizationId organization = kept ? kept->organizationId : group.organizationId;
    item.organizationId = organization;
    // The row first: from then on another workstation finds the lease in it.
    item.add(kept ? StepMaker::pointRow(*kept, survivor) : make.insertRow(survivor, organization));
    const bool isNew = !kept || !kept->names(survivor.name);
    for (const Integration* row : group.enabledRows) {
        if (row != kept && row->names(survivor.name) && !group.phone)
            item.add(StepMaker::onRow(StepAction::DeleteRow, *row));
    }
    item.add(make.setWebhook(survivor, kept));
    item.add(make.warm(survivor, kept, organization));
    if (isNew)
        item.add(StepMaker::tell(StepAction::TellAdded, survivor, organization));
    // The row that is to name the survivor may name another now, and it is what must not change until then.
    if (kept && isNew) {
        item.seen.rows.push_back(seenRow(*kept));
        std::sort(item.seen.rows.begin(), item.seen.rows.end(), [](const SeenRow& a, const SeenRow& b) {
            return a.id < b.id;
        });
    }
    hand(std::move(item));
}

void CleaningPlanner::planOthers(const DuplicateGroup& group, const AuditRow& survivor, const Integration* kept)
{
    DeletionScope scope;
    scope.withResidue = m_request.withResidue;
    scope.spared = kept;
    for (const AuditRow* member : group.members)
        scope.free.insert(member->name);
    for (const AuditRow* member : group.members) {
        if (member != &survivor)
            planOther(*member, scope);
    }
    if (group.phone)
        return;
    for (const Integration* row : group.enabledRows) {
        if (row == kept || row->names(survivor.name))
            continue;
        // Those that name a member went with it.
        for (const AuditRow* place : m_facts.standsAt(*row)) {
            if (place->inServer == Presence::Absent)
                planOther(*place, scope);
        }
    }
}

void CleaningPlanner::planOther(const AuditRow& row, const DeletionScope& scope)
{
    if (m_planned.contains(row.identity()))
        return;
    PlanItem item;
    if (row.server && row.memory == MemoryState::Missing) {
        item = itemFor(row, ItemTask::Delete);
        item.leave(SkipReason::Ghost, row.title());
    } else {
        item = planDeletionOf(row, m_facts, scope);
    }
    hand(std::move(item));
}

void CleaningPlanner::hand(PlanItem item)
{
    item.group = m_group;
    m_planned.insert(item.identity);
    m_sink(std::move(item));
}

} // namespace steward
