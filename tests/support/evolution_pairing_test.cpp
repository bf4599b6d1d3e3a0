#include "support/evolution_server.h"
#include "support/raw_http.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <thread>

using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::evolution_pairing_test {

namespace {

const QByteArray key = "apikey: rig-global-key";
const QString clinic = QStringLiteral("clinic");
const QString jid = QStringLiteral("5511988887777@s.whatsapp.net");

RawReply get(EvolutionServer& server, const QByteArray& target)
{
    return RawHttp(server.port()).ask("GET", target, {key});
}

QJsonObject connected(EvolutionServer& server, const QByteArray& query = {})
{
    return QJsonDocument::fromJson(get(server, "/instance/connect/clinic" + query).body).object();
}

int count(const QJsonObject& answer)
{
    return answer.value(QStringLiteral("count")).toInt(-1);
}

QString code(const QJsonObject& answer)
{
    return answer.value(QStringLiteral("code")).toString();
}

QString memory(EvolutionServer& server)
{
    const QJsonObject answer = QJsonDocument::fromJson(get(server, "/instance/connectionState/clinic").body).object();
    return answer.value(QStringLiteral("instance")).toObject().value(QStringLiteral("state")).toString();
}

QJsonObject listed(EvolutionServer& server)
{
    const QJsonArray list = QJsonDocument::fromJson(get(server, "/instance/fetchInstances").body).array();
    return list.isEmpty() ? QJsonObject() : list.first().toObject();
}

QString status(EvolutionServer& server)
{
    return listed(server).value(QStringLiteral("connectionStatus")).toString();
}

int create(EvolutionServer& server)
{
    return RawHttp(server.port())
        .ask(
            "POST", "/instance/create", {key, "Content-Type: application/json"},
            R"({"instanceName":"clinic","integration":"WHATSAPP-BAILEYS"})")
        .status;
}

} // namespace

/// The stand-in's traps of creating and pairing are those of EVOLUTION_API, 3 to 5.
class EvolutionPairingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void codesRotateAndCount();
    void afterTheLimitMemoryAndListDisagree();
    void aPhoneScans();
    void aPhoneScansByItself();
    void nothingIsScannedWhereNothingIsShown();
    void aPhoneRefuses();
    void byNumberOnlyWhenClosed();
    void whereConnectGivesNoCode();
    void aLogoutTakesItsTime();
    void connectingTakesItsTime();
    void aCreatedInstanceVanishes();
    void aCreatedInstanceIsMissingInMemory();
    void memoryAlone();
    void deletingEndsTheCodes();

private:
    void addClosed();
    std::unique_ptr<EvolutionServer> m_server;
};

void EvolutionPairingTest::init()
{
    m_server = std::make_unique<EvolutionServer>();
    RIG_VERIFY(m_server->start());
}

void EvolutionPairingTest::cleanup()
{
    m_server.reset();
}

void EvolutionPairingTest::addClosed()
{
    EvolutionInstance made;
    made.name = clinic;
    m_server->addInstance(made);
}

void EvolutionPairingTest::codesRotateAndCount()
{
    addClosed();
    m_server->setCodeRules(400ms, 30);
    const QJsonObject first = connected(*m_server);
    QCOMPARE(count(first), 1);
    QVERIFY(code(first).startsWith(QLatin1String("2@")));
    QCOMPARE(code(connected(*m_server)), code(first)); // the same while it lives
    QVERIFY(eventually([&] { return count(connected(*m_server)) == 2; }, 5'000));
    QVERIFY(code(connected(*m_server)) != code(first));
    QCOMPARE(memory(*m_server), QStringLiteral("connecting"));
    QCOMPARE(RawHttp(m_server->port()).ask("DELETE", "/instance/logout/clinic", {key}).status, 200);
    QVERIFY(count(connected(*m_server)) > 2); // a logout does not reset it
}

void EvolutionPairingTest::afterTheLimitMemoryAndListDisagree()
{
    addClosed();
    m_server->setCodeRules(100ms, 2);
    QCOMPARE(count(connected(*m_server)), 1);
    QVERIFY(eventually([&] { return memory(*m_server) == QLatin1String("close"); }, 5'000));
    QCOMPARE(status(*m_server), QStringLiteral("connecting")); // for good
    QVERIFY(!m_server->scan(clinic, jid));
    m_server->setCodeRules(45s, 2);
    QCOMPARE(count(connected(*m_server)), 1); // starts anew
    QCOMPARE(memory(*m_server), QStringLiteral("connecting"));
}

void EvolutionPairingTest::aPhoneScans()
{
    addClosed();
    connected(*m_server);
    QVERIFY(m_server->scan(clinic, jid, 300ms));
    QCOMPARE(memory(*m_server), QStringLiteral("open")); // at once
    QCOMPARE(status(*m_server), QStringLiteral("connecting"));
    QVERIFY(listed(*m_server).value(QStringLiteral("ownerJid")).isNull());
    QVERIFY(eventually([&] { return status(*m_server) == QLatin1String("open"); }, 5'000));
    QCOMPARE(listed(*m_server).value(QStringLiteral("ownerJid")).toString(), jid);
    QCOMPARE(
        connected(*m_server).value(QStringLiteral("instance")).toObject().value(QStringLiteral("state")).toString(),
        QStringLiteral("open"));
}

void EvolutionPairingTest::aPhoneScansByItself()
{
    addClosed();
    m_server->scanWhenShown(clinic, jid, 150ms);
    QCOMPARE(memory(*m_server), QStringLiteral("close"));
    connected(*m_server);
    QCOMPARE(memory(*m_server), QStringLiteral("connecting"));
    QVERIFY(eventually([&] { return memory(*m_server) == QLatin1String("open"); }, 5'000));
    QVERIFY(eventually([&] { return status(*m_server) == QLatin1String("open"); }, 5'000));
}

void EvolutionPairingTest::nothingIsScannedWhereNothingIsShown()
{
    QVERIFY(!m_server->scan(clinic, jid));
    addClosed();
    QVERIFY(!m_server->scan(clinic, jid));
    QVERIFY(!m_server->refuse(clinic));
    QCOMPARE(memory(*m_server), QStringLiteral("close"));
}

void EvolutionPairingTest::aPhoneRefuses()
{
    addClosed();
    connected(*m_server);
    QVERIFY(m_server->refuse(clinic));
    QCOMPARE(memory(*m_server), QStringLiteral("close"));
    QCOMPARE(status(*m_server), QStringLiteral("close"));
}

void EvolutionPairingTest::byNumberOnlyWhenClosed()
{
    addClosed();
    connected(*m_server);
    QVERIFY(connected(*m_server, "?number=5511988887777").value(QStringLiteral("pairingCode")).isNull());
    QCOMPARE(RawHttp(m_server->port()).ask("DELETE", "/instance/logout/clinic", {key}).status, 200);
    const QJsonObject answer = connected(*m_server, "?number=5511988887777");
    QCOMPARE(answer.value(QStringLiteral("pairingCode")).toString().size(), 8);
    QVERIFY(!code(answer).isEmpty());
    QVERIFY(m_server->scan(clinic, jid, 0ms)); // the characters typed
    QCOMPARE(status(*m_server), QStringLiteral("open"));
}

void EvolutionPairingTest::whereConnectGivesNoCode()
{
    addClosed();
    m_server->setOffline(true);
    QCOMPARE(get(*m_server, "/instance/connect/clinic").body, QByteArray(R"({"count":0})"));
    m_server->setOffline(false);
    m_server->setMemory(clinic, EvolutionMemory::Missing);
    const RawReply failed = get(*m_server, "/instance/connect/clinic");
    QCOMPARE(failed.status, 200);
    QVERIFY(failed.body.contains(R"("error":true)"));
}

void EvolutionPairingTest::aLogoutTakesItsTime()
{
    addClosed();
    m_server->setLogoutDuration(300ms);
    connected(*m_server);
    QCOMPARE(RawHttp(m_server->port()).ask("DELETE", "/instance/logout/clinic", {key}).status, 200);
    QCOMPARE(memory(*m_server), QStringLiteral("connecting"));
    QVERIFY(eventually([&] { return memory(*m_server) == QLatin1String("close"); }, 5'000));
    QCOMPARE(status(*m_server), QStringLiteral("close"));
}

void EvolutionPairingTest::connectingTakesItsTime()
{
    addClosed();
    m_server->setConnectDuration(300ms);
    QElapsedTimer timer;
    timer.start();
    connected(*m_server);
    QVERIFY(timer.elapsed() >= 300);
    timer.restart();
    connected(*m_server); // while it is connecting: at once
    QVERIFY(timer.elapsed() < 300);
}

void EvolutionPairingTest::aCreatedInstanceVanishes()
{
    m_server->setCreatedVanishesAfter(300ms);
    QCOMPARE(create(*m_server), 201);
    QCOMPARE(memory(*m_server), QStringLiteral("close"));
    QVERIFY(!listed(*m_server).isEmpty());
    QVERIFY(eventually([&] { return m_server->instanceCount() == 0; }, 5'000));
    QVERIFY(listed(*m_server).isEmpty());
    QCOMPARE(get(*m_server, "/instance/connectionState/clinic").status, 404);
    // A later one of the same name is not the one that goes.
    QCOMPARE(create(*m_server), 201);
    m_server->removeInstance(clinic);
    m_server->setCreatedVanishesAfter({});
    QCOMPARE(create(*m_server), 201);
    std::this_thread::sleep_for(500ms);
    QCOMPARE(m_server->instanceCount(), 1);
}

void EvolutionPairingTest::aCreatedInstanceIsMissingInMemory()
{
    m_server->setCreatedMemory(EvolutionMemory::Missing);
    QCOMPARE(create(*m_server), 201);
    QVERIFY(!listed(*m_server).isEmpty());
    QCOMPARE(memory(*m_server), QString());
}

void EvolutionPairingTest::memoryAlone()
{
    addClosed();
    m_server->setUnlisted(clinic, true);
    QVERIFY(listed(*m_server).isEmpty());
    QCOMPARE(memory(*m_server), QStringLiteral("close"));
    m_server->setUnlisted(clinic, false);
    QVERIFY(!listed(*m_server).isEmpty());
}

void EvolutionPairingTest::deletingEndsTheCodes()
{
    addClosed();
    m_server->setCodeRules(50ms, 30);
    m_server->setDeletionDelay(300ms);
    connected(*m_server);
    QCOMPARE(RawHttp(m_server->port()).ask("DELETE", "/instance/delete/clinic", {key}).status, 200);
    std::this_thread::sleep_for(120ms);
    QCOMPARE(memory(*m_server), QString());
    QCOMPARE(status(*m_server), QStringLiteral("close"));
    QVERIFY(eventually([&] { return m_server->instanceCount() == 0; }, 5'000));
}

STEWARD_TEST(EvolutionPairingTest)
} // namespace steward::evolution_pairing_test

#include "evolution_pairing_test.moc"
