#pragma once

#include "domain/error.h"
#include "domain/secret.h"
#include "domain/store_names.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace steward {

/// How the Evolution API server is reached. HTTPS is verified against caFile, else the system's certificates.
struct ServerSettings {
    QUrl url; ///< http or https, may have a base path; no user info
    Secret apiKey;
    QString caFile;             ///< in place of the system's certificates
    bool allowInsecure = false; ///< plain http beyond loopback; a profile has to say so
    bool readOnly = false;
    QString addedCaFile; ///< beside the system's certificates

    /// From http(s)://host[:port][/base/path]. User info, a query and a fragment are refused. The error never repeats
    /// the URL.
    static Result<ServerSettings> fromUrl(const QString& url);
};

/// How PostgreSQL is reached.
struct DatabaseSettings {
    QString host; ///< a name, an address, or a directory for a Unix socket
    int port = 5432;
    QString database;
    QString user;
    Secret password;
    QString sslMode;            ///< empty: verify-full beyond loopback, prefer on it
    QString caFile;             ///< in place of the system's certificates
    bool allowInsecure = false; ///< a weaker sslmode than verify-full beyond loopback; a profile has to say so
    bool readOnly = false;
    QString dataDirectory; ///< where the system's certificates are written as one file for libpq 15
    QString addedCaFile;   ///< beside the system's certificates

    /// From a libpq URI (postgresql://user:password@host:port/database?sslmode=…&sslrootcert=…). Parameters other than
    /// sslmode, sslrootcert, host and port are refused by name. The error never repeats the URI.
    static Result<DatabaseSettings> fromUri(const QString& uri);
};

/// How Redis is reached.
struct CacheSettings {
    enum class Transport { Tcp, Tls, Unix };
    Transport transport = Transport::Tcp;
    QString host;
    int port = 6379;
    QString socketPath; ///< for Unix
    QString user;       ///< empty: the default user
    Secret password;
    int database = 0;
    QString caFile;             ///< in place of the system's certificates
    bool allowInsecure = false; ///< plain TCP beyond loopback; a profile has to say so
    bool readOnly = false;
    QString addedCaFile;     ///< beside the system's certificates
    QString certificateFile; ///< PEM: what Redis is shown where it asks for a client certificate, its chain behind it
    QString keyFile;         ///< PEM, without a passphrase

    /// From redis://[user][:password]@host[:port][/db], rediss://…, unix://[user:password@]/path; for each also ?db=N,
    /// other parameters are refused by name. The error never repeats the URL.
    static Result<CacheSettings> fromUrl(const QString& url);
};

struct ConnectionSettings {
    ServerSettings server;
    DatabaseSettings database;
    CacheSettings cache;
    StoreNames names;
    /// With {webhook_token} or {instance_name}; empty where none is set.
    QString webhookTemplate;
};

/// True for localhost, 127.0.0.0/8, ::1 and Unix sockets; false for a list of hosts.
bool isLoopbackHost(const QString& host);

} // namespace steward
