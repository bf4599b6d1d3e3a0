#pragma once

#include "local/keychain.h"

#include <QHash>
#include <QMutex>

namespace steward {

/// Keeps secrets in memory, for this session only: where the system has no keychain, and in practice.
class SessionKeychain final : public Keychain {
public:
    KeychainAvailability probe(const CallContext& limits) override;
    Result<std::optional<Secret>> read(const QUuid& keychainId, SecretKind kind, const CallContext& limits) override;
    Result<void>
    write(const QUuid& keychainId, SecretKind kind, const Secret& secret, const CallContext& limits) override;
    Result<void> remove(const QUuid& keychainId, SecretKind kind, const CallContext& limits) override;

private:
    QMutex m_mutex;
    QHash<std::pair<QUuid, int>, Secret> m_secrets;
};

} // namespace steward
