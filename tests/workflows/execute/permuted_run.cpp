#include "workflows/execute/permuted_run.h"

#include "support/fleet_builder.h"
#include "workflows/agreed.h"
#include "workflows/read/plan_json.h"
#include "workflows/resume/resume.h"

#include <algorithm>

namespace steward::test {
namespace {

using namespace std::chrono_literals;

template<class T>
const T& oneOf(const std::vector<T>& all, QRandomGenerator& random)
{
    return all.at(static_cast<size_t>(random.bounded(static_cast<int>(all.size()))));
}

PlanRequest randomRequest(const PermutedFleet::Member& member, QRandomGenerator& random)
{
    constexpr PlanKind kinds[] = {PlanKind::Delete, PlanKind::Delete,  PlanKind::Clean,    PlanKind::Clean,
                                  PlanKind::Repair, PlanKind::Repair,  PlanKind::Repair,   PlanKind::Disable,
                                  PlanKind::Enable, PlanKind::Protect, PlanKind::Unprotect};
    PlanRequest request;
    request.kind = kinds[random.bounded(static_cast<int>(std::size(kinds)))];
    if (member.names.empty()) // a row alone, without a name
        request.kind = PlanKind::Repair;
    request.withResidue = random.bounded(4) == 0;
    switch (request.kind) {
    case PlanKind::Clean:
        request.organizations = {member.organization};
        if (random.bounded(3) == 0)
            request.keep = {oneOf(member.names, random)};
        break;
    case PlanKind::Repair:
        request.names = member.names;
        request.others = member.others;
        if (random.bounded(2) == 0)
            request.findings = {oneOf(allFindingCodes(), random)};
        break;
    case PlanKind::Delete:
        for (const InstanceName& name : member.names) {
            if (random.bounded(3) == 0)
                request.names.push_back(name);
        }
        [[fallthrough]];
    default:
        if (request.names.empty())
            request.names = {oneOf(member.names, random)};
    }
    if (request.kind != PlanKind::Delete && request.kind != PlanKind::Clean)
        request.withResidue = false;
    return request;
}

/// What a working instance is taken for by the program itself, not by a person who named it.
bool choosesByItself(const PlanRequest& request)
{
    return request.kind == PlanKind::Clean || (request.kind == PlanKind::Repair && request.names.empty());
}

bool standsInDatabase(const Audit& audit, const IntegrationId& id)
{
    const auto& rows = audit.snapshot().database->integrations;
    return std::ranges::find(rows, id, &Integration::id) != rows.end();
}

QString told(const ChangeResult& result)
{
    QString words = QStringLiteral(" [%1").arg(result.exitCode());
    for (const ChangeItem& item : result.items)
        words +=
            QStringLiteral(" %1: %2 %3 %4 %5")
                .arg(
                    item.instanceName.text().right(8), storeOutcomeWord(item.server), storeOutcomeWord(item.database),
                    storeOutcomeWord(item.cache), item.error ? item.error->sentence : QString());
    return words + QLatin1Char(']');
}

QString difference(const FleetPicture& before, const FleetPicture& now)
{
    QStringList lines;
    for (const auto& [owner, pieces] : before.pieces) {
        const auto found = now.pieces.find(owner);
        for (const QString& piece : pieces) {
            if (found == now.pieces.end() || !found->second.contains(piece))
                lines << QStringLiteral("- ") + piece;
        }
    }
    for (const auto& [owner, pieces] : now.pieces) {
        const auto found = before.pieces.find(owner);
        for (const QString& piece : pieces) {
            if (found == before.pieces.end() || !found->second.contains(piece))
                lines << QStringLiteral("+ ") + piece;
        }
    }
    return QStringLiteral("\n        ") + lines.join(QStringLiteral("\n        "));
}

} // namespace

QString PermutedDeed::text() const
{
    QStringList names;
    for (const InstanceName& name : request.names)
        names << name.text().right(8);
    QStringList findings;
    for (const FindingCode code : request.findings)
        findings << findingWord(code);
    return QStringLiteral("%1 [%2] %3%4%5")
        .arg(
            planKindWord(request.kind), names.join(QLatin1Char(' ')), findings.join(QLatin1Char(' ')),
            isSaved ? QStringLiteral(", saved") : QString(),
            request.keep.empty() ? QString() : QStringLiteral(", picked"));
}

std::vector<PermutedDeed> randomDeeds(const PermutedFleet& fleet, QRandomGenerator& random)
{
    std::vector<PermutedDeed> deeds;
    for (size_t member = 0; member < fleet.members().size(); ++member) {
        const int count = random.bounded(1, 4);
        for (int number = 0; number < count; ++number) {
            PermutedDeed& deed = deeds.emplace_back();
            deed.member = member;
            deed.request = randomRequest(fleet.members()[member], random);
            deed.isSaved = random.bounded(3) == 0;
            deed.again = static_cast<PermutedDeed::Again>(random.bounded(3));
            deed.workstation = static_cast<int>(member % 2);
        }
    }
    return deeds;
}

std::vector<size_t> randomOrder(const std::vector<PermutedDeed>& deeds, QRandomGenerator& random)
{
    std::vector<size_t> members; // one place for each of its deeds
    std::map<size_t, std::vector<size_t>> left;
    for (size_t place = 0; place < deeds.size(); ++place) {
        members.push_back(deeds[place].member);
        left[deeds[place].member].push_back(place);
    }
    std::shuffle(members.begin(), members.end(), random);
    std::vector<size_t> order;
    for (const size_t member : members) {
        order.push_back(left[member].front());
        left[member].erase(left[member].begin());
    }
    return order;
}

PermutedRun::PermutedRun(const PermutedFleet& fleet, PermutedGround ground, const std::vector<PermutedDeed>& deeds)
    : m_fleet(fleet)
    , m_ground(std::move(ground))
    , m_deeds(deeds)
    , m_foreign(m_ground.foreign())
    , m_now(fleet.look(*m_ground.workstations.front().stores))
{
    for (const PermutedDeed& deed : deeds)
        m_saved.push_back(deed.isSaved ? plan(deed.request, deed.workstation) : Plan());
}

Plan PermutedRun::plan(const PlanRequest& request, int workstation) const
{
    const auto session = Session::open(m_ground.workstations.at(static_cast<size_t>(workstation)));
    const Plan made = PlanMaker(*session).make(request, CallContext::within(30s)).plan;
    const auto read = planFromJson(planJson(made)); // as another person reads it
    return read ? *read : Plan();
}

ChangeResult PermutedRun::apply(const Plan& plan, int workstation)
{
    const auto session = Session::open(m_ground.workstations.at(static_cast<size_t>(workstation)));
    ApplyTimes times = ApplyRig::times();
    times.removal.firstPause = times.removal.longestPause = 2ms;
    times.backAgain = 3ms;
    ApplyObserver silent;
    ++m_applied;
    return applyShown(*session, times, plan, plan.confirm, silent, PauseControl(), CallContext::within(60s));
}

std::optional<QString> PermutedRun::violationOf(const std::vector<size_t>& order)
{
    for (const size_t place : order) {
        const PermutedDeed& deed = m_deeds[place];
        const Plan shown = deed.isSaved ? m_saved[place] : plan(deed.request, deed.workstation);
        if (const auto violation = violationOfDeed(deed, shown))
            return deed.text() + QStringLiteral(": ") + *violation;
    }
    return {};
}

std::optional<QString> PermutedRun::violationOfDeed(const PermutedDeed& deed, const Plan& plan)
{
    const FleetPicture before = m_now;
    const ChangeResult result = apply(plan, deed.workstation);
    m_now = m_fleet.look(*m_ground.workstations.front().stores);
    m_changed += before.pieces != m_now.pieces ? 1 : 0;
    if (const auto violation = judged(plan, result, before))
        return violation;
    const OrganizationId organization = m_fleet.members()[deed.member].organization;
    if (const auto violation = strangerIn(organization, before))
        return violation;
    return violationOfRepetition(deed, plan, result);
}

std::optional<QString>
PermutedRun::violationOfRepetition(const PermutedDeed& deed, const Plan& plan, const ChangeResult& first)
{
    if (deed.again == PermutedDeed::Again::Never)
        return {};
    const FleetPicture before = m_now;
    const bool isSame = deed.again == PermutedDeed::Again::SamePlan;
    const Plan second = isSame ? plan : this->plan(deed.request, deed.workstation);
    const ChangeResult result = apply(second, deed.workstation);
    m_now = m_fleet.look(*m_ground.workstations.front().stores);
    if (const auto violation = judged(second, result, before))
        return QStringLiteral("again: ") + *violation;
    // What an old plan did not show, or what has changed since, is planned as it stands now; a repair may find more to
    // do once it is mended.
    const bool isOld = deed.isSaved || first.exitCode() != 0;
    const bool mayGoOn = !isSame && (deed.request.kind == PlanKind::Repair || isOld);
    if (!mayGoOn && before.pieces != m_now.pieces)
        return QStringLiteral("the second time changes something") + difference(before, m_now) + told(first) +
               told(result);
    // What else it wrote counts as changed since, by its own hand.
    if (isSame && deed.request.kind == PlanKind::Delete && first.exitCode() == 0 && result.exitCode() != 0)
        return QStringLiteral("the second time ends with %1").arg(result.exitCode());
    return {};
}

/// Nothing of anybody else has changed.
std::optional<QString> PermutedRun::strangerIn(const OrganizationId& organization, const FleetPicture& before) const
{
    auto then = before.pieces;
    auto now = m_now.pieces;
    then.erase(organization);
    now.erase(organization);
    return then == now ? std::nullopt : std::optional(QStringLiteral("somebody else's has changed"));
}

std::optional<QString>
PermutedRun::judged(const Plan& plan, const ChangeResult& result, const FleetPicture& before) const
{
    if (m_ground.foreign() != m_foreign)
        return QStringLiteral("a row of another system has changed");
    if (result.exitCode() == 4 && before.pieces != m_now.pieces)
        return QStringLiteral("refused, and something has changed");
    for (const OrganizationId& organization : before.working) {
        if (choosesByItself(plan.request) && !m_now.working.contains(organization))
            return QStringLiteral("the program took the only working instance of an organization");
    }
    for (const ChangeItem& change : result.items) {
        const PlanItemRef item = plan.find("name:" + change.instanceName.utf8());
        const auto violation = item ? judgedItem(*item, change, before) : std::nullopt;
        if (violation)
            return change.instanceName.text().right(8) + QStringLiteral(": ") + *violation + difference(before, m_now) +
                   told(result);
    }
    for (const Integration& row : before.audit->snapshot().database->integrations) {
        const AuditRow* named = m_now.audit->find(row.name());
        if (!row.isNamed() || !named || !named->server || standsInDatabase(*m_now.audit, row.id))
            continue;
        const bool hasAnother = plan.kind() == PlanKind::Clean && named->enabledIntegration(); // one too many
        if (!hasAnother)
            return QStringLiteral("a row of what is still on the server was removed") + difference(before, m_now) +
                   told(result);
    }
    return {};
}

std::optional<QString>
PermutedRun::judgedItem(const PlanItem& item, const ChangeItem& change, const FleetPicture& before) const
{
    const AuditRow* row = m_now.audit->find(item.name);
    const bool isListed = row && row->server;
    if (item.task == ItemTask::Delete) {
        if (isListed && change.server == StoreOutcome::Gone)
            return QStringLiteral("called gone, and it is there");
        if (row && !row->integrations.empty() && change.database == StoreOutcome::Gone)
            return QStringLiteral("its row is called gone, and it is there");
        if (row && row->instanceEntry && change.cache == StoreOutcome::Gone)
            return QStringLiteral("its entry is called gone, and it is there");
        const bool isASurvivorsRow = item.group.has_value(); // which is pointed at the survivor
        if (isListed && !isASurvivorsRow && before.about(item.name) != m_now.about(item.name))
            return QStringLiteral("listed still, and something of it was taken");
    }
    if (change.error || item.steps.empty() || change.server == StoreOutcome::Skipped)
        return {};
    const bool isOpen = isListed && row->memory == MemoryState::Open;
    const bool isEnabled = row && row->enabledIntegration();
    if (item.task == ItemTask::Disable && (isOpen || isEnabled || (row && row->instanceEntry)))
        return QStringLiteral("called disabled, and is not");
    if (item.task == ItemTask::Enable && !isEnabled)
        return QStringLiteral("called enabled, and is not");
    if (item.task == ItemTask::Keep && !(isListed && isEnabled))
        return QStringLiteral("called kept, and does not stand");
    return {};
}

std::optional<QString> PermutedRun::violationOfTheRest()
{
    for (const PlanKind kind : {PlanKind::Clean, PlanKind::Repair, PlanKind::Clean, PlanKind::Repair}) {
        const FleetPicture before = m_now;
        PlanRequest request;
        request.kind = kind;
        const Plan shown = plan(request, 0);
        const ChangeResult result = apply(shown, 1);
        m_now = m_fleet.look(*m_ground.workstations.front().stores);
        if (const auto violation = judged(shown, result, before))
            return planKindWord(kind) + QStringLiteral(" of all: ") + *violation;
    }
    return {};
}

} // namespace steward::test
