#include "workflows/writes/server_deletion_watch.h"

#include "stores/evolution/evolution_server_adapter.h"
#include "support/campaign.h"
#include "support/evolution_server.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <thread>

using namespace steward;
using namespace std::chrono_literals;

namespace steward::server_deletion_watch_test {
using steward::rig::eventually;
using steward::rig::EvolutionServer;
using steward::rig::onWorker;

namespace {

using Proofs = std::map<InstanceName, ServerDeletionProof>;

InstanceName name(const char* utf8)
{
    return InstanceName::fromUtf8(utf8);
}

ServerDeletionTimes shortTimes()
{
    ServerDeletionTimes times;
    times.proving = 600ms;
    times.perInstance = 1ms;
    times.firstPause = 20ms;
    times.longestPause = 60ms;
    times.secondLook = 150ms;
    return times;
}

/// What the list is believed by.
StayingInstances staying()
{
    ServerListing before;
    before.instances.push_back({.name = name("stays")});
    return {before, {}};
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
    void whereNoneStaysGoneIsSeenTwice();
    void aListThatLiesForSomeSecondsIsNotBelieved();

private:
    std::optional<QString> violationOf(int others, EvolutionServer::Lie lie, int lieMs, bool goesInTheEnd);
    Proofs watch(ServerDeletionWatch& watch, const CallContext& limits = CallContext::within(20s)) const;

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

Proofs RemovalWatchTest::watch(ServerDeletionWatch& watch, const CallContext& limits) const
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
    ServerDeletionWatch watched(shortTimes(), staying());
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
    QCOMPARE(proofs.at(name("goes")).verdict, ServerDeletionVerdict::Gone);
    QCOMPARE(proofs.at(name("gone-too")).verdict, ServerDeletionVerdict::Gone);
    QCOMPARE(m_server->requestCount("GET", "/instance/fetchInstances"), 1);
}

void RemovalWatchTest::whatIsListedIsStillThere()
{
    ServerDeletionWatch watched(shortTimes(), staying());
    watched.add(name("stays"));
    watched.add(name("goes"));
    watched.noMore();
    const Proofs proofs = watch(watched);
    QCOMPARE(proofs.at(name("stays")).verdict, ServerDeletionVerdict::StillThere);
    QVERIFY(proofs.at(name("stays")).error.has_value());
    QCOMPARE(proofs.at(name("goes")).verdict, ServerDeletionVerdict::Gone);
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
    ServerDeletionWatch watched(shortTimes(), staying());
    watched.add(name("stays"));
    watched.noMore();
    QCOMPARE(watch(watched).at(name("stays")).verdict, ServerDeletionVerdict::StillThere);
}

void RemovalWatchTest::whoeverWasNotAnsweredIsUnknownAndNobodyElse()
{
    rig::HttpFault fault;
    fault.kind = rig::HttpFault::Kind::Status;
    fault.status = 500;
    fault.pathPrefix = "/instance/connectionState/goes";
    m_server->addFault(fault);
    ServerDeletionWatch watched(shortTimes(), staying());
    watched.add(name("stays"));
    watched.add(name("goes"));
    watched.noMore();
    const Proofs proofs = watch(watched);
    QCOMPARE(proofs.at(name("goes")).verdict, ServerDeletionVerdict::Unknown);
    QCOMPARE(proofs.at(name("stays")).verdict, ServerDeletionVerdict::StillThere);
}

void RemovalWatchTest::anUnreadListProvesNothing()
{
    rig::HttpFault fault;
    fault.kind = rig::HttpFault::Kind::Status;
    fault.status = 500;
    fault.pathPrefix = "/instance/fetchInstances";
    m_server->addFault(fault);
    ServerDeletionWatch watched(shortTimes(), staying());
    watched.add(name("goes"));
    watched.noMore();
    QCOMPARE(watch(watched).at(name("goes")).verdict, ServerDeletionVerdict::Unknown);
}

void RemovalWatchTest::nothingToldIsNothingProven()
{
    ServerDeletionWatch watched(shortTimes(), staying());
    watched.noMore();
    QVERIFY(watch(watched).empty());
}

void RemovalWatchTest::whereNoneStaysGoneIsSeenTwice()
{
    m_server->removeInstance(QStringLiteral("stays"));
    ServerDeletionTimes times = shortTimes();
    times.proving = 5s;
    times.secondLook = 400ms;
    ServerDeletionWatch watched(times, {});
    watched.add(name("goes"));
    watched.noMore();
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(watch(watched).at(name("goes")).verdict, ServerDeletionVerdict::Gone);
    QVERIFY2(timer.elapsed() >= 400, "at least so long after the first look");
}

/// A DELETE's 200, after which nothing happens but that the server denies it for a while.
std::optional<QString> RemovalWatchTest::violationOf(int others, EvolutionServer::Lie lie, int lieMs, bool goesInTheEnd)
{
    const QString asked = QStringLiteral("asked");
    m_server->clearInstances();
    ServerListing before;
    for (int number = 0; number <= others; ++number) {
        rig::EvolutionInstance made;
        made.name = number == 0 ? asked : QStringLiteral("other-%1").arg(number);
        m_server->addInstance(made);
        before.instances.push_back({.name = InstanceName::fromText(made.name)});
    }
    m_server->setDeletionDelay(goesInTheEnd ? 10ms : -1ms);
    m_server->setLieAfterDelete(lie, std::chrono::milliseconds(lieMs));
    ServerSettings settings;
    settings.url = QUrl(m_server->url());
    settings.apiKey = Secret(m_server->apiKey());
    ServerDeletionTimes times = shortTimes();
    times.proving = 120ms;
    times.secondLook = 110ms;
    ServerDeletionWatch watched(times, {before, {InstanceName::fromText(asked)}});
    onWorker([&] {
        EvolutionServerAdapter adapter(settings);
        (void)adapter.remove(InstanceName::fromText(asked), CallContext::within(5s));
    });
    if (goesInTheEnd)
        m_server->removeInstance(asked);
    watched.add(InstanceName::fromText(asked));
    watched.noMore();
    const ServerDeletionVerdict verdict = watch(watched).at(InstanceName::fromText(asked)).verdict;
    m_server->setLieAfterDelete(EvolutionServer::Lie::None, 0ms);
    const bool isThere = m_server->instance(asked).has_value();
    if (isThere && verdict == ServerDeletionVerdict::Gone)
        return QStringLiteral("called gone, and it is there");
    // A list that cannot be believed until the time is over proves nothing either way.
    const bool isReadable = lie == EvolutionServer::Lie::EmptyList || lieMs < 60;
    return !isThere && isReadable && verdict != ServerDeletionVerdict::Gone
               ? std::optional(QStringLiteral("gone, and not called so"))
               : std::nullopt;
}

void RemovalWatchTest::aListThatLiesForSomeSecondsIsNotBelieved()
{
    QRandomGenerator random(20'261'130);
    steward::test::Campaign campaign(QStringLiteral("Lists that lie after a deletion"));
    for (int number = 0; number < steward::test::Campaign::count(104, 1'000); ++number) {
        const bool isShort = number % 3 == 0;
        const auto lie = isShort ? EvolutionServer::Lie::ShortList : EvolutionServer::Lie::EmptyList;
        const int others = isShort ? random.bounded(3, 12) : random.bounded(0, 6);
        const int time = random.bounded(20, isShort ? 200 : 90); // an empty one for less than the second look takes
        const bool goes = random.bounded(3) == 0;
        campaign.addCase();
        if (const auto violation = violationOf(others, lie, time, goes))
            campaign.violate(QStringLiteral("%1 others, %2 list, %3 ms: %4")
                                 .arg(others)
                                 .arg(isShort ? QStringLiteral("short") : QStringLiteral("empty"))
                                 .arg(time)
                                 .arg(*violation));
    }
    QVERIFY(campaign.finish());
}

STEWARD_TEST(RemovalWatchTest)
} // namespace steward::server_deletion_watch_test

#include "server_deletion_watch_test.moc"
