#include "support/random_fleet.h"

#include <algorithm>
#include <numeric>

namespace steward::test {
namespace {

class FleetMaker final {
public:
    explicit FleetMaker(QRandomGenerator& random)
        : m_random(random)
    {
    }

    Fleet make()
    {
        m_fleet.settings.webhookTemplate = QStringLiteral("https://api.example.org/hook/{webhook_token}");
        m_fleet.database.clinicsKnown = chance(80);
        if (!m_fleet.database.clinicsKnown)
            m_fleet.database.clinics.clear();
        for (const QByteArray& name : names())
            addServerSide(name);
        for (int count = below(7); count > 0; --count)
            addIntegration();
        for (const QByteArray& name : names())
            addCacheSide(name);
        for (const QByteArray& token : tokens()) {
            if (!token.isEmpty() && chance(40))
                addEntry(CacheKeyKind::Token).token = WebhookToken(token);
        }
        answerForOthers();
        return std::move(m_fleet);
    }

private:
    /// Names that are not listed answer all the same now and then; what is listed as closed may be open for good.
    void answerForOthers()
    {
        for (const QByteArray& utf8 : names()) {
            const auto name = InstanceName::fromUtf8(utf8);
            if (!m_fleet.lists(name) && name.isReachable() && chance(20))
                m_fleet.memory.insert(name, static_cast<MemoryState>(1 + below(6)));
            if (m_fleet.memory.value(name) == MemoryState::Open && chance(50))
                m_fleet.openTwice.insert(name);
        }
    }

    static const std::vector<QByteArray>& names()
    {
        static const std::vector<QByteArray> pool{
            "a",
            "b",
            "c",
            "",
            ".",
            "*[x]?",
            "<b>%1%20\n",
            "__proto__",
            "\xff\xfe",
            "clinic-" + idText(org(1)).toLatin1() + "-1",
            "clinic-" + idText(org(2)).toLatin1() + "-2"};
        return pool;
    }

    static const std::vector<QByteArray>& tokens()
    {
        static const std::vector<QByteArray> pool{
            "", "CANARYone0123456789abcdefghijklm", "CANARYtwo0123456789abcdefghijklm",
            "CANARYthr0123456789abcdefghijklm"};
        return pool;
    }

    int below(int bound) { return m_random.bounded(bound); }
    bool chance(int percent) { return below(100) < percent; }

    template<class T>
    const T& oneOf(const std::vector<T>& pool)
    {
        return pool[static_cast<size_t>(below(static_cast<int>(pool.size())))];
    }

    InstanceName anyName() { return InstanceName::fromUtf8(oneOf(names())); }
    OrganizationId anyOrganization() { return org(1U + static_cast<uint>(below(3))); }

    std::optional<PhoneNumber> anyPhone()
    {
        static const std::vector<QString> pool{
            QString(),
            QStringLiteral("5511988887777"),
            QStringLiteral("551188887777"),
            QStringLiteral("5521977776666"),
            QStringLiteral("5215512345678"),
            QStringLiteral("525512345678")};
        return PhoneNumber::fromText(oneOf(pool));
    }

    std::optional<Timestamp> anyTime()
    {
        static const std::vector<std::chrono::milliseconds> ages{0ms, 5min, 10min - 1ms, 10min, 10min + 1ms, 24h};
        if (chance(15))
            return {};
        return m_fleet.takenAt - oneOf(ages);
    }

    void addServerSide(const QByteArray& utf8)
    {
        if (chance(45))
            return;
        ServerInstance& instance = m_fleet.server.instances.emplace_back();
        instance.name = InstanceName::fromUtf8(utf8);
        instance.connection = static_cast<Connection>(below(4));
        instance.kind = chance(80) ? InstanceKind::Baileys : static_cast<InstanceKind>(below(4));
        instance.phone = anyPhone();
        instance.updatedAt = anyTime();
        if (chance(40))
            m_fleet.memory.insert(instance.name, static_cast<MemoryState>(1 + below(6)));
        if (chance(20))
            m_fleet.webhooks.insert(
                instance.name,
                chance(30)
                    ? std::nullopt
                    : std::optional(WebhookSettings{
                          chance(70),
                          SecretUrl(
                              QStringLiteral("https://api.example.org/hook/") + QString::fromLatin1(oneOf(tokens()))),
                          {}}));
    }

    void addIntegration()
    {
        static const std::vector<QString> statuses{
            QStringLiteral("active"), QStringLiteral("pending"), QStringLiteral("disconnected"),
            QStringLiteral("migrating"), QString()};
        Integration& row = m_fleet.database.integrations.emplace_back();
        row.id =
            IntegrationId({static_cast<uint>(m_fleet.database.integrations.size()), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        row.organizationId = anyOrganization();
        row.clinicId = chance(50) ? ClinicId() : clinic(1U + static_cast<uint>(below(3)));
        row.status = oneOf(statuses);
        row.enabled = chance(75);
        row.instanceName = chance(85) ? anyName() : InstanceName();
        row.legacyName = chance(25) ? anyName() : InstanceName();
        row.phoneColumn = anyPhone();
        row.phoneConfig = anyPhone();
        row.webhookToken = WebhookToken(oneOf(tokens()));
        row.createdAt = anyTime();
        row.updatedAt = anyTime();
        row.connectedAt = anyTime();
    }

    CacheEntry& addEntry(CacheKeyKind kind)
    {
        CacheEntry& entry = m_fleet.cache.entries.emplace_back();
        entry.kind = kind;
        entry.state = chance(80) ? CacheValueState::Readable : static_cast<CacheValueState>(below(4));
        entry.ttlSeconds = chance(15) ? -1 : below(3600);
        if (entry.state == CacheValueState::OtherType)
            entry.redisType = QStringLiteral("list");
        if (entry.state != CacheValueState::Readable)
            return entry;
        if (kind == CacheKeyKind::Token && chance(80))
            entry.name = anyName();
        entry.organizationId = chance(80) ? anyOrganization() : OrganizationId();
        entry.clinicId = chance(50) ? ClinicId() : clinic(1U + static_cast<uint>(below(3)));
        if (entry.organizationId.isNull())
            entry.organizationText = QStringLiteral("no id");
        entry.phone = anyPhone();
        return entry;
    }

    void addCacheSide(const QByteArray& utf8)
    {
        const auto name = InstanceName::fromUtf8(utf8);
        if (chance(50))
            addEntry(CacheKeyKind::Instance).name = name;
        if (!chance(20))
            return;
        Residue& residue = m_fleet.cache.residues.emplace_back();
        residue.name = name;
        residue.streamMessages = below(3) - 1;
        residue.bucket = chance(50);
    }

    QRandomGenerator& m_random;
    Fleet m_fleet;
};

} // namespace

Fleet randomFleet(QRandomGenerator& random)
{
    return FleetMaker(random).make();
}

namespace {

/// By their places: g++ 12 warns of what swapping records with optional parts would read.
template<class Record>
void shuffleRecords(std::vector<Record>& records, QRandomGenerator& random)
{
    std::vector<size_t> places(records.size());
    std::iota(places.begin(), places.end(), 0);
    std::shuffle(places.begin(), places.end(), random);
    std::vector<Record> shuffled;
    shuffled.reserve(records.size());
    for (const size_t place : places)
        shuffled.push_back(std::move(records[place]));
    records = std::move(shuffled);
}

} // namespace

void shuffle(Fleet& fleet, QRandomGenerator& random)
{
    shuffleRecords(fleet.server.instances, random);
    shuffleRecords(fleet.database.integrations, random);
    shuffleRecords(fleet.database.organizations, random);
    shuffleRecords(fleet.database.clinics, random);
    shuffleRecords(fleet.cache.entries, random);
    shuffleRecords(fleet.cache.residues, random);
}

} // namespace steward::test
