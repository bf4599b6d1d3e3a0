#include "stores/cache_port.h"
#include "stores/database_port.h"
#include "stores/live_stores.h"
#include "stores/server_port.h"
#include "support/any_id.h"
#include "support/campaign.h"
#include "support/hostile_names.h"
#include "support/live_fleet.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/read/audit_json.h"
#include "workflows/read/audit_reader.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace steward;
using namespace steward::rig;

namespace steward::hostile_names_test {
using steward::test::Campaign;
using steward::test::newId;

/// 1,000 names through the server's address, Redis keys, SQL and the document: byte for byte the same at the other end,
/// and nobody else's record touched.
class HostileNamesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyNameGoesThroughEveryStore();

private:
    QString writeEverywhere(const InstanceName& name);
    QString readEverywhere(const InstanceName& name) const;
    QString removeEverywhere(const InstanceName& name) const;
    Audit audit() const;

    std::unique_ptr<LiveFleet> m_fleet;
    std::unique_ptr<LiveStores> m_stores;
    std::unique_ptr<ServerPort> m_server;
    std::unique_ptr<DatabasePort> m_database;
    std::unique_ptr<CachePort> m_cache;
    QHash<InstanceName, RowIdentity> m_rows;
};

namespace {

const CallContext& limits()
{
    static const CallContext limits = CallContext::within(std::chrono::minutes(5));
    return limits;
}

/// The server takes the names of JavaScript's own object for names in use (EVOLUTION_API 5.6).
bool serverRefuses(const InstanceName& name)
{
    return name.utf8() == "__proto__" || name.utf8() == "constructor";
}

} // namespace

void HostileNamesTest::initTestCase()
{
    m_fleet = std::make_unique<LiveFleet>(GeneratedFleet{5, 0});
    RIG_VERIFY(m_fleet->start());
    m_stores = std::make_unique<LiveStores>(m_fleet->settings());
}

QString HostileNamesTest::writeEverywhere(const InstanceName& name)
{
    const auto created = m_server->create({name, SecretUrl(QStringLiteral("https://hooks.example.org/x"))}, limits());
    if (serverRefuses(name) && (created || created.error().kind != ErrorKind::NameInUse))
        return QStringLiteral("the server's refusal is not told");
    if (!created && !serverRefuses(name))
        return QStringLiteral("create: ") + created.error().detail;
    const auto row = m_database->insert({newId(), {}, name}, limits());
    if (!row)
        return QStringLiteral("insert: ") + row.error().detail;
    m_rows.insert(name, RowIdentity::of(*row));
    CacheValue value;
    value.key = {CacheKeyKind::Instance, name, {}};
    value.organizationId = row->organizationId;
    value.instance = name;
    value.displayName = name.text();
    const auto written = m_cache->write(value, limits());
    return written ? QString() : QStringLiteral("cache: ") + written.error().detail;
}

QString HostileNamesTest::readEverywhere(const InstanceName& name) const
{
    if (!serverRefuses(name)) {
        const auto instance = m_server->find(name, limits());
        if (!instance || !*instance || (*instance)->name != name)
            return QStringLiteral("not found on the server");
        const auto memory = m_server->memoryStates({name}, limits());
        if (!memory || memory->front() != MemoryState::Close)
            return QStringLiteral("the server's memory does not answer for it");
    }
    const auto rows = m_database->find(name, limits());
    if (!rows || rows->size() != 1 || rows->front().instanceName != name)
        return QStringLiteral("not found in the database");
    const auto entries = m_cache->read({{CacheKeyKind::Instance, name, {}}}, limits());
    if (!entries || entries->size() != 1 || entries->front().displayName != name.text())
        return QStringLiteral("not found in the cache");
    return {};
}

QString HostileNamesTest::removeEverywhere(const InstanceName& name) const
{
    const auto gone = m_server->remove(name, limits());
    if (!gone || (!serverRefuses(name) && *gone != Removal::Accepted))
        return QStringLiteral("remove on the server");
    const auto rows = m_database->remove({m_rows.value(name)}, {}, limits());
    if (!rows || rows->size() != 1 || rows->front().outcome != RowEditOutcome::Done)
        return QStringLiteral("remove in the database");
    const auto keys = m_cache->remove({{CacheKeyKind::Instance, name, {}}}, limits());
    return keys && *keys == 1 ? QString() : QStringLiteral("remove in the cache");
}

Audit HostileNamesTest::audit() const
{
    AuditProgress progress;
    return AuditReader(*m_stores, AuditSettings{}).read(AuditRequest{}, progress);
}

void HostileNamesTest::everyNameGoesThroughEveryStore()
{
    QRandomGenerator random(1000);
    const std::vector<InstanceName> names = test::fuzzedNames(1000, random);
    m_fleet->server.setDeletionDelay(std::chrono::milliseconds(0));
    Campaign campaign(QStringLiteral("Hostile names through URL, key, SQL and output"));
    onWorker([&] {
        m_server = m_stores->makeServer();
        m_database = m_stores->makeDatabase();
        m_cache = m_stores->makeCache();
        const auto forEach = [&](auto step) {
            for (const InstanceName& name : names) {
                const QString problem = step(name);
                if (!problem.isEmpty())
                    campaign.violate(
                        QString::fromLatin1(name.utf8().toPercentEncoding()) + QStringLiteral(": ") + problem);
            }
        };
        forEach([&](const InstanceName& name) {
            campaign.addCase();
            return writeEverywhere(name);
        });
        forEach([&](const InstanceName& name) { return readEverywhere(name); });

        const Audit whole = audit();
        QBuffer document;
        document.open(QIODevice::WriteOnly);
        writeAuditJson(whole, document);
        QSet<QString> inDocument;
        const QJsonObject json = QJsonDocument::fromJson(document.data()).object();
        for (const QJsonValue& row : json.value(QStringLiteral("rows")).toArray())
            inDocument.insert(row[QStringLiteral("instance_name")].toString());
        forEach([&](const InstanceName& name) {
            const AuditRow* row = whole.find(name);
            // For what it refuses the server answers without a state: not listed, and not proven to be absent.
            const bool everywhere = row && row->inServer == Presence::Present && row->inDatabase == Presence::Present &&
                                    row->inCache == Presence::Present && row->isUnlisted() == serverRefuses(name);
            if (!everywhere)
                return QStringLiteral("not joined over the three stores");
            return inDocument.contains(name.text()) ? QString() : QStringLiteral("not in the document");
        });
        forEach([&](const InstanceName& name) { return removeEverywhere(name); });
        m_server.reset();
        m_database.reset();
        m_cache.reset();
    });
    QVERIFY(eventually([this] { return m_fleet->server.instanceCount() == 5; }, 5000));
    const Audit left = onWorker([this] { return audit(); });
    if (left.counts().rows != 5 || !left.allStoresRead())
        campaign.violate(QStringLiteral("after removing them, not exactly the others are left"));
    QVERIFY(campaign.finish());
}

STEWARD_TEST(HostileNamesTest)
} // namespace steward::hostile_names_test

#include "hostile_names_test.moc"
