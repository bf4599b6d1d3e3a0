#include "domain/iso_time.h"
#include "domain/webhook_events.h"
#include "support/campaign.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/apply_rig.h"
#include "workflows/creation/pairing_reset.h"
#include "workflows/journal/journal.h"
#include "workflows/pairing/pairing.h"
#include "workflows/read/unquiet_names.h"
#include "workflows/writes/quieting.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>
#include <QRandomGenerator>
#include <QTest>
#include <QThread>

#include <algorithm>

using namespace steward;
using namespace steward::test;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::quiet_test {

namespace {

const QString dead = QStringLiteral("http://127.0.0.1:9/dead");
const QString jid = QStringLiteral("5511988887777@s.whatsapp.net");
constexpr auto cleanUp = 90ms; ///< stands for the server's 20 minutes

enum class Way : quint8 { Delete, ResetStuck, RepairStuck, Disable, Replace, Unlink, PairByNumber };
constexpr int ways = 7;
QString wayWord(Way way)
{
    static const QStringList words{QStringLiteral("delete"),        QStringLiteral("reset"),   QStringLiteral("repair"),
                                   QStringLiteral("disable"),       QStringLiteral("replace"), QStringLiteral("unlink"),
                                   QStringLiteral("pair by number")};
    return words.at(static_cast<qsizetype>(way));
}

/// Which webhook stands.
enum class Hook : quint8 { None, Off, Harmless, Logout, Remove, Both, OnlyBoth, WithHeaders };
constexpr int hooks = 8;

std::optional<EvolutionWebhook> webhookOf(Hook hook)
{
    const QString message = QStringLiteral("MESSAGES_UPSERT");
    const QString logout = QStringLiteral("LOGOUT_INSTANCE");
    const QString remove = QStringLiteral("REMOVE_INSTANCE");
    EvolutionWebhook webhook{.url = dead, .events = {message}};
    switch (hook) {
    case Hook::None:
        return {};
    case Hook::Off:
        webhook.enabled = false;
        webhook.events.clear();
        break;
    case Hook::Harmless:
        break;
    case Hook::Logout:
        webhook.events << logout;
        break;
    case Hook::Remove:
        webhook.events << remove;
        break;
    case Hook::Both:
        webhook.events << logout << remove;
        break;
    case Hook::OnlyBoth:
        webhook.events = {logout, remove};
        break;
    case Hook::WithHeaders:
        webhook.events << remove << logout << QStringLiteral("CALL");
        webhook.byEvents = true;
        webhook.base64 = false;
        webhook.headers = R"({"authorization":"Bearer quiet-secret-of-somebody"})";
        break;
    }
    return webhook;
}

/// What the server does with the webhook.
enum class Answer : quint8 { Works, SaysSoOnly, Fails, Resets, LosesTheAnswer, FindFails };
constexpr int answers = 6;

std::optional<HttpFault> faultOf(Answer answer)
{
    HttpFault fault{.pathPrefix = "/webhook/set/", .carriedOut = answer == Answer::LosesTheAnswer};
    switch (answer) {
    case Answer::Works:
        return {};
    case Answer::SaysSoOnly:
        fault.status = 201;
        fault.body = R"({"id":"made-up","enabled":true})";
        break;
    case Answer::Fails:
        break;
    case Answer::Resets:
    case Answer::LosesTheAnswer:
        fault.kind = HttpFault::Kind::Reset;
        break;
    case Answer::FindFails:
        fault.pathPrefix = "/webhook/find/";
        break;
    }
    return fault;
}

struct Round {
    Way way = Way::Delete;
    Hook hook = Hook::None;
    Answer answer = Answer::Works;
};

QString pictureOf(const std::optional<EvolutionWebhook>& webhook)
{
    if (!webhook)
        return QStringLiteral("none");
    QStringList events = webhook->events;
    events.sort();
    return QStringLiteral("%1 %2 [%3] %4 %5 %6")
        .arg(webhook->enabled ? QStringLiteral("on") : QStringLiteral("off"), webhook->url, events.join(u' '))
        .arg(webhook->byEvents)
        .arg(webhook->base64)
        .arg(QString::fromUtf8(webhook->headers));
}

} // namespace

/// On a log-out or a deletion the server posts to the instance's webhook, and, where nobody takes it, cleans up by name
/// later: no new instance of the name, and no phone linked meanwhile, is lost to that.
class QuietTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_rig.heal(); }
    void noNewInstanceLosesItsSession();
    void aWakingThatIsNotKnownIsNotDone();
    void theRestOfAWebhookStaysAsItWas_data();
    void theRestOfAWebhookStaysAsItWas();
    void whatCannotBeQuietIsNotReset();
    void anUnquietNameIsHeldForHalfAnHour();
    void aWebhookThatIsNotReadIsNotQuietByOneWitness();
    void aQuietOneIsFreeAtOnce();
    void neitherHeadersNorAddressAreWrittenDown();
    void aDeletionThatIsRefusedInFrontIsToldAtOnce_data();
    void aDeletionThatIsRefusedInFrontIsToldAtOnce();
    void aStumblingDeletionIsAskedOnceMore();
    void aServerThatStumblesTwiceSaysWhatHappened();
    void aRefusalOfTheServersOwnLogsNothingOut();
    void whatNobodySaidIsNotSaid();
    void aLogoutThatDoesNotShowLeavesTheRow_data();
    void aLogoutThatDoesNotShowLeavesTheRow();
    void aStumblingLogoutIsNoFailure();
    void aListThatLiesForAWhileTakesNoRow();
    void aWebhookGetsWhatItLacksAndKeepsTheRest();

private:
    QString store(const Round& round);
    void act(const Round& round, const QString& name);
    bool mayUse(const QString& name);
    void useAgain(const Round& round, const QString& name);
    std::optional<QString> violationOf(const Round& round);
    ChangeResult resetPairing(const QString& name);

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
    NewClinic m_clinic;
    int m_usedAgain = 0;
    int m_held = 0;
};

void QuietTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_apply.applyTimes.backAgain = 10ms;
    m_apply.applyTimes.removal.closing = 200ms;
    m_rig.fleet.server.setDeletionDelay(5ms);
}

void QuietTest::init()
{
    m_rig.forgetCases();
    m_rig.fleet.server.setLateCleanUps(dead, cleanUp);
    m_rig.fleet.server.setStumbles(0, 0);
}

QString QuietTest::store(const Round& round)
{
    const bool isStuck =
        round.way == Way::ResetStuck || round.way == Way::RepairStuck || round.way == Way::PairByNumber;
    StoredInstance one;
    one.clinic = m_clinic = m_rig.addOrganization();
    one.name = QLatin1String("clinic-") + one.clinic.organization.toString();
    one.connection = isStuck ? QStringLiteral("connecting") : QStringLiteral("open");
    one.ownerJid = isStuck ? QString() : jid;
    m_apply.store(one);
    auto instance = m_rig.fleet.server.instance(one.name);
    instance->createdAt = instance->updatedAt = QDateTime::currentDateTimeUtc().addSecs(-3600);
    instance->webhook = webhookOf(round.hook);
    m_rig.fleet.server.addInstance(*instance);
    return one.name;
}

ChangeResult QuietTest::resetPairing(const QString& name)
{
    return onWorker([&]() -> ChangeResult {
        const auto session = Session::open(m_rig.parts());
        PairingReset reset(*session, CreationRig::times());
        const ResetPlan plan = reset.plan(InstanceName::fromText(name), CallContext::within(20s));
        WorkflowObserver silent;
        return reset.reset(plan, plan.verdict.confirm, silent, CallContext::within(20s));
    });
}

void QuietTest::act(const Round& round, const QString& name)
{
    const InstanceName instance = InstanceName::fromText(name);
    PairingTimes times;
    times.poll = 15ms;
    times.call = 1s;
    times.closing = 500ms;
    times.number = times.secondProof = 30ms;
    switch (round.way) {
    case Way::Delete:
        m_apply.remove({name});
        return;
    case Way::ResetStuck:
        resetPairing(name);
        return;
    case Way::RepairStuck: {
        PlanRequest request = ApplyRig::request(PlanKind::Repair, {name});
        request.findings = {FindingCode::StuckPairing};
        m_apply.apply(m_apply.make(request).plan);
        return;
    }
    case Way::Disable:
        m_apply.apply(PlanKind::Disable, {name});
        return;
    case Way::Replace:
        m_apply.apply(PlanKind::Replace, {name});
        return;
    case Way::Unlink:
        m_apply.apply(PlanKind::Unlink, {name});
        return;
    case Way::PairByNumber:
        onWorker([&] {
            const auto session = Session::open(m_rig.parts());
            const PairingRequest request{instance, PhoneNumber::fromText(QStringLiteral("5511988887777"))};
            struct Silent final : PairingObserver {
                void changed(const PairingStatus&) override {}
            } nobody;
            return Pairing(*session, times).pair(request, nobody, CallContext::within(250ms));
        });
        return;
    }
}

/// As every workflow asks before it creates, enables or pairs.
bool QuietTest::mayUse(const QString& name)
{
    return onWorker([&] {
        const auto session = Session::open(m_rig.parts());
        return !unquietRefusal(*session, InstanceName::fromText(name));
    });
}

/// Creates, or enables, whatever the first act left, and links a phone, as far as Steward lets.
void QuietTest::useAgain(const Round& round, const QString& name)
{
    if (round.way == Way::Delete || round.way == Way::Replace)
        m_rig.create(m_rig.requestFor(m_clinic));
    else if (round.way == Way::Disable)
        m_apply.apply(PlanKind::Enable, {name});
    if (mayUse(name) && m_rig.fleet.server.instance(name))
        m_rig.fleet.server.pair(name, jid);
}

std::optional<QString> QuietTest::violationOf(const Round& round)
{
    init();
    EvolutionServer& server = m_rig.fleet.server;
    const QString name = store(round);
    const auto before = server.instance(name)->id;
    const QString webhook = pictureOf(server.instance(name)->webhook);
    const int met = server.strangersMet();
    if (const auto fault = faultOf(round.answer))
        server.addFault(*fault);
    act(round, name);
    m_rig.heal();
    const auto stays = server.instance(name);
    const bool isSame = stays && stays->id == before;
    if (isSame && round.answer == Answer::Works && pictureOf(stays->webhook) != webhook)
        return QStringLiteral("its webhook is another now: %1, was %2").arg(pictureOf(stays->webhook), webhook);
    useAgain(round, name);
    const auto used = server.instance(name);
    const bool isAtWork = used && used->connectionStatus == QLatin1String("open") && mayUse(name);
    (isAtWork ? m_usedAgain : m_held) += 1;
    QThread::msleep(cleanUp.count() + 20);
    const auto after = server.instance(name);
    if (server.strangersMet() != met)
        return QStringLiteral("the server cleaned up after another instance of the name");
    if (isAtWork && (!after || after->id != used->id || after->connectionStatus != QLatin1String("open")))
        return QStringLiteral("the session was lost");
    if (m_rig.hasUnfinished())
        m_apply.resume();
    return {};
}

void QuietTest::noNewInstanceLosesItsSession()
{
    std::vector<Round> rounds;
    for (int way = 0; way < ways; ++way) {
        for (int hook = 0; hook < hooks; ++hook) {
            for (int answer = 0; answer < answers; ++answer)
                rounds.push_back({static_cast<Way>(way), static_cast<Hook>(hook), static_cast<Answer>(answer)});
        }
    }
    QRandomGenerator random(20'261'129);
    std::shuffle(rounds.begin(), rounds.end(), random);
    const auto count = static_cast<size_t>(Campaign::count(104, 4 * static_cast<int>(rounds.size())));
    Campaign campaign(QStringLiteral("Quiet log-outs and deletions"));
    for (size_t number = 0; number < count; ++number) {
        const Round& round = rounds[number % rounds.size()];
        campaign.addCase();
        if (const auto violation = violationOf(round))
            campaign.violate(QStringLiteral("%1, webhook %2, answer %3: %4")
                                 .arg(wayWord(round.way))
                                 .arg(static_cast<int>(round.hook))
                                 .arg(static_cast<int>(round.answer))
                                 .arg(*violation));
        m_rig.heal();
        if (campaign.cases() % 100 == 0)
            campaign.showProgress(static_cast<int>(count));
    }
    QVERIFY(campaign.finish());
    QVERIFY2(m_usedAgain > campaign.cases() / 4, "most are to be used again at once");
    QVERIFY2(m_held > campaign.cases() / 20, "some have to be held back");
}

void QuietTest::theRestOfAWebhookStaysAsItWas_data()
{
    QTest::addColumn<int>("hook");
    QTest::newRow("both") << static_cast<int>(Hook::Both);
    QTest::newRow("nothing else") << static_cast<int>(Hook::OnlyBoth);
    QTest::newRow("headers, byEvents, base64") << static_cast<int>(Hook::WithHeaders);
    QTest::newRow("off") << static_cast<int>(Hook::Off);
}

void QuietTest::theRestOfAWebhookStaysAsItWas()
{
    QFETCH(const int, hook);
    const Round round{Way::Disable, static_cast<Hook>(hook), Answer::Works};
    const QString name = store(round);
    m_rig.fleet.server.clearRequests();
    const ChangeResult result = m_apply.apply(PlanKind::Disable, {name});
    QCOMPARE(result.exitCode(), 0);
    QCOMPARE(pictureOf(m_rig.fleet.server.instance(name)->webhook), pictureOf(webhookOf(round.hook)));
    const int sets = m_rig.fleet.server.requestCount("POST", "/webhook/set/");
    QCOMPARE(sets, round.hook == Hook::Off ? 0 : 2); // out, and in again
}

void QuietTest::whatCannotBeQuietIsNotReset()
{
    for (const Way way : {Way::ResetStuck, Way::RepairStuck, Way::Replace}) {
        const Round round{way, Hook::Both, Answer::Fails};
        const QString name = store(round);
        const auto id = m_rig.fleet.server.instance(name)->id;
        m_rig.fleet.server.addFault(*faultOf(Answer::Fails));
        m_rig.fleet.server.clearRequests();
        act(round, name);
        QCOMPARE(m_rig.fleet.server.requestCount("DELETE", "/instance/"), 0);
        QCOMPARE(m_rig.fleet.server.instance(name)->id, id);
        m_rig.heal();
        QVERIFY2(!m_rig.hasUnfinished(), "refused, and at its end");
        QVERIFY(mayUse(name));
    }
    const QString name = store({Way::ResetStuck, Hook::Both, Answer::Fails});
    m_rig.fleet.server.addFault(*faultOf(Answer::Fails));
    QCOMPARE(resetPairing(name).exitCode(), 4);
}

void QuietTest::anUnquietNameIsHeldForHalfAnHour()
{
    const QString name = store({Way::Delete, Hook::Both, Answer::Fails});
    m_rig.fleet.server.addFault(*faultOf(Answer::Fails));
    QCOMPARE(m_apply.remove({name}).exitCode(), 0); // a plain deletion goes on
    m_rig.heal();
    const CreationResult refused = m_rig.create(m_rig.requestFor(m_clinic));
    QCOMPARE(refused.exitCode(), 4);
    QVERIFY2(refused.error->sentence.contains(QStringLiteral("new name")), qPrintable(refused.error->sentence));
    const CreationResult other = m_rig.create(m_rig.requestFor(m_clinic, name + QStringLiteral("-2")));
    QVERIFY2(other.outcome == OperationOutcome::Done, other.error ? qPrintable(other.error->detail) : "");
    const InstanceName instance = InstanceName::fromText(name);
    const auto isHeldIn = [&](std::chrono::minutes time) {
        return onWorker([&] {
            const auto names = UnquietNames::read(m_rig.journalPath(), QStringLiteral("rig"), currentTime() + time);
            return names && names->heldUntil(instance).has_value();
        });
    };
    QVERIFY(isHeldIn(29min));
    QVERIFY(!isHeldIn(31min));
    // The clock was set back by days since: a time of day alone would be today's, and is not.
    const QString said = onWorker([&] {
        const auto names = UnquietNames::read(m_rig.journalPath(), QStringLiteral("rig"), currentTime() - 72h);
        const auto until = names ? names->heldUntil(instance) : std::nullopt;
        const auto kept = until ? names->refusal(instance) : std::nullopt;
        const QString date = until ? QLocale().toString(localTime(*until).date(), QLocale::ShortFormat) : QString();
        return kept && !date.isEmpty() && kept->sentence.contains(date) ? QString() : QStringLiteral("no date");
    });
    QCOMPARE(said, QString());
}

/// The server lists it, and both webhook/find and connectionState fail: what its webhook would hear is not known.
void QuietTest::aWebhookThatIsNotReadIsNotQuietByOneWitness()
{
    for (const int status : {404, 500}) {
        const QString name = store({Way::Delete, Hook::Both, Answer::Works});
        const QByteArray notThere = R"({"status":404,"error":"Not Found","response":{"message":["The \"x\" instance )"
                                    R"(does not exist"]}})";
        m_rig.fleet.server.addFault({.status = status, .body = notThere, .pathPrefix = "/webhook/find/"});
        m_rig.fleet.server.addFault({.status = 404, .body = notThere, .pathPrefix = "/instance/connectionState/"});
        QCOMPARE(m_apply.remove({name}).exitCode(), 0);
        m_rig.heal();
        QVERIFY2(!mayUse(name), "the server may still clean up by this name");
        m_rig.forgetCases();
    }
}

void QuietTest::aQuietOneIsFreeAtOnce()
{
    const QString name = store({Way::Delete, Hook::Both, Answer::Works});
    QCOMPARE(m_apply.remove({name}).exitCode(), 0);
    const CreationResult created = m_rig.create(m_rig.requestFor(m_clinic));
    QVERIFY2(created.outcome == OperationOutcome::Done, created.error ? qPrintable(created.error->detail) : "");
}

void QuietTest::neitherHeadersNorAddressAreWrittenDown()
{
    const QString name = store({Way::Disable, Hook::WithHeaders, Answer::Works});
    m_apply.apply(PlanKind::Disable, {name});
    m_apply.remove({name});
    QByteArray bytes;
    QDirIterator files(m_rig.journalPath(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        bytes += file.readAll();
    }
    QVERIFY(bytes.contains("REMOVE_INSTANCE"));
    QVERIFY(!bytes.contains("quiet-secret-of-somebody"));
    QVERIFY(!bytes.contains("127.0.0.1:9"));
}

void QuietTest::aDeletionThatIsRefusedInFrontIsToldAtOnce_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {405, 403, 429, 501, 200})
        QTest::addRow("%d with a page", status) << status;
}

void QuietTest::aDeletionThatIsRefusedInFrontIsToldAtOnce()
{
    QFETCH(const int, status);
    const QString name = store({Way::Delete, Hook::Both, Answer::Works});
    const QString webhook = pictureOf(m_rig.fleet.server.instance(name)->webhook);
    m_rig.fleet.server.addFault(
        {.status = status,
         .body = "<html>no</html>",
         .contentType = QByteArrayLiteral("text/html"),
         .method = "DELETE",
         .carriedOut = false});
    m_apply.applyTimes.removal.proving = 20s; // would be waited for, were it not told at once
    QElapsedTimer timer;
    timer.start();
    const ChangeResult result = m_apply.remove({name});
    m_apply.applyTimes.removal.proving = ApplyRig::times().removal.proving;
    QVERIFY2(timer.elapsed() < 15'000, "after one look");
    const ChangeItem& item = result.items.front();
    QVERIFY(item.error && item.server == StoreOutcome::StillThere);
    QVERIFY2(item.error->sentence.contains(QString::number(status)), qPrintable(item.error->sentence));
    QVERIFY2(item.error->sentence.contains(QStringLiteral("still there")), qPrintable(item.error->sentence));
    QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
    QCOMPARE(pictureOf(m_rig.fleet.server.instance(name)->webhook), webhook);
    QVERIFY(!m_rig.hasUnfinished());
}

void QuietTest::aStumblingDeletionIsAskedOnceMore()
{
    const auto usual = m_apply.applyTimes.lastLook;
    // What the first deletion has logged out is not taken for changed.
    for (const auto lastLook : {usual, std::chrono::milliseconds(0)}) {
        m_apply.applyTimes.lastLook = lastLook;
        const QString name = store({Way::Delete, Hook::None, Answer::Works});
        m_rig.fleet.server.setStumbles(1, 0);
        m_rig.fleet.server.clearRequests();
        const ChangeResult result = m_apply.remove({name});
        m_apply.applyTimes.lastLook = usual;
        QCOMPARE(result.exitCode(), 0);
        QCOMPARE(m_apply.remains(name), QString());
        QCOMPARE(m_rig.fleet.server.requestCount("DELETE", "/instance/delete/"), 2);
    }
}

/// Its phone is logged out then, so it was no refusal before anything was written.
void QuietTest::aServerThatStumblesTwiceSaysWhatHappened()
{
    HttpFault stumble{
        .status = 400,
        .body = R"({"status":400,"error":"Bad Request","response":{"message":["[object Object]"]}})",
        .method = "DELETE",
        .pathPrefix = "/instance/delete/",
        .carriedOut = false};
    for (const bool wasOpen : {true, false}) {
        const QString name = store({Way::Delete, Hook::None, Answer::Works});
        if (wasOpen) {
            m_rig.fleet.server.setStumbles(1, 0);
            stumble.skip = 1;
        } else {
            auto instance = m_rig.fleet.server.instance(name);
            instance->connectionStatus = QStringLiteral("close");
            instance->memory = EvolutionMemory::Close;
            m_rig.fleet.server.addInstance(*instance);
            stumble.skip = 0;
        }
        m_rig.fleet.server.addFault(stumble);
        m_rig.fleet.server.clearRequests();
        const ChangeResult result = m_apply.remove({name});
        const ChangeItem& item = result.items.front();
        QVERIFY(item.error && item.server == StoreOutcome::StillThere);
        QCOMPARE(item.error->sentence.contains(QStringLiteral("logged out")), wasOpen);
        QVERIFY2(item.error->sentence.contains(QStringLiteral("estart")), qPrintable(item.error->sentence));
        QCOMPARE(m_rig.fleet.server.requestCount("DELETE", "/instance/delete/"), 2);
        QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
        QCOMPARE(result.outcome, wasOpen ? OperationOutcome::Partial : OperationOutcome::Refused);
        QCOMPARE(result.exitCode(), wasOpen ? 1 : 4);
        QVERIFY(!m_rig.hasUnfinished());
        m_rig.heal();
    }
}

/// Only "needs to be disconnected" asks for a log-out: any other refusal leaves the phone linked.
void QuietTest::aRefusalOfTheServersOwnLogsNothingOut()
{
    for (const int status : {400, 403, 409, 422}) {
        const QString name = store({Way::Delete, Hook::Both, Answer::Works});
        const QString webhook = pictureOf(m_rig.fleet.server.instance(name)->webhook);
        m_rig.fleet.server.addFault(
            {.status = status,
             .body = R"({"status":)" + QByteArray::number(status) +
                     R"(,"error":"x","response":{"message":["not by this key"]}})",
             .method = "DELETE",
             .pathPrefix = "/instance/",
             .carriedOut = false});
        m_rig.fleet.server.clearRequests();
        const ChangeResult result = m_apply.remove({name});
        m_rig.heal();
        QCOMPARE(m_rig.fleet.server.requestCount("DELETE", "/instance/"), 1);
        const ChangeItem& item = result.items.front();
        QVERIFY(item.error && item.server == StoreOutcome::StillThere);
        QVERIFY2(item.error->sentence.contains(QString::number(status)), qPrintable(item.error->sentence));
        QCOMPARE(result.exitCode(), 4);
        const auto after = m_rig.fleet.server.instance(name);
        QCOMPARE(after->connectionStatus, QStringLiteral("open"));
        QCOMPARE(pictureOf(after->webhook), webhook);
        QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
    }
}

/// Nobody said "deleted": the answer was lost before the server had read the request.
void QuietTest::whatNobodySaidIsNotSaid()
{
    const QString name = store({Way::Delete, Hook::None, Answer::Works});
    m_rig.fleet.server.addFault(
        {.kind = HttpFault::Kind::Reset, .method = "DELETE", .pathPrefix = "/instance/delete/", .carriedOut = false});
    const ChangeResult result = m_apply.remove({name});
    const ChangeItem& item = result.items.front();
    QVERIFY(item.error && item.server == StoreOutcome::StillThere);
    QVERIFY2(!item.error->sentence.contains(QStringLiteral("deleted”")), qPrintable(item.error->sentence));
    QVERIFY2(item.error->sentence.contains(QStringLiteral("lost on its way")), qPrintable(item.error->sentence));
}

/// A log-out's 200 is a promise: row, entry and workers of a phone that stays linked stay as they are.
void QuietTest::aLogoutThatDoesNotShowLeavesTheRow_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("200") << 200
                         << QByteArray(
                                R"({"status":"SUCCESS","error":false,"response":{"message":"Instance logged out"}})");
    QTest::newRow("500") << 500
                         << QByteArray(
                                R"({"status":500,"error":"x","response":{"message":"Invalid `prisma` invocation"}})");
}

void QuietTest::aLogoutThatDoesNotShowLeavesTheRow()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    const QString name = store({Way::Disable, Hook::Both, Answer::Works});
    const QString webhook = pictureOf(m_rig.fleet.server.instance(name)->webhook);
    m_rig.fleet.server.addFault(
        {.status = status, .body = body, .method = "DELETE", .pathPrefix = "/instance/logout/", .carriedOut = false});
    const ChangeResult result = m_apply.apply(PlanKind::Disable, {name});
    m_rig.heal();
    const ChangeItem& item = result.items.front();
    QVERIFY2(
        item.error && item.error->sentence.contains(QStringLiteral("does not show it")),
        item.error ? qPrintable(item.error->sentence) : "");
    QCOMPARE(result.exitCode(), 3);
    QVERIFY(!item.workers);
    QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
    QCOMPARE(
        m_apply.value(
            QStringLiteral("select enabled from healthcare.integrations where config->>'instance_name' = '%1'")
                .arg(name)),
        QByteArray("t"));
    QCOMPARE(pictureOf(m_rig.fleet.server.instance(name)->webhook), webhook);
}

void QuietTest::aStumblingLogoutIsNoFailure()
{
    const QString name = store({Way::Unlink, Hook::None, Answer::Works});
    m_rig.fleet.server.setStumbles(0, 1);
    QCOMPARE(m_apply.apply(PlanKind::Unlink, {name}).exitCode(), 0);
    const QString other = store({Way::Disable, Hook::None, Answer::Works});
    m_rig.fleet.server.setStumbles(0, 1);
    QCOMPARE(m_apply.apply(PlanKind::Disable, {other}).exitCode(), 0);
}

/// 404 and an empty list after the DELETE's 200, for half as long as the second look takes.
void QuietTest::aListThatLiesForAWhileTakesNoRow()
{
    m_apply.applyTimes.removal.secondLook = 1s;
    const QString name = store({Way::Delete, Hook::None, Answer::Works});
    const auto id = m_rig.fleet.server.instance(name)->id;
    m_rig.fleet.server.setLieAfterDelete(EvolutionServer::Lie::EmptyList, 500ms);
    const ChangeResult result = m_apply.remove({name});
    QVERIFY(result.exitCode() != 0);
    QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
    m_rig.fleet.server.setLieAfterDelete(EvolutionServer::Lie::None, 0ms);
    QCOMPARE(m_rig.fleet.server.instance(name)->id, id);
    const QString stuck = store({Way::ResetStuck, Hook::None, Answer::Works});
    m_rig.fleet.server.setLieAfterDelete(EvolutionServer::Lie::EmptyList, 50ms);
    const ChangeResult reset = resetPairing(stuck);
    m_rig.fleet.server.setLieAfterDelete(EvolutionServer::Lie::None, 0ms);
    QVERIFY(reset.exitCode() != 0);
    QCOMPARE(m_apply.remains(stuck), QStringLiteral("server row cache"));
    m_apply.applyTimes.removal.secondLook = ApplyRig::times().removal.secondLook;
}

/// One event of the messages is too few, though address and switch are right.
void QuietTest::aWebhookGetsWhatItLacksAndKeepsTheRest()
{
    const QString name = store({Way::Disable, Hook::None, Answer::Works});
    const QByteArray token = m_apply.value(
        QStringLiteral("select webhook_token from healthcare.integrations where config->>'instance_name' = '%1'")
            .arg(name));
    QString url = m_rig.parts().settings.webhookTemplate;
    url.replace(QStringLiteral("{webhook_token}"), QString::fromUtf8(token));
    m_rig.fleet.server.setWebhook(
        name, EvolutionWebhook{
                  .url = url,
                  .events = {QStringLiteral("MESSAGES_UPSERT"), QStringLiteral("CALL")},
                  .byEvents = true,
                  .base64 = false,
                  .headers = R"({"x-key":"of-the-clinic"})"});
    QCOMPARE(m_apply.apply(PlanKind::Disable, {name}).exitCode(), 0);
    QCOMPARE(m_apply.apply(PlanKind::Enable, {name}).exitCode(), 0);
    const auto after = m_rig.fleet.server.instance(name)->webhook;
    for (const char* event : {"MESSAGES_UPSERT", "MESSAGES_UPDATE", "SEND_MESSAGE", "CALL"})
        QVERIFY2(after->events.contains(QString::fromLatin1(event)), event);
    QVERIFY(after->byEvents && !after->base64 && after->url == url);
    QCOMPARE(after->headers, QByteArray(R"({"x-key":"of-the-clinic"})"));
}

/// What was taken out of a webhook is taken out until it is known to stand there again.
void QuietTest::aWakingThatIsNotKnownIsNotDone()
{
    const QJsonObject taken{
        {QStringLiteral("events"), QJsonArray{QStringLiteral("REMOVE_INSTANCE")}}, {QStringLiteral("was_on"), true}};
    for (const StepOutcome outcome :
         {StepOutcome::Done, StepOutcome::Unchanged, StepOutcome::Failed, StepOutcome::Unknown}) {
        QuietTrail trail;
        trail.sent(JournalAction::QuietWebhook, taken);
        trail.answered(JournalAction::QuietWebhook, StepOutcome::Unknown); // it may be taken out
        QVERIFY(trail.isToWake());
        trail.sent(JournalAction::WakeWebhook, taken);
        trail.answered(JournalAction::WakeWebhook, outcome);
        const bool isAwake = outcome == StepOutcome::Done || outcome == StepOutcome::Unchanged;
        QCOMPARE(trail.isToWake(), !isAwake);
    }
}

STEWARD_TEST(QuietTest)
} // namespace steward::quiet_test

#include "quiet_test.moc"
