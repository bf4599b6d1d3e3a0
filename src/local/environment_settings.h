#pragma once

#include "local/keychain.h"
#include "local/profile.h"

#include <QProcessEnvironment>

namespace steward {

/// A profile with its secrets, wherever both came from.
struct ResolvedProfile {
    Profile profile;
    ProfileSecrets secrets;
};

/// The STEWARD_… variables of the command line (CONTRACT, "steward-cli"). Errors name the variable, never its value.
class EnvironmentSettings final {
public:
    explicit EnvironmentSettings(const QProcessEnvironment& environment);

    /// Everything from the environment; its id tells different stores apart ("environment-" and a hash of their
    /// addresses). What is missing is named in one error.
    Result<ResolvedProfile> fromEnvironment() const;

    /// The profile's secrets: STEWARD_EVOLUTION_API_KEY and the passwords in STEWARD_DATABASE_URL and
    /// STEWARD_REDIS_URL where set, the keychain's for the rest. An address that is set without a password says that
    /// none is needed where the keychain cannot be asked. Blocks.
    Result<ResolvedProfile> withSecrets(const Profile& profile, Keychain& keychain, const CallContext& limits) const;

    /// What the keychain, or else a person, has to give for a profile: its variable gives none.
    std::vector<SecretKind> secretsNotGiven() const;

    /// The profile as the tables' owner sees its database, where STEWARD_DATABASE_OWNER_URL says how (guards only).
    Result<ResolvedProfile> asDatabaseOwner(ResolvedProfile resolved) const;

    /// Nothing where its variable is not set; an error where it cannot be one.
    Result<std::optional<Secret>> apiKey() const;

private:
    /// Of the three variables of stores those that are set.
    struct Given {
        std::optional<Secret> key;
        std::optional<DatabaseSettings> database;
        std::optional<CacheSettings> cache;
    };
    Result<Given> given() const;
    Result<std::optional<DatabaseSettings>> database(const char* variable) const;
    Result<std::optional<CacheSettings>> cache() const;
    Result<void> readOptions(Profile& profile) const;
    /// Authorities, and the certificate for Redis.
    Result<void> readFiles(Profile& profile) const;
    QString value(const char* variable) const;
    bool isSet(const char* variable) const { return !value(variable).isEmpty(); }

    QProcessEnvironment m_environment;
};

} // namespace steward
