#pragma once

#include "domain/diagnosis.h"
#include "domain/error.h"
#include "domain/store_records.h"
#include "stores/call_context.h"
#include "stores/store_rights.h"

#include <optional>
#include <vector>

namespace steward {

/// A cache key by what it names, so that nobody builds key text outside the adapter.
struct CacheKey {
    CacheKeyKind kind = CacheKeyKind::Instance;
    InstanceName name;  ///< for an instance key
    WebhookToken token; ///< for a token key
};

/// A value to write, for either key kind (DOMAIN, 3).
struct CacheValue {
    CacheKey key;
    OrganizationId organizationId;
    ClinicId clinicId;     ///< null is written as null
    QString displayName;   ///< "name"
    InstanceName instance; ///< "instance_name"
    std::optional<PhoneNumber> phone;
};

/// What came of one key.
enum class EntryEdit : quint8 {
    Done,
    Absent,
    ChangedSince, ///< it holds another value by now: left as it is
};

enum class WorkerChannel { Added, Removed };

/// Told to the workers; both names are needed by their subscriber, organizationId null is written as null.
struct WorkerMessage {
    WorkerChannel channel = WorkerChannel::Removed;
    InstanceName instance;
    OrganizationId organizationId;
};

/// How many workers heard a message, or listen: the channel's subscribers less Steward's own (steward:workstations);
/// nothing where that cannot be known, as where the ACL forbids to ask for those (WORKFLOWS, "Workers").
struct WorkerCount {
    std::optional<qint64> workers;
    bool operator==(const WorkerCount&) const = default;
};

/// Redis. Presence is decided by TTL, never by MGET's nil. A role other than master, LOADING, READONLY, NOPERM, MOVED,
/// a cluster, or a database without a key of ours beside one that holds keys: each is an error, none an empty cache.
class CachePort {
public:
    virtual ~CachePort() = default;

    /// Every entry of both key kinds that the keyspace holds (SCAN), and residue where asked for.
    virtual Result<CacheListing> scan(bool withResidue, const CallContext& limits) = 0;
    /// Those of the keys that are present (pipelined MGET and TTL).
    virtual Result<std::vector<CacheEntry>> read(const std::vector<CacheKey>& keys, const CallContext& limits) = 0;
    /// What each of the names left behind, in the order asked.
    virtual Result<std::vector<Residue>> residue(const std::vector<InstanceName>& names, const CallContext& limits) = 0;

    /// Whether all that may be done: its commands are queued in a transaction that is discarded, else the ACL is asked.
    /// The error names what is missing, or says that it cannot be found out.
    virtual Result<void> mayChange(const CacheRights& rights, const CallContext& limits) = 0;

    // Changes. Refused when read-only.
    /// SETEX with the names' lifetime.
    virtual Result<void> write(const CacheValue& value, const CallContext& limits) = 0;
    /// Deletes the keys; the answer is how many were there. A key that is not there is done.
    virtual Result<qint64> remove(const std::vector<CacheKey>& keys, const CallContext& limits) = 0;
    /// PUBLISH; the answer is how many workers got it.
    virtual Result<WorkerCount> publish(const WorkerMessage& message, const CallContext& limits) = 0;

    /// Deletes those whose value is still the one seen, by WATCH and MULTI, in the order asked. An entry of another
    /// type is compared by its type.
    virtual Result<std::vector<EntryEdit>>
    removeSeen(const std::vector<CacheEntry>& entries, const CallContext& limits) = 0;
    /// Gives those that never expire the names' lifetime; one that expires already is done.
    virtual Result<std::vector<EntryEdit>>
    limitLifetimes(const std::vector<CacheKey>& keys, const CallContext& limits) = 0;
    /// Deletes what the instances left behind (streams, dead messages, rate limiter); the answer is how many keys.
    virtual Result<qint64> clearResidue(const std::vector<InstanceName>& names, const CallContext& limits) = 0;
    /// publish() for many, pipelined, in their order. After an error some may have been sent.
    virtual Result<std::vector<WorkerCount>>
    publishAll(const std::vector<WorkerMessage>& messages, const CallContext& limits) = 0;

    /// How many workers listen there now (PUBSUB NUMSUB). Changes nothing. A worker that listens by a pattern
    /// (PSUBSCRIBE) hears a publish and is not counted here: 0 is said only where nobody listens by any pattern, else
    /// the answer is nothing.
    virtual Result<WorkerCount> listening(WorkerChannel channel, const CallContext& limits) = 0;

    virtual StoreDiagnosis diagnose(const CallContext& limits) = 0;
};

} // namespace steward
