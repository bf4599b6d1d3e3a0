#include "support/evolution_server.h"
#include "support/raw_http.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <thread>

using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::evolution_server_test {

namespace {

const QByteArray key = "apikey: rig-global-key";

/// JSON written with ' instead of ".
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

EvolutionInstance named(const QString& name, const char* state = "open")
{
    EvolutionInstance made;
    made.name = name;
    made.connectionStatus = QString::fromLatin1(state);
    return made;
}

RawReply get(EvolutionServer& server, const QByteArray& target, const QByteArray& credentials = key)
{
    return RawHttp(server.port()).ask("GET", target, {credentials});
}

RawReply erase(EvolutionServer& server, const QByteArray& target, const QByteArray& credentials = key)
{
    return RawHttp(server.port()).ask("DELETE", target, {credentials});
}

RawReply create(EvolutionServer& server, const QByteArray& body, const QByteArray& credentials = key)
{
    return RawHttp(server.port())
        .ask("POST", "/instance/create", {credentials, "Content-Type: application/json"}, body);
}

QStringList listed(EvolutionServer& server)
{
    QStringList names;
    for (const QJsonValue& item : QJsonDocument::fromJson(get(server, "/instance/fetchInstances").body).array())
        names.append(item.toObject().value(QStringLiteral("name")).toString());
    return names;
}

QByteArray state(EvolutionServer& server, const QByteArray& name)
{
    const QJsonObject reply = QJsonDocument::fromJson(get(server, "/instance/connectionState/" + name).body).object();
    return reply.value(QStringLiteral("instance")).toObject().value(QStringLiteral("state")).toString().toUtf8();
}

} // namespace

/// The stand-in keeps state and has the real server's traps (EVOLUTION_API 5 and 7).
class EvolutionServerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void guardsComeInOrder();
    void namesAreByteExact();
    void theQueryWinsOverThePath();
    void aTokenReachesItsOwnInstanceOnly();
    void deletionIsAsynchronous();
    void deletionsWaitTheirTurn();
    void aHeldDeletionStays();
    void aDeadWebhookHoldsADeletion();
    void listAndMemoryDisagree();
    void aStartingServerHasNothingInMemory();
    void aHiddenRowIsTakenButNotListed();
    void twoCreatesDestroyEachOther();
    void pairingAndLoggingOut();
    void webhooksAreKept();
    void theFirstVersionSpeaksDifferently();
    void requestsAreCounted();
    void theListIsServedWholeAndCompressed();
    void manyConnectionsAtOnce();
    void idleConnectionsAreClosed();
    void itComesBackOnTheSamePort();
};

void EvolutionServerTest::guardsComeInOrder()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.addInstance(named(QStringLiteral("there")));
    const QByteArray wrong = "apikey: wrong";
    QCOMPARE(get(server, "/instance/connectionState/ghost", wrong).status, 404);
    QCOMPARE(get(server, "/instance/connectionState/there", wrong).status, 401);
    QCOMPARE(create(server, json("{'instanceName':'there','integration':'EVOLUTION'}"), wrong).status, 403);
    QCOMPARE(create(server, json("{'instanceName':'free','integration':'EVOLUTION'}"), wrong).status, 401);
    QCOMPARE(get(server, "/instance/fetchInstances", wrong).status, 401);
    QCOMPARE(get(server, "/", wrong).status, 200);
    QCOMPARE(RawHttp(server.port()).ask("POST", "/verify-creds", {key}).status, 200);
    QCOMPARE(RawHttp(server.port()).ask("POST", "/verify-creds", {wrong}).status, 401);
    server.setApiKey("another");
    QCOMPARE(get(server, "/instance/connectionState/there").status, 401);
    QCOMPARE(get(server, "/instance/connectionState/there", "apikey: another").status, 200);
}

void EvolutionServerTest::namesAreByteExact()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    const QStringList names{QStringLiteral("a/b"),          QStringLiteral("50%"),
                            QStringLiteral("a+b"),          QStringLiteral(" lead"),
                            QStringLiteral("<b>\"x\"\n"),   QStringLiteral("cl\u00ednica"),
                            QStringLiteral("cli\u0301nica")};
    for (const QString& name : names) {
        const QJsonObject body{
            {QStringLiteral("instanceName"), name}, {QStringLiteral("integration"), QStringLiteral("EVOLUTION")}};
        QCOMPARE(create(server, QJsonDocument(body).toJson()).status, 201);
        QCOMPARE(state(server, name.toUtf8().toPercentEncoding()), QByteArray("open"));
    }
    QCOMPARE(listed(server), names);
    QCOMPARE(get(server, "/instance/connectionState/A%2Fb").status, 404);
    QCOMPARE(get(server, "/instance/connectionState/%FF").status, 400);
    QCOMPARE(get(server, "/instance/connectionState/a/b").status, 404);
    QCOMPARE(erase(server, "/instance/delete/").status, 404);
    QCOMPARE(get(server, "/instance/connectionState/__proto__").status, 200);
}

void EvolutionServerTest::theQueryWinsOverThePath()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.setDeletionDelay(0ms);
    server.addInstances({named(QStringLiteral("A")), named(QStringLiteral("B")), named(QString::fromLatin1(""))});
    QCOMPARE(erase(server, "/instance/delete/A?instanceName=B").status, 200);
    QCOMPARE(listed(server), QStringList({QStringLiteral("A"), QString()}));
    QCOMPARE(erase(server, "/instance/delete/A?instanceName=").status, 200);
    QCOMPARE(listed(server), QStringList({QStringLiteral("A")}));
}

void EvolutionServerTest::aTokenReachesItsOwnInstanceOnly()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    EvolutionInstance own = named(QStringLiteral("own"));
    own.token = QStringLiteral("OWN-TOKEN");
    server.addInstances({own, named(QStringLiteral("other"))});
    const QByteArray token = "apikey: OWN-TOKEN";
    QCOMPARE(get(server, "/instance/connectionState/own", token).status, 200);
    QCOMPARE(get(server, "/instance/connectionState/other", token).status, 401);
    const auto list = QJsonDocument::fromJson(get(server, "/instance/fetchInstances", token).body).array();
    QCOMPARE(list.size(), 1);
    QCOMPARE(create(server, json("{'instanceName':'n','integration':'EVOLUTION'}"), token).status, 401);
}

void EvolutionServerTest::deletionIsAsynchronous()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.setDeletionDelay(400ms);
    server.addInstance(named(QStringLiteral("gone")));
    QCOMPARE(erase(server, "/instance/delete/gone").status, 200);
    QCOMPARE(listed(server), QStringList({QStringLiteral("gone")}));
    QCOMPARE(server.instance(QStringLiteral("gone"))->connectionStatus, QStringLiteral("close"));
    QCOMPARE(get(server, "/instance/connectionState/gone").status, 200);
    QCOMPARE(state(server, "gone"), QByteArray());
    QCOMPARE(get(server, "/instance/fetchInstances?instanceName=gone").status, 404);
    QCOMPARE(erase(server, "/instance/delete/gone").status, 200);
    QCOMPARE(create(server, json("{'instanceName':'gone','integration':'EVOLUTION'}")).status, 403);
    QVERIFY(eventually([&] { return listed(server).isEmpty(); }, 10'000));
    QCOMPARE(erase(server, "/instance/delete/gone").status, 404);
    QCOMPARE(create(server, json("{'instanceName':'gone','integration':'EVOLUTION'}")).status, 201);
}

void EvolutionServerTest::deletionsWaitTheirTurn()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.setDeletionDelay(0ms);
    server.setDeletionInterval(60s);
    for (const char* name : {"a", "b", "c"})
        server.addInstance(named(QString::fromLatin1(name)));
    for (const char* name : {"a", "b", "c"})
        QCOMPARE(erase(server, QByteArray("/instance/delete/") + name).status, 200);
    QVERIFY(eventually([&] { return server.instanceCount() == 2; }, 10'000)); // the first need not wait
}

void EvolutionServerTest::aHeldDeletionStays()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.setDeletionDelay(0ms);
    EvolutionInstance held = named(QStringLiteral("held"));
    held.deletionDelay = -1ms;
    server.addInstances({held, named(QStringLiteral("free"))});
    QCOMPARE(erase(server, "/instance/delete/held").status, 200);
    QCOMPARE(erase(server, "/instance/delete/free").status, 200);
    QVERIFY(eventually([&] { return listed(server) == QStringList({QStringLiteral("held")}); }, 10'000));
}

void EvolutionServerTest::aDeadWebhookHoldsADeletion()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.setDeletionDelay(0ms);
    const QString dead = QStringLiteral("http://127.0.0.1:9/");
    server.setDeadWebhooks(dead, -1ms);
    EvolutionInstance all = named(QStringLiteral("all")); // no events: every one of them
    all.webhook = EvolutionWebhook{.url = dead};
    EvolutionInstance some = named(QStringLiteral("some"));
    some.webhook = EvolutionWebhook{.url = dead, .events = {QStringLiteral("MESSAGES_UPSERT")}};
    EvolutionInstance answering = named(QStringLiteral("answering"));
    answering.webhook = EvolutionWebhook{.url = QStringLiteral("https://hooks.example.org/")};
    server.addInstances({all, some, answering});
    for (const char* name : {"all", "some", "answering"})
        QCOMPARE(erase(server, QByteArray("/instance/delete/") + name).status, 200);
    QVERIFY(eventually([&] { return listed(server) == QStringList({QStringLiteral("all")}); }, 10'000));
    QCOMPARE(state(server, "all"), QByteArray("close"));
    server.setDeadWebhooks(dead, 0ms); // what waits goes on waiting
    QCOMPARE(erase(server, "/instance/delete/all").status, 200);
    server.addInstance(all); // as after a restart
    QCOMPARE(erase(server, "/instance/delete/all").status, 200);
    QVERIFY(eventually([&] { return listed(server).isEmpty(); }, 10'000));
}

void EvolutionServerTest::listAndMemoryDisagree()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.addInstance(named(QStringLiteral("a"), "open"));
    server.setMemory(QStringLiteral("a"), EvolutionMemory::Close);
    QCOMPARE(state(server, "a"), QByteArray("close"));
    QVERIFY(get(server, "/instance/fetchInstances").body.contains(json("'connectionStatus':'open'")));
    server.setMemory(QStringLiteral("a"), EvolutionMemory::Missing);
    QCOMPARE(state(server, "a"), QByteArray());
    QVERIFY(get(server, "/instance/connect/a").body.contains(json("'error':true")));
    QCOMPARE(get(server, "/instance/fetchInstances?instanceName=a").status, 404);
    server.setListed(QStringLiteral("a"), QStringLiteral("connecting"));
    server.setMemory(QStringLiteral("a"), EvolutionMemory::AsListed);
    QCOMPARE(state(server, "a"), QByteArray("connecting"));
}

void EvolutionServerTest::aStartingServerHasNothingInMemory()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.addInstances({named(QStringLiteral("a")), named(QStringLiteral("b"))});
    server.setStarting(true);
    QCOMPARE(state(server, "a"), QByteArray());
    QCOMPARE(listed(server).size(), 2);
    server.setStarting(false);
    QCOMPARE(state(server, "a"), QByteArray("open"));
}

void EvolutionServerTest::aHiddenRowIsTakenButNotListed()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    EvolutionInstance hidden = named(QStringLiteral("h"));
    hidden.hidden = true;
    server.addInstance(hidden);
    QVERIFY(listed(server).isEmpty());
    QCOMPARE(create(server, json("{'instanceName':'h','integration':'EVOLUTION'}")).status, 403);
    QCOMPARE(erase(server, "/instance/delete/h").status, 200);
    QVERIFY(eventually([&] { return server.instanceCount() == 0; }, 10'000));
}

void EvolutionServerTest::twoCreatesDestroyEachOther()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.setCreateDuration(300ms);
    int first = 0;
    std::jthread winner([&] { first = create(server, json("{'instanceName':'r','integration':'EVOLUTION'}")).status; });
    QVERIFY(eventually([&] { return server.instanceCount() == 1; }, 5'000));
    QCOMPARE(create(server, json("{'instanceName':'r','integration':'EVOLUTION'}")).status, 400);
    winner.join();
    QCOMPARE(first, 201);
    QVERIFY(eventually([&] { return server.instanceCount() == 0; }, 10'000));
}

void EvolutionServerTest::pairingAndLoggingOut()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    QCOMPARE(create(server, json("{'instanceName':'p','integration':'WHATSAPP-BAILEYS'}")).status, 201);
    QCOMPARE(state(server, "p"), QByteArray("close"));
    const RawReply code = get(server, "/instance/connect/p?number=5511988887777");
    QVERIFY(code.body.contains(json("'code':'2@")) && !code.body.contains(json("'pairingCode':null")));
    QCOMPARE(get(server, "/instance/connect/p").body, code.body); // the same while connecting
    QCOMPARE(state(server, "p"), QByteArray("connecting"));
    server.pair(QStringLiteral("p"), QStringLiteral("5511988887777@s.whatsapp.net"));
    QCOMPARE(state(server, "p"), QByteArray("open"));
    QCOMPARE(erase(server, "/instance/logout/p").status, 200);
    QCOMPARE(erase(server, "/instance/logout/p").status, 400);
    const auto after = server.instance(QStringLiteral("p"));
    QCOMPARE(after->disconnectionReasonCode, 401);
    QCOMPARE(after->ownerJid, QStringLiteral("5511988887777@s.whatsapp.net"));
    QVERIFY(!QJsonDocument::fromJson(after->disconnectionObject.toUtf8()).isNull());
}

void EvolutionServerTest::webhooksAreKept()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.addInstance(named(QStringLiteral("w")));
    const auto set = [&](const QByteArray& body) {
        return RawHttp(server.port()).ask("POST", "/webhook/set/w", {key, "Content-Type: application/json"}, body);
    };
    QCOMPARE(set(json("{'webhook':{'enabled':true,'url':'http://x/y','events':['CALL']}}")).status, 201);
    QVERIFY(get(server, "/webhook/find/w").body.contains(json("'url':'http://x/y'")));
    QCOMPARE(server.instance(QStringLiteral("w"))->webhook->events, QStringList({QStringLiteral("CALL")}));
    QCOMPARE(set(json("{'webhook':{'enabled':true,'url':'u','events':['NOPE']}}")).status, 400);
    QCOMPARE(set(json("{'enabled':true,'url':'u','events':['CALL']}")).status, 400);
    QCOMPARE(set(json("{'webhook':{'enabled':true,'url':'u','events':[]}}")).status, 201);
    QCOMPARE(server.instance(QStringLiteral("w"))->webhook->events.size(), 31);
}

void EvolutionServerTest::theFirstVersionSpeaksDifferently()
{
    EvolutionServer server({.version = EvolutionVersion::V1});
    RIG_VERIFY(server.start());
    QVERIFY(get(server, "/").body.contains(json("'version':'1.8.2'")));
    const RawReply made = create(server, json("{'instanceName':'v1','webhook':'http://x/y','events':['CALL']}"));
    QCOMPARE(made.status, 201);
    QVERIFY(made.body.contains(json("'hash':{'apikey':")) && made.body.contains(json("'status':'created'")));
    QVERIFY(get(server, "/instance/fetchInstances").body.startsWith(json("[{'instance':{'instanceName':'v1'")));
    QVERIFY(get(server, "/instance/fetchInstances?instanceName=v1").body.startsWith(json("{'instance':")));
    server.pair(QStringLiteral("v1"), QStringLiteral("5511988887777@s.whatsapp.net"));
    QVERIFY(get(server, "/instance/fetchInstances").body.contains(json("'owner':'5511988887777@s.whatsapp.net'")));
    QCOMPARE(erase(server, "/instance/delete/v1").status, 400);
    QCOMPARE(RawHttp(server.port()).ask("PUT", "/instance/restart/v1", {key}).status, 200);
    QCOMPARE(erase(server, "/instance/logout/v1").status, 200);
    QCOMPARE(RawHttp(server.port()).ask("PUT", "/instance/restart/v1", {key}).body, QByteArray());
    QVERIFY(get(server, "/webhook/find/v1").body.contains(json("'webhook_by_events':false")));
    QCOMPARE(erase(server, "/instance/delete/v1").status, 200);
}

void EvolutionServerTest::requestsAreCounted()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.setLatency(100ms);
    std::vector<std::jthread> clients;
    for (int i = 0; i < 5; ++i)
        clients.emplace_back([&] { get(server, "/instance/connectionState/x%2Fy"); });
    clients.clear();
    QCOMPARE(server.requestCount("GET", "/instance/connectionState/"), 5);
    QCOMPARE(server.requestCount("DELETE"), 0);
    QVERIFY(server.peakConcurrency() > 1);
    QCOMPARE(server.requests().front().header("ApiKey"), QByteArray("rig-global-key"));
    server.clearRequests();
    QCOMPARE(server.requestCount(), 0);
    QCOMPARE(server.peakConcurrency(), 0);
}

void EvolutionServerTest::theListIsServedWholeAndCompressed()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    std::vector<EvolutionInstance> many;
    for (int i = 0; i < 20'000; ++i)
        many.push_back(named(QStringLiteral("clinic-%1").arg(i)));
    many.front().proxy = EvolutionProxy{.host = QStringLiteral("h"), .password = QStringLiteral("p")};
    server.addInstances(many);
    const RawReply plain = RawHttp(server.port()).ask("GET", "/instance/fetchInstances", {key}, {}, 60'000);
    QVERIFY(plain.whole);
    QCOMPARE(QJsonDocument::fromJson(plain.body).array().size(), 20'000);
    QVERIFY(plain.body.contains(json("'password':'p'")));
    const RawReply packed =
        RawHttp(server.port()).ask("GET", "/instance/fetchInstances", {key, "Accept-Encoding: gzip"}, {}, 60'000);
    QVERIFY(packed.whole);
    QCOMPARE(packed.header("Content-Encoding"), QByteArray("gzip"));
    QVERIFY(packed.body.size() < plain.body.size() / 4);
    const RawReply same =
        RawHttp(server.port()).ask("GET", "/instance/fetchInstances", {key, "If-None-Match: " + plain.header("ETag")});
    QCOMPARE(same.status, 304);
}

void EvolutionServerTest::manyConnectionsAtOnce()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.addInstance(named(QStringLiteral("a")));
    std::atomic<int> good = 0;
    std::vector<std::jthread> clients;
    for (int i = 0; i < 16; ++i) {
        clients.emplace_back([&] {
            RawHttp connection(server.port());
            for (int request = 0; request < 200; ++request)
                good += connection.ask("GET", "/instance/connectionState/a", {key}).status == 200 ? 1 : 0;
        });
    }
    clients.clear();
    QCOMPARE(good.load(), 3200);
    QCOMPARE(server.connectionsAccepted(), 16);
}

void EvolutionServerTest::idleConnectionsAreClosed()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.setKeepAliveTimeout(50ms);
    RawHttp connection(server.port());
    QCOMPARE(connection.ask("GET", "/", {}).status, 200);
    QTest::qSleep(500);
    const RawReply late = connection.ask("GET", "/", {});
    QVERIFY(late.closed && late.status == 0);
}

void EvolutionServerTest::itComesBackOnTheSamePort()
{
    EvolutionServer server;
    RIG_VERIFY(server.start());
    server.addInstance(named(QStringLiteral("kept")));
    const int port = server.port();
    server.stop();
    QCOMPARE(get(server, "/").status, 0);
    RIG_VERIFY(server.start());
    QCOMPARE(server.port(), port);
    QCOMPARE(listed(server), QStringList({QStringLiteral("kept")}));
}

STEWARD_TEST(EvolutionServerTest)
} // namespace steward::evolution_server_test

#include "evolution_server_test.moc"
