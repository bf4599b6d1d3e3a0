#include "stores/redis/redis_edits.h"

#include "stores/redis/redis_guarded_edits.h"
#include "stores/value_fingerprint.h"

#include <algorithm>

namespace steward {
namespace {

using Judged = Result<std::optional<EntryEdit>>;

} // namespace

Result<qint64> RedisEdits::unlink(qsizetype count, const Encode& encode, const CallContext& limits)
{
    const Result<qint64> removed = unlinkOnce(count, encode, limits);
    // Where it is not known, not one of them was carried out.
    if (removed || !m_session.fallsBackToDel(removed.error()))
        return removed;
    return unlinkOnce(count, encode, limits);
}

Result<qint64> RedisEdits::unlinkOnce(qsizetype count, const Encode& encode, const CallContext& limits)
{
    qint64 removed = 0;
    const auto handle = [&](qsizetype, RespValue&& reply) -> Result<void> {
        if (reply.isError())
            return std::unexpected(m_session.errors().refused(reply, RedisPurpose::Write));
        if (!reply.isInteger())
            return std::unexpected(m_session.errors().badAnswer(QStringLiteral("UNLINK"), RedisPurpose::Write));
        removed += reply.integer;
        return {};
    };
    if (Result<void> done = m_session.pipeline(count, encode, handle, RedisPurpose::Write, limits); !done)
        return std::unexpected(done.error());
    return removed;
}

Result<qint64> RedisEdits::remove(const std::vector<CacheKey>& keys, const CallContext& limits)
{
    const auto encode = [&](qsizetype index, QByteArray& out) {
        appendCommand(out, {m_session.removalCommand(), m_keys.keyOf(keys[static_cast<size_t>(index)])});
    };
    return unlink(static_cast<qsizetype>(keys.size()), encode, limits);
}

Result<qint64> RedisEdits::clearResidue(const std::vector<InstanceName>& names, const CallContext& limits)
{
    const auto encode = [&](qsizetype index, QByteArray& out) {
        const InstanceName& name = names[static_cast<size_t>(index)];
        appendCommand(
            out,
            {m_session.removalCommand(), m_keys.residueKey(RedisResidueKind::Stream, name),
             m_keys.residueKey(RedisResidueKind::DeadLetters, name), m_keys.residueKey(RedisResidueKind::Bucket, name),
             m_keys.residueKey(RedisResidueKind::BucketTimestamp, name)});
    };
    return unlink(static_cast<qsizetype>(names.size()), encode, limits);
}

Result<std::vector<EntryEdit>> RedisEdits::removeSeen(const std::vector<CacheEntry>& entries, const CallContext& limits)
{
    std::vector<RedisLook> looks;
    looks.reserve(entries.size());
    for (const CacheEntry& entry : entries) {
        looks.push_back(
            {m_keys.keyOf({entry.kind, entry.name, entry.token}),
             entry.state == CacheValueState::OtherType ? "TYPE" : "GET"});
    }
    const auto judge = [&](size_t index, const RespValue& reply) { return compared(entries[index], reply); };
    const auto encode = [this](const QByteArray& key, QByteArray& out) {
        appendCommand(out, {m_session.removalCommand(), key});
    };
    auto edited = RedisGuardedEdits(m_session, looks, judge, encode).run(limits);
    if (edited || !m_session.fallsBackToDel(edited.error()))
        return edited;
    if (Result<void> ready = m_session.ready(limits); !ready) // a refused transaction ends its connection
        return std::unexpected(ready.error());
    return RedisGuardedEdits(m_session, std::move(looks), judge, encode).run(limits);
}

Judged RedisEdits::compared(const CacheEntry& seen, const RespValue& reply) const
{
    if (reply.isError() && reply.text.startsWith("WRONGTYPE"))
        return EntryEdit::ChangedSince;
    if (reply.isError())
        return std::unexpected(m_session.errors().refused(reply, RedisPurpose::Read));
    const bool isType = seen.state == CacheValueState::OtherType;
    if (isType ? reply.text == "none" : reply.isNil())
        return EntryEdit::Absent;
    if (reply.kind != (isType ? RespValue::Kind::Status : RespValue::Kind::Text))
        return std::unexpected(
            m_session.errors().badAnswer(isType ? QStringLiteral("TYPE") : QStringLiteral("GET"), RedisPurpose::Read));
    const bool same = isType ? reply.text == seen.redisType.toUtf8() : fingerprintOf(reply.text) == seen.fingerprint;
    return same ? std::nullopt : std::optional(EntryEdit::ChangedSince);
}

Result<std::vector<EntryEdit>> RedisEdits::limitLifetimes(const std::vector<CacheKey>& keys, const CallContext& limits)
{
    std::vector<RedisLook> looks;
    looks.reserve(keys.size());
    for (const CacheKey& key : keys)
        looks.push_back({m_keys.keyOf(key), "TTL"});
    const auto judge = [&](size_t, const RespValue& reply) { return limited(reply); };
    const QByteArray lifetime = QByteArray::number(m_names.cacheLifetimeSeconds);
    const auto encode = [&lifetime](const QByteArray& key, QByteArray& out) {
        appendCommand(out, {"EXPIRE", key, lifetime});
    };
    return RedisGuardedEdits(m_session, std::move(looks), judge, encode).run(limits);
}

Judged RedisEdits::limited(const RespValue& reply) const
{
    if (reply.isError())
        return std::unexpected(m_session.errors().refused(reply, RedisPurpose::Read));
    if (!reply.isInteger())
        return std::unexpected(m_session.errors().badAnswer(QStringLiteral("TTL"), RedisPurpose::Read));
    if (reply.integer == -2)
        return EntryEdit::Absent;
    return reply.integer >= 0 ? std::optional(EntryEdit::Done) : std::nullopt;
}

} // namespace steward
