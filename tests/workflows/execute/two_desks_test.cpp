#include "support/campaign.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/agreed.h"
#include "workflows/apply_rig.h"
#include "workflows/at_stage.h"

#include <QRandomGenerator>
#include <QTest>

#include <thread>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::two_desks_test {

namespace {

/// How a round's organization stands in the database before the two begin.
enum class Rows { OneOfTheFirst, OneOfTheSecond, OneOfEach, None };
constexpr Rows allRows[] = {Rows::OneOfTheFirst, Rows::OneOfTheSecond, Rows::OneOfEach, Rows::None};

/// What one workstation does in a round.
struct Desk {
    QString journalPath;
    QString survivor;
    std::optional<Plan> shown; ///< made before the round began; nothing: made within it
    std::chrono::milliseconds waits{0};
    ChangeResult result;
};

struct Round {
    NewClinic clinic;
    QStringList members;
    Rows rows = Rows::None;
};

QString told(const ChangeResult& result)
{
    QStringList words{QString::number(result.exitCode())};
    if (result.error)
        words << result.error->sentence;
    for (const ChangeItem& item : result.items) {
        if (item.error)
            words << item.instanceName.text().right(2) + QStringLiteral(": ") + item.error->sentence;
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

/// Two workstations, each with its own journal, clean one organization at the same moment, each to another survivor.
class TwoDesksTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void neverNoneLeft();
    void aRowIsNotPointedAtWhatWentMeanwhile();

private:
    struct Meeting {
        Round round;
        Desk one;
        Desk other;
    };
    Meeting meeting(QRandomGenerator& random, int place);
    void play(std::vector<Meeting>& meetings);
    void clearAway(const Round& round);
    Round prepare(QRandomGenerator& random);
    static PlanRequest request(const Round& round, const QString& survivor);
    void clean(const Round& round, Desk& workstation, ApplyObserver& observer = silent());
    static ApplyObserver& silent();
    Plan planned(const Round& round, const Desk& workstation);
    QString judged(const Round& round, const Desk& one, const Desk& other);
    ProfileContext partsOf(const Desk& workstation) const;

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
    rig::ScratchDirectory m_folder;
};

void TwoDesksTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_rig.fleet.server.setDeletionDelay(15ms);
    m_rig.fleet.server.setLatency(1ms);
    // Instances that nobody deletes: a list that lacks most of those that were to stay is not believed.
    std::vector<rig::EvolutionInstance> bystanders(40);
    for (size_t number = 0; number < bystanders.size(); ++number)
        bystanders[number].name = QStringLiteral("bystander-%1").arg(number);
    m_rig.fleet.server.addInstances(bystanders);
}

ProfileContext TwoDesksTest::partsOf(const Desk& workstation) const
{
    ProfileContext parts = m_rig.parts();
    parts.journalPath = workstation.journalPath;
    return parts;
}

Round TwoDesksTest::prepare(QRandomGenerator& random)
{
    Round round{m_rig.addOrganization(), {}, allRows[random.bounded(static_cast<int>(std::size(allRows)))]};
    const QString id = round.clinic.organization.toString();
    const int count = random.bounded(2, 5);
    for (int number = 0; number < count; ++number) {
        round.members << QStringLiteral("clinic-%1-%2").arg(id).arg(number);
        const bool hasRow = (number == 0 && (round.rows == Rows::OneOfTheFirst || round.rows == Rows::OneOfEach)) ||
                            (number == 1 && (round.rows == Rows::OneOfTheSecond || round.rows == Rows::OneOfEach));
        m_apply.store(
            {round.clinic, round.members.back(), QStringLiteral("close"), {}, hasRow, true, random.bounded(2) == 0});
    }
    return round;
}

PlanRequest TwoDesksTest::request(const Round& round, const QString& survivor)
{
    PlanRequest request;
    request.kind = PlanKind::Clean;
    request.organizations = {round.clinic.organization};
    request.keep = {InstanceName::fromText(survivor)};
    return request;
}

Plan TwoDesksTest::planned(const Round& round, const Desk& workstation)
{
    return rig::onWorker([&] {
        const auto session = Session::open(partsOf(workstation));
        return PlanMaker(*session).make(request(round, workstation.survivor), CallContext::within(10s)).plan;
    });
}

ApplyObserver& TwoDesksTest::silent()
{
    static ApplyObserver observer;
    return observer;
}

void TwoDesksTest::clean(const Round& round, Desk& workstation, ApplyObserver& observer)
{
    workstation.result = rig::onWorker([&] {
        std::this_thread::sleep_for(workstation.waits);
        const auto session = Session::open(partsOf(workstation));
        const CallContext limits = CallContext::within(60s);
        const Plan plan = workstation.shown
                              ? *workstation.shown
                              : PlanMaker(*session).make(request(round, workstation.survivor), limits).plan;
        return applyShown(*session, ApplyRig::times(), plan, plan.confirm, observer, PauseControl(), limits);
    });
}

/// What is not as it has to be; empty: nothing.
QString TwoDesksTest::judged(const Round& round, const Desk& one, const Desk& other)
{
    QStringList left;
    for (const QString& member : round.members) {
        if (m_rig.fleet.server.instance(member))
            left << member;
    }
    if (left.size() != 1)
        return QStringLiteral("%1 are left").arg(left.size());
    if (left.front() != one.survivor && left.front() != other.survivor)
        return QStringLiteral("nobody's keeper is left");
    if (!m_rig.holdsInAllThree(round.clinic.organization, InstanceName::fromText(left.front())))
        return QStringLiteral("row or cache do not point at what is left");
    const QString id = round.clinic.organization.toString();
    const QByteArray leases = m_apply.value(
        QStringLiteral("select count(*) from healthcare.integrations where organization_id = '%1' and config ? "
                       "'steward_lease'")
            .arg(id));
    if (leases != "0")
        return QStringLiteral("a lease stays behind");
    const Desk& winner = left.front() == one.survivor ? one : other;
    const Desk& loser = left.front() == one.survivor ? other : one;
    if (winner.result.exitCode() != 0)
        return QStringLiteral("the winner was told so");
    // Refused before it wrote anything, or nothing was left to do when it came.
    return loser.result.exitCode() == 4 || loser.result.exitCode() == 0 ? QString()
                                                                        : QStringLiteral("the loser was told so");
}

void TwoDesksTest::play(std::vector<Meeting>& meetings)
{
    std::vector<std::jthread> threads;
    for (Meeting& meeting : meetings) {
        for (Desk* workstation : {&meeting.one, &meeting.other})
            threads.emplace_back([this, &meeting, workstation] { clean(meeting.round, *workstation); });
    }
}

TwoDesksTest::Meeting TwoDesksTest::meeting(QRandomGenerator& random, int place)
{
    const QString folder = m_folder.filePath(QString::number(place));
    Meeting meeting{prepare(random), {}, {}};
    meeting.one = {folder + QStringLiteral("-one"), meeting.round.members.at(0), {}, {}, {}};
    meeting.other = {folder + QStringLiteral("-other"), meeting.round.members.at(1), {}, {}, {}};
    for (Desk* workstation : {&meeting.one, &meeting.other}) {
        if (random.bounded(2) == 0)
            workstation->shown = planned(meeting.round, *workstation);
        if (random.bounded(3) != 0)
            workstation->waits = std::chrono::milliseconds(random.bounded(1, 60));
    }
    return meeting;
}

void TwoDesksTest::clearAway(const Round& round)
{
    for (const QString& member : round.members) {
        m_rig.fleet.server.removeInstance(member);
        (void)m_rig.fleet.redis.command({"DEL", "whatsapp:instance:" + member.toUtf8()});
    }
    m_apply.execute(QStringLiteral("delete from healthcare.integrations where organization_id = '%1'")
                        .arg(round.clinic.organization.toString()));
}

void TwoDesksTest::neverNoneLeft()
{
    constexpr int atOnce = 5; // a round waits more than it works
    QRandomGenerator random(20'261'122);
    Campaign campaign(QStringLiteral("Two desks with opposite keepers"));
    int refused = 0;
    int wonByTheFirst = 0;
    while (campaign.cases() < Campaign::count(60, 500)) {
        std::vector<Meeting> meetings;
        for (int place = 0; place < atOnce; ++place)
            meetings.push_back(meeting(random, place));
        play(meetings);
        for (const auto& [round, one, other] : meetings) {
            campaign.addCase();
            if (const QString wrong = judged(round, one, other); !wrong.isEmpty()) {
                campaign.violate(QStringLiteral("round %1 (%2 members, rows %3): %4 [%5] [%6]")
                                     .arg(campaign.cases())
                                     .arg(round.members.size())
                                     .arg(static_cast<int>(round.rows))
                                     .arg(wrong, told(one.result), told(other.result)));
            }
            refused += one.result.exitCode() == 4 || other.result.exitCode() == 4 ? 1 : 0;
            wonByTheFirst += m_rig.fleet.server.instance(one.survivor) ? 1 : 0;
            clearAway(round);
        }
    }
    std::printf("    refused %d times, the first desk won %d times\n", refused, wonByTheFirst);
    QVERIFY(campaign.finish());
    // A campaign in which they never meet, or one always wins, proves nothing.
    QVERIFY(refused > campaign.cases() / 10);
    QVERIFY(wonByTheFirst > 0 && wonByTheFirst < campaign.cases());
}

/// The other one begins, deletes the survivor and ends, all of it between this one's reading and its first write.
void TwoDesksTest::aRowIsNotPointedAtWhatWentMeanwhile()
{
    Round round{m_rig.addOrganization(), {}, Rows::OneOfTheFirst};
    for (int number = 0; number < 3; ++number) {
        round.members << QStringLiteral("clinic-%1-%2").arg(round.clinic.organization.toString()).arg(number);
        m_apply.store({round.clinic, round.members.back(), QStringLiteral("close"), {}, number == 0, true, false});
    }
    Desk fast{m_folder.filePath(QStringLiteral("fast")), round.members.at(0), {}, {}, {}};
    Desk slow{m_folder.filePath(QStringLiteral("slow")), round.members.at(1), {}, {}, {}};
    fast.shown = planned(round, fast);
    slow.shown = planned(round, slow);
    bool isFirst = true;
    AtStage meanwhile(ItemStage::Working, [&](const QByteArray&) {
        if (std::exchange(isFirst, false))
            clean(round, fast);
    });
    clean(round, slow, meanwhile);
    QCOMPARE(fast.result.exitCode(), 0);
    QVERIFY(slow.result.exitCode() != 0);
    QCOMPARE(judged(round, fast, slow), QString());
    clearAway(round);
}

STEWARD_TEST(TwoDesksTest)
} // namespace steward::two_desks_test

#include "two_desks_test.moc"
