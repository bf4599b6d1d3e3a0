#include "workflows/deletion/removal_watch.h"

#include "stores/evolution/evolution_server_adapter.h"
#include "support/evolution_server.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QTest>

#include <thread>

using namespace steward;
using namespace std::chrono_literals;
using steward::rig::eventually;
using steward::rig::EvolutionServer;
using steward::rig::onWorker;

namespace {

using Proofs = std::map<InstanceName, RemovalProof>;

InstanceName name(const char* utf8)
{
    return InstanceName::fromUtf8(utf8);
}

RemovalTimes shortTimes()
{
    RemovalTimes times;
    times.proving = 600ms;
    times.perInstance = 1ms;
    times.firstPause = 20ms;
    times.longestPause = 60ms;
    return times;
}

} // namespace

class RemovalWatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatWasAskedIsLookedAtBeforeAllAre();
    void whatIsListedIsStillThere();
    void whatComesBackAfterA404IsStillThere();
    void whoeverWasNotAnsweredIsUnknownAndNobodyElse();
    void anUnreadListProvesNothing();
    void nothingToldIsNothingProven();

private:
    Proofs watch(RemovalWatch& watch, const Limits& limits = Limits::within(20s)) const;

    std::unique_ptr<EvolutionServer> m_server;
};

void RemovalWatchTest::init()
{
    m_server = std::make_unique<EvolutionServer>();
    QVERIFY(m_server->start());
    for (const char* each : {"stays", "goes"}) {
        rig::EvolutionInstance made;
        made.name = QString::fromUtf8(each);
        m_server->addInstance(made);
    }
    m_server->removeInstance(QStringLiteral("goes"));
}

Proofs RemovalWatchTest::watch(RemovalWatch& watch, const Limits& limits) const
{
    ServerSettings settings;
    settings.url = QUrl(m_server->url());
    settings.apiKey = Secret(m_server->apiKey());
    return onWorker([&] {
        EvolutionServerAdapter adapter(settings);
        return watch.watch(adapter, limits);
    });
}

void RemovalWatchTest::whatWasAskedIsLookedAtBeforeAllAre()
{
    RemovalWatch watched(shortTimes());
    watched.add(name("goes"));
    Proofs proofs;
    {
        const std::jthread watching([&] { proofs = watch(watched); });
        const bool isLookedAt =
            eventually([&] { return m_server->requestCount("GET", "/instance/connectionState/goes") > 0; }, 5'000);
        QCOMPARE(m_server->requestCount("GET", "/instance/fetchInstances"), 0); // one list, for all of them
        watched.add(name("gone-too"));
        watched.noMore();
        QVERIFY(isLookedAt);
    }
    QCOMPARE(proofs.size(), size_t(2));
    QCOMPARE(proofs.at(name("goes")).verdict, RemovalVerdict::Gone);
    QCOMPARE(proofs.at(name("gone-too")).verdict, RemovalVerdict::Gone);
    QCOMPARE(m_server->requestCount("GET", "/instance/fetchInstances"), 1);
}

void RemovalWatchTest::whatIsListedIsStillThere()
{
    RemovalWatch watched(shortTimes());
    watched.add(name("stays"));
    watched.add(name("goes"));
    watched.noMore();
    const Proofs proofs = watch(watched);
    QCOMPARE(proofs.at(name("stays")).verdict, RemovalVerdict::StillThere);
    QVERIFY(proofs.at(name("stays")).error.has_value());
    QCOMPARE(proofs.at(name("goes")).verdict, RemovalVerdict::Gone);
}

void RemovalWatchTest::whatComesBackAfterA404IsStillThere()
{
    rig::HttpFault notFound;
    notFound.kind = rig::HttpFault::Kind::Status;
    notFound.status = 404;
    notFound.body =
        R"({"status":404,"error":"Not Found","response":{"message":["The \"stays\" instance does not exist"]}})";
    notFound.pathPrefix = "/instance/connectionState/stays";
    m_server->addFault(notFound);
    RemovalWatch watched(shortTimes());
    watched.add(name("stays"));
    watched.noMore();
    QCOMPARE(watch(watched).at(name("stays")).verdict, RemovalVerdict::StillThere);
}

void RemovalWatchTest::whoeverWasNotAnsweredIsUnknownAndNobodyElse()
{
    rig::HttpFault fault;
    fault.kind = rig::HttpFault::Kind::Status;
    fault.status = 500;
    fault.pathPrefix = "/instance/connectionState/goes";
    m_server->addFault(fault);
    RemovalWatch watched(shortTimes());
    watched.add(name("stays"));
    watched.add(name("goes"));
    watched.noMore();
    const Proofs proofs = watch(watched);
    QCOMPARE(proofs.at(name("goes")).verdict, RemovalVerdict::Unknown);
    QCOMPARE(proofs.at(name("stays")).verdict, RemovalVerdict::StillThere);
}

void RemovalWatchTest::anUnreadListProvesNothing()
{
    rig::HttpFault fault;
    fault.kind = rig::HttpFault::Kind::Status;
    fault.status = 500;
    fault.pathPrefix = "/instance/fetchInstances";
    m_server->addFault(fault);
    RemovalWatch watched(shortTimes());
    watched.add(name("goes"));
    watched.noMore();
    QCOMPARE(watch(watched).at(name("goes")).verdict, RemovalVerdict::Unknown);
}

void RemovalWatchTest::nothingToldIsNothingProven()
{
    RemovalWatch watched(shortTimes());
    watched.noMore();
    QVERIFY(watch(watched).empty());
}

STEWARD_TEST(RemovalWatchTest)
#include "removal_watch_test.moc"
