#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/journal/journal.h"
#include "workflows/pairing/pairing_rig.h"

#include <QTest>

#include <thread>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::pairing_test {
using Phase = PairingStatus::Phase;

namespace {

HttpFault connectFault(HttpFault::Kind kind, bool carriedOut = true)
{
    HttpFault fault;
    fault.kind = kind;
    fault.pathPrefix = "/instance/connect/";
    fault.carriedOut = carriedOut;
    fault.times = 1;
    return fault;
}

const PhoneNumber typed = *PhoneNumber::fromText(u"5511977776666");
const QString typedJid = QStringLiteral("5511977776666@s.whatsapp.net");

} // namespace

/// What the server answers leads to the phases that WORKFLOWS, "Pairing", names, and connect is called no more than
/// that allows.
class PairingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void theNextCodeComesByItself();
    void anAgeThatWasNotSeenIsNotCountedDown();
    void theLimitStopsAndAsks();
    void anotherSessionAfterTheLimitIsNotGoneOnWith();
    void refusedOnThePhone();
    void aShortCloseAfterTheScanIsNoRefusal();
    void noCodeWhereWhatsAppIsNotReached();
    void anErrorWithStatus200IsFailed();
    void missingInMemoryIsFailed();
    void aLostServerIsLost();
    void aLostAnswerIsLookedForAndNotAskedAgain();
    void aLostRequestLeavesNothing();
    void byNumberShowsEightCharacters();
    void byNumberWhileConnectingClosesFirst();
    void byNumberTheWebhookIsQuietMeanwhileAndThenAsBefore();
    void byNumberIsRefusedWhereItCannotBeQuiet();
    void aLogoutThatStumblesIsNoFailure();
    void aPhoneThatIsLostAgainIsNotCalledLinked();
    void aNameWhoseLogOutWasNotQuietIsNotPairedYet();
    void whatDoesNotCloseIsNamed();
    void theTimeIsOver();
    void stoppedByThePerson();

private:
    /// Long beside what the journal and a loaded machine take for one connect.
    void setCodeLife(std::chrono::milliseconds life, int limit);

    std::unique_ptr<PairingRig> m_rig;
};

void PairingTest::initTestCase()
{
    m_rig = std::make_unique<PairingRig>();
    RIG_VERIFY(m_rig->start());
}

void PairingTest::cleanup()
{
    m_rig->heal();
    m_rig->times.codeLife = 3s;
    m_rig->times.poll = 40ms;
}

void PairingTest::setCodeLife(std::chrono::milliseconds life, int limit)
{
    m_rig->times.codeLife = life;
    m_rig->times.poll = life / 6;
    m_rig->fleet.server.setCodeRules(life, limit);
}

void PairingTest::theNextCodeComesByItself()
{
    setCodeLife(1'200ms, 30);
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase == Phase::Code && status.number == 3)
            QVERIFY(m_rig->fleet.server.scan(PairingRig::name(0), PairingRig::jid(0)));
    };
    const PairingResult result = m_rig->pair(0, watch);
    QCOMPARE(result.exitCode(), 0);
    const auto codes = watch.codes();
    QCOMPARE(codes.size(), size_t(3));
    for (size_t i = 0; i < codes.size(); ++i) {
        QCOMPARE(codes[i].number, static_cast<int>(i + 1));
        QVERIFY(codes[i].code.startsWith(QLatin1String("2@")));
        QVERIFY(codes[i].expires); // seen to appear, so it is counted down
    }
    QVERIFY(codes[0].code != codes[1].code && codes[1].code != codes[2].code);
    QVERIFY(result.last.phase == Phase::Open && result.last.phone);
}

void PairingTest::anAgeThatWasNotSeenIsNotCountedDown()
{
    setCodeLife(1'200ms, 30);
    m_rig->connectElsewhere(1);
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase == Phase::Code && watch.codes().size() == 2)
            QVERIFY(m_rig->fleet.server.scan(PairingRig::name(1), PairingRig::jid(1)));
    };
    const PairingResult result = m_rig->pair(1, watch);
    QCOMPARE(result.exitCode(), 0);
    QCOMPARE(watch.codes().size(), size_t(2));
    QVERIFY(!watch.codes()[0].expires);
    QVERIFY(watch.codes()[1].expires);
}

void PairingTest::theLimitStopsAndAsks()
{
    setCodeLife(1'500ms, 2);
    PairingWatch watch;
    const PairingResult result = m_rig->pair(2, watch);
    QCOMPARE(result.exitCode(), 1); // not linked, and nothing is left open
    QVERIFY(result.last.phase == Phase::LimitReached);
    QVERIFY(!result.last.error->sentence.isEmpty());
    QCOMPARE(watch.codes().size(), size_t(2));
    const int connects = m_rig->connects(2);
    QThread::msleep(200);
    QCOMPARE(m_rig->connects(2), connects); // it asks a person now
    QCOMPARE(m_rig->fleet.server.instance(PairingRig::name(2))->connectionStatus, QStringLiteral("connecting"));
    QCOMPARE(m_rig->column(2, QStringLiteral("status")), QByteArray("pending"));
}

/// The last code ended between the look and the connect, which so began a session that nobody asked for: its codes
/// count from one again, and none of them is shown.
void PairingTest::anotherSessionAfterTheLimitIsNotGoneOnWith()
{
    m_rig->times.codeLife = 500ms;
    m_rig->fleet.server.setCodeRules(200ms, 1);
    HttpFault before; // what the look said
    before.status = 200;
    before.body = R"({"instance":{"instanceName":"%1","state":"connecting"}})";
    before.body.replace("%1", PairingRig::name(25).toUtf8());
    before.pathPrefix = "/instance/connectionState/";
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase == Phase::Code)
            m_rig->fleet.server.addFault(before);
    };
    const PairingResult result = m_rig->pair(25, watch);
    QCOMPARE(result.exitCode(), 1);
    QVERIFY(result.last.phase == Phase::LimitReached);
    QCOMPARE(watch.codes().size(), size_t(1));
    QCOMPARE(m_rig->connects(25), 2);
}

void PairingTest::refusedOnThePhone()
{
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase == Phase::Code)
            QVERIFY(m_rig->fleet.server.refuse(PairingRig::name(3)));
    };
    const PairingResult result = m_rig->pair(3, watch);
    QCOMPARE(result.exitCode(), 1); // not linked, and nothing is left open
    QVERIFY(result.last.phase == Phase::Refused);
    QCOMPARE(m_rig->connects(3), 1);
}

void PairingTest::aShortCloseAfterTheScanIsNoRefusal()
{
    m_rig->times.poll = 300ms;
    EvolutionServer& server = m_rig->fleet.server;
    std::jthread phone;
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase != Phase::Code || phone.joinable())
            return;
        phone = std::jthread([&server] {
            server.setMemory(PairingRig::name(4), EvolutionMemory::Close);
            QThread::msleep(400);
            server.pair(PairingRig::name(4), PairingRig::jid(4));
        });
    };
    const PairingResult result = m_rig->pair(4, watch);
    m_rig->times.poll = 40ms;
    QVERIFY(result.last.phase == Phase::Open);
    QCOMPARE(m_rig->connects(4), 1);
}

void PairingTest::noCodeWhereWhatsAppIsNotReached()
{
    m_rig->fleet.server.setOffline(true);
    PairingWatch watch;
    const PairingResult result = m_rig->pair(5, watch);
    QCOMPARE(result.exitCode(), 1);
    QVERIFY(result.last.phase == Phase::NoCode);
    QCOMPARE(m_rig->connects(5), 1);
    QVERIFY(watch.codes().empty());
}

void PairingTest::anErrorWithStatus200IsFailed()
{
    HttpFault fault = connectFault(HttpFault::Kind::Status);
    fault.status = 200;
    fault.body = R"({"error":true,"message":"[object Object]"})";
    m_rig->fleet.server.addFault(fault);
    PairingWatch watch;
    const PairingResult result = m_rig->pair(6, watch);
    QCOMPARE(result.exitCode(), 1);
    QVERIFY(result.last.phase == Phase::Failed);
    QCOMPARE(m_rig->connects(6), 1);
}

void PairingTest::missingInMemoryIsFailed()
{
    m_rig->fleet.server.setMemory(PairingRig::name(7), EvolutionMemory::Missing);
    PairingWatch watch;
    const PairingResult result = m_rig->pair(7, watch);
    QCOMPARE(result.exitCode(), 4); // nothing was sent
    QVERIFY(result.last.phase == Phase::Failed);
    QCOMPARE(m_rig->connects(7), 0);
}

void PairingTest::aLostServerIsLost()
{
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase != Phase::Code)
            return;
        m_rig->fleet.serverProxy->setMode({ProxyMode::Kind::Refuse, 0, {}});
        m_rig->fleet.serverProxy->dropAll();
    };
    const PairingResult result = m_rig->pair(8, watch);
    QCOMPARE(result.exitCode(), 1); // not linked, and nothing is left open
    QVERIFY(result.last.phase == Phase::Lost);
    QCOMPARE(errorWord(result.last.error->kind), QStringLiteral("refused"));
}

// The session has begun although connect's answer was lost: the state says so, and only then it is asked for its code.
void PairingTest::aLostAnswerIsLookedForAndNotAskedAgain()
{
    m_rig->fleet.server.addFault(connectFault(HttpFault::Kind::CloseBeforeAnswer));
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase == Phase::Code)
            QVERIFY(m_rig->fleet.server.scan(PairingRig::name(9), PairingRig::jid(9)));
    };
    const PairingResult result = m_rig->pair(9, watch);
    QCOMPARE(result.exitCode(), 0);
    QCOMPARE(m_rig->connects(9), 2);
    QVERIFY(!watch.codes().front().expires);
}

void PairingTest::aLostRequestLeavesNothing()
{
    m_rig->fleet.server.addFault(connectFault(HttpFault::Kind::Reset, false));
    PairingWatch watch;
    const PairingResult result = m_rig->pair(10, watch);
    QCOMPARE(result.exitCode(), 1);
    QVERIFY(result.last.phase == Phase::Failed);
    QCOMPARE(errorWord(result.last.error->kind), QStringLiteral("outcome-unknown"));
    QCOMPARE(m_rig->connects(10), 1); // never repeated blindly
}

void PairingTest::byNumberShowsEightCharacters()
{
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase == Phase::Code)
            QVERIFY(m_rig->fleet.server.scan(PairingRig::name(11), typedJid));
    };
    const PairingResult result = m_rig->pair(11, watch, CallContext::within(20s), typed);
    QCOMPARE(result.exitCode(), 0);
    QCOMPARE(watch.codes().front().pairingCode.size(), 8);
    QVERIFY(!watch.sawPhase(Phase::Closing));
    QCOMPARE(m_rig->fleet.server.requestCount("DELETE"), 0);
    QCOMPARE(
        m_rig->fleet.server.requestCount(
            "GET", "/instance/connect/" + PairingRig::name(11).toUtf8() + "?number=5511977776666"),
        1);
}

void PairingTest::byNumberWhileConnectingClosesFirst()
{
    m_rig->fleet.server.setLogoutDuration(200ms);
    m_rig->connectElsewhere(12);
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase == Phase::Code)
            QVERIFY(m_rig->fleet.server.scan(PairingRig::name(12), typedJid));
    };
    const PairingResult result = m_rig->pair(12, watch, CallContext::within(20s), typed);
    QCOMPARE(result.exitCode(), 0);
    QVERIFY(watch.sawPhase(Phase::Closing));
    QCOMPARE(watch.codes().front().pairingCode.size(), 8);
    QCOMPARE(m_rig->fleet.server.requestCount("DELETE", "/instance/logout/"), 1);
    QCOMPARE(m_rig->connects(12), 1);
}

void PairingTest::whatDoesNotCloseIsNamed()
{
    m_rig->fleet.server.setLogoutDuration(1h);
    m_rig->times.closing = 300ms;
    m_rig->connectElsewhere(13);
    PairingWatch watch;
    const PairingResult result = m_rig->pair(13, watch, CallContext::within(20s), typed);
    m_rig->times.closing = 2s;
    QCOMPARE(result.exitCode(), 1);
    QVERIFY(result.last.phase == Phase::Failed);
    QCOMPARE(m_rig->connects(13), 0);
}

void PairingTest::theTimeIsOver()
{
    m_rig->times.codeLife = 30s; // no second code in that time
    m_rig->fleet.server.setCodeRules(30s, 30);
    PairingWatch watch;
    const PairingResult result = m_rig->pair(14, watch, CallContext::within(4s));
    QCOMPARE(result.exitCode(), 1); // not linked, and nothing is left open
    QVERIFY(result.last.phase == Phase::TimedOut);
    QCOMPARE(m_rig->connects(14), 1);
}

void PairingTest::stoppedByThePerson()
{
    std::stop_source source;
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase == Phase::Code)
            source.request_stop();
    };
    const PairingResult result = m_rig->pair(15, watch, {.stop = source.get_token()});
    QCOMPARE(result.exitCode(), 1); // not linked, and nothing is left open
    QVERIFY(result.last.phase == Phase::Stopped);
    QCOMPARE(errorWord(result.last.error->kind), QStringLiteral("stopped"));
}

void PairingTest::byNumberTheWebhookIsQuietMeanwhileAndThenAsBefore()
{
    constexpr int clinic = 20;
    m_rig->fleet.server.setWebhook(
        PairingRig::name(clinic), rig::EvolutionWebhook{
                                      .url = QStringLiteral("http://127.0.0.1:9/dead"),
                                      .events = {QStringLiteral("LOGOUT_INSTANCE"), QStringLiteral("CALL")},
                                      .byEvents = true,
                                      .headers = R"({"x-key":"of-the-clinic"})"});
    m_rig->connectElsewhere(clinic);
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase == Phase::Code)
            m_rig->fleet.server.scan(PairingRig::name(clinic), typedJid);
    };
    const PairingResult result = m_rig->pair(clinic, watch, CallContext::within(20s), typed);
    QVERIFY2(result.last.phase == Phase::Open, result.error ? qPrintable(result.error->detail) : "");
    QVERIFY(watch.sawPhase(Phase::Closing));
    QCOMPARE(m_rig->fleet.server.requestCount("POST", "/webhook/set/"), 2);
    const auto after = m_rig->fleet.server.instance(PairingRig::name(clinic))->webhook;
    QStringList events = after->events;
    events.sort();
    QCOMPARE(events, QStringList({QStringLiteral("CALL"), QStringLiteral("LOGOUT_INSTANCE")}));
    QVERIFY(after->byEvents && after->headers.contains("of-the-clinic"));
    QVERIFY2(!m_rig->journalBytes().contains("of-the-clinic"), "headers are written down nowhere");
}

void PairingTest::byNumberIsRefusedWhereItCannotBeQuiet()
{
    constexpr int clinic = 21;
    m_rig->fleet.server.setWebhook(
        PairingRig::name(clinic),
        rig::EvolutionWebhook{
            .url = QStringLiteral("http://127.0.0.1:9/dead"), .events = {QStringLiteral("LOGOUT_INSTANCE")}});
    m_rig->connectElsewhere(clinic);
    m_rig->fleet.server.addFault({.pathPrefix = "/webhook/set/", .carriedOut = false});
    PairingWatch watch;
    const PairingResult result = m_rig->pair(clinic, watch, CallContext::within(20s), typed);
    QVERIFY(result.outcome == OperationOutcome::Refused);
    QCOMPARE(m_rig->fleet.server.requestCount("DELETE", "/instance/logout/"), 0);
}

/// 2.3.7 answers 500 after it has logged out.
void PairingTest::aLogoutThatStumblesIsNoFailure()
{
    constexpr int clinic = 22;
    m_rig->connectElsewhere(clinic);
    m_rig->fleet.server.setStumbles(0, 1);
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase == Phase::Code)
            m_rig->fleet.server.scan(PairingRig::name(clinic), typedJid);
    };
    const PairingResult result = m_rig->pair(clinic, watch, CallContext::within(20s), typed);
    QVERIFY2(result.last.phase == Phase::Open, result.error ? qPrintable(result.error->detail) : "");
}

void PairingTest::aPhoneThatIsLostAgainIsNotCalledLinked()
{
    constexpr int clinic = 23;
    const QString name = PairingRig::name(clinic);
    PairingWatch watch;
    watch.at = [&](const PairingStatus& status) {
        if (status.phase != Phase::Code)
            return;
        m_rig->fleet.server.scan(name, PairingRig::jid(clinic));
    };
    m_rig->times.secondProof = 700ms;
    m_rig->times.closing = 300ms;
    std::jthread thief([&] { // as a server does that cleans up by name
        for (int tries = 0; tries < 1'000; ++tries) {
            QThread::msleep(5);
            if (m_rig->column(clinic, QStringLiteral("status")) == "active")
                break;
        }
        QThread::msleep(300);
        m_rig->fleet.server.setMemory(name, rig::EvolutionMemory::Close);
    });
    const PairingResult result = m_rig->pair(clinic, watch);
    m_rig->times.secondProof = 100ms;
    m_rig->times.closing = 2s;
    QVERIFY(result.outcome == OperationOutcome::Partial);
    QVERIFY2(result.error->detail.contains(QStringLiteral("second look")), qPrintable(result.error->detail));
}

void PairingTest::aNameWhoseLogOutWasNotQuietIsNotPairedYet()
{
    constexpr int clinic = 24;
    m_rig->fleet.server.setWebhook(
        PairingRig::name(clinic),
        rig::EvolutionWebhook{
            .url = QStringLiteral("http://127.0.0.1:9/dead"), .events = {QStringLiteral("LOGOUT_INSTANCE")}});
    m_rig->fleet.server.pair(PairingRig::name(clinic), PairingRig::jid(clinic));
    m_rig->fleet.server.addFault({.pathPrefix = "/webhook/set/", .carriedOut = false});
    (void)m_rig->unlink(clinic);
    m_rig->heal();
    PairingWatch watch;
    const PairingResult result = m_rig->pair(clinic, watch);
    QVERIFY(result.outcome == OperationOutcome::Refused);
    QCOMPARE(m_rig->connects(clinic), 0);
    QVERIFY2(result.error->sentence.contains(QStringLiteral("new name")), qPrintable(result.error->sentence));
}

STEWARD_TEST(PairingTest)
} // namespace steward::pairing_test

#include "pairing_test.moc"
