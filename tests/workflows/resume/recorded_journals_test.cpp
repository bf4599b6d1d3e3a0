#include "support/campaign.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/resume/resume_world.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace steward;
using namespace steward::test;

namespace steward::recorded_journals_test {

namespace {

std::vector<Killed> everyKind()
{
    std::vector<Killed> all;
    for (const Killed operation : allKilled)
        all.push_back(operation);
    for (const Killed operation : otherKilled)
        all.push_back(operation);
    return all;
}

QString fileOf(Killed operation)
{
    return qEnvironmentVariable("STEWARD_TEST_SOURCE_DIR") + QStringLiteral("/tests/data/journals-of-0.1.0/") +
           killedWord(operation) + QStringLiteral(".json");
}

bool isOther(Killed operation)
{
    return std::ranges::find(otherKilled, operation) != std::end(otherKilled);
}

} // namespace

/// What the version before wrote into its journal, killed at any of these records, is resumed as its own would be.
/// Recorded with STEWARD_RECORD_JOURNALS=1 before the words of the journal were changed.
class RecordedJournalsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theyAreReadAndResumed();
};

void RecordedJournalsTest::theyAreReadAndResumed()
{
    if (qEnvironmentVariableIsSet("STEWARD_RECORD_JOURNALS")) {
        for (const Killed operation : everyKind()) {
            QFile file(fileOf(operation));
            QVERIFY(file.open(QIODevice::WriteOnly));
            const QJsonObject recorded = rig::onWorker([&] { return ResumeWorld(operation).recorded(); });
            file.write(QJsonDocument(recorded).toJson(QJsonDocument::Compact) + '\n');
        }
    }
    Campaign campaign(QStringLiteral("Resumed from a journal of the version before"));
    for (const Killed operation : everyKind()) {
        QFile file(fileOf(operation));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const QJsonObject recorded = QJsonDocument::fromJson(file.readAll()).object();
        rig::onWorker([&] {
            ResumeWorld world(operation);
            const auto moments = world.momentsOf(recorded);
            const auto violationOf = [&](const KillMoment& moment) {
                return isOther(operation) ? world.violationOfOther(moment)
                                          : world.violationOf(moment, Meanwhile::Nothing);
            };
            const size_t every = Campaign::isLong() ? 1 : isOther(operation) ? moments.size() / 4 + 1 : 4;
            for (size_t place = moments.size() % every; place < moments.size(); place += every) {
                campaign.addCase();
                const auto violation = violationOf(moments[place].first);
                if (violation && violation != violationOf(moments[place].second))
                    campaign.violate(
                        QStringLiteral("%1, moment %2: %3").arg(killedWord(operation)).arg(place).arg(*violation));
            }
        });
    }
    QVERIFY(campaign.finish());
    QVERIFY(campaign.cases() >= 100);
}

STEWARD_TEST(RecordedJournalsTest)
} // namespace steward::recorded_journals_test

#include "recorded_journals_test.moc"
