#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_tenant.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace steward;

namespace steward::practice_fleet_test {
using steward::rig::onWorker;

namespace {

constexpr Timestamp noon{std::chrono::sys_days(std::chrono::year(2025) / 11 / 22) + std::chrono::hours(12)};
constexpr Timestamp nextDay = noon + std::chrono::hours(24);

struct Everything {
    ServerListing server;
    std::vector<MemoryState> memory;
    std::vector<std::optional<WebhookSettings>> webhooks;
    DatabaseListing database;
    CacheListing cache;
};

Everything readAll(const std::shared_ptr<PracticeWorld>& world)
{
    return onWorker([&world] {
        const PracticeStores stores(world);
        const auto server = stores.makeServer();
        Everything all{
            *server->list({}), {}, {}, *stores.makeDatabase()->list({}), *stores.makeCache()->scan(true, {})};
        std::vector<InstanceName> names;
        for (const ServerInstance& instance : all.server.instances)
            names.push_back(instance.name);
        all.memory = *server->memoryStates(names, {});
        for (const InstanceName& name : names)
            all.webhooks.push_back(name.isReachable() ? *server->webhook(name, {}) : std::nullopt);
        return all;
    });
}

/// A text of every field in use, with times as their distance to `now`.
class Dump final {
public:
    explicit Dump(Timestamp now)
        : m_now(now)
    {
    }

    QByteArray of(const Everything& all)
    {
        for (size_t i = 0; i < all.server.instances.size(); ++i) {
            add(all.server.instances[i]);
            m_text << int(all.memory[i]);
            if (const auto& webhook = all.webhooks[i])
                m_text << webhook->enabled << webhook->url.reveal()
                       << QStringList(webhook->events.begin(), webhook->events.end());
        }
        for (const Integration& row : all.database.integrations)
            add(row);
        for (const Organization& each : all.database.organizations)
            m_text << each.id.uuid() << each.name << each.active;
        for (const Clinic& each : all.database.clinics)
            m_text << each.id.uuid() << each.organizationId.uuid() << each.name << each.active;
        for (const CacheEntry& entry : all.cache.entries)
            add(entry);
        for (const Residue& each : all.cache.residues)
            m_text << each.name.utf8() << each.streamMessages << each.undelivered << each.deadMessages << each.bucket;
        return m_bytes;
    }

private:
    void add(const std::optional<Timestamp>& time) { m_text << qint64(time ? (m_now - *time).count() : -1); }
    void add(const std::optional<PhoneNumber>& phone) { m_text << quint64(phone ? phone->digits() : 0); }

    void add(const ServerInstance& instance)
    {
        m_text << instance.name.utf8() << instance.id.value_or(InstanceId()).uuid() << int(instance.connection)
               << int(instance.kind) << instance.profileName << instance.disconnectionReason << instance.messages
               << instance.contacts << instance.chats;
        add(instance.phone);
        add(instance.createdAt);
        add(instance.updatedAt);
    }

    void add(const Integration& row)
    {
        m_text << row.id.uuid() << row.organizationId.uuid() << row.clinicId.uuid() << row.status << row.enabled
               << row.instanceName.utf8() << row.legacyName.utf8() << row.displayName << row.webhookToken.reveal();
        add(row.phoneColumn);
        add(row.phoneConfig);
        for (const auto& time : {row.createdAt, row.updatedAt, row.connectedAt, row.lastSeenAt})
            add(time);
    }

    void add(const CacheEntry& entry)
    {
        m_text << int(entry.kind) << entry.name.utf8() << entry.token.reveal() << int(entry.state) << entry.redisType
               << entry.organizationId.uuid() << entry.clinicId.uuid() << entry.displayName << entry.ttlSeconds;
        add(entry.phone);
    }

    Timestamp m_now;
    QByteArray m_bytes;
    QDataStream m_text{&m_bytes, QIODevice::WriteOnly};
};

QByteArray dumpOf(Timestamp now)
{
    return Dump(now).of(readAll(makePracticeFleet([now] { return now; })));
}

} // namespace

class PracticeFleetTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void hasAboutFortyOrganizations();
    void mostOfThemAreConnected();
    void oneOrganizationHasSixInstancesAndOneRow();
    void everyKindAndEveryStateOccurs();
    void nothingStandsTwice();
    void everyRowBelongsToAKnownOrganizationAndClinic();
    void rowsOfOtherSystemsAreNeverSeen();
    void twoFleetsAreEqual();
    void onlyTimesDependOnTheClock();

private:
    Everything m_all;
};

void PracticeFleetTest::initTestCase()
{
    m_all = readAll(makePracticeFleet([] { return noon; }));
}

void PracticeFleetTest::hasAboutFortyOrganizations()
{
    const size_t organizations = m_all.database.organizations.size();
    QVERIFY2(organizations >= 38 && organizations <= 46, QByteArray::number(qsizetype(organizations)));
    QVERIFY(m_all.database.clinics.size() >= organizations);
    QSet<OrganizationId> withRow;
    for (const Integration& row : m_all.database.integrations)
        withRow.insert(row.organizationId);
    QVERIFY2(size_t(withRow.size()) + 3 <= organizations, "some organizations have no WhatsApp yet");
}

void PracticeFleetTest::mostOfThemAreConnected()
{
    const auto open =
        std::count_if(m_all.server.instances.begin(), m_all.server.instances.end(), [](const ServerInstance& instance) {
            return instance.connection == Connection::Open && instance.phone;
        });
    QVERIFY(size_t(open) > m_all.database.organizations.size() / 2);
    const auto missing = std::count(m_all.memory.begin(), m_all.memory.end(), MemoryState::Missing);
    QCOMPARE(missing, 1);
}

void PracticeFleetTest::oneOrganizationHasSixInstancesAndOneRow()
{
    const OrganizationId organization = practiceOrganizationId(u"Rede Sorriso do Vale");
    QMap<InstanceName, MemoryState> members;
    for (size_t i = 0; i < m_all.server.instances.size(); ++i) {
        if (m_all.server.instances[i].name.embeddedUuid() == organization)
            members.insert(m_all.server.instances[i].name, m_all.memory[i]);
    }
    QCOMPARE(members.size(), 6);
    QCOMPARE(members.firstKey(), practiceInstanceName(organization, 1763133674944));
    QVERIFY(members.contains(practiceInstanceName(organization, 1763136505298)));
    const InstanceName session = practiceInstanceName(organization, 1763139992470);
    QCOMPARE(members.value(session), MemoryState::Open);
    QCOMPARE(members.key(MemoryState::Connecting), practiceInstanceName(organization, 1763140317189));

    std::vector<InstanceName> named;
    for (const Integration& row : m_all.database.integrations) {
        if (row.organizationId == organization)
            named.push_back(row.name());
    }
    QCOMPARE(named, std::vector{session});
}

void PracticeFleetTest::everyKindAndEveryStateOccurs()
{
    const auto lists = [this](auto member, auto value) {
        return std::any_of(
            m_all.server.instances.begin(), m_all.server.instances.end(),
            [&](const ServerInstance& instance) { return instance.*member == value; });
    };
    for (const InstanceKind kind : {InstanceKind::Baileys, InstanceKind::Business, InstanceKind::Evolution})
        QVERIFY2(lists(&ServerInstance::kind, kind), qPrintable(kindWord(kind)));
    for (const Connection connection : {Connection::Open, Connection::Connecting, Connection::Close})
        QVERIFY2(lists(&ServerInstance::connection, connection), qPrintable(connectionWord(connection)));
    for (const char* name : {"", ".."})
        QVERIFY2(lists(&ServerInstance::name, InstanceName::fromUtf8(name)), name);
    for (const CacheValueState state :
         {CacheValueState::Readable, CacheValueState::NotJson, CacheValueState::OtherType}) {
        QVERIFY(std::any_of(m_all.cache.entries.begin(), m_all.cache.entries.end(), [state](const CacheEntry& entry) {
            return entry.state == state;
        }));
    }
    QVERIFY(
        std::any_of(m_all.server.instances.begin(), m_all.server.instances.end(), [](const ServerInstance& instance) {
            const QString text = instance.name.text();
            return text.contains(QStringLiteral("🦷")) && text.contains(QStringLiteral("<b>")) &&
                   text.contains(QChar(0x202E));
        }));
}

void PracticeFleetTest::nothingStandsTwice()
{
    QSet<InstanceName> names;
    for (const ServerInstance& instance : m_all.server.instances)
        names.insert(instance.name);
    QCOMPARE(size_t(names.size()), m_all.server.instances.size());
    QSet<IntegrationId> rows;
    QSet<QByteArray> tokens;
    for (const Integration& row : m_all.database.integrations) {
        rows.insert(row.id);
        tokens.insert(row.webhookToken.reveal());
        QCOMPARE(row.webhookToken.reveal().size(), 32); // 24 bytes, base64url without padding
    }
    QCOMPARE(size_t(rows.size()), m_all.database.integrations.size());
    QCOMPARE(size_t(tokens.size()), m_all.database.integrations.size());
    QSet<QByteArray> keys;
    for (const CacheEntry& entry : m_all.cache.entries)
        keys.insert(entry.kind == CacheKeyKind::Instance ? entry.name.utf8() : "token " + entry.token.reveal());
    QCOMPARE(size_t(keys.size()), m_all.cache.entries.size());
}

void PracticeFleetTest::everyRowBelongsToAKnownOrganizationAndClinic()
{
    QVERIFY(m_all.database.organizationsKnown);
    QVERIFY(m_all.database.clinicsKnown);
    QSet<OrganizationId> organizations;
    for (const Organization& organization : m_all.database.organizations)
        organizations.insert(organization.id);
    QHash<ClinicId, OrganizationId> clinics;
    for (const Clinic& clinic : m_all.database.clinics)
        clinics.insert(clinic.id, clinic.organizationId);
    for (const Integration& row : m_all.database.integrations) {
        QVERIFY(organizations.contains(row.organizationId));
        QVERIFY(row.clinicId.isNull() || clinics.value(row.clinicId) == row.organizationId);
    }
}

void PracticeFleetTest::rowsOfOtherSystemsAreNeverSeen()
{
    const auto world = makePracticeFleet([] { return noon; });
    std::vector<PracticeRow> foreign;
    world->visit([&foreign](PracticeState& state, Timestamp) {
        std::copy_if(state.rows.begin(), state.rows.end(), std::back_inserter(foreign), [](const PracticeRow& row) {
            return !row.isOurs();
        });
    });
    QVERIFY(foreign.size() >= 3);

    const PracticeStores stores(world);
    for (const PracticeRow& row : foreign) {
        const auto isIt = [&row](const Integration& each) { return each.id == row.row.id; };
        QVERIFY(std::none_of(m_all.database.integrations.begin(), m_all.database.integrations.end(), isIt));
        QVERIFY2(row.row.isNamed(), "a foreign row proves something only where it names an instance of ours");
        const auto found = onWorker([&] { return *stores.makeDatabase()->find(row.row.name(), {}); });
        QVERIFY(std::none_of(found.begin(), found.end(), isIt));
        const auto gone = onWorker([&] { return *stores.makeDatabase()->remove({RowIdentity::of(row.row)}, {}, {}); });
        QCOMPARE(gone.at(0).outcome, RowEditOutcome::Absent);
    }
    const auto left = world->visit([](PracticeState& state, Timestamp) {
        return std::count_if(
            state.rows.begin(), state.rows.end(), [](const PracticeRow& row) { return !row.isOurs(); });
    });
    QCOMPARE(size_t(left), foreign.size());
}

void PracticeFleetTest::twoFleetsAreEqual()
{
    QVERIFY(dumpOf(noon) == dumpOf(noon));
}

void PracticeFleetTest::onlyTimesDependOnTheClock()
{
    // A command line makes a new fleet at each call: what was named by one call must be found by the next.
    QVERIFY(dumpOf(noon) == dumpOf(nextDay));
}

STEWARD_TEST(PracticeFleetTest)
} // namespace steward::practice_fleet_test

#include "practice_fleet_test.moc"
