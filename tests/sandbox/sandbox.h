#pragma once

#include "support/evolution_server.h"
#include "support/postgres_server.h"
#include "support/redis_server.h"

#include <QList>
#include <QPair>

namespace steward::rig {

/// Three private stores on free ports of 127.0.0.1, filled with the practice fleet. They end with the object; use it
/// on the main thread (see ServerProcess).
class Sandbox final {
    Q_DISABLE_COPY_MOVE(Sandbox)

public:
    Sandbox() = default;

    RigResult<void> start();
    /// The STEWARD_… variables that lead to the stores; they carry the stores' passwords.
    QList<QPair<QByteArray, QByteArray>> variables() const;
    /// Where the stores are and which processes they are, without a secret.
    QString description() const;

private:
    QString database() const { return QStringLiteral("practice"); }

    EvolutionServer m_server;
    PostgresServer m_postgres;
    RedisServer m_redis;
};

} // namespace steward::rig
