#include "domain/audit/audit_lookup.h"
#include "domain/audit/other_names.h"
#include "domain/plans/plan_facts.h"
#include "plans/plan_fixture.h"
#include "support/campaign.h"
#include "support/random_fleet.h"
#include "support/test_registry.h"

#include <QTest>

#include <set>

using namespace steward;
using namespace steward::test;

namespace steward::two_witnesses_test {

namespace {

/// What becomes of the list between the server and us.
enum class ListKind { Whole, Empty, Short, Starting, ForeignNotFound };
constexpr ListKind listKinds[] = {
    ListKind::Whole, ListKind::Empty, ListKind::Short, ListKind::Starting, ListKind::ForeignNotFound};

/// What the server says by name of each name that it does not list.
void answerForUnlisted(Fleet& fleet, QRandomGenerator& random, bool isForeign)
{
    static constexpr MemoryState answers[] = {MemoryState::NotAsked, MemoryState::Open,     MemoryState::Connecting,
                                              MemoryState::Close,    MemoryState::Missing,  MemoryState::NotFound,
                                              MemoryState::NotFound, MemoryState::NotFound, MemoryState::Unknown};
    std::set<InstanceName> names;
    for (const Integration& row : fleet.database.integrations)
        names.insert({row.instanceName, row.legacyName});
    for (const CacheEntry& entry : fleet.cache.entries)
        names.insert(entry.name);
    for (const Residue& residue : fleet.cache.residues)
        names.insert(residue.name);
    for (const InstanceName& name : names) {
        if (fleet.lists(name) || !name.isReachable())
            continue;
        const MemoryState answer = answers[random.bounded(static_cast<int>(std::size(answers)))];
        // A proxy's 404 reaches nobody as the server's own: the adapter says that nobody answered.
        if (answer != MemoryState::NotAsked)
            fleet.memory.insert(name, isForeign && answer == MemoryState::NotFound ? MemoryState::Unknown : answer);
    }
}

Fleet fleetOf(QRandomGenerator& random, ListKind kind)
{
    Fleet fleet = randomFleet(random);
    fleet.ofUnlisted = std::nullopt;
    fleet.server.majorVersion = random.bounded(8) == 0 ? 1 : 2;
    for (Integration& row : fleet.database.integrations) {
        if (random.bounded(3) == 0) {
            row.connectedAt.reset();
            row.phoneColumn.reset();
            row.phoneConfig.reset();
        }
    }
    auto& instances = fleet.server.instances;
    if (kind == ListKind::Empty)
        instances.clear();
    if (kind == ListKind::Short)
        instances.resize(instances.size() / 2);
    fleet.memory.removeIf([&fleet](const auto& each) { return !fleet.lists(each.key()); });
    for (const ServerInstance& instance : instances) {
        const bool isOpen = instance.connection == Connection::Open;
        if (kind == ListKind::Starting)
            fleet.memory.insert(instance.name, MemoryState::Missing);
        else if (random.bounded(2) == 0)
            fleet.memory.insert(instance.name, isOpen ? MemoryState::Open : MemoryState::Close);
    }
    answerForUnlisted(fleet, random, kind == ListKind::ForeignNotFound);
    return fleet;
}

/// By the fleet alone: the list read whole does not hold it, and the server says in its own words that it has it not.
bool hasTwoWitnesses(const Fleet& fleet, const InstanceName& name, bool isStarting)
{
    return !isStarting && !fleet.lists(name) && fleet.memory.value(name) == MemoryState::NotFound;
}

bool answers(MemoryState state)
{
    return state == MemoryState::Open || state == MemoryState::Connecting || state == MemoryState::Close ||
           state == MemoryState::Missing;
}

class Checks final {
public:
    Checks(Campaign& campaign, const Fleet& fleet, const QString& where)
        : m_campaign(campaign)
        , m_fleet(fleet)
        , m_audit(fleet.audit())
        , m_where(where)
    {
    }

    void checkAll()
    {
        checkAudit();
        std::vector<QByteArray> names;
        for (const AuditRow& row : m_audit.rows()) {
            if (row.kind == RowKind::Instance)
                names.push_back(row.name.utf8());
        }
        for (const PlanKind kind :
             {PlanKind::Delete, PlanKind::Replace, PlanKind::Disable, PlanKind::Enable, PlanKind::ResetPairing}) {
            for (const QByteArray& name : names)
                checkPlan(planned(m_fleet, requestFor(kind, {name})));
        }
        checkPlan(planned(m_fleet, requestFor(PlanKind::Delete, names)));
        for (const PlanKind kind : {PlanKind::Repair, PlanKind::Clean}) {
            const Plan plan = planned(m_fleet, requestFor(kind));
            checkPlan(plan);
            checkSuspect(plan);
        }
        checkPlan(planned(m_fleet, requestFor(PlanKind::Repair, names)));
    }

    qint64 removedRows() const { return m_removedRows; }
    qint64 created() const { return m_created; }
    qint64 kept() const { return m_kept; }

private:
    void expect(bool holds, const QString& what, const InstanceName& name)
    {
        if (!holds)
            m_campaign.violate(m_where + what + QLatin1Char(' ') + name.text());
    }
    bool isProvenAbsent(const InstanceName& name) const
    {
        return hasTwoWitnesses(m_fleet, name, m_audit.snapshot().serverStarting);
    }

    void checkAudit()
    {
        for (const AuditRow& row : m_audit.rows()) {
            if (row.kind != RowKind::Instance)
                continue;
            const bool isAbsent = isProvenAbsent(row.name);
            expect((row.inServer == Presence::Absent) == isAbsent, QStringLiteral("called absent:"), row.name);
            for (const FindingCode code : {FindingCode::OrphanedIntegration, FindingCode::Residue})
                expect(!row.has(code) || isAbsent, findingWord(code), row.name);
            const bool isHidden = !m_fleet.lists(row.name) && answers(m_fleet.memory.value(row.name)) &&
                                  !m_audit.snapshot().serverStarting;
            expect(row.has(FindingCode::UnlistedInstance) == isHidden, QStringLiteral("unlisted:"), row.name);
            expect(
                row.verdict != Verdict::Working || m_fleet.memory.value(row.name) == MemoryState::Open,
                QStringLiteral("working:"), row.name);
        }
    }

    /// Each name of a row that goes is absent by both witnesses, or goes first.
    void checkRowsThatGo(const Plan& plan, const PlanItem& item, const PlanStep& step)
    {
        const Integration* row = m_audit.lookup().row(step.rowId);
        for (const InstanceName& name : {row->instanceName, row->legacyName}) {
            if (name.isEmpty())
                continue;
            const bool goesFirst = std::any_of(plan.items.begin(), plan.items.end(), [&name](const PlanItem& each) {
                return each.name == name && each.has(StepAction::DeleteInstance);
            });
            // The survivor's second row goes, and the survivor stays with the first.
            const bool isSurvivors = item.task == ItemTask::Keep && item.name == name;
            expect(goesFirst || isSurvivors || isProvenAbsent(name), QStringLiteral("row removed of"), name);
        }
        ++m_removedRows;
        if (plan.kind() != PlanKind::Repair || !row->isNamed())
            return;
        expect(!row->phone() && !row->connectedAt, QStringLiteral("removed though connected once:"), row->name());
        expect(OtherNames(m_audit).instancesFor(*row).empty(), QStringLiteral("at work elsewhere:"), row->name());
    }

    /// The row that is to name this instance names nothing that may be at work.
    void checkPointed(const Plan& plan, const PlanItem& item, const PlanStep& step)
    {
        const Integration* row = m_audit.lookup().row(step.rowId);
        for (const InstanceName& name : {row->instanceName, row->legacyName}) {
            const bool isGone = name.isEmpty() || name == item.name || isProvenAbsent(name) || m_fleet.lists(name);
            expect(isGone, QStringLiteral("%1 adopted instead of").arg(planKindWord(plan.kind())), name);
        }
    }

    void checkPlan(const Plan& plan)
    {
        m_campaign.addCase();
        for (const PlanItem& item : plan.items) {
            for (const PlanStep& step : item.steps) {
                if (step.action == StepAction::DeleteRow)
                    checkRowsThatGo(plan, item, step);
                if (step.action == StepAction::PointRow)
                    checkPointed(plan, item, step);
                if (step.action == StepAction::CreateInstance && !item.has(StepAction::DeleteInstance)) {
                    ++m_created;
                    expect(isProvenAbsent(item.name), QStringLiteral("created beside"), item.name);
                }
                if (step.action == StepAction::InsertRow)
                    checkInserted(item);
                if (step.action == StepAction::ClearResidue && plan.kind() == PlanKind::Repair)
                    expect(isProvenAbsent(item.name), QStringLiteral("queues cleared of"), item.name);
            }
            if (item.task == ItemTask::Disable && item.has(StepAction::DisableRow)) {
                const bool isOut = isProvenAbsent(item.name) || item.has(StepAction::LogOut) ||
                                   m_audit.find(item.name)->connection() == Connection::Close;
                expect(isOut, QStringLiteral("disabled, not logged out:"), item.name);
            }
            m_kept += item.isLeft(SkipReason::NotConcluded) || item.isLeft(SkipReason::Unlisted) ? 1 : 0;
        }
    }

    void checkInserted(const PlanItem& item)
    {
        for (const Integration& row : m_fleet.database.integrations) {
            if (!row.enabled || row.organizationId != item.organizationId)
                continue;
            for (const InstanceName& name : {row.instanceName, row.legacyName})
                expect(name.isEmpty() || isProvenAbsent(name), QStringLiteral("second row beside"), name);
        }
    }

    void checkSuspect(const Plan& plan)
    {
        qint64 enabled = 0;
        qint64 listed = 0;
        for (const Integration& row : m_fleet.database.integrations) {
            enabled += row.enabled ? 1 : 0;
            listed += row.enabled && (m_fleet.lists(row.instanceName) || m_fleet.lists(row.legacyName)) ? 1 : 0;
        }
        const bool isSuspect = m_audit.snapshot().serverStarting || (enabled > 0 && m_fleet.server.instances.empty()) ||
                               (enabled >= 5 && listed * 2 < enabled);
        if (!isSuspect)
            return;
        for (const PlanItem& item : plan.items) {
            for (const PlanStep& step : item.steps)
                expect(
                    step.sign() != StepSign::Remove || step.place() == PlanPlace::Workers,
                    QStringLiteral("removed on a suspect list: %1").arg(stepActionWord(step.action)), item.name);
        }
    }

    Campaign& m_campaign;
    const Fleet& m_fleet;
    const Audit m_audit;
    const QString m_where;
    qint64 m_removedRows = 0;
    qint64 m_created = 0;
    qint64 m_kept = 0;
};

} // namespace

class TwoWitnessesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsConcludedFromOneWitness();
};

void TwoWitnessesTest::nothingIsConcludedFromOneWitness()
{
    Campaign campaign(QStringLiteral("Absent needs two witnesses"));
    const int wanted = Campaign::count(6'000, 100'000);
    qint64 removed = 0;
    qint64 created = 0;
    qint64 kept = 0;
    for (int number = 0; campaign.cases() < wanted; ++number) {
        QRandomGenerator random(static_cast<quint32>(number + 1));
        const ListKind kind = listKinds[static_cast<size_t>(number) % std::size(listKinds)];
        const Fleet fleet = fleetOf(random, kind);
        Checks checks(campaign, fleet, QStringLiteral("fleet %1, list %2: ").arg(number).arg(static_cast<int>(kind)));
        checks.checkAll();
        removed += checks.removedRows();
        created += checks.created();
        kept += checks.kept();
        if (number % 500 == 0)
            campaign.showProgress(wanted);
    }
    QVERIFY(campaign.finish());
    // It had something to remove, to create and to leave.
    QVERIFY(removed > 100 && created > 10 && kept > 100);
}

STEWARD_TEST(TwoWitnessesTest)
} // namespace steward::two_witnesses_test

#include "two_witnesses_test.moc"
