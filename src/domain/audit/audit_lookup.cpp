#include "domain/audit/audit_lookup.h"

#include <algorithm>
#include <optional>

namespace steward {

template<class Record, class KeyOf>
void AuditLookup::Places::fill(const std::vector<Record>& records, const KeyOf& keyOf)
{
    for (size_t place = 0; place < records.size(); ++place) {
        if (const std::optional<size_t> key = keyOf(records[place]))
            entries.push_back({static_cast<quint32>(*key), static_cast<quint32>(place)});
    }
    entries.shrink_to_fit();
    std::ranges::sort(entries);
}

template<class Record, class IsIt>
const Record* AuditLookup::Places::find(size_t hash, const std::vector<Record>& records, const IsIt& isIt) const
{
    const auto wanted = static_cast<quint32>(hash);
    auto entry = std::ranges::lower_bound(entries, wanted, {}, &Entry::hash);
    for (; entry != entries.end() && entry->hash == wanted; ++entry) {
        if (isIt(records[entry->place]))
            return &records[entry->place];
    }
    return nullptr;
}

const Integration* AuditLookup::row(const std::optional<IntegrationId>& id) const
{
    if (!id || !m_snapshot.database.isWhole())
        return nullptr;
    const std::vector<Integration>& rows = m_snapshot.database->integrations;
    std::call_once(m_rowsById.once, [&] {
        m_rowsById.fill(rows, [](const Integration& row) { return std::optional(qHash(row.id)); });
    });
    return m_rowsById.find(qHash(*id), rows, [&id](const Integration& row) { return row.id == id; });
}

template<class IsIt>
const Integration* AuditLookup::rowByMask(const QString& masked, const IsIt& isIt) const
{
    if (!m_snapshot.database.isWhole())
        return nullptr;
    const std::vector<Integration>& rows = m_snapshot.database->integrations;
    std::call_once(m_rowsByMask.once, [&] {
        m_rowsByMask.fill(rows, [](const Integration& row) {
            return row.webhookToken.isEmpty() ? std::nullopt : std::optional(qHash(row.webhookToken.masked()));
        });
    });
    return m_rowsByMask.find(qHash(masked), rows, isIt);
}

const Integration* AuditLookup::rowWithToken(const WebhookToken& token) const
{
    return rowByMask(token.masked(), [&token](const Integration& row) { return row.webhookToken == token; });
}

const Integration* AuditLookup::rowWithToken(const QString& masked, const TokenDigest& digest) const
{
    return rowByMask(masked, [&digest](const Integration& row) { return TokenDigest::of(row.webhookToken) == digest; });
}

const Integration*
AuditLookup::otherEnabledRow(const WebhookToken& token, const std::vector<const Integration*>& butFor) const
{
    return rowByMask(token.masked(), [&](const Integration& row) {
        return row.enabled && row.webhookToken == token &&
               std::ranges::none_of(butFor, [&row](const Integration* each) { return each->id == row.id; });
    });
}

const CacheEntry* AuditLookup::instanceEntry(const InstanceName& name) const
{
    if (!m_snapshot.cache.isWhole())
        return nullptr;
    const std::vector<CacheEntry>& entries = m_snapshot.cache->entries;
    std::call_once(m_entriesByName.once, [&] {
        m_entriesByName.fill(entries, [](const CacheEntry& entry) {
            return entry.kind == CacheKeyKind::Instance ? std::optional(qHash(entry.name)) : std::nullopt;
        });
    });
    return m_entriesByName.find(qHash(name), entries, [&name](const CacheEntry& entry) { return entry.name == name; });
}

template<class IsIt>
const CacheEntry* AuditLookup::entryByMask(const QString& masked, const IsIt& isIt) const
{
    if (!m_snapshot.cache.isWhole())
        return nullptr;
    const std::vector<CacheEntry>& entries = m_snapshot.cache->entries;
    std::call_once(m_entriesByMask.once, [&] {
        m_entriesByMask.fill(entries, [](const CacheEntry& entry) {
            return entry.kind == CacheKeyKind::Token ? std::optional(qHash(entry.token.masked())) : std::nullopt;
        });
    });
    return m_entriesByMask.find(qHash(masked), entries, isIt);
}

const CacheEntry* AuditLookup::tokenEntry(const WebhookToken& token) const
{
    return entryByMask(token.masked(), [&token](const CacheEntry& entry) { return entry.token == token; });
}

const CacheEntry* AuditLookup::tokenEntry(const QString& masked, const TokenDigest& digest) const
{
    return entryByMask(masked, [&digest](const CacheEntry& entry) { return TokenDigest::of(entry.token) == digest; });
}

const std::vector<const Integration*>& AuditLookup::leasedRows() const
{
    std::call_once(m_leasesOnce, [this] {
        if (!m_snapshot.database.isWhole())
            return;
        for (const Integration& row : m_snapshot.database->integrations) {
            if (row.lease)
                m_leased.push_back(&row);
        }
    });
    return m_leased;
}

} // namespace steward
