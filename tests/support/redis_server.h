#pragma once

#include "support/resp_client.h"
#include "support/rig_result.h"
#include "support/scratch_directory.h"
#include "support/server_process.h"
#include "support/tls_authority.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QStringList>

#include <optional>
#include <vector>

namespace steward::rig {

struct RedisOptions {
    std::optional<CertificateFiles> tls; ///< then tlsPort() speaks TLS beside the plain port
    QByteArray password;                 ///< of the default user; empty: none
    QStringList users;                   ///< ACL lines without "user": "bob on >secret ~whatsapp:* +@read"
    int replicaOfPort = 0;               ///< a master on 127.0.0.1
    QByteArray replicaOfPassword;
    bool cluster = false;
    int databases = 16;
    QStringList config; ///< further lines of redis.conf
};

/// A Redis of its own: plain TCP and a Unix socket always, TLS where a certificate is given. Nothing is saved.
class RedisServer final {
    Q_DISABLE_COPY_MOVE(RedisServer)

public:
    explicit RedisServer(RedisOptions options = {});
    ~RedisServer();

    RigResult<void> start();
    /// Ends it; start() brings it back empty, on the same ports.
    void stop();
    bool isRunning() { return m_process.isRunning(); }
    qint64 pid() const { return m_process.pid(); }

    QString host() const { return QStringLiteral("127.0.0.1"); }
    int port() const { return m_port; }
    int tlsPort() const { return m_tlsPort; }
    QString socketPath() const { return m_directory.filePath(QStringLiteral("redis.sock")); }
    /// redis://… of the default user.
    QString url(int database = 0) const;

    /// As the default user. An answer of type Error is the rig's error too.
    RigResult<RespValue> command(const QByteArrayList& arguments, int database = 0);
    /// Many commands at once, pipelined (100,000 keys in about a second).
    RigResult<void> load(const std::vector<QByteArrayList>& commands, int database = 0);
    QString log() const { return m_process.log(); }

private:
    RigResult<void> launch();
    RigResult<void> openClient(RespClient& client, int database);
    QByteArray configuration() const;

    RedisOptions m_options;
    ScratchDirectory m_directory;
    ServerProcess m_process;
    int m_port = 0;
    int m_tlsPort = 0;
};

} // namespace steward::rig
