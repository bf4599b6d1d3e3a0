#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/resume/resume_world.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

/// What was cut in the middle, by the server's death or by a person, and whether a resume has anything to go on with.
class ResumeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheServersDeathCutIsFinished();
    void whatAPersonStoppedIsNotGoneOnWith();
};

void ResumeTest::whatTheServersDeathCutIsFinished()
{
    for (const Killed operation : {Killed::Clean, Killed::Delete}) {
        rig::onWorker([operation] {
            ResumeWorld world(operation);
            const ChangeResult cut = world.runCut([](PracticeWorld& stores, Steering&) {
                stores.setFault(Store::Server, {ErrorKind::ConnectionLost, {}});
            });
            QCOMPARE(cut.exitCode(), 3);
            QCOMPARE(world.resumeCut(), std::pair(0, size_t(1)));
            QCOMPARE(world.listed(), operation == Killed::Clean ? 1 : 0); // the keeper stays
            QCOMPARE(world.resumeCut(), std::pair(0, size_t(0)));
        });
    }
}

void ResumeTest::whatAPersonStoppedIsNotGoneOnWith()
{
    rig::onWorker([] {
        ResumeWorld world(Killed::Delete);
        const ChangeResult cut = world.runCut([](PracticeWorld&, Steering& steering) { steering.stopAfterThis(); });
        QCOMPARE(cut.outcome, OperationOutcome::Partial);
        QCOMPARE(cut.exitCode(), 1);
        QVERIFY(cut.error && cut.error->sentence.contains(QStringLiteral("steward-cli plan delete")));
        QCOMPARE(world.listed(), 2);
        QCOMPARE(world.resumeCut(), std::pair(0, size_t(0)));
    });
}

STEWARD_TEST(ResumeTest)
#include "resume_test.moc"
