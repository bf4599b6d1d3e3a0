#pragma once

#include "support/evolution_server.h"
#include "support/postgres_server.h"
#include "support/redis_server.h"
#include "support/tls_authority.h"

#include <QList>
#include <QPair>

#include <memory>

namespace steward::rig {

/// How PostgreSQL and Redis are spoken to.
enum class SandboxTls {
    None,
    Verified ///< with certificates of an authority of the sandbox's own, which the variables name
};

/// Three private stores on free ports of 127.0.0.1, filled with the practice fleet. They end with the object; use it
/// on the main thread (see ServerProcess).
class Sandbox final {
    Q_DISABLE_COPY_MOVE(Sandbox)

public:
    explicit Sandbox(SandboxTls tls = SandboxTls::None);

    RigResult<void> start();
    /// The STEWARD_… variables that lead to the stores; they carry the stores' passwords.
    QList<QPair<QByteArray, QByteArray>> variables() const;
    /// Where the stores are and which processes they are, without a secret.
    QString description() const;

private:
    QString database() const { return QStringLiteral("practice"); }
    RigResult<void> makeServers();
    RigResult<void> sendChain(const CertificateFiles& files);

    SandboxTls m_tls;
    TlsAuthority m_authority;
    EvolutionServer m_server;
    std::unique_ptr<PostgresServer> m_postgres;
    std::unique_ptr<RedisServer> m_redis;
};

} // namespace steward::rig
