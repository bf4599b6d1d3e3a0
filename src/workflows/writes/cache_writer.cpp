#include "workflows/writes/cache_writer.h"

#include "domain/token_digest.h"
#include "workflows/base/waiting.h"
#include "workflows/writes/repeated.h"

namespace steward {
namespace {

/// A token key stands in the journal by its digest alone.
QString journalKey(const CacheKey& key)
{
    return key.kind == CacheKeyKind::Instance ? key.name.text() : TokenDigest::of(key.token).text();
}

JournalStep stepFor(JournalAction action, const QString& target, const std::vector<QByteArray>& items, size_t place)
{
    return {action, target, {}, items.empty() ? QByteArray() : items[place]};
}

/// Of the only one that was asked for.
Result<EntryEdit> firstOf(const Result<std::vector<EntryEdit>>& edits)
{
    return edits ? Result<EntryEdit>(edits->front()) : std::unexpected(edits.error());
}

Result<void> withoutCount(const Result<qint64>& removed)
{
    return removed ? Result<void>() : std::unexpected(removed.error());
}

} // namespace

CacheKey keyOf(const CacheEntry& entry)
{
    return entry.kind == CacheKeyKind::Instance ? CacheKey{entry.kind, entry.name, {}}
                                                : CacheKey{entry.kind, {}, entry.token};
}

Result<void> CacheWriter::write(const CacheValue& value, const CallContext& limits)
{
    return writeRepeated<void>(
        m_run, {JournalAction::WriteEntry, journalKey(value.key)},
        [&] { return m_cache.write(value, oneCall(m_call, limits)); }, limits);
}

Result<EntryEdit> CacheWriter::dropSeen(const CacheEntry& entry, const CallContext& limits)
{
    return firstOf(writeRepeated<std::vector<EntryEdit>>(
        m_run, {JournalAction::DropEntry, journalKey(keyOf(entry))},
        [&] { return m_cache.removeSeen({entry}, oneCall(m_call, limits)); }, limits));
}

Result<EntryEdit> CacheWriter::limitLifetime(const CacheKey& key, const CallContext& limits)
{
    return firstOf(writeRepeated<std::vector<EntryEdit>>(
        m_run, {JournalAction::SetLifetime, journalKey(key)},
        [&] { return m_cache.limitLifetimes({key}, oneCall(m_call, limits)); }, limits));
}

Result<void>
CacheWriter::drop(const std::vector<CacheKey>& keys, const CallContext& limits, const std::vector<QByteArray>& items)
{
    if (keys.empty())
        return {};
    std::vector<JournalStep> steps;
    steps.reserve(keys.size());
    for (const CacheKey& key : keys)
        steps.push_back(stepFor(JournalAction::DropEntry, journalKey(key), items, steps.size()));
    return withoutCount(writeAllRepeated<qint64>(
        m_run, steps, [&] { return m_cache.remove(keys, oneCall(m_call, limits)); }, limits));
}

Result<void> CacheWriter::clearResidue(
    const std::vector<InstanceName>& names, const CallContext& limits, const std::vector<QByteArray>& items)
{
    if (names.empty())
        return {};
    std::vector<JournalStep> steps;
    steps.reserve(names.size());
    for (const InstanceName& name : names)
        steps.push_back(stepFor(JournalAction::ClearResidue, name.text(), items, steps.size()));
    return withoutCount(writeAllRepeated<qint64>(
        m_run, steps, [&] { return m_cache.clearResidue(names, oneCall(m_call, limits)); }, limits));
}

} // namespace steward
