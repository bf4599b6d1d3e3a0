#include "stores/redis/redis_keys.h"

#include <algorithm>

namespace steward {

RedisKeys::RedisKeys(const StoreNames& names)
    : m_instancePrefix(names.instanceKeyPrefix)
    , m_tokenPrefix(names.tokenKeyPrefix)
    , m_residuePrefix(names.residuePrefix)
    , m_suffixes{{
          {RedisResidueKind::Stream, names.streamSuffix},
          {RedisResidueKind::DeadLetters, names.deadLetterSuffix},
          {RedisResidueKind::Bucket, names.bucketSuffix},
          {RedisResidueKind::BucketTimestamp, names.bucketTimestampSuffix},
      }}
{
    // The longest first, so that a suffix which ends another one does not hide it.
    std::stable_sort(m_suffixes.begin(), m_suffixes.end(), [](const auto& a, const auto& b) {
        return a.second.size() > b.second.size();
    });
}

QByteArray RedisKeys::keyOf(const CacheKey& key) const
{
    return key.kind == CacheKeyKind::Instance ? m_instancePrefix + key.name.utf8() : m_tokenPrefix + key.token.reveal();
}

QByteArray RedisKeys::residueKey(RedisResidueKind kind, const InstanceName& name) const
{
    const auto suffix =
        std::find_if(m_suffixes.begin(), m_suffixes.end(), [kind](const auto& entry) { return entry.first == kind; });
    return m_residuePrefix + name.utf8() + suffix->second;
}

std::optional<CacheKeyKind> RedisKeys::kindOf(QByteArrayView key) const
{
    const bool instance = key.startsWith(m_instancePrefix);
    const bool token = key.startsWith(m_tokenPrefix);
    if (!instance && !token)
        return {};
    if (instance && token)
        return m_tokenPrefix.size() > m_instancePrefix.size() ? CacheKeyKind::Token : CacheKeyKind::Instance;
    return instance ? CacheKeyKind::Instance : CacheKeyKind::Token;
}

std::optional<RedisFoundResidue> RedisKeys::residueOf(const QByteArray& key) const
{
    if (!key.startsWith(m_residuePrefix))
        return {};
    for (const auto& [kind, suffix] : m_suffixes) {
        const qsizetype size = key.size() - m_residuePrefix.size() - suffix.size();
        if (size >= 0 && key.endsWith(suffix))
            return RedisFoundResidue{kind, InstanceName::fromUtf8(key.mid(m_residuePrefix.size(), size))};
    }
    return {};
}

QByteArray RedisKeys::rest(const RedisFoundKey& key) const
{
    return key.key.mid(key.kind == CacheKeyKind::Instance ? m_instancePrefix.size() : m_tokenPrefix.size());
}

std::vector<QByteArray> RedisKeys::entryPatterns() const
{
    return {globEscaped(m_instancePrefix) + '*', globEscaped(m_tokenPrefix) + '*'};
}

QByteArray RedisKeys::residuePattern() const
{
    return globEscaped(m_residuePrefix) + '*';
}

QByteArray RedisKeys::globEscaped(QByteArrayView text)
{
    QByteArray escaped;
    for (const char character : text) {
        if (QByteArrayView("*?[]\\^-").contains(character))
            escaped += '\\';
        escaped += character;
    }
    return escaped;
}

} // namespace steward
