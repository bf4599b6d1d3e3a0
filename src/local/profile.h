#pragma once

#include "domain/environment.h"
#include "domain/ignore_patterns.h"
#include "domain/role.h"
#include "domain/store_names.h"
#include "stores/connection_settings.h"

#include <QUuid>

#include <chrono>
#include <vector>

namespace steward {

/// The three secrets of a profile. They live in the keychain, never in a file. The database owner's password (guards)
/// is never kept.
struct ProfileSecrets {
    Secret apiKey;
    Secret databasePassword;
    Secret cachePassword;
    bool operator==(const ProfileSecrets&) const = default;
};

/// One set of stores that belong together, with everything but its secrets.
struct Profile {
    struct Database {
        QString host; ///< a name, an address, or a directory for a Unix socket
        int port = 5432;
        QString database;
        QString user;
        QString sslMode; ///< empty: verify-full beyond loopback, prefer on it
        QString caFile;  ///< in place of the system's certificates and the profile's
        bool operator==(const Database&) const = default;
    };
    struct Cache {
        CacheSettings::Transport transport = CacheSettings::Transport::Tcp;
        QString host;
        int port = 6379;
        QString socketPath;
        QString user;
        int database = 0;
        QString caFile;          ///< in place of the system's certificates and the profile's
        QString certificateFile; ///< what it is shown where it asks for a client certificate
        QString keyFile;
        bool operator==(const Cache&) const = default;
    };

    QString id;       ///< file name without ending; empty until first saved
    QUuid keychainId; ///< under which the keychain holds the secrets; made new on import, null until first saved
    QString name;     ///< for people
    Environment environment = Environment::Production;
    bool readOnly = false;
    Role role = Role::Administrator;
    QString serverUrl;    ///< http or https, without user info
    QString serverCaFile; ///< in place of the system's certificates and the profile's
    Database database;
    Cache cache;
    QString caFile; ///< for all three, beside the system's certificates
    bool allowInsecure = false;
    IgnorePatterns ignore;
    /// Protected instances that have no row to carry the flag (WORKFLOWS, "Plans, breakers, staleness").
    std::vector<InstanceName> protectedInstances;
    QString webhookTemplate; ///< with {webhook_token} or {instance_name}; empty: none
    StoreNames names;
    std::chrono::minutes pendingGrace{10};
    std::chrono::minutes stuckPairingAfter{10};
    std::chrono::minutes readEvery{5}; ///< by itself; 0: never, at most 60

    bool operator==(const Profile&) const = default;

    bool protects(const InstanceName& instance) const;
    /// An error names what the profile lacks. `dataDirectory` is where the system's certificates may be written.
    Result<ConnectionSettings> toConnectionSettings(const ProfileSecrets& secrets, const QString& dataDirectory) const;
};

/// An error where the template is no http(s) address, holds a user or password, or other braces than
/// {webhook_token} and {instance_name}. An empty one is fine.
Result<void> checkWebhookTemplate(const QString& urlTemplate);

} // namespace steward
