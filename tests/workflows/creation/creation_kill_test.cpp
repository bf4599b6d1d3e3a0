#include "support/campaign.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/creation_rig.h"
#include "workflows/creation_victim_document.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/outbox/listening_worker.h"
#include "workflows/outbox/outbox.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace steward;
using namespace steward::test;

namespace steward::creation_kill_test {

namespace {

constexpr int timeout = 60'000; // ms

/// When a process that creates is killed; the resume after it is killed too, where it says so.
struct Death {
    int beforeRecord = 0;
    int afterRecord = 0;
    int afterMilliseconds = -1;       ///< since it began; −1: it does so itself, by the records
    int resumeAfterMilliseconds = -1; ///< −1: nobody kills the resume

    QString text() const
    {
        return QStringLiteral("killed before record %1, after record %2, after %3 ms, its resume after %4 ms")
            .arg(beforeRecord)
            .arg(afterRecord)
            .arg(afterMilliseconds)
            .arg(resumeAfterMilliseconds);
    }
};

/// What the organization has when it begins, and who listens.
struct Ground {
    bool hasDisabledRow = false;
    bool hasWorker = true;
    bool wasRemovedUnheard = false; ///< an instance of that name, of which the workers still think that it is there
};

/// How far it had come, by the journal.
struct Progress {
    bool isStarted = false;
    bool isClaimed = false; ///< the claim's answer was noted
    bool isFinished = false;
};

class Case final {
    Q_DISABLE_COPY_MOVE(Case)

public:
    Case(CreationRig& rig, const Death& death, const Ground& ground)
        : m_rig(rig)
        , m_death(death)
        , m_ground(ground)
        , m_clinic(rig.addOrganization())
        , m_request(rig.requestFor(m_clinic))
    {
        if (ground.hasDisabledRow)
            rig.addRow(m_clinic, QStringLiteral("old-") + m_clinic.organization.uuid().toString(QUuid::Id128), false);
        if (ground.wasRemovedUnheard)
            keepRemoval();
        if (ground.hasWorker)
            m_worker = std::make_unique<ListeningWorker>(rig.fleet.redis.port());
    }

    /// Nothing: as it should be.
    std::optional<QString> violation()
    {
        if (m_worker && !m_worker->isListening())
            return QStringLiteral("the worker cannot listen");
        const StorePicture before = m_rig.picture();
        const auto journal = readJournal({m_rig.journalPath()});
        m_operationsBefore = journal ? journal->operations.size() : 0;
        if (const auto trouble = runVictim(false, m_death.afterMilliseconds))
            return trouble;
        const Progress progress = progressSoFar();
        m_isInterrupted = progress.isStarted && !progress.isFinished;
        if (m_death.resumeAfterMilliseconds >= 0) {
            if (const auto trouble = runVictim(true, m_death.resumeAfterMilliseconds))
                return trouble;
        }
        if (m_rig.resume() < 0)
            return QStringLiteral("cannot be resumed");
        if (m_rig.hasUnfinished())
            return QStringLiteral("not ended by the resume");
        const StorePicture after = m_rig.picture();
        if (const auto trouble = violationOfEnd(before, after, progress))
            return trouble;
        if (after != before && !isTold())
            return QStringLiteral("no worker was told, and the outbox does not keep it");
        return violationOfSecondResume(after);
    }

    bool isDone() const { return m_isDone; }
    /// It was begun and did not come to its end by itself.
    bool isInterrupted() const { return m_isInterrupted; }

private:
    void keepRemoval() const
    {
        const auto outbox = Outbox::open(m_rig.journalPath(), VictimDocument::profile());
        if (!outbox || !(*outbox)->add({WorkerChannel::Removed, m_request.name, m_clinic.organization}, {}))
            qFatal("cannot keep a message");
    }

    std::optional<QString> runVictim(bool resumes, int milliseconds) const
    {
        VictimDocument document;
        document.settings = m_rig.fleet.settings();
        document.journalPath = m_rig.journalPath();
        document.request = m_request;
        document.resumes = resumes;
        if (!resumes) {
            document.dieBeforeRecord = m_death.beforeRecord;
            document.dieAfterRecord = m_death.afterRecord;
        }
        QProcess victim;
        victim.start(qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/creation-victim"), {});
        victim.write(document.toJson());
        victim.closeWriteChannel();
        if (!victim.waitForReadyRead(timeout))
            return QStringLiteral("the process did not begin: ") + QString::fromUtf8(victim.readAllStandardError());
        if (milliseconds >= 0 && !victim.waitForFinished(milliseconds))
            victim.kill();
        if (victim.state() != QProcess::NotRunning && !victim.waitForFinished(timeout))
            return QStringLiteral("the process hangs");
        return {};
    }

    /// Of this case's operation.
    Progress progressSoFar() const
    {
        const auto content = readJournal({m_rig.journalPath()});
        if (!content || content->operations.size() <= m_operationsBefore)
            return {};
        const auto ours = std::ranges::find_if(
            content->operations.begin() + static_cast<qsizetype>(m_operationsBefore), content->operations.end(),
            [](const JournalEntry& entry) { return entry.task.kind == QLatin1String("create"); });
        if (ours == content->operations.end())
            return {};
        Progress progress{true, false, ours->outcome.has_value()};
        for (const JournaledStep& step : ours->trail) {
            if (step.action == JournalAction::Claim)
                progress.isClaimed = step.after.value(QStringLiteral("claimed")).toBool();
        }
        return progress;
    }

    std::optional<QString>
    violationOfEnd(const StorePicture& before, const StorePicture& after, const Progress& progress)
    {
        if (after == before) {
            const bool mayBe = !progress.isClaimed && !progress.isFinished;
            return mayBe ? std::nullopt : std::optional(QStringLiteral("claimed, and nothing came of it"));
        }
        m_isDone = true;
        const auto listed = m_rig.fleet.server.instances();
        const auto ours = std::ranges::count_if(
            listed, [this](const rig::EvolutionInstance& instance) { return instance.name == m_request.name.text(); });
        if (ours != 1)
            return QStringLiteral("%1 instances").arg(ours);
        if (m_rig.enabledRows(m_clinic.organization) != 1)
            return QStringLiteral("%1 enabled rows").arg(m_rig.enabledRows(m_clinic.organization));
        if (!m_rig.holdsInAllThree(m_clinic.organization, m_request.name))
            return QStringLiteral("not in all three stores");
        for (const auto store : {&StorePicture::server, &StorePicture::database, &StorePicture::cache}) {
            const QByteArrayList now = (after.*store).split('\n');
            for (const QByteArray& line : (before.*store).split('\n')) {
                if (!now.contains(line))
                    return QStringLiteral("something else was changed: ") + QString::fromUtf8(line);
            }
        }
        return {};
    }

    bool isTold()
    {
        const auto waiting = readOutbox(m_rig.journalPath());
        const bool isKept = waiting && std::ranges::any_of(*waiting, [this](const OutboxMessage& one) {
                                return one.message.instance == m_request.name;
                            });
        if (!m_worker)
            return isKept;
        m_worker->leave();
        const qsizetype added = m_worker->heard().lastIndexOf(QStringLiteral("added ") + m_request.name.text());
        const qsizetype removed = m_worker->heard().lastIndexOf(QStringLiteral("removed ") + m_request.name.text());
        // A kept "removed" is told while it is so, and dropped once the instance stands again; never after "added".
        return !isKept && added >= 0 && (m_ground.wasRemovedUnheard ? removed < added : removed < 0);
    }

    std::optional<QString> violationOfSecondResume(const StorePicture& after) const
    {
        const auto first = readJournal({m_rig.journalPath()});
        if (m_rig.resume() != 0)
            return QStringLiteral("a second resume finds something to do");
        const auto second = readJournal({m_rig.journalPath()});
        if (!first || first->damage || !second || second->damage)
            return QStringLiteral("the journal does not verify");
        if (!(first->end == second->end))
            return QStringLiteral("a second resume writes to the journal");
        return m_rig.picture() == after ? std::nullopt
                                        : std::optional(QStringLiteral("a second resume changes something"));
    }

    CreationRig& m_rig;
    const Death m_death;
    const Ground m_ground;
    const NewClinic m_clinic;
    const CreationRequest m_request;
    std::unique_ptr<ListeningWorker> m_worker;
    size_t m_operationsBefore = 0;
    bool m_isDone = false;
    bool m_isInterrupted = false;
};

} // namespace

/// Kill −9 at every journal record and at random instants, then resume: the same end.
class CreationKillTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void killedAnywhereItComesToTheSameEnd();
    void cleanupTestCase() { m_rig.reset(); }

private:
    /// Of a creation that nobody kills: its records and milliseconds.
    struct Measure {
        int records = 0;
        int milliseconds = 0;
    };
    Measure measured();
    std::unique_ptr<CreationRig> m_rig;
};

void CreationKillTest::initTestCase()
{
    m_rig = std::make_unique<CreationRig>();
    const auto started = m_rig->start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
}

CreationKillTest::Measure CreationKillTest::measured()
{
    const auto records = [this] { return static_cast<int>(readJournal({m_rig->journalPath()})->records); };
    const int before = records();
    QElapsedTimer timer;
    timer.start();
    Case undisturbed(*m_rig, {.afterMilliseconds = timeout}, {});
    const auto violation = undisturbed.violation();
    if (violation || !undisturbed.isDone())
        qFatal("a creation that nobody kills fails: %s", qPrintable(violation.value_or(QString())));
    return {records() - before, static_cast<int>(timer.elapsed())};
}

void CreationKillTest::killedAnywhereItComesToTheSameEnd()
{
    Measure measure = measured();
    std::vector<Death> deaths;
    for (int record = 1; record <= measure.records; ++record) {
        deaths.push_back({.beforeRecord = record});
        deaths.push_back({.afterRecord = record});
    }
    const size_t atRecords = deaths.size();
    QRandomGenerator random(20'260'611);
    const size_t all = atRecords + static_cast<size_t>(Campaign::count(80, 300));
    Campaign campaign(QStringLiteral("Creation, killed at every record and at random instants"));
    int done = 0;
    int interrupted = 0;
    for (size_t place = 0; place < all; ++place) {
        if (place >= atRecords) {
            // How long one takes changes with what else the computer does.
            if ((place - atRecords) % 25 == 0)
                measure = measured();
            Death death{.afterMilliseconds = random.bounded(measure.milliseconds)};
            if ((place - atRecords) % 3 == 0)
                death.resumeAfterMilliseconds = random.bounded(measure.milliseconds);
            deaths.push_back(death);
        }
        const Ground ground{place % 3 == 1, place % 4 != 2, place % 5 == 3};
        Case one(*m_rig, deaths[place], ground);
        campaign.addCase();
        if (const auto violation = one.violation())
            campaign.violate(QStringLiteral("%1: %2").arg(deaths[place].text(), *violation));
        done += one.isDone() ? 1 : 0;
        interrupted += one.isInterrupted() ? 1 : 0;
    }
    qInfo(
        "%d records and %d ms undisturbed; %d were interrupted, %d came to be, the others were as before",
        measure.records, measure.milliseconds, interrupted, done);
    QVERIFY(campaign.finish());
    QVERIFY2(done > campaign.cases() / 4 && done < campaign.cases(), "both ends have to occur");
    QVERIFY2(interrupted > campaign.cases() / 3, "most have to be killed in the middle");
}

STEWARD_TEST(CreationKillTest)

} // namespace steward::creation_kill_test

#include "creation_kill_test.moc"
