#pragma once

#include "domain/diagnosis.h"
#include "stores/redis/redis_keys.h"
#include "stores/redis/redis_session.h"

#include <optional>

namespace steward {

/// Looks at a Redis step by step over a connection of its own, and changes nothing.
class RedisDoctor final {
public:
    RedisDoctor(const CacheSettings& settings, const StoreNames& names);
    Q_DISABLE_COPY_MOVE(RedisDoctor)

    StoreDiagnosis run(const CallContext& limits);

private:
    /// False where the rest cannot be looked at.
    bool lookAtConnection(const CallContext& limits);
    bool lookAtServer(const CallContext& limits);
    void lookAtKeys(const CallContext& limits);
    void lookAtPlace(const CallContext& limits);
    void lookAtChanges(const CallContext& limits);
    void addRefusedConnection(const Error& error);
    void addTls();
    void addVersion();
    std::vector<std::vector<QByteArray>> changingCommands() const;
    void addRight(CheckId id, const Result<std::optional<bool>>& right, ErrorKind missing);
    void add(Check check) { m_diagnosis.checks.push_back(std::move(check)); }
    void fail(CheckId id, const Error& error);

    /// The first error of each kind of keys.
    struct Refusals {
        std::optional<Error> ofEntries; ///< also where no answer came
        std::optional<Error> ofResidue;
    };
    /// Runs commands that only read, in one round trip: first so many of entries, then those of what was left behind.
    Refusals
    tryReading(const std::vector<std::vector<QByteArray>>& commands, size_t ofEntries, const CallContext& limits);
    CacheKey probe(CacheKeyKind kind) const;

    CacheSettings m_settings;
    StoreNames m_names;
    RedisKeys m_keys;
    RedisSession m_session;
    StoreDiagnosis m_diagnosis;
    QByteArray m_probeName; ///< random: no key of it exists
};

} // namespace steward
