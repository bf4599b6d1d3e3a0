#include "stores/live_stores.h"
#include "support/campaign.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/execute/bulk_fleet.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/outbox/listening_worker.h"
#include "workflows/writes/quieting.h"
#include "workflows/writes/server_deletion.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTest>
#include <QThread>

#include <algorithm>

using namespace steward;
using namespace steward::test;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::dead_webhook_test {

namespace {

const QString dead = QStringLiteral("http://127.0.0.1:9/dead");

/// What the server does with the webhook before a deletion.
enum class Answer : quint8 { Works, SaysSoOnly, Fails, Resets, IsSilent, LosesTheAnswer, FindsNone, FindFails };
constexpr int answers = 8;

QString answerWord(Answer answer)
{
    static const QStringList words{QStringLiteral("set works"),      QStringLiteral("set says so and does nothing"),
                                   QStringLiteral("set fails"),      QStringLiteral("set resets"),
                                   QStringLiteral("set is silent"),  QStringLiteral("set loses its answer"),
                                   QStringLiteral("find says none"), QStringLiteral("find fails")};
    return words.at(static_cast<qsizetype>(answer));
}

HttpFault faultOf(Answer answer)
{
    HttpFault fault{.pathPrefix = "/webhook/set/", .carriedOut = answer == Answer::LosesTheAnswer};
    switch (answer) {
    case Answer::SaysSoOnly:
        fault.status = 201;
        fault.body = R"({"id":"made-up","enabled":true})";
        break;
    case Answer::Resets:
    case Answer::LosesTheAnswer:
        fault.kind = HttpFault::Kind::Reset;
        break;
    case Answer::IsSilent:
        fault.kind = HttpFault::Kind::Silent;
        break;
    case Answer::FindsNone:
        fault.pathPrefix = "/webhook/find/";
        fault.status = 200;
        fault.body = "null";
        break;
    case Answer::FindFails:
        fault.pathPrefix = "/webhook/find/";
        break;
    default:
        break;
    }
    return fault;
}

EvolutionWebhook deadWebhook(bool namesEvents)
{
    EvolutionWebhook webhook{.url = dead};
    if (namesEvents) // else all of them
        webhook.events = {QStringLiteral("REMOVE_INSTANCE"), QStringLiteral("MESSAGES_UPSERT")};
    return webhook;
}

} // namespace

/// Servers that wait on a dead webhook before they delete: the webhook is taken out of the way first, and where that
/// does not work, what is still there is called so and keeps its row, its entries and its workers.
class DeadWebhookTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QDir(m_rig.journalPath()).removeRecursively(); }
    void isTakenOutOfTheWayFirst();
    void whatGoesMeanwhileIsNoFailure();
    void whatGoesLateLeavesAnEntryForARepair();
    void noGoneThatIsNotSo();
    void aPairingIsNotResetThen();

private:
    struct Round {
        Answer answer = Answer::Works;
        bool cleans = false;
        bool meetsHalf = false;                ///< the answer comes for every second of them; else for all
        std::chrono::milliseconds retries{-1}; ///< negative: for good
    };
    void lie(const Round& round, BulkFleet& fleet);
    void tellTheTruth(const BulkFleet& fleet);
    std::optional<QString> violationOf(const Round& round);
    std::optional<QString> violationOfAnswer(const Round& round, BulkFleet& fleet, const ChangeResult& result);
    std::optional<QString> violationOfReset(Answer answer);
    void mendWhatWentLate(const BulkFleet& fleet, const Plan& plan);
    QString storeStuck();

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
    int m_held = 0; ///< cases in which a deletion was held up
};

void DeadWebhookTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_apply.applyTimes.call = 2s;
    m_apply.applyTimes.removal.call = 150ms;
    m_apply.applyTimes.removal.perInstance = 10ms;
    m_rig.fleet.server.setDeletionDelay(10ms);
}

void DeadWebhookTest::isTakenOutOfTheWayFirst()
{
    const QString name = m_apply.storeOne();
    m_rig.fleet.server.setWebhook(name, deadWebhook(false));
    m_rig.fleet.server.setDeadWebhooks(dead, -1ms);
    m_rig.fleet.server.clearRequests();
    const ChangeResult result = m_apply.remove({name});
    QCOMPARE(result.exitCode(), 0);
    QCOMPARE(m_apply.remains(name), QString());
    QByteArrayList writes;
    for (const HttpRequest& request : m_rig.fleet.server.requests()) {
        if (request.method != "GET")
            writes << request.method + ' ' + request.path().split('/').value(2);
    }
    QCOMPARE(writes, QByteArrayList({"POST set", "DELETE delete"}));
}

/// Between the two calls the instance goes by itself, and webhook/set says 500 of what is not there (as recorded).
void DeadWebhookTest::whatGoesMeanwhileIsNoFailure()
{
    m_rig.fleet.server.addFault(
        {.status = 200,
         .body = R"({"enabled":true,"url":"http://127.0.0.1:9/dead","events":["REMOVE_INSTANCE"]})",
         .pathPrefix = "/webhook/find/"});
    const auto asked = onWorker([this] {
        const LiveStores stores(m_rig.fleet.settings());
        const auto session = Session::open(m_rig.parts());
        auto run = WorkflowRun::begin(session->journal.get(), {QStringLiteral("apply-delete"), {}, {}, {}});
        return ServerDeletion(stores, *run)
            .ask(
                InstanceName::fromText(QStringLiteral("went-by-itself")), QuietNeed::WherePossible, {},
                CallContext::within(10s));
    });
    QCOMPARE(m_rig.fleet.server.requestCount("POST", "/webhook/set/went-by-itself"), 1);
    QVERIFY2(asked.has_value(), asked ? "" : qPrintable(asked.error().detail));
    QCOMPARE(*asked, Removal::AlreadyAbsent);
    m_rig.heal();
}

void DeadWebhookTest::lie(const Round& round, BulkFleet& fleet)
{
    EvolutionServer& server = m_rig.fleet.server;
    server.setDeadWebhooks(dead, round.retries);
    int number = 0;
    for (qsizetype place = 0; place < fleet.names().size(); ++place) {
        if (fleet.isSurvivor(place))
            continue;
        const QString& name = fleet.names().at(place);
        server.setWebhook(name, deadWebhook(++number % 3 != 0));
        if (round.answer == Answer::Works || (round.meetsHalf && number % 2 == 0))
            continue;
        HttpFault fault = faultOf(round.answer);
        fault.pathPrefix += name.toUtf8();
        server.addFault(fault);
    }
}

void DeadWebhookTest::tellTheTruth(const BulkFleet& fleet)
{
    EvolutionServer& server = m_rig.fleet.server;
    m_rig.heal();
    // It was started again: what waited is back. Its webhook is as dead as before.
    for (const QString& name : fleet.names()) {
        if (const auto instance = server.instance(name))
            server.addInstance(*instance);
    }
    server.setDeadWebhooks(dead, -1ms);
}

std::optional<QString>
DeadWebhookTest::violationOfAnswer(const Round& round, BulkFleet& fleet, const ChangeResult& result)
{
    if (const auto violation = fleet.violationOfAnswer(result))
        return violation;
    if (const auto violation = fleet.violationAtRest())
        return violation;
    const bool isInTheWay = round.answer != Answer::Works && round.answer != Answer::LosesTheAnswer;
    if (!isInTheWay)
        return result.exitCode() == 3 && round.answer == Answer::Works
                   ? std::optional(QStringLiteral("held up, and nothing stood in the way"))
                   : std::nullopt;
    bool anyHeld = false;
    for (const ChangeItem& item : result.items) {
        const bool isThere = m_rig.fleet.server.instance(item.instanceName.text()).has_value();
        const bool isKept = item.server != StoreOutcome::Gone && item.error;
        anyHeld = anyHeld || item.server == StoreOutcome::StillThere;
        if (isThere && item.database != StoreOutcome::Written && (!isKept || item.workers))
            return QStringLiteral("there still, and not said so, or its workers told: ") + item.instanceName.text();
    }
    m_held += anyHeld ? 1 : 0;
    if (round.retries < 0ms && !anyHeld) // a deletion goes on, whatever becomes of the webhook
        return QStringLiteral("what waits is not called still there");
    return {};
}

/// What the server got done with only after it was called still there, and before the new plan was made: it is no
/// member of its group any more, and the entry that was left to it is for a repair.
void DeadWebhookTest::mendWhatWentLate(const BulkFleet& fleet, const Plan& plan)
{
    QStringList late;
    for (const QString& name : fleet.names()) {
        const bool isPlanned = std::ranges::any_of(
            plan.items, [&name](const PlanItem& item) { return item.name.text() == name && !item.steps.empty(); });
        if (!isPlanned && !m_rig.fleet.server.instance(name))
            late << name;
    }
    if (!late.isEmpty())
        m_apply.apply(PlanKind::Repair, late);
}

/// The same without the server's clock: called still there, it goes by itself afterwards.
void DeadWebhookTest::whatGoesLateLeavesAnEntryForARepair()
{
    m_apply.applyTimes.removal.proving = 150ms;
    BulkFleet fleet(m_rig, 1, 4);
    const MadePlan made = m_apply.make(fleet.request());
    lie({.answer = Answer::SaysSoOnly, .cleans = true}, fleet);
    ApplyObserver silent;
    QVERIFY(m_apply.apply(made.plan, made.plan.confirm, silent).exitCode() != 0);
    m_rig.heal();
    m_apply.resume();
    const QString name = fleet.names().front();
    QVERIFY2(m_rig.fleet.server.instance(name), "called still there, and it is");
    for (qsizetype place = 0; place < fleet.names().size(); ++place) {
        if (!fleet.isSurvivor(place))
            m_rig.fleet.server.removeInstance(fleet.names().at(place));
    }
    const MadePlan again = m_apply.make(fleet.request());
    QCOMPARE(again.plan.tally().changed, 0);
    QVERIFY(fleet.violationOfDone()); // its entry
    mendWhatWentLate(fleet, again.plan);
    const auto violation = fleet.violationOfDone();
    QVERIFY2(!violation, qPrintable(violation.value_or(QString())));
}

std::optional<QString> DeadWebhookTest::violationOf(const Round& round)
{
    init();
    BulkFleet fleet(m_rig, round.cleans ? 1 : 4, round.cleans ? 4 : 1);
    ListeningWorker worker(m_rig.fleet.redis.port());
    if (!worker.isListening())
        return QStringLiteral("no worker");
    const MadePlan made = m_apply.make(fleet.request());
    lie(round, fleet);
    m_apply.applyTimes.removal.proving = 150ms;
    ApplyObserver silent;
    const ChangeResult result = m_apply.apply(made.plan, made.plan.confirm, silent);
    worker.listen(1);
    for (const QString& told : worker.heard()) {
        const QString name = told.section(QLatin1Char(' '), 1);
        if (told.startsWith(QLatin1String("removed")) && m_rig.fleet.server.instance(name))
            return QStringLiteral("workers were told of what is there: ") + name;
    }
    if (const auto violation = violationOfAnswer(round, fleet, result))
        return violation;
    tellTheTruth(fleet);
    m_apply.applyTimes.removal.proving = 10s;
    std::vector<ChangeResult> resumed = m_apply.resume();
    if (m_rig.hasUnfinished() && round.retries >= 0ms) { // the server was still at it, and is not any more
        QThread::msleep(static_cast<unsigned long>(round.retries.count()));
        resumed = m_apply.resume();
    }
    if (m_rig.hasUnfinished())
        return QStringLiteral("never comes to an end: ") + troubleIn(resumed);
    // What was refused is there still, and goes when it is asked for again.
    const MadePlan again = m_apply.make(fleet.request());
    const ChangeResult second = m_apply.apply(again.plan, again.plan.confirm, silent);
    if (second.exitCode() != 0 && !fleet.violationOfDone())
        return {}; // nothing was left of what is named
    if (second.exitCode() != 0)
        return QStringLiteral("asked for again, it does not go");
    mendWhatWentLate(fleet, again.plan);
    return fleet.violationOfDone();
}

void DeadWebhookTest::noGoneThatIsNotSo()
{
    Campaign campaign(QStringLiteral("Servers that wait on a dead webhook"));
    QRandomGenerator random(20'261'123);
    for (int number = 0; number < Campaign::count(104, 1'200); ++number) {
        Round round{static_cast<Answer>(number % answers), number / answers % 2 != 0, random.bounded(2) == 0};
        if (random.bounded(3) == 0)
            round.retries = std::chrono::milliseconds(random.bounded(50, 600));
        campaign.addCase();
        if (const auto violation = violationOf(round))
            campaign.violate(QStringLiteral("%1%2%3, for %4 ms: %5")
                                 .arg(
                                     answerWord(round.answer), round.cleans ? QStringLiteral(", cleaning") : QString(),
                                     round.meetsHalf ? QStringLiteral(", for half") : QString())
                                 .arg(round.retries.count())
                                 .arg(*violation));
        m_rig.heal();
    }
    QVERIFY(campaign.finish());
    QVERIFY2(m_held > campaign.cases() / 10, "many have to be held up");
}

/// One that shows codes for an hour, with the dead webhook; its name.
QString DeadWebhookTest::storeStuck()
{
    StoredInstance one;
    one.clinic = m_rig.addOrganization();
    one.name = QLatin1String("clinic-") + one.clinic.organization.toString();
    one.connection = QStringLiteral("connecting");
    m_apply.store(one);
    auto instance = m_rig.fleet.server.instance(one.name);
    instance->createdAt = instance->updatedAt = QDateTime::currentDateTimeUtc().addSecs(-3600);
    instance->webhook = deadWebhook(true);
    m_rig.fleet.server.addInstance(*instance);
    return one.name;
}

std::optional<QString> DeadWebhookTest::violationOfReset(Answer answer)
{
    init();
    const QString name = storeStuck();
    const auto id = m_rig.fleet.server.instance(name)->id;
    m_rig.fleet.server.setDeadWebhooks(dead, -1ms);
    m_apply.applyTimes.removal.proving = 150ms;
    PlanRequest request = ApplyRig::request(PlanKind::Repair, {name});
    request.findings = {FindingCode::StuckPairing};
    const MadePlan made = m_apply.make(request);
    if (answer != Answer::Works)
        m_rig.fleet.server.addFault(faultOf(answer));
    const ChangeResult result = m_apply.apply(made.plan);
    m_rig.heal();
    const auto now = m_rig.fleet.server.instance(name);
    if (!now || m_apply.remains(name) != QStringLiteral("server row cache"))
        return QStringLiteral("something was taken: ") + m_apply.remains(name);
    const bool isAnother = now->id != id;
    const ChangeItem& item = result.items.front();
    if (answer == Answer::Works)
        return isAnother && result.exitCode() == 0 ? std::nullopt : std::optional(QStringLiteral("not reset"));
    const bool mayBeDone = answer == Answer::LosesTheAnswer; // it was carried out
    if (isAnother && !mayBeDone)
        return QStringLiteral("another instance, while the first one is there");
    if (!isAnother && (result.exitCode() == 0 || !item.error || item.server == StoreOutcome::Gone))
        return QStringLiteral("called done");
    const bool wasAsked = answer == Answer::FindsNone; // and looks quiet
    if (!wasAsked && !mayBeDone && result.exitCode() != 4)
        return QStringLiteral("not quiet, and not refused before anything: exit %1").arg(result.exitCode());
    if (wasAsked && (result.exitCode() != 3 || item.server != StoreOutcome::StillThere))
        return QStringLiteral("accepted, and not called still there: exit %1").arg(result.exitCode());
    return {};
}

void DeadWebhookTest::aPairingIsNotResetThen()
{
    Campaign campaign(QStringLiteral("A stuck pairing behind a dead webhook"));
    for (int number = 0; number < Campaign::count(answers, 10 * answers); ++number) {
        const auto answer = static_cast<Answer>(number % answers);
        campaign.addCase();
        if (const auto violation = violationOfReset(answer))
            campaign.violate(answerWord(answer) + QStringLiteral(": ") + *violation);
    }
    QVERIFY(campaign.finish());
}

STEWARD_TEST(DeadWebhookTest)
} // namespace steward::dead_webhook_test

#include "dead_webhook_test.moc"
