#include "support/side_by_side.h"
#include "support/test_registry.h"
#include "workflows/creation_victim_document.h"
#include "workflows/execute/bulk_fleet.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/read/plan_json.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <atomic>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::apply_kill_test {

namespace {

constexpr int mostInMemory = 8; // so that every plan here is a large one
constexpr int timeout = 60'000; // ms

/// When a process that applies is killed.
struct Death {
    int beforeRecord = 0;
    int afterRecord = 0;
    int afterMilliseconds = -1; ///< since it began; −1: it does so itself, by the records

    QString text() const
    {
        return QStringLiteral("killed before record %1, after record %2, after %3 ms")
            .arg(beforeRecord)
            .arg(afterRecord)
            .arg(afterMilliseconds);
    }
};

struct Measure {
    int records = 0;
    int milliseconds = 0;
};

struct Case {
    bool cleans = false;
    Death death;
};

/// The stores, a journal, and a process that is killed over them.
class KillBench final {
    Q_DISABLE_COPY_MOVE(KillBench)

public:
    KillBench()
    {
        if (const auto started = m_rig.start(); !started)
            qFatal("%s", qPrintable(started.error()));
        m_rig.fleet.server.setDeletionDelay(30ms);
        m_apply.applyTimes.call = 5s;
        m_apply.applyTimes.removal.call = 5s;
        m_apply.applyTimes.removal.proving = 10s;
        m_apply.applyTimes.batch = m_apply.applyTimes.mostBatch = m_batch;
        m_apply.mostItemsInMemory = mostInMemory;
    }

    Measure measured(bool cleans);
    std::optional<QString> violationOf(const Case& one);
    std::optional<QString> violationOfHeld(bool cleans, int milliseconds);
    int interrupted() const { return m_interrupted; }

private:
    std::unique_ptr<BulkFleet> makeFleet(bool cleans);
    void start(QProcess& victim, const BulkFleet& fleet, const Death& death);
    const int m_instances = Campaign::count(20, 200);
    const int m_batch = Campaign::count(8, 60);
    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
    int m_interrupted = 0;
};

std::unique_ptr<BulkFleet> KillBench::makeFleet(bool cleans)
{
    return cleans ? std::make_unique<BulkFleet>(m_rig, m_instances / 4, 4)
                  : std::make_unique<BulkFleet>(m_rig, m_instances, 1);
}

void KillBench::start(QProcess& victim, const BulkFleet& fleet, const Death& death)
{
    VictimDocument document;
    document.settings = m_rig.fleet.settings();
    document.journalPath = m_rig.journalPath();
    document.dieBeforeRecord = death.beforeRecord;
    document.dieAfterRecord = death.afterRecord;
    QJsonObject json = QJsonDocument::fromJson(document.toJson()).object();
    json.insert(QStringLiteral("plan"), QString::fromUtf8(planJson(m_apply.make(fleet.request()).plan)));
    json.insert(QStringLiteral("batch"), m_batch);
    json.insert(QStringLiteral("most_in_memory"), mostInMemory);
    victim.start(qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/apply-victim"), {});
    victim.write(QJsonDocument(json).toJson(QJsonDocument::Compact));
    victim.closeWriteChannel();
    if (!victim.waitForReadyRead(timeout))
        qFatal("the process did not begin: %s", victim.readAllStandardError().constData());
}

Measure KillBench::measured(bool cleans)
{
    const auto fleet = makeFleet(cleans);
    QProcess victim;
    start(victim, *fleet, {});
    QElapsedTimer timer;
    timer.start();
    if (!victim.waitForFinished(timeout) || victim.exitCode() != 0)
        qFatal("what nobody kills ends with %d", victim.exitCode());
    const auto violation = fleet->violationOfDone();
    if (violation)
        qFatal("what nobody kills fails: %s", qPrintable(*violation));
    const Measure measure{
        static_cast<int>(readJournal({m_rig.journalPath()})->records), static_cast<int>(timer.elapsed())};
    m_rig.forgetCases();
    return measure;
}

std::optional<QString> KillBench::violationOf(const Case& one)
{
    const auto& [cleans, death] = one;
    m_rig.forgetCases();
    const auto fleet = makeFleet(cleans);
    QProcess victim;
    start(victim, *fleet, death);
    if (death.afterMilliseconds >= 0 && !victim.waitForFinished(death.afterMilliseconds))
        victim.kill();
    if (victim.state() != QProcess::NotRunning && !victim.waitForFinished(timeout))
        return QStringLiteral("the process hangs");
    QThread::msleep(60); // what the server accepted goes within its time
    if (const auto violation = fleet->violationAtRest())
        return QStringLiteral("killed: ") + *violation;
    const bool wasUntouched = fleet->isUntouched();
    m_interrupted += m_rig.hasUnfinished() ? 1 : 0;
    m_apply.resume();
    if (m_rig.hasUnfinished())
        return QStringLiteral("not ended by the resume");
    if (const auto violation = fleet->violationAtRest())
        return QStringLiteral("resumed: ") + *violation;
    if (!(wasUntouched && fleet->isUntouched())) {
        if (const auto violation = fleet->violationOfDone())
            return *violation;
    }
    return m_apply.resume().empty() ? std::nullopt
                                    : std::optional(QStringLiteral("a second resume finds something to do"));
}

std::optional<QString> KillBench::violationOfHeld(bool cleans, int milliseconds)
{
    m_rig.forgetCases();
    const auto fleet = makeFleet(cleans);
    QProcess victim;
    start(victim, *fleet, {});
    QThread::msleep(static_cast<unsigned long>(milliseconds));
    const bool gotNothing = m_apply.resume().empty();
    if (!victim.waitForFinished(timeout) || victim.exitCode() != 0)
        return QStringLiteral("the first ends with %1").arg(victim.exitCode());
    if (!gotNothing)
        return QStringLiteral("a second process resumed what the first holds");
    return fleet->violationOfDone();
}

/// Every record of both kinds, before and after, and random instants.
std::vector<Case> allCases()
{
    KillBench bench;
    QRandomGenerator random(20'260'612);
    std::vector<Case> cases;
    for (const bool cleans : {false, true}) {
        const Measure measure = bench.measured(cleans);
        qInfo("%d records, %d ms undisturbed", measure.records, measure.milliseconds);
        const int sample = Campaign::count(16, measure.records);
        for (int place = 0; place < sample; ++place) {
            const int record = 1 + static_cast<int>(qint64(place) * measure.records / sample);
            cases.push_back({cleans, {.beforeRecord = record}});
            cases.push_back({cleans, {.afterRecord = record}});
        }
        const int inRandom = Campaign::count(20, 250);
        for (int place = 0; place < inRandom; ++place)
            cases.push_back({cleans, {.afterMilliseconds = random.bounded(measure.milliseconds)}});
    }
    return cases;
}

} // namespace

/// A bulk deletion or cleaning that is killed at any moment and resumed by another process comes to the same end.
class ApplyKillTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedAnywhereItComesToTheSameEnd();
    void whatSomebodyHoldsIsLeftAlone();
};

void ApplyKillTest::killedAnywhereItComesToTheSameEnd()
{
    const std::vector<Case> cases = allCases();
    Campaign campaign(QStringLiteral("Applying in bulk, killed at records and at random instants"));
    std::atomic_int interrupted = 0;
    sideBySide<KillBench>(
        campaign, cases.size(), Campaign::count(2, 4), [] { return std::make_unique<KillBench>(); },
        [&](KillBench& bench, size_t place) -> std::optional<QString> {
            const Case& one = cases[place];
            const int before = bench.interrupted();
            const auto violation = bench.violationOf(one);
            interrupted += bench.interrupted() - before;
            if (!violation)
                return {};
            return (one.cleans ? QStringLiteral("cleaning ") : QStringLiteral("deletion ")) + one.death.text() +
                   QStringLiteral(": ") + *violation;
        });
    QVERIFY(campaign.finish());
    QVERIFY2(interrupted > campaign.cases() / 3, "most have to be killed in the middle");
}

void ApplyKillTest::whatSomebodyHoldsIsLeftAlone()
{
    Campaign campaign(QStringLiteral("Resumed by a second process while the first lives"));
    const auto count = static_cast<size_t>(Campaign::count(6, 60));
    QRandomGenerator random(20'260'613);
    std::vector<int> instants;
    for (size_t round = 0; round < count; ++round)
        instants.push_back(random.bounded(700));
    sideBySide<KillBench>(
        campaign, count, 2, [] { return std::make_unique<KillBench>(); },
        [&](KillBench& bench, size_t place) { return bench.violationOfHeld(place % 2 != 0, instants[place]); });
    QVERIFY(campaign.finish());
}

STEWARD_TEST(ApplyKillTest)
} // namespace steward::apply_kill_test

#include "apply_kill_test.moc"
