#include "domain/plans/keeper.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace steward {
namespace {

struct KeeperText {
    Q_DECLARE_TR_FUNCTIONS(steward::Keeper)
};

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

QString scoreOf(const AuditRow& keeper, const PlanFacts::Instances& members)
{
    QStringList reasons;
    reasons
        << (isProven(keeper)    ? KeeperText::tr("connected, and the server runs it")
            : mayBeOpen(keeper) ? KeeperText::tr("perhaps connected")
                                : KeeperText::tr("not connected"));
    reasons << (isInRow(keeper) ? KeeperText::tr("in the row") : KeeperText::tr("not in the row"));
    if (keeper.server->phone) {
        //: %1 is a phone number
        reasons << KeeperText::tr("number %1").arg(keeper.server->phone->text());
    } else {
        reasons << KeeperText::tr("no number");
    }
    const auto isMost = [&keeper](const auto& valueOf) {
        return
            [&keeper, valueOf](const AuditRow* other) { return other == &keeper || valueOf(*other) < valueOf(keeper); };
    };
    if (keeper.server->messages >= 0) {
        const bool most = std::all_of(
            members.begin(), members.end(), isMost([](const AuditRow& row) { return row.server->messages; }));
        const int count = static_cast<int>(std::min<qint64>(keeper.server->messages, INT_MAX));
        reasons
            << (most ? KeeperText::tr("%n message(s), the most", nullptr, count)
                     : KeeperText::tr("%n message(s)", nullptr, count));
    }
    if (std::all_of(members.begin(), members.end(), isMost([](const AuditRow& row) { return row.server->createdAt; })))
        reasons << KeeperText::tr("newest");
    return reasons.join(QStringLiteral(", "));
}

/// What nobody's pick can pass: a member that must not be touched, or of which too little is known.
std::optional<LeftOut> obstacle(const DuplicateGroup& group, const PlanFacts& facts)
{
    for (const AuditRow* member : group.members) {
        if (member->isProtected)
            return leftBecause(LeftReason::Protected, member->title());
        if (hasEnabledRowsOfTwoOrganizations(*member))
            return leftBecause(LeftReason::TwoOrganizations, member->title());
    }
    for (const Integration* row : group.enabledRows) {
        for (const InstanceName& name : {row->instanceName, row->legacyName}) {
            const AuditRow* named = name.isEmpty() ? nullptr : facts.audit().find(name);
            if (named && hasEnabledRowsOfTwoOrganizations(*named))
                return leftBecause(LeftReason::TwoOrganizations, named->title());
        }
    }
    for (const AuditRow* member : group.members) {
        if (!isAnswered(member->memory))
            return leftBecause(LeftReason::MemoryUnknown, member->title());
    }
    for (const AuditRow* member : group.members) {
        if ((member->server->connection == Connection::Open) != (member->memory == MemoryState::Open))
            return leftBecause(LeftReason::ListAndMemoryDisagree, member->title());
    }
    return {};
}

QString titleOf(const DuplicateGroup& group, const PlanFacts& facts)
{
    return group.phone ? group.phone->text() : facts.audit().organizationName(group.organizationId);
}

/// The keeper's own trouble, once it is known who it is.
std::optional<LeftOut> troubleOf(const AuditRow& keeper, const DuplicateGroup& group, const PlanFacts& facts)
{
    if (!keeper.name.isReachable())
        return leftBecause(LeftReason::UnreachableName, keeper.title());
    if (keeper.memory == MemoryState::Missing)
        return leftBecause(LeftReason::Ghost, keeper.title());
    if (group.enabledRows.empty() && group.hasOtherEnabledRows)
        return leftBecause(LeftReason::OrganizationHasRow, titleOf(group, facts));
    if (group.enabledRows.empty() && keeper.integration())
        return leftBecause(LeftReason::RowsDisabled, keeper.title());
    return {};
}

} // namespace

KeeperChoice chooseKeeper(const DuplicateGroup& group, const PlanFacts& facts, const QSet<InstanceName>& picks)
{
    KeeperChoice choice;
    PlanFacts::Instances open;
    PlanFacts::Instances picked;
    for (const AuditRow* member : group.members) {
        if (isProven(*member))
            open.push_back(member);
        if (picks.contains(member->name))
            picked.push_back(member);
    }
    choice.isPicked = picked.size() == 1;
    choice.keeper = open.size() == 1 ? open.front() : choice.isPicked ? picked.front() : best(group.members);
    if (choice.keeper)
        choice.score = scoreOf(*choice.keeper, group.members);
    const auto decide = [&]() -> std::optional<LeftOut> {
        if (auto left = obstacle(group, facts))
            return left;
        if (picked.size() > 1)
            return leftBecause(LeftReason::SeveralPicks, titleOf(group, facts));
        if (open.size() > 1)
            return leftBecause(LeftReason::SeveralOpen, open.front()->title());
        if (open.size() == 1 && choice.isPicked && picked.front() != open.front())
            return leftBecause(LeftReason::PickNotConnected, open.front()->title());
        if (open.empty() && !choice.isPicked)
            return leftBecause(LeftReason::NoneOpen, titleOf(group, facts));
        return troubleOf(*choice.keeper, group, facts);
    };
    choice.left = decide();
    choice.isPicked = choice.isPicked && choice.keeper == picked.front();
    return choice;
}

const Integration* rowToKeep(const DuplicateGroup& group, const AuditRow& keeper)
{
    const auto named =
        std::find_if(group.enabledRows.begin(), group.enabledRows.end(), [&keeper](const Integration* row) {
            return row->names(keeper.name);
        });
    if (named != group.enabledRows.end())
        return *named;
    return group.enabledRows.empty() ? nullptr : group.enabledRows.front();
}

} // namespace steward
