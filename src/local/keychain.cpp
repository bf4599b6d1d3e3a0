#include "local/keychain.h"

namespace steward {

Result<ProfileSecrets> Keychain::readAll(const QUuid& keychainId, const CallContext& limits)
{
    ProfileSecrets secrets;
    const auto fill = [&](SecretKind kind, Secret& secret) -> Result<void> {
        const Result<std::optional<Secret>> stored = read(keychainId, kind, limits);
        if (!stored)
            return std::unexpected(stored.error());
        secret = stored->value_or(Secret());
        return {};
    };
    Result<void> done = fill(SecretKind::ApiKey, secrets.apiKey);
    if (done)
        done = fill(SecretKind::DatabasePassword, secrets.databasePassword);
    if (done)
        done = fill(SecretKind::CachePassword, secrets.cachePassword);
    if (!done)
        return std::unexpected(done.error());
    return secrets;
}

Result<void> Keychain::writeAll(const QUuid& keychainId, const ProfileSecrets& secrets, const CallContext& limits)
{
    Result<void> done = write(keychainId, SecretKind::ApiKey, secrets.apiKey, limits);
    if (done)
        done = write(keychainId, SecretKind::DatabasePassword, secrets.databasePassword, limits);
    if (done)
        done = write(keychainId, SecretKind::CachePassword, secrets.cachePassword, limits);
    return done;
}

Result<void> Keychain::removeAll(const QUuid& keychainId, const CallContext& limits)
{
    Result<void> done;
    for (const auto kind : {SecretKind::ApiKey, SecretKind::DatabasePassword, SecretKind::CachePassword}) {
        // The others go even where one cannot: what is left over is named by the first error.
        if (const Result<void> removed = remove(keychainId, kind, limits); !removed && done)
            done = removed;
    }
    return done;
}

} // namespace steward
