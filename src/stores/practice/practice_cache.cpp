#include "stores/practice/practice_cache.h"

#include "domain/store_names.h"
#include "stores/practice/practice_errors.h"
#include "stores/practice/practice_world.h"

#include <QElapsedTimer>
#include <QSet>

#include <algorithm>

namespace steward {
namespace {

/// As Redis rounds a key's milliseconds to the TTL that it tells.
qint64 ttlSeconds(const PracticeEntry& entry, Timestamp now)
{
    return entry.expiresAt ? ((*entry.expiresAt - now).count() + 500) / 1000 : -1;
}

CacheEntry asRead(const PracticeEntry& entry, Timestamp now)
{
    CacheEntry read = entry.entry;
    read.ttlSeconds = ttlSeconds(entry, now);
    return read;
}

PracticeEntry asWritten(const CacheValue& value, Timestamp now)
{
    PracticeEntry written;
    written.entry.kind = value.key.kind;
    written.entry.name = value.key.kind == CacheKeyKind::Instance ? value.key.name : value.instance;
    written.entry.token = value.key.token;
    written.entry.organizationId = value.organizationId;
    written.entry.clinicId = value.clinicId;
    written.entry.displayName = value.displayName;
    written.entry.phone = value.phone;
    written.expiresAt = now + std::chrono::seconds(StoreNames().cacheLifetimeSeconds);
    return written;
}

} // namespace

PracticeCache::PracticeCache(std::shared_ptr<PracticeWorld> world, bool readOnly)
    : m_world(std::move(world))
    , m_readOnly(readOnly)
{
}

Result<void> PracticeCache::enterToChange(const Limits& limits) const
{
    if (m_readOnly)
        return std::unexpected(practiceReadOnly(Store::Cache));
    return m_world->enter(Store::Cache, limits);
}

Result<CacheListing> PracticeCache::scan(bool withResidue, const Limits& limits)
{
    if (const auto entered = m_world->enter(Store::Cache, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([withResidue](PracticeState& state, Timestamp now) {
        CacheListing listing;
        for (const PracticeEntry& entry : state.entries)
            listing.entries.push_back(asRead(entry, now));
        listing.residueAsked = withResidue;
        if (withResidue)
            listing.residues = state.residues;
        return listing;
    });
}

Result<std::vector<CacheEntry>> PracticeCache::read(const std::vector<CacheKey>& keys, const Limits& limits)
{
    if (const auto entered = m_world->enter(Store::Cache, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&keys](PracticeState& state, Timestamp now) {
        std::vector<CacheEntry> present;
        QSet<const PracticeEntry*> seen; // a key asked twice is answered once
        for (const CacheKey& key : keys) {
            const PracticeEntry* entry = state.entry(key);
            if (!entry || seen.contains(entry))
                continue;
            seen.insert(entry);
            present.push_back(asRead(*entry, now));
        }
        return present;
    });
}

Result<std::vector<Residue>> PracticeCache::residue(const std::vector<InstanceName>& names, const Limits& limits)
{
    if (const auto entered = m_world->enter(Store::Cache, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&names](PracticeState& state, Timestamp) {
        std::vector<Residue> residues;
        for (const InstanceName& name : names) {
            const auto left = std::find_if(state.residues.begin(), state.residues.end(), [&name](const Residue& each) {
                return each.name == name;
            });
            residues.push_back(left == state.residues.end() ? Residue{.name = name} : *left);
        }
        return residues;
    });
}

Result<void> PracticeCache::write(const CacheValue& value, const Limits& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    m_world->visit([&value](PracticeState& state, Timestamp now) {
        if (PracticeEntry* entry = state.entry(value.key))
            *entry = asWritten(value, now);
        else
            state.entries.push_back(asWritten(value, now));
    });
    return {};
}

Result<qint64> PracticeCache::remove(const std::vector<CacheKey>& keys, const Limits& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&keys](PracticeState& state, Timestamp) {
        return static_cast<qint64>(std::erase_if(state.entries, [&keys](const PracticeEntry& entry) {
            return std::any_of(keys.begin(), keys.end(), [&entry](const CacheKey& key) { return entry.isAt(key); });
        }));
    });
}

Result<WorkerCount> PracticeCache::publish(const WorkerMessage& message, const Limits& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&message](PracticeState& state, Timestamp) {
        state.published.push_back(message);
        return WorkerCount{state.subscribers(message.channel)};
    });
}

Result<WorkerCount> PracticeCache::listening(WorkerChannel channel, const Limits& limits)
{
    if (const auto entered = m_world->enter(Store::Cache, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit(
        [channel](const PracticeState& state, Timestamp) { return WorkerCount{state.subscribers(channel)}; });
}

StoreDiagnosis PracticeCache::diagnose(const Limits& limits)
{
    QElapsedTimer timer;
    timer.start();
    StoreDiagnosis diagnosis = practiceDiagnosis(Store::Cache, m_world->enter(Store::Cache, limits));
    diagnosis.elapsedMs = timer.elapsed();
    return diagnosis;
}

} // namespace steward
