#include "domain/plans/plan_json.h"
#include "support/campaign.h"
#include "support/test_registry.h"
#include "workflows/bulk_fleet.h"
#include "workflows/creation_victim_document.h"
#include "workflows/journal/journal_reader.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 60'000; // ms

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

} // namespace

/// A bulk deletion or cleaning that is killed at any moment and resumed by another process comes to the same end.
class ApplyKillTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void killedAnywhereItComesToTheSameEnd();
    void whatSomebodyHoldsIsLeftAlone();
    void cleanupTestCase() { m_rig.reset(); }

private:
    struct Measure {
        int records = 0;
        int milliseconds = 0;
    };
    std::unique_ptr<BulkFleet> makeFleet(bool cleans);
    void start(QProcess& victim, const BulkFleet& fleet, const Death& death);
    Measure measured(bool cleans);
    std::optional<QString> violationOf(bool cleans, const Death& death);
    std::optional<QString> violationOfHeld(bool cleans, int milliseconds);
    /// The next case's journal is a new one.
    void forget() { QDir(m_rig->journalPath()).removeRecursively(); }

    const int m_instances = Campaign::count(20, 200);
    const int m_batch = Campaign::count(8, 60);
    std::unique_ptr<CreationRig> m_rig;
    std::unique_ptr<ApplyRig> m_apply;
    int m_interrupted = 0;
};

void ApplyKillTest::initTestCase()
{
    m_rig = std::make_unique<CreationRig>();
    m_apply = std::make_unique<ApplyRig>(*m_rig);
    const auto started = m_rig->start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_rig->fleet.server.setDeletionDelay(30ms);
    m_apply->applyTimes.call = 5s;
    m_apply->applyTimes.removal.call = 5s;
    m_apply->applyTimes.removal.proving = 10s;
    m_apply->applyTimes.batch = m_batch;
}

std::unique_ptr<BulkFleet> ApplyKillTest::makeFleet(bool cleans)
{
    return cleans ? std::make_unique<BulkFleet>(*m_rig, m_instances / 4, 4)
                  : std::make_unique<BulkFleet>(*m_rig, m_instances, 1);
}

void ApplyKillTest::start(QProcess& victim, const BulkFleet& fleet, const Death& death)
{
    VictimDocument document;
    document.settings = m_rig->fleet.settings();
    document.journalPath = m_rig->journalPath();
    document.dieBeforeRecord = death.beforeRecord;
    document.dieAfterRecord = death.afterRecord;
    QJsonObject json = QJsonDocument::fromJson(document.toJson()).object();
    json.insert(QStringLiteral("plan"), QString::fromUtf8(planJson(m_apply->make(fleet.request()).plan)));
    json.insert(QStringLiteral("batch"), m_batch);
    victim.start(qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/apply-victim"), {});
    victim.write(QJsonDocument(json).toJson(QJsonDocument::Compact));
    victim.closeWriteChannel();
    if (!victim.waitForReadyRead(patience))
        qFatal("the process did not begin: %s", victim.readAllStandardError().constData());
}

ApplyKillTest::Measure ApplyKillTest::measured(bool cleans)
{
    const auto fleet = makeFleet(cleans);
    QProcess victim;
    start(victim, *fleet, {});
    QElapsedTimer timer;
    timer.start();
    if (!victim.waitForFinished(patience) || victim.exitCode() != 0)
        qFatal("what nobody kills ends with %d", victim.exitCode());
    const auto violation = fleet->violationOfDone();
    if (violation)
        qFatal("what nobody kills fails: %s", qPrintable(*violation));
    const Measure measure{
        static_cast<int>(readJournal({m_rig->journalPath()})->records), static_cast<int>(timer.elapsed())};
    forget();
    return measure;
}

std::optional<QString> ApplyKillTest::violationOf(bool cleans, const Death& death)
{
    forget();
    const auto fleet = makeFleet(cleans);
    QProcess victim;
    start(victim, *fleet, death);
    if (death.afterMilliseconds >= 0 && !victim.waitForFinished(death.afterMilliseconds))
        victim.kill();
    if (victim.state() != QProcess::NotRunning && !victim.waitForFinished(patience))
        return QStringLiteral("the process hangs");
    QThread::msleep(60); // what the server accepted goes within its time
    if (const auto violation = fleet->violationAtRest())
        return QStringLiteral("killed: ") + *violation;
    const bool wasUntouched = fleet->isUntouched();
    m_interrupted += m_rig->hasUnfinished() ? 1 : 0;
    m_apply->resume();
    if (m_rig->hasUnfinished())
        return QStringLiteral("not ended by the resume");
    if (const auto violation = fleet->violationAtRest())
        return QStringLiteral("resumed: ") + *violation;
    if (!(wasUntouched && fleet->isUntouched())) {
        if (const auto violation = fleet->violationOfDone())
            return *violation;
    }
    return m_apply->resume().empty() ? std::nullopt
                                     : std::optional(QStringLiteral("a second resume finds something to do"));
}

void ApplyKillTest::killedAnywhereItComesToTheSameEnd()
{
    Campaign campaign(QStringLiteral("Applying in bulk, killed at records and at random instants"));
    QRandomGenerator random(20'260'612);
    for (const bool cleans : {false, true}) {
        const Measure measure = measured(cleans);
        std::vector<Death> deaths;
        const int sample = Campaign::count(16, measure.records);
        for (int place = 0; place < sample; ++place) {
            const int record = 1 + static_cast<int>(qint64(place) * measure.records / sample);
            deaths.push_back({.beforeRecord = record});
            deaths.push_back({.afterRecord = record});
        }
        const int inRandom = Campaign::count(20, 250);
        for (int place = 0; place < inRandom; ++place)
            deaths.push_back({.afterMilliseconds = random.bounded(measure.milliseconds)});
        qInfo("%d records, %d ms undisturbed", measure.records, measure.milliseconds);
        for (const Death& death : deaths) {
            campaign.addCase();
            if (const auto violation = violationOf(cleans, death))
                campaign.violate(
                    (cleans ? QStringLiteral("cleaning ") : QStringLiteral("deletion ")) + death.text() +
                    QStringLiteral(": ") + *violation);
        }
    }
    QVERIFY(campaign.finish());
    QVERIFY2(m_interrupted > campaign.cases() / 3, "most have to be killed in the middle");
}

std::optional<QString> ApplyKillTest::violationOfHeld(bool cleans, int milliseconds)
{
    forget();
    const auto fleet = makeFleet(cleans);
    QProcess victim;
    start(victim, *fleet, {});
    QThread::msleep(static_cast<unsigned long>(milliseconds));
    const bool gotNothing = m_apply->resume().empty();
    if (!victim.waitForFinished(patience) || victim.exitCode() != 0)
        return QStringLiteral("the first ends with %1").arg(victim.exitCode());
    if (!gotNothing)
        return QStringLiteral("a second process resumed what the first holds");
    return fleet->violationOfDone();
}

void ApplyKillTest::whatSomebodyHoldsIsLeftAlone()
{
    Campaign campaign(QStringLiteral("Resumed by a second process while the first lives"));
    QRandomGenerator random(20'260'613);
    for (int round = 0; round < Campaign::count(6, 60); ++round) {
        campaign.addCase();
        if (const auto violation = violationOfHeld(round % 2 != 0, random.bounded(700)))
            campaign.violate(*violation);
    }
    QVERIFY(campaign.finish());
}

STEWARD_TEST(ApplyKillTest)
#include "apply_kill_test.moc"
