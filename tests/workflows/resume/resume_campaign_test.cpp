#include "support/side_by_side.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/resume/resume_world.h"

#include <QRandomGenerator>
#include <QTest>

#include <iterator>
#include <span>

using namespace steward;
using namespace steward::test;

namespace steward::resume_campaign_test {

namespace {

/// At which moments an operation could be killed. Ids are the same in every world.
std::vector<KillMoment> momentsOf(Killed operation, Webhooks webhooks = Webhooks::Template)
{
    std::vector<KillMoment> moments = ResumeWorld(operation, webhooks).moments();
    qInfo("%s: %zu moments", qPrintable(killedWord(operation)), moments.size());
    return moments;
}

/// An operation in each row, so that one of them can be run alone.
void addOperations(std::span<const Killed> operations = allKilled)
{
    QTest::addColumn<Killed>("operation");
    for (const Killed operation : operations)
        QTest::newRow(qPrintable(killedWord(operation))) << operation;
}

/// Those that delete or log out, and make the webhook quiet before.
constexpr Killed quietening[] = {Killed::Delete,      Killed::DeleteOpen, Killed::DeleteLast, Killed::Clean,
                                 Killed::Disable,     Killed::Stuck,      Killed::Reset,      Killed::Replace,
                                 Killed::ReplaceSame, Killed::ReplaceLast};

struct ResumeCase {
    Meanwhile change = Meanwhile::Nothing;
    size_t moment = 0; ///< of so many as there are, from 0
};

/// Every moment with every change; or of each change one moment, chosen by chance.
std::vector<ResumeCase> resumeCases(Killed operation, size_t count)
{
    QRandomGenerator random(20'261'129 + static_cast<quint32>(operation));
    std::vector<ResumeCase> cases;
    for (const Meanwhile change : allMeanwhile) {
        const size_t wanted = Campaign::isLong() ? count : 1;
        for (size_t place = 0; place < std::min(wanted, count); ++place) {
            const size_t moment = Campaign::isLong() ? place : random.bounded(static_cast<quint32>(count));
            cases.push_back({change, moment});
        }
    }
    return cases;
}

void resumeAll(Campaign& campaign, Killed operation, Webhooks webhooks)
{
    const std::vector<KillMoment> moments =
        rig::onWorker([operation, webhooks] { return momentsOf(operation, webhooks); });
    const std::vector<ResumeCase> cases = resumeCases(operation, moments.size());
    sideBySide<ResumeWorld>(
        campaign, cases.size(), 4, [operation, webhooks] { return std::make_unique<ResumeWorld>(operation, webhooks); },
        [&](ResumeWorld& world, size_t place) -> std::optional<QString> {
            const ResumeCase& one = cases[place];
            const auto violation = world.violationOf(moments[one.moment], one.change);
            if (!violation)
                return {};
            return QStringLiteral("%1, moment %2, %3: %4")
                .arg(killedWord(operation), QString::number(one.moment), meanwhileWord(one.change), *violation);
        });
}

} // namespace

/// Killed at any record, with anything changed meanwhile: resume never does more than a plan of now.
class ResumeCampaignTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resumeNeverDoesMoreThanAFreshPlan_data() { addOperations(); }
    void resumeNeverDoesMoreThanAFreshPlan();
    void killedTwiceItComesToItsEnd_data() { addOperations(); }
    void killedTwiceItComesToItsEnd();
    void noWebhookStaysQuiet_data() { addOperations(quietening); }
    void noWebhookStaysQuiet();
    void whatAnOlderJournalHasNoAnswerOfIsLeft_data() { addOperations(); }
    void whatAnOlderJournalHasNoAnswerOfIsLeft();
};

void ResumeCampaignTest::resumeNeverDoesMoreThanAFreshPlan()
{
    QFETCH(Killed, operation);
    Campaign campaign(QStringLiteral("Resumed after a kill and a change, ") + killedWord(operation));
    resumeAll(campaign, operation, Webhooks::Template);
    QVERIFY(campaign.finish());
    QVERIFY(campaign.cases() >= static_cast<int>(std::size(allMeanwhile)));
}

/// And so does a resume that is killed in its turn: also in the very window in which the first was.
void ResumeCampaignTest::killedTwiceItComesToItsEnd()
{
    QFETCH(Killed, operation);
    Campaign campaign(QStringLiteral("Resumed after two kills, ") + killedWord(operation));
    const std::vector<KillMoment> moments =
        rig::onWorker([operation] { return momentsOf(operation, Webhooks::CleanUps); });
    // Of each moment every second one, or of some moments two.
    const size_t every = Campaign::isLong() ? 1 : std::max<size_t>(1, moments.size() / 6);
    sideBySide<ResumeWorld>(
        campaign, (moments.size() + every - 1) / every, 4,
        [operation] { return std::make_unique<ResumeWorld>(operation, Webhooks::CleanUps); },
        [&](ResumeWorld& world, size_t place) -> std::optional<QString> {
            const size_t first = place * every;
            const std::vector<KillMoment> second = world.momentsOfResume(moments[first]);
            const size_t step = Campaign::isLong() ? 1 : std::max<size_t>(1, second.size() / 2);
            for (size_t next = 0; next < second.size(); next += step) {
                if (const auto violation = world.violationOf(second[next], Meanwhile::Nothing)) {
                    return QStringLiteral("%1, moments %2 and %3: %4")
                        .arg(killedWord(operation), QString::number(first), QString::number(next), *violation);
                }
            }
            return {};
        });
    QVERIFY(campaign.finish());
}

/// The same where something has to be taken out of the webhooks first: of what stays it is added again.
void ResumeCampaignTest::noWebhookStaysQuiet()
{
    QFETCH(Killed, operation);
    Campaign campaign(QStringLiteral("Resumed with webhooks that were made quiet, ") + killedWord(operation));
    resumeAll(campaign, operation, Webhooks::CleanUps);
    QVERIFY(campaign.finish());
    QVERIFY(campaign.cases() >= static_cast<int>(std::size(allMeanwhile)));
}

void ResumeCampaignTest::whatAnOlderJournalHasNoAnswerOfIsLeft()
{
    QFETCH(Killed, operation);
    Campaign campaign(QStringLiteral("Resumed from a journal without sent records, ") + killedWord(operation));
    rig::onWorker([&campaign, operation] {
        const std::vector<KillMoment> moments = momentsOf(operation);
        ResumeWorld world(operation);
        const size_t every = Campaign::isLong() ? 1 : 9;
        for (size_t place = 0; place < moments.size(); place += every) {
            campaign.addCase();
            if (const auto violation = world.violationOfOlder(moments[place]))
                campaign.violate(
                    QStringLiteral("%1, moment %2: %3").arg(killedWord(operation)).arg(place).arg(*violation));
        }
    });
    QVERIFY(campaign.finish());
}

STEWARD_TEST(ResumeCampaignTest)
} // namespace steward::resume_campaign_test

#include "resume_campaign_test.moc"
