#pragma once

#include "local/keychain.h"
#include "local/keychain_jobs.h"

namespace steward {

/// The system's keychain: Secret Service or KWallet, Keychain on macOS, the credential store of Windows.
class SystemKeychain final : public Keychain {
public:
    static constexpr qsizetype largestSecret = 2560; ///< bytes: what an entry of Windows holds

    KeychainAvailability probe(const CallContext& limits) override;
    Result<std::optional<Secret>> read(const QUuid& keychainId, SecretKind kind, const CallContext& limits) override;
    Result<void>
    write(const QUuid& keychainId, SecretKind kind, const Secret& secret, const CallContext& limits) override;
    Result<void> remove(const QUuid& keychainId, SecretKind kind, const CallContext& limits) override;

private:
    Result<void> proveWritable(const CallContext& limits);

    KeychainJobs m_jobs;
};

} // namespace steward
