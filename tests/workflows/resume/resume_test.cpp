#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/resume/resume_world.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::resume_test {

/// What was cut in the middle, by the server's death or by a person, and whether a resume has anything to go on with.
class ResumeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheServersDeathCutIsFinished();
    void whatAPersonStoppedIsNotGoneOnWith();
    void aBreakerThatTripsOnlyNowNamesTheCommand();
    void aResetThatSentNothingIsNoRefusal();
    void aSecondHalfWhoseClaimNeverCameToBeIsStartedAnew();
    void guardsThatAreInPlaceInPartAreNamed();
};

void ResumeTest::whatTheServersDeathCutIsFinished()
{
    for (const Killed operation : {Killed::Clean, Killed::Delete}) {
        rig::onWorker([operation] {
            ResumeWorld world(operation);
            const ChangeResult cut = world.runCut([](PracticeWorld& stores, PauseControl&) {
                stores.setFault(Store::Server, {ErrorKind::ConnectionLost, {}});
            });
            QCOMPARE(cut.exitCode(), 3);
            QCOMPARE(world.resumeCut(), std::pair(0, size_t(1)));
            QCOMPARE(world.listed(), operation == Killed::Clean ? 1 : 0); // the survivor stays
            QCOMPARE(world.resumeCut(), std::pair(0, size_t(0)));
        });
    }
}

void ResumeTest::whatAPersonStoppedIsNotGoneOnWith()
{
    rig::onWorker([] {
        ResumeWorld world(Killed::Delete);
        const ChangeResult cut =
            world.runCut([](PracticeWorld&, PauseControl& pauseControl) { pauseControl.stopAfterThis(); });
        QCOMPARE(cut.outcome, OperationOutcome::Partial);
        QCOMPARE(cut.exitCode(), 1);
        QVERIFY(cut.error && cut.error->sentence.contains(QStringLiteral("steward-cli plan delete")));
        QCOMPARE(world.listed(), 2);
        QCOMPARE(world.resumeCut(), std::pair(0, size_t(0)));
    });
}

/// The list is empty or short since, which no text that was typed has passed.
void ResumeTest::aBreakerThatTripsOnlyNowNamesTheCommand()
{
    rig::onWorker([] {
        ResumeWorld world(Killed::Delete);
        int refused = 0;
        for (const KillMoment& moment : world.moments()) {
            for (const Meanwhile happened : {Meanwhile::ServerEmpty, Meanwhile::ListShort}) {
                for (const ChangeResult& result : world.resultsAt(moment, happened)) {
                    const QString sentence = result.error ? result.error->sentence : QString();
                    if (!sentence.contains(QLatin1String("These stores do not seem to belong together")))
                        continue;
                    QVERIFY2(sentence.contains(QLatin1String("steward-cli plan delete")), qPrintable(sentence));
                    QCOMPARE(result.exitCode(), 4);
                    ++refused;
                }
            }
        }
        QVERIFY(refused > 10);
    });
}

/// Killed before it sent anything, a reset ends without an error, and nothing is said to be taken back.
void ResumeTest::aResetThatSentNothingIsNoRefusal()
{
    rig::onWorker([] {
        ResumeWorld world(Killed::Reset);
        int unsent = 0;
        for (const KillMoment& moment : world.moments()) {
            for (const ChangeResult& result : world.resultsAt(moment, Meanwhile::Nothing)) {
                const QString sentence = result.error ? result.error->sentence : QString();
                const bool isRefused = result.outcome == OperationOutcome::Refused;
                QVERIFY2(!isRefused || !result.error, qPrintable(sentence));
                unsent += isRefused ? 1 : 0;
            }
        }
        QVERIFY(unsent > 1);
    });
}

/// What stood there is gone, and the claim was announced and never made: the new instance is created all the same.
void ResumeTest::aSecondHalfWhoseClaimNeverCameToBeIsStartedAnew()
{
    for (const Killed operation : {Killed::Reset, Killed::Replace, Killed::ReplaceSame}) {
        rig::onWorker([operation] {
            ResumeWorld world(operation);
            int started = 0;
            for (const KillMoment& moment : world.moments()) {
                if (world.underWay(moment) != JournalAction::Claim)
                    continue;
                const std::vector<ChangeResult> results = world.resultsAt(moment, Meanwhile::Nothing);
                QCOMPARE(results.size(), size_t(1));
                const QString sentence = results.front().error ? results.front().error->sentence : QString();
                QVERIFY2(results.front().outcome == OperationOutcome::Done, qPrintable(sentence));
                QCOMPARE(world.listed(), 1);
                ++started;
            }
            QVERIFY(started > 0);
        });
    }
}

void ResumeTest::guardsThatAreInPlaceInPartAreNamed()
{
    rig::onWorker([] {
        ResumeWorld cut(Killed::Guards);
        const std::set<GuardPart> inPart{GuardPart::NameIndex, GuardPart::AuditTable};
        int ended = 0;
        for (KillMoment moment : cut.moments()) {
            if (cut.underWay(moment) != JournalAction::MakeGuard)
                continue;
            for (const std::set<GuardPart>& standing : {std::set<GuardPart>(), inPart}) {
                moment.stores.guards = standing;
                const std::vector<ChangeResult> results = cut.resultsAt(moment, Meanwhile::Nothing);
                QCOMPARE(results.size(), size_t(1));
                const ChangeResult& result = results.front();
                QCOMPARE(result.outcome, standing.empty() ? OperationOutcome::Failed : OperationOutcome::Partial);
                QCOMPARE(result.exitCode(), 1);
                QVERIFY(result.error);
                const QString& sentence = result.error->sentence;
                QVERIFY2(sentence.contains(QLatin1String("guards apply")), qPrintable(sentence));
                const QStringList halves = sentence.split(QLatin1String("These are missing"));
                QCOMPARE(halves.size(), standing.empty() ? 1 : 2);
                for (const GuardPart part : allGuardParts) {
                    const QString& half = halves.at(standing.contains(part) ? 0 : halves.size() - 1);
                    const bool isNamed = half.contains(guardPartTitle(part));
                    QVERIFY2(isNamed == (!standing.empty() && !isOptional(part)), qPrintable(sentence));
                }
                ++ended;
            }
        }
        QVERIFY(ended > 0);
    });
}

STEWARD_TEST(ResumeTest)
} // namespace steward::resume_test

#include "resume_test.moc"
