#include "domain/audit/join.h"

#include "domain/audit/in_parts.h"

#include <QHash>
#include <QSet>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstdint>

namespace steward {
namespace {

/// A name's first bytes as numbers, so that most comparisons need not follow it into memory.
struct NameKey {
    std::array<quint64, 3> prefix{};
    quint32 index = 0;
};

NameKey keyOf(const AuditRow& row, size_t index)
{
    NameKey key;
    key.index = static_cast<quint32>(index);
    std::array<char, sizeof(key.prefix)> bytes{};
    const QByteArray& name = row.name.utf8();
    std::copy_n(name.begin(), std::min<qsizetype>(name.size(), bytes.size()), bytes.begin());
    for (size_t word = 0; word < key.prefix.size(); ++word)
        key.prefix[word] = qFromBigEndian<quint64>(bytes.data() + word * sizeof(quint64));
    return key;
}

/// Ordered by name, byte for byte; rows of one name by their identity.
std::vector<AuditRow> inOrderOfNames(std::vector<AuditRow> rows)
{
    std::vector<NameKey> order;
    order.reserve(rows.size());
    for (size_t index = 0; index < rows.size(); ++index)
        order.push_back(keyOf(rows[index], index));
    std::sort(order.begin(), order.end(), [&rows](const NameKey& a, const NameKey& b) {
        if (a.prefix != b.prefix)
            return a.prefix < b.prefix;
        const AuditRow& left = rows[a.index];
        const AuditRow& right = rows[b.index];
        return left.name != right.name ? left.name < right.name : left.identity() < right.identity();
    });
    std::vector<AuditRow> ordered;
    ordered.reserve(rows.size());
    for (const NameKey& key : order)
        ordered.push_back(std::move(rows[key.index]));
    return ordered;
}

class Joiner final {
public:
    Joiner(const Snapshot& snapshot, const AuditSettings& settings)
        : m_snapshot(snapshot)
        , m_settings(settings)
    {
    }

    std::vector<AuditRow> join()
    {
        reserve();
        addInstances();
        addIntegrations();
        addCacheEntries();
        addAnswering();
        inParts(m_rows.size(), [this](size_t begin, size_t end) {
            for (size_t index = begin; index < end; ++index)
                finish(m_rows[index]);
        });
        return inOrderOfNames(std::move(m_rows));
    }

private:
    void reserve()
    {
        size_t expected = 0;
        if (m_snapshot.server.isWhole())
            expected = m_snapshot.server->instances.size();
        if (m_snapshot.database.isWhole())
            expected = std::max(expected, m_snapshot.database->integrations.size());
        m_rows.reserve(expected + expected / 8);
        m_byName.reserve(static_cast<qsizetype>(expected + expected / 8));
    }

    AuditRow& rowOf(const InstanceName& name)
    {
        // The key looks into the name that the row shares, so it lives as long as the row.
        const auto place = m_byName.constFind(QByteArrayView(name.utf8()));
        if (place != m_byName.cend())
            return m_rows[*place];
        m_byName.insert(QByteArrayView(name.utf8()), m_rows.size());
        AuditRow& row = m_rows.emplace_back();
        row.name = name;
        return row;
    }

    void addInstances()
    {
        if (!m_snapshot.server.isWhole())
            return;
        for (const OddEntry& odd : m_snapshot.server->odd) {
            if (odd.what != OddEntry::What::Nameless)
                rowOf(odd.name).isOdd = true;
        }
        for (const ServerInstance& instance : m_snapshot.server->instances) {
            if (AuditRow& row = rowOf(instance.name); !row.isOdd)
                row.server = &instance;
        }
    }

    void addIntegrations()
    {
        if (!m_snapshot.database.isWhole())
            return;
        for (const Integration& integration : m_snapshot.database->integrations) {
            if (integration.isProtected)
                m_protectedOrganizations.insert(integration.organizationId);
            if (!integration.isNamed()) {
                m_nameless.insert(&integration, m_rows.size());
                AuditRow& row = m_rows.emplace_back();
                row.kind = RowKind::NamelessIntegration;
                row.integrations.push_back(&integration);
                continue;
            }
            rowOf(integration.name()).integrations.push_back(&integration);
            if (!integration.legacyName.isEmpty() && integration.legacyName != integration.name())
                rowOf(integration.legacyName).integrations.push_back(&integration);
        }
    }

    /// The row that holds the token. The table is made when the first entry without a name asks.
    const Integration* ownerOf(const WebhookToken& token)
    {
        if (m_byToken.isEmpty() && m_snapshot.database.isWhole()) {
            for (const Integration& integration : m_snapshot.database->integrations) {
                if (integration.webhookToken.isEmpty())
                    continue;
                const Integration*& known = m_byToken[integration.webhookToken.reveal()];
                if (!known || decidesBefore(&integration, known))
                    known = &integration;
            }
        }
        return m_byToken.value(token.reveal(), nullptr);
    }

    /// Which of two rows decides: the enabled one, then the older one.
    static bool decidesBefore(const Integration* a, const Integration* b)
    {
        if (a->enabled != b->enabled)
            return a->enabled;
        return a->createdAt != b->createdAt ? a->createdAt < b->createdAt : a->id < b->id;
    }

    void addCacheEntries()
    {
        if (!m_snapshot.cache.isWhole())
            return;
        const std::vector<CacheEntry>& cached = m_snapshot.cache->entries;
        // Nearly all are of names that are known by now; looking for them is most of the work, and changes nothing.
        std::vector<size_t> places(cached.size(), unknownPlace);
        inParts(cached.size(), [&](size_t begin, size_t end) {
            for (size_t index = begin; index < end; ++index)
                places[index] = m_byName.value(QByteArrayView(cached[index].name.utf8()), unknownPlace);
        });
        for (size_t index = 0; index < cached.size(); ++index) {
            const CacheEntry& entry = cached[index];
            const size_t place = places[index];
            if (entry.kind == CacheKeyKind::Instance)
                (place == unknownPlace ? rowOf(entry.name) : m_rows[place]).instanceEntry = &entry;
            else if (place == unknownPlace || entry.name.isEmpty())
                addTokenEntry(entry);
            else
                m_rows[place].tokenEntries.push_back(&entry);
        }
        for (const Residue& residue : m_snapshot.cache->residues)
            rowOf(residue.name).residue = &residue;
    }

    /// Asked for by a name that no store holds, and there all the same.
    void addAnswering()
    {
        if (!m_snapshot.server.isWhole())
            return;
        for (auto answer = m_snapshot.memory.cbegin(); answer != m_snapshot.memory.cend(); ++answer) {
            if (unlistedPresence(*answer) == Presence::Present)
                rowOf(answer.key());
        }
    }

    void addTokenEntry(const CacheEntry& entry)
    {
        if (!entry.name.isEmpty()) {
            rowOf(entry.name).tokenEntries.push_back(&entry);
            return;
        }
        if (const Integration* owner = ownerOf(entry.token)) {
            AuditRow& row = owner->isNamed() ? rowOf(owner->name()) : m_rows[m_nameless.value(owner)];
            row.tokenEntries.push_back(&entry);
            return;
        }
        AuditRow& row = m_rows.emplace_back();
        row.kind = RowKind::UnclaimedToken;
        row.tokenEntries.push_back(&entry);
    }

    void finish(AuditRow& row) const
    {
        std::sort(row.integrations.begin(), row.integrations.end(), decidesBefore);
        std::sort(row.tokenEntries.begin(), row.tokenEntries.end(), [](const CacheEntry* a, const CacheEntry* b) {
            return a->token.reveal() < b->token.reveal();
        });
        const auto presence = [](bool isWhole, bool isThere) {
            if (!isWhole)
                return Presence::Unknown;
            return isThere ? Presence::Present : Presence::Absent;
        };
        if (row.kind == RowKind::Instance)
            row.memory = m_snapshot.memoryOf(row.name);
        row.inServer = serverPresence(row, m_snapshot);
        row.inDatabase = presence(m_snapshot.database.isWhole(), !row.integrations.empty());
        row.inCache = presence(m_snapshot.cache.isWhole(), row.cacheEntry() != nullptr);
        row.isIgnored = row.kind == RowKind::Instance && m_settings.isIgnored && m_settings.isIgnored(row.name);
        decideOrganization(row);
        decideProtection(row);
    }

    /// Its row's, else its cache entry's, else the UUID in its name (CONTRACT, "Presence and connection"). Certain only
    /// while every store that comes before the one that told was read whole.
    static void decideOrganization(AuditRow& row)
    {
        if (const Integration* integration = row.integration()) {
            row.organizationId = integration->organizationId;
            row.organizationIsCertain = true;
            return;
        }
        const auto fromEntry = [&row](const CacheEntry* entry) {
            if (row.organizationId.isNull() && entry)
                row.organizationId = entry->organizationId;
        };
        fromEntry(row.instanceEntry);
        for (const CacheEntry* entry : row.tokenEntries)
            fromEntry(entry);
        row.organizationIsCertain = row.inDatabase != Presence::Unknown && row.inCache != Presence::Unknown;
        if (row.organizationId.isNull())
            row.organizationId = row.name.embeddedUuid().value_or(OrganizationId());
        if (row.organizationId.isNull())
            row.organizationIsCertain = false;
    }

    /// A row's flag stands for what it names and for its whole organization.
    void decideProtection(AuditRow& row) const
    {
        row.isProtectedByProfile =
            row.kind == RowKind::Instance && m_settings.isProtected && m_settings.isProtected(row.name);
        row.isProtected =
            row.isProtectedByProfile || m_protectedOrganizations.contains(row.organizationId) ||
            std::any_of(row.integrations.begin(), row.integrations.end(), [this](const Integration* each) {
                return each->isProtected || m_protectedOrganizations.contains(each->organizationId);
            });
    }

    static constexpr size_t unknownPlace = SIZE_MAX;

    const Snapshot& m_snapshot;
    const AuditSettings& m_settings;
    std::vector<AuditRow> m_rows;
    QSet<OrganizationId> m_protectedOrganizations;
    QHash<QByteArrayView, size_t> m_byName;
    QHash<QByteArray, const Integration*> m_byToken;
    QHash<const Integration*, size_t> m_nameless; ///< to the row of one without a name
};

} // namespace

Presence unlistedPresence(MemoryState memory)
{
    switch (memory) {
    case MemoryState::Open:
    case MemoryState::Connecting:
    case MemoryState::Close:
    case MemoryState::Missing:
        return Presence::Present;
    case MemoryState::NotFound:
        return Presence::Absent;
    case MemoryState::NotAsked:
    case MemoryState::Unknown:
        break;
    }
    return Presence::Unknown;
}

Presence serverPresence(const AuditRow& row, const Snapshot& snapshot)
{
    if (!snapshot.server.isWhole() || row.isOdd)
        return Presence::Unknown;
    switch (row.kind) {
    case RowKind::Instance:
        return row.server ? Presence::Present : unlistedPresence(row.memory);
    case RowKind::NamelessIntegration:
        return Presence::Absent; // it names none
    case RowKind::UnclaimedToken:
        break;
    }
    // Which instance the token leads to would stand in the database.
    return snapshot.database.isWhole() ? Presence::Absent : Presence::Unknown;
}

std::vector<AuditRow> joinStores(const Snapshot& snapshot, const AuditSettings& settings)
{
    return Joiner(snapshot, settings).join();
}

} // namespace steward
