#pragma once

#include "local/keychain.h"

#include <QHash>
#include <QMutex>

namespace steward {

/// Keeps secrets in memory, for this session only: where the system has no keychain, and in practice.
class SessionKeychain final : public Keychain {
public:
    KeychainAvailability probe(const Limits& limits) override;
    Result<std::optional<Secret>> read(const QUuid& keychainId, SecretKind kind, const Limits& limits) override;
    Result<void> write(const QUuid& keychainId, SecretKind kind, const Secret& secret, const Limits& limits) override;
    Result<void> remove(const QUuid& keychainId, SecretKind kind, const Limits& limits) override;

private:
    QMutex m_mutex;
    QHash<std::pair<QUuid, int>, Secret> m_secrets;
};

} // namespace steward
