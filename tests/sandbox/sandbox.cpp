#include "sandbox/sandbox.h"

#include "stores/practice/practice_fleet.h"
#include "support/practice_loader.h"

namespace steward::rig {

RigResult<void> Sandbox::start()
{
    if (auto done = m_server.start(); !done)
        return done;
    if (auto done = m_postgres.start(); !done)
        return done;
    if (auto done = m_redis.start(); !done)
        return done;
    if (auto done = m_postgres.createDatabase(database()); !done)
        return done;
    const std::shared_ptr<PracticeWorld> world = makePracticeFleet(); // now: ages and lifetimes are relative to it
    const PracticeLoader loader(*world);
    loader.load(m_server);
    if (auto done = loader.load(m_postgres, database()); !done)
        return done;
    return loader.load(m_redis);
}

QList<QPair<QByteArray, QByteArray>> Sandbox::variables() const
{
    return {
        {"STEWARD_EVOLUTION_URL", m_server.url().toUtf8()},
        {"STEWARD_EVOLUTION_API_KEY", m_server.apiKey()},
        {"STEWARD_DATABASE_URL", m_postgres.uri(database()).toUtf8()},
        {"STEWARD_REDIS_URL", m_redis.url().toUtf8()},
        {"STEWARD_ENVIRONMENT", "development"},
        {"STEWARD_WEBHOOK_URL", practiceWebhookTemplate().toUtf8()}};
}

QString Sandbox::description() const
{
    return QStringLiteral("server %1 within this process; PostgreSQL 127.0.0.1:%2, process %3; Redis 127.0.0.1:%4, "
                          "process %5")
        .arg(m_server.url())
        .arg(m_postgres.port())
        .arg(m_postgres.pid())
        .arg(m_redis.port())
        .arg(m_redis.pid());
}

} // namespace steward::rig
