#include "stores/redis/redis_cache_adapter.h"

#include "stores/redis/redis_doctor.h"
#include "stores/redis/redis_edits.h"
#include "stores/redis/redis_entries.h"
#include "stores/redis/redis_keyspace.h"
#include "stores/redis/redis_residue.h"
#include "stores/redis/redis_rights.h"
#include "stores/redis/redis_workers.h"

#include <QSet>

#include <algorithm>

namespace steward {

RedisCacheAdapter::RedisCacheAdapter(const CacheSettings& settings, const StoreNames& names, RedisPlaceMemory memory)
    : m_settings(settings)
    , m_names(names)
    , m_keys(names)
    , m_session(settings, names, std::move(memory))
{
}

Result<CacheListing> RedisCacheAdapter::scan(bool withResidue, const CallContext& limits)
{
    assertWorkerThread();
    if (Result<void> ready = m_session.ready(limits); !ready)
        return std::unexpected(ready.error());
    RedisEntries entries(m_session, m_keys);
    std::vector<RedisFoundResidue> leftBehind;
    const Result<bool> found =
        RedisKeyspace(m_session, m_keys)
            .all(
                withResidue,
                [&](RedisKeyspace::Found&& page, RespCommands& commands) {
                    std::ranges::move(page.residues, std::back_inserter(leftBehind));
                    entries.ask(std::move(page.entries), commands);
                },
                [&entries](RespValue&& reply) { return entries.take(std::move(reply)); }, limits);
    if (!found)
        return std::unexpected(found.error());
    CacheListing listing;
    listing.residueAsked = withResidue;
    Result<std::vector<CacheEntry>> read = entries.finish(limits);
    if (!read)
        return *found ? readInPart(read.error()) : std::unexpected(read.error());
    listing.entries = std::move(*read);
    Result<std::vector<Residue>> residues = RedisResidue(m_session, m_keys, m_names).ofFound(leftBehind, limits);
    if (!residues)
        return *found ? readInPart(residues.error()) : std::unexpected(residues.error());
    listing.residues = std::move(*residues);
    if (Result<void> believed = believe(*found, limits); !believed)
        return std::unexpected(believed.error());
    return listing;
}

Result<std::vector<CacheEntry>> RedisCacheAdapter::read(const std::vector<CacheKey>& keys, const CallContext& limits)
{
    assertWorkerThread();
    if (Result<void> ready = m_session.ready(limits); !ready)
        return std::unexpected(ready.error());
    std::vector<RedisFoundKey> wanted;
    QSet<QByteArray> seen;
    for (const CacheKey& key : keys) {
        RedisFoundKey found = m_keys.found(key);
        if (!seen.contains(found.key)) {
            seen.insert(found.key);
            wanted.push_back(std::move(found));
        }
    }
    Result<std::vector<CacheEntry>> entries = RedisEntries(m_session, m_keys).fetch(std::move(wanted), limits);
    if (!entries)
        return entries;
    if (Result<void> believed = believe(!entries->empty(), limits); !believed)
        return std::unexpected(believed.error());
    return entries;
}

Result<std::vector<Residue>>
RedisCacheAdapter::residue(const std::vector<InstanceName>& names, const CallContext& limits)
{
    assertWorkerThread();
    if (Result<void> ready = m_session.ready(limits); !ready)
        return std::unexpected(ready.error());
    Result<std::vector<Residue>> residues = RedisResidue(m_session, m_keys, m_names).ofNames(names, limits);
    if (!residues)
        return residues;
    const bool any = std::any_of(residues->begin(), residues->end(), [](const Residue& one) { return one.any(); });
    if (Result<void> believed = believe(any, limits); !believed)
        return std::unexpected(believed.error());
    return residues;
}

Result<void> RedisCacheAdapter::believe(bool found, const CallContext& limits)
{
    if (found)
        m_session.provePlace();
    else if (const Result<RedisKeyspace::Place> place = RedisKeyspace(m_session, m_keys).place(limits); !place)
        return std::unexpected(place.error());
    return m_session.confirm(limits);
}

Result<void> RedisCacheAdapter::readyToChange(const CallContext& limits)
{
    if (m_settings.readOnly)
        return std::unexpected(m_session.errors().make(ErrorKind::ReadOnlyProfile, QStringLiteral("not sent")));
    return m_session.ready(limits);
}

template<class Change>
auto RedisCacheAdapter::changed(const CallContext& limits, const Change& change) -> decltype(change())
{
    assertWorkerThread();
    if (const Result<void> ready = readyToChange(limits); !ready)
        return std::unexpected(ready.error());
    return change();
}

Result<void> RedisCacheAdapter::mayChange(const CacheRights& rights, const CallContext& limits)
{
    return changed(limits, [&] { return RedisRights(m_session, m_settings).check(rights, m_keys, m_names, limits); });
}

Result<void> RedisCacheAdapter::write(const CacheValue& value, const CallContext& limits)
{
    assertWorkerThread();
    if (Result<void> ready = readyToChange(limits); !ready)
        return ready;
    const QByteArray key = m_keys.keyOf(value.key);
    const QByteArray lifetime = QByteArray::number(m_names.cacheLifetimeSeconds);
    const QByteArray json = CacheValueCodec::encode(value);
    const Result<RespValue> reply = m_session.ask({"SETEX", key, lifetime, json}, RedisPurpose::Write, limits);
    if (!reply)
        return std::unexpected(reply.error());
    if (reply->isError())
        return std::unexpected(m_session.errors().refused(*reply, RedisPurpose::Write));
    if (reply->text != "OK")
        return std::unexpected(m_session.errors().badAnswer(QStringLiteral("SETEX"), RedisPurpose::Write));
    return {};
}

Result<qint64> RedisCacheAdapter::remove(const std::vector<CacheKey>& keys, const CallContext& limits)
{
    return changed(limits, [&] { return RedisEdits(m_session, m_keys, m_names).remove(keys, limits); });
}

Result<std::vector<EntryEdit>>
RedisCacheAdapter::removeSeen(const std::vector<CacheEntry>& entries, const CallContext& limits)
{
    return changed(limits, [&] { return RedisEdits(m_session, m_keys, m_names).removeSeen(entries, limits); });
}

Result<std::vector<EntryEdit>>
RedisCacheAdapter::limitLifetimes(const std::vector<CacheKey>& keys, const CallContext& limits)
{
    return changed(limits, [&] { return RedisEdits(m_session, m_keys, m_names).limitLifetimes(keys, limits); });
}

Result<qint64> RedisCacheAdapter::clearResidue(const std::vector<InstanceName>& names, const CallContext& limits)
{
    return changed(limits, [&] { return RedisEdits(m_session, m_keys, m_names).clearResidue(names, limits); });
}

Result<WorkerCount> RedisCacheAdapter::publish(const WorkerMessage& message, const CallContext& limits)
{
    return changed(limits, [&] { return RedisWorkers(m_session, m_names).publish(message, limits); });
}

Result<std::vector<WorkerCount>>
RedisCacheAdapter::publishAll(const std::vector<WorkerMessage>& messages, const CallContext& limits)
{
    return changed(limits, [&] { return RedisWorkers(m_session, m_names).publishAll(messages, limits); });
}

Result<WorkerCount> RedisCacheAdapter::listening(WorkerChannel channel, const CallContext& limits)
{
    assertWorkerThread();
    if (Result<void> ready = m_session.ready(limits); !ready)
        return std::unexpected(ready.error());
    return RedisWorkers(m_session, m_names).listening(channel, limits);
}

StoreDiagnosis RedisCacheAdapter::diagnose(const CallContext& limits)
{
    assertWorkerThread();
    return RedisDoctor(m_settings, m_names).run(limits);
}

} // namespace steward
