#include "support/side_by_side.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/resume/resume_world.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace steward;
using namespace steward::test;

namespace {

using Moments = std::map<Killed, std::vector<KillMoment>>;

/// At which moments each operation could be killed. Ids are the same in every world.
Moments allMoments()
{
    Moments moments;
    for (const Killed operation : allKilled) {
        moments[operation] = ResumeWorld(operation).moments();
        qInfo("%s: %zu moments", qPrintable(killedWord(operation)), moments[operation].size());
    }
    return moments;
}

/// One world for each operation.
class ResumeBench final {
public:
    ResumeWorld& of(Killed operation)
    {
        auto& world = m_worlds[operation];
        if (!world)
            world = std::make_unique<ResumeWorld>(operation);
        return *world;
    }

private:
    std::map<Killed, std::unique_ptr<ResumeWorld>> m_worlds;
};

struct ResumeCase {
    Killed operation = Killed::Delete;
    Meanwhile change = Meanwhile::Nothing;
    size_t moment = 0; ///< of so many as there are, from 0
};

/// Every moment with every change; or of each pair one, chosen by chance.
std::vector<ResumeCase> resumeCases(const Moments& moments)
{
    QRandomGenerator random(20'261'129);
    std::vector<ResumeCase> cases;
    for (const Killed operation : allKilled) {
        const size_t count = moments.at(operation).size();
        for (const Meanwhile change : allMeanwhile) {
            const size_t wanted = Campaign::isLong() ? count : 1;
            for (size_t place = 0; place < std::min(wanted, count); ++place) {
                const size_t moment = Campaign::isLong() ? place : random.bounded(static_cast<quint32>(count));
                cases.push_back({operation, change, moment});
            }
        }
    }
    return cases;
}

} // namespace

/// Killed at any record, with anything changed meanwhile: resume never does more than a plan of now.
class ResumeCampaignTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resumeNeverDoesMoreThanAFreshPlan();
    void whatAnOlderJournalHasNoAnswerOfIsLeft();
};

void ResumeCampaignTest::resumeNeverDoesMoreThanAFreshPlan()
{
    const Moments moments = rig::onWorker(allMoments);
    const std::vector<ResumeCase> cases = resumeCases(moments);
    Campaign campaign(QStringLiteral("Resumed after a kill and a change"));
    sideBySide<ResumeBench>(
        campaign, cases.size(), 4, [] { return std::make_unique<ResumeBench>(); },
        [&](ResumeBench& bench, size_t place) -> std::optional<QString> {
            const ResumeCase& one = cases[place];
            const auto violation =
                bench.of(one.operation).violationOf(moments.at(one.operation)[one.moment], one.change);
            if (!violation)
                return {};
            return QStringLiteral("%1, moment %2, %3: %4")
                .arg(killedWord(one.operation), QString::number(one.moment), meanwhileWord(one.change), *violation);
        });
    QVERIFY(campaign.finish());
    QVERIFY(campaign.cases() >= 100);
}

void ResumeCampaignTest::whatAnOlderJournalHasNoAnswerOfIsLeft()
{
    Campaign campaign(QStringLiteral("Resumed from a journal without sent records"));
    rig::onWorker([&campaign] {
        for (const auto& [operation, moments] : allMoments()) {
            ResumeWorld world(operation);
            const size_t every = Campaign::isLong() ? 1 : 9;
            for (size_t place = 0; place < moments.size(); place += every) {
                campaign.addCase();
                if (const auto violation = world.violationOfOlder(moments[place]))
                    campaign.violate(
                        QStringLiteral("%1, moment %2: %3").arg(killedWord(operation)).arg(place).arg(*violation));
            }
        }
    });
    QVERIFY(campaign.finish());
}

STEWARD_TEST(ResumeCampaignTest)
#include "resume_campaign_test.moc"
