#include "domain/plans/survivor.h"

#include <algorithm>
#include <tuple>

namespace steward {
namespace {

bool isProven(const AuditRow& row)
{
    return row.server->connection == Connection::Open && row.memory == MemoryState::Open;
}

bool isInRow(const AuditRow& row)
{
    return row.enabledIntegration() && row.enabledIntegration()->names(row.name);
}

/// Open and proven by memory, is the one in the row, has a number, most messages, newest: in this order.
auto rank(const AuditRow& row)
{
    const ServerInstance& server = *row.server;
    return std::tuple(
        isProven(row), isInRow(row), server.phone.has_value(), server.messages,
        server.createdAt.value_or(Timestamp::min()));
}

const AuditRow* best(const PlanFacts::Instances& members)
{
    const auto found = std::max_element(
        members.begin(), members.end(), [](const AuditRow* a, const AuditRow* b) { return rank(*a) < rank(*b); });
    return found == members.end() ? nullptr : *found;
}

SurvivorScore scoreOf(const AuditRow& survivor, const PlanFacts::Instances& members)
{
    const auto exceeds = [&](const auto& valueOf) {
        return std::all_of(members.begin(), members.end(), [&](const AuditRow* other) {
            return other == &survivor || valueOf(*other) < valueOf(survivor);
        });
    };
    SurvivorScore score;
    if (mayBeOpen(survivor))
        score.link = isProven(survivor) ? SurvivorScore::Link::Proven : SurvivorScore::Link::Perhaps;
    score.isInRow = isInRow(survivor);
    score.phone = survivor.server->phone;
    score.messages = survivor.server->messages;
    score.hasMost = exceeds([](const AuditRow& row) { return row.server->messages; });
    score.isNewest = exceeds([](const AuditRow& row) { return row.server->createdAt; });
    return score;
}

/// What nobody's pick can pass: a member that must not be touched, or of which too little is known.
std::optional<Skipped> obstacle(const DuplicateGroup& group, const PlanFacts& facts)
{
    for (const AuditRow* member : group.members) {
        if (member->isProtected)
            return leftBecause(SkipReason::Protected, member->title());
        if (hasEnabledRowsOfTwoOrganizations(*member))
            return leftBecause(SkipReason::TwoOrganizations, member->title());
    }
    for (const Integration* row : group.enabledRows) {
        for (const InstanceName& name : {row->instanceName, row->legacyName}) {
            const AuditRow* named = name.isEmpty() ? nullptr : facts.audit().find(name);
            if (named && hasEnabledRowsOfTwoOrganizations(*named))
                return leftBecause(SkipReason::TwoOrganizations, named->title());
        }
    }
    for (const AuditRow* member : group.members) {
        if (!isAnswered(member->memory))
            return leftBecause(SkipReason::MemoryUnknown, member->title());
    }
    for (const AuditRow* member : group.members) {
        if ((member->server->connection == Connection::Open) != (member->memory == MemoryState::Open))
            return leftBecause(SkipReason::ListAndMemoryDisagree, member->title());
    }
    return {};
}

QString titleOf(const DuplicateGroup& group, const PlanFacts& facts)
{
    return group.phone ? group.phone->text() : facts.audit().organizationName(group.organizationId);
}

/// The survivor's own trouble, once it is known who it is.
std::optional<Skipped> troubleOf(const AuditRow& survivor, const DuplicateGroup& group, const PlanFacts& facts)
{
    if (!survivor.name.isReachable())
        return leftBecause(SkipReason::UnreachableName, survivor.title());
    if (survivor.memory == MemoryState::Missing)
        return leftBecause(SkipReason::Ghost, survivor.title());
    if (group.enabledRows.empty() && group.hasOtherEnabledRows)
        return leftBecause(SkipReason::OrganizationHasRow, titleOf(group, facts));
    if (group.enabledRows.empty() && survivor.integration())
        return leftBecause(SkipReason::RowsDisabled, survivor.title());
    return {};
}

} // namespace

SurvivorChoice chooseSurvivor(const DuplicateGroup& group, const PlanFacts& facts, const QSet<InstanceName>& picks)
{
    SurvivorChoice choice;
    PlanFacts::Instances open;
    PlanFacts::Instances picked;
    for (const AuditRow* member : group.members) {
        if (isProven(*member))
            open.push_back(member);
        if (picks.contains(member->name))
            picked.push_back(member);
    }
    choice.isPicked = picked.size() == 1;
    choice.survivor = open.size() == 1 ? open.front() : choice.isPicked ? picked.front() : best(group.members);
    if (choice.survivor)
        choice.score = scoreOf(*choice.survivor, group.members);
    const auto decide = [&]() -> std::optional<Skipped> {
        if (auto left = obstacle(group, facts))
            return left;
        if (picked.size() > 1)
            return leftBecause(SkipReason::SeveralPicks, titleOf(group, facts));
        if (open.size() > 1)
            return leftBecause(SkipReason::SeveralOpen, open.front()->title());
        if (open.size() == 1 && choice.isPicked && picked.front() != open.front())
            return leftBecause(SkipReason::PickNotConnected, open.front()->title());
        if (open.empty() && !choice.isPicked)
            return leftBecause(SkipReason::NoneOpen, titleOf(group, facts));
        return troubleOf(*choice.survivor, group, facts);
    };
    choice.left = decide();
    choice.isPicked = choice.isPicked && choice.survivor == picked.front();
    return choice;
}

const Integration* rowToKeep(const DuplicateGroup& group, const AuditRow& survivor)
{
    const auto named =
        std::find_if(group.enabledRows.begin(), group.enabledRows.end(), [&survivor](const Integration* row) {
            return row->names(survivor.name);
        });
    if (named != group.enabledRows.end())
        return *named;
    return group.enabledRows.empty() ? nullptr : group.enabledRows.front();
}

} // namespace steward
