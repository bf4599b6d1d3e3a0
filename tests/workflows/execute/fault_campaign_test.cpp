#include "stores/live_stores.h"
#include "support/campaign.h"
#include "support/live_fleet.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "wording/finding_words.h"
#include "workflows/read/audit_reader.h"

#include <QRandomGenerator>
#include <QTest>

using namespace steward;
using namespace steward::rig;

namespace steward::fault_campaign_test {
using steward::test::Campaign;

namespace {

constexpr int fleetSize = 40;
constexpr std::chrono::milliseconds timePerStore{700};

/// One thing that is wrong with one store: how to bring it about, on settings and servers that are whole.
struct StoreFault {
    Store store;
    QString name;
    std::function<void(LiveFleet&, ConnectionSettings&)> apply;
};

FaultProxy& proxyOf(LiveFleet& fleet, Store store)
{
    switch (store) {
    case Store::Server:
        return *fleet.serverProxy;
    case Store::Database:
        return *fleet.postgresProxy;
    case Store::Cache:
        return *fleet.redisProxy;
    }
    Q_UNREACHABLE();
}

using ModeKind = ProxyMode::Kind;

StoreFault byProxy(Store store, const QString& name, const ProxyMode& mode)
{
    return {store, name, [store, mode](LiveFleet& fleet, ConnectionSettings&) { proxyOf(fleet, store).setMode(mode); }};
}

StoreFault byHttp(const QString& name, HttpFault fault)
{
    fault.pathPrefix = "/instance/fetchInstances";
    return {Store::Server, name, [fault](LiveFleet& fleet, ConnectionSettings&) { fleet.server.addFault(fault); }};
}

/// What stands between any store and its reader. `wholeBytes`: what the store sends for a whole reading.
void addWireFaults(std::vector<StoreFault>& faults, Store store, qint64 wholeBytes)
{
    using std::chrono::milliseconds;
    faults.push_back(byProxy(store, QStringLiteral("refusing"), {ModeKind::Refuse, 0, milliseconds(0)}));
    faults.push_back(byProxy(store, QStringLiteral("silent"), {ModeKind::Silent, 0, milliseconds(0)}));
    faults.push_back(byProxy(store, QStringLiteral("slow"), {ModeKind::Trickle, 16, milliseconds(100)}));
    faults.push_back(byProxy(store, QStringLiteral("each chunk late"), {ModeKind::Delay, 0, milliseconds(400)}));
    faults.push_back(byProxy(store, QStringLiteral("garbage"), {ModeKind::Garbage, 0, milliseconds(0)}));
    for (const int percent : {1, 10, 50, 90, 99}) {
        const qint64 bytes = wholeBytes * percent / 100;
        const QString place = QStringLiteral(" at %1 %").arg(percent);
        faults.push_back(byProxy(store, QStringLiteral("cut") + place, {ModeKind::Cut, bytes, milliseconds(0)}));
        faults.push_back(byProxy(store, QStringLiteral("reset") + place, {ModeKind::Reset, bytes, milliseconds(0)}));
        faults.push_back(
            byProxy(store, QStringLiteral("garbage") + place, {ModeKind::Garbage, bytes, milliseconds(0)}));
    }
}

HttpFault httpBody(const QByteArray& body, const QByteArray& contentType)
{
    HttpFault fault;
    fault.kind = HttpFault::Kind::Body;
    fault.body = body;
    fault.contentType = contentType;
    return fault;
}

HttpFault httpCut(HttpFault::Kind kind, qsizetype bytes)
{
    HttpFault fault;
    fault.kind = kind;
    fault.bytes = bytes;
    return fault;
}

void addServerFaults(std::vector<StoreFault>& faults, qsizetype listBytes)
{
    using Kind = HttpFault::Kind;
    faults.push_back(
        byHttp(QStringLiteral("200 with HTML"), httpBody("<html><body>Sign in</body></html>", "text/html")));
    faults.push_back(byHttp(QStringLiteral("200 with an object"), httpBody("{\"error\":true}", "application/json")));
    faults.push_back(byHttp(QStringLiteral("200 with null"), httpBody("null", "application/json")));
    faults.push_back(byHttp(QStringLiteral("200 with garbage"), httpBody("[\x01\x02\xff", "application/json")));
    faults.push_back(byHttp(QStringLiteral("200 with nothing"), httpBody("", "application/json")));
    faults.push_back(byHttp(QStringLiteral("text behind the list"), httpBody("[] trailing", "application/json")));
    for (const int percent : {0, 1, 50, 99}) {
        const qsizetype bytes = listBytes * percent / 100;
        const QString place = QStringLiteral(" at %1 %").arg(percent);
        faults.push_back(byHttp(QStringLiteral("cut, right length") + place, httpCut(Kind::CutBody, bytes)));
        faults.push_back(byHttp(QStringLiteral("cut, wrong length") + place, httpCut(Kind::ShortBody, bytes)));
        faults.push_back(
            byHttp(QStringLiteral("cut, chunked") + place, httpCut(Kind::ChunkedCut, std::max<qsizetype>(bytes, 1))));
    }
    for (const Kind kind :
         {Kind::Status, Kind::CloseBeforeAnswer, Kind::CloseInHeaders, Kind::Reset, Kind::Silent, Kind::NotModified}) {
        faults.push_back(byHttp(QStringLiteral("http fault %1").arg(static_cast<int>(kind)), httpCut(kind, 0)));
    }
    HttpFault redirect;
    redirect.kind = Kind::Redirect;
    redirect.location = "http://127.0.0.1:1/elsewhere";
    faults.push_back(byHttp(QStringLiteral("redirect"), redirect));
    faults.push_back({Store::Server, QStringLiteral("memory still loading"), [](LiveFleet& fleet, ConnectionSettings&) {
                          fleet.server.setStarting(true);
                      }});
    faults.push_back({Store::Server, QStringLiteral("wrong key"), [](LiveFleet&, ConnectionSettings& settings) {
                          settings.server.apiKey = Secret("wrong-key");
                      }});
}

} // namespace

class FaultCampaignTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wholeFleetIsHealthy();
    void unreadIsNeverAbsent();
    void twoStoresAtOnce();

private:
    Audit readWith(const ConnectionSettings& settings) const;
    /// What is wrong with the audit, given that the whole fleet stands in every store; empty where nothing is.
    static QString violationIn(const Audit& audit);
    void runCase(Campaign& campaign, const std::vector<const StoreFault*>& faults);
    void addDatabaseFaults();
    void addCacheFaults();

    std::unique_ptr<LiveFleet> m_fleet;
    std::unique_ptr<PostgresServer> m_replica;
    std::unique_ptr<RedisServer> m_redisReplica;
    std::vector<StoreFault> m_faults;
};

Audit FaultCampaignTest::readWith(const ConnectionSettings& settings) const
{
    const LiveStores stores(settings);
    AuditRequest request;
    request.timePerStore = timePerStore;
    AuditProgress progress;
    return onWorker([&] { return AuditReader(stores, AuditSettings{}).read(request, progress); });
}

QString FaultCampaignTest::violationIn(const Audit& audit)
{
    const Snapshot& snapshot = audit.snapshot();
    if (snapshot.server.isWhole() && snapshot.server->instances.size() != fleetSize)
        return QStringLiteral("the server counts as read with a part of it");
    if (snapshot.database.isWhole() && snapshot.database->integrations.size() != fleetSize)
        return QStringLiteral("the database counts as read with a part of it");
    if (snapshot.cache.isWhole() && snapshot.cache->entries.size() != 2 * fleetSize)
        return QStringLiteral("the cache counts as read with a part of it");
    for (const AuditRow& row : audit.rows()) {
        for (const Presence presence : {row.inServer, row.inDatabase, row.inCache}) {
            if (presence == Presence::Absent)
                return row.title() + QStringLiteral(" is called absent");
        }
        if (!row.findings.empty())
            return row.title() + QStringLiteral(": ") + sentenceOf(row.findings.front());
    }
    return {};
}

void FaultCampaignTest::runCase(Campaign& campaign, const std::vector<const StoreFault*>& faults)
{
    m_fleet->heal();
    ConnectionSettings settings = m_fleet->settings();
    QStringList names;
    for (const StoreFault* fault : faults) {
        fault->apply(*m_fleet, settings);
        names << storeWord(fault->store) + QStringLiteral(" ") + fault->name;
    }
    campaign.addCase();
    const QString violation = violationIn(readWith(settings));
    if (!violation.isEmpty())
        campaign.violate(names.join(QStringLiteral(" and ")) + QStringLiteral(": ") + violation);
}

void FaultCampaignTest::initTestCase()
{
    m_fleet = std::make_unique<LiveFleet>(GeneratedFleet{fleetSize, 0});
    RIG_VERIFY(m_fleet->start());
    const ConnectionSettings settings = m_fleet->settings();
    const Audit audit = readWith(settings);
    QVERIFY(audit.allStoresRead());
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        const qint64 bytes = proxyOf(*m_fleet, store).bytesFromServer();
        QVERIFY(bytes > 1000);
        addWireFaults(m_faults, store, bytes);
    }
    addServerFaults(m_faults, m_fleet->serverProxy->bytesFromServer());
    addDatabaseFaults();
    addCacheFaults();
}

void FaultCampaignTest::addDatabaseFaults()
{
    const auto add = [this](const char* name, const std::function<void(DatabaseSettings&)>& change) {
        m_faults.push_back(
            {Store::Database, QString::fromLatin1(name),
             [change](LiveFleet&, ConnectionSettings& settings) { change(settings.database); }});
    };
    RIG_VERIFY(m_fleet->postgres.createDatabase(QStringLiteral("empty"), false));
    add("wrong database", [](DatabaseSettings& settings) { settings.database = QStringLiteral("empty"); });
    add("no database", [](DatabaseSettings& settings) { settings.database = QStringLiteral("missing"); });
    add("wrong password", [](DatabaseSettings& settings) { settings.password = Secret("wrong-password"); });

    RIG_VERIFY(m_fleet->postgres.createRole(QStringLiteral("limited"), "limited-password"));
    RIG_VERIFY(m_fleet->postgres.createRole(QStringLiteral("nothing"), "limited-password"));
    RIG_VERIFY(m_fleet->postgres.execute(
        QStringLiteral(
            "grant usage on schema healthcare, core to limited;"
            "grant select on all tables in schema healthcare, core to limited;"
            "alter table healthcare.integrations enable row level security;"
            "create policy half on healthcare.integrations for select to limited using (phone_number like '%0');"),
        m_fleet->database()));
    for (const char* role : {"limited", "nothing"}) {
        add(role == QByteArray("limited") ? "row-level security" : "no right to read",
            [role](DatabaseSettings& settings) {
                settings.user = QString::fromLatin1(role);
                settings.password = Secret("limited-password");
            });
    }
    auto replica = m_fleet->postgres.startReplica();
    RIG_VERIFY(replica);
    m_replica = std::move(*replica);
    add("replica", [port = m_replica->port()](DatabaseSettings& settings) { settings.port = port; });
}

void FaultCampaignTest::addCacheFaults()
{
    const auto add = [this](const char* name, const std::function<void(CacheSettings&)>& change) {
        m_faults.push_back(
            {Store::Cache, QString::fromLatin1(name),
             [change](LiveFleet&, ConnectionSettings& settings) { change(settings.cache); }});
    };
    add("wrong database", [](CacheSettings& settings) { settings.database = 3; });
    add("wrong password", [](CacheSettings& settings) { settings.password = Secret("wrong-password"); });
    RIG_VERIFY(m_fleet->redis.command({"ACL", "SETUSER", "blind", "on", ">blind-password", "~other:*", "+@all"}));
    RIG_VERIFY(m_fleet->redis.command({"ACL", "SETUSER", "mute", "on", ">blind-password", "~*", "+ping", "+hello"}));
    for (const char* user : {"blind", "mute"}) {
        add(user == QByteArray("blind") ? "keys not permitted" : "commands not permitted",
            [user](CacheSettings& settings) {
                settings.user = QString::fromLatin1(user);
                settings.password = Secret("blind-password");
            });
    }
    RedisOptions options;
    options.replicaOfPort = m_fleet->redis.port();
    m_redisReplica = std::make_unique<RedisServer>(options);
    RIG_VERIFY(m_redisReplica->start());
    add("replica", [port = m_redisReplica->port()](CacheSettings& settings) { settings.port = port; });
}

void FaultCampaignTest::wholeFleetIsHealthy()
{
    m_fleet->heal();
    const Audit audit = readWith(m_fleet->settings());
    QVERIFY(audit.allStoresRead());
    QCOMPARE(audit.counts().rows, fleetSize);
    QCOMPARE(violationIn(audit), QString());
}

void FaultCampaignTest::unreadIsNeverAbsent()
{
    Campaign campaign(QStringLiteral("Every store with every fault"));
    for (const StoreFault& fault : m_faults)
        runCase(campaign, {&fault});
    m_fleet->heal();
    QVERIFY(campaign.finish());
    QVERIFY(campaign.cases() >= 80);
}

void FaultCampaignTest::twoStoresAtOnce()
{
    std::vector<std::vector<const StoreFault*>> pairs;
    for (const StoreFault& first : m_faults) {
        for (const StoreFault& second : m_faults) {
            if (first.store < second.store)
                pairs.push_back({&first, &second});
        }
    }
    QRandomGenerator random(20261122);
    std::shuffle(pairs.begin(), pairs.end(), random);
    Campaign campaign(QStringLiteral("Two stores with a fault each"));
    const auto wanted = static_cast<size_t>(Campaign::count(40, 1000));
    for (size_t index = 0; index < std::min(wanted, pairs.size()); ++index)
        runCase(campaign, pairs[index]);
    m_fleet->heal();
    QVERIFY(campaign.finish());
}

STEWARD_TEST(FaultCampaignTest)
} // namespace steward::fault_campaign_test

#include "fault_campaign_test.moc"
