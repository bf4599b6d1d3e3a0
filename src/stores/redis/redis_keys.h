#pragma once

#include "domain/store_names.h"
#include "stores/cache_port.h"

#include <array>
#include <optional>

namespace steward {

/// What a key in the keyspace is to us.
struct RedisFoundKey {
    CacheKeyKind kind = CacheKeyKind::Instance;
    QByteArray key;
};

enum class RedisResidueKind { Stream, DeadLetters, Bucket, BucketTimestamp };

struct RedisFoundResidue {
    RedisResidueKind kind = RedisResidueKind::Stream;
    InstanceName name;
};

/// The keys of the cache, built from and taken apart into raw bytes (DOMAIN, 3). Names never become patterns.
class RedisKeys final {
public:
    explicit RedisKeys(const StoreNames& names);

    QByteArray keyOf(const CacheKey& key) const;
    RedisFoundKey found(const CacheKey& key) const { return {key.kind, keyOf(key)}; }
    QByteArray residueKey(RedisResidueKind kind, const InstanceName& name) const;

    /// Nothing for a key of neither kind. Of two prefixes that fit the longer one is meant.
    std::optional<CacheKeyKind> kindOf(QByteArrayView key) const;
    std::optional<RedisFoundResidue> residueOf(const QByteArray& key) const;
    /// The key without its kind's prefix: the instance's name, or the token.
    QByteArray rest(const RedisFoundKey& key) const;

    /// SCAN patterns, of both key kinds and of the residue.
    std::vector<QByteArray> entryPatterns() const;
    QByteArray residuePattern() const;

    static QByteArray globEscaped(QByteArrayView text);

private:
    QByteArray m_instancePrefix;
    QByteArray m_tokenPrefix;
    QByteArray m_residuePrefix;
    std::array<std::pair<RedisResidueKind, QByteArray>, 4> m_suffixes;
};

} // namespace steward
