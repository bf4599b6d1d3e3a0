#pragma once

#include "domain/error.h"
#include "local/profile.h"
#include "stores/call_context.h"

#include <QUuid>

#include <optional>

namespace steward {

enum class SecretKind : quint8 { ApiKey, DatabasePassword, CachePassword };

enum class KeychainState : quint8 {
    Persistent,  ///< secrets are kept across starts, by the system
    SessionOnly, ///< secrets are forgotten when Steward ends
    Unavailable, ///< no keychain service, or it is locked: use a SessionKeychain and say so
};

struct KeychainAvailability {
    KeychainState state = KeychainState::Unavailable;
    QString sentence; ///< for the person; empty where persistent
    QString detail;   ///< for the log

    bool persistent() const { return state == KeychainState::Persistent; }
};

/// Where the secrets of profiles are kept, by Profile::keychainId. Calls block and belong on a worker thread; an
/// implementation may be called from several.
class Keychain {
public:
    virtual ~Keychain() = default;

    /// Whether secrets can be kept: proven by a write, since a locked keychain answers a read with "no such entry".
    virtual KeychainAvailability probe(const CallContext& limits) = 0;
    /// Nothing where none is stored; an error where that is not known.
    virtual Result<std::optional<Secret>> read(const QUuid& keychainId, SecretKind kind, const CallContext& limits) = 0;
    /// An empty secret removes the entry.
    virtual Result<void>
    write(const QUuid& keychainId, SecretKind kind, const Secret& secret, const CallContext& limits) = 0;
    /// An entry that is not there is removed.
    virtual Result<void> remove(const QUuid& keychainId, SecretKind kind, const CallContext& limits) = 0;

    /// All three; empty where none is stored.
    Result<ProfileSecrets> readAll(const QUuid& keychainId, const CallContext& limits);
    Result<void> writeAll(const QUuid& keychainId, const ProfileSecrets& secrets, const CallContext& limits);
    Result<void> removeAll(const QUuid& keychainId, const CallContext& limits);
};

} // namespace steward
