#include "sandbox/sandbox.h"

#include "stores/practice/practice_fleet.h"
#include "support/practice_loader.h"

#include <QFile>

namespace steward::rig {

Sandbox::Sandbox(SandboxTls tls)
    : m_tls(tls)
{
}

/// Wine's own encryption finds an authority of one's own only where the server sends it.
RigResult<void> Sandbox::sendChain(const CertificateFiles& files)
{
    QFile sent(files.certificate);
    QFile authority(m_authority.caFile());
    if (!sent.open(QIODevice::Append) || !authority.open(QIODevice::ReadOnly) || sent.write(authority.readAll()) <= 0)
        return std::unexpected(QStringLiteral("the chain could not be written"));
    return {};
}

RigResult<void> Sandbox::makeServers()
{
    PostgresOptions postgres;
    RedisOptions redis;
    if (m_tls == SandboxTls::Verified) {
        if (auto made = m_authority.start(); !made)
            return made;
        const auto files = m_authority.certificate(CertificateKind::Valid);
        if (!files)
            return std::unexpected(files.error());
        if (auto sent = sendChain(*files); !sent)
            return sent;
        postgres.tls = *files;
        redis.tls = *files;
    }
    m_postgres = std::make_unique<PostgresServer>(postgres);
    m_redis = std::make_unique<RedisServer>(redis);
    return {};
}

RigResult<void> Sandbox::start()
{
    if (auto done = makeServers(); !done)
        return done;
    if (auto done = m_server.start(); !done)
        return done;
    if (auto done = m_postgres->start(); !done)
        return done;
    if (auto done = m_redis->start(); !done)
        return done;
    if (auto done = m_postgres->createDatabase(database()); !done)
        return done;
    const std::shared_ptr<PracticeWorld> world = makePracticeFleet(); // now: ages and lifetimes are relative to it
    const PracticeLoader loader(*world);
    loader.load(m_server);
    if (auto done = loader.load(*m_postgres, database()); !done)
        return done;
    return loader.load(*m_redis);
}

QList<QPair<QByteArray, QByteArray>> Sandbox::variables() const
{
    QList<QPair<QByteArray, QByteArray>> all{
        {"STEWARD_EVOLUTION_URL", m_server.url().toUtf8()},
        {"STEWARD_EVOLUTION_API_KEY", m_server.apiKey()},
        {"STEWARD_ENVIRONMENT", "development"},
        {"STEWARD_WEBHOOK_URL", practiceWebhookTemplate().toUtf8()}};
    QByteArray database = m_postgres->uri(this->database()).toUtf8();
    QByteArray redis = m_redis->url().toUtf8();
    if (m_tls == SandboxTls::Verified) {
        const QByteArray authority = m_authority.caFile().toUtf8();
        database += "?sslmode=verify-full";
        redis = QStringLiteral("rediss://%1:%2/0").arg(m_redis->host()).arg(m_redis->tlsPort()).toUtf8();
        all << QPair<QByteArray, QByteArray>{"STEWARD_DATABASE_CA_FILE", authority}
            << QPair<QByteArray, QByteArray>{"STEWARD_REDIS_CA_FILE", authority};
    }
    return all << QPair<QByteArray, QByteArray>{"STEWARD_DATABASE_URL", database}
               << QPair<QByteArray, QByteArray>{"STEWARD_REDIS_URL", redis};
}

QString Sandbox::description() const
{
    return QStringLiteral("server %1 within this process; PostgreSQL 127.0.0.1:%2, process %3; Redis 127.0.0.1:%4, "
                          "process %5")
        .arg(m_server.url())
        .arg(m_postgres->port())
        .arg(m_postgres->pid())
        .arg(m_redis->port())
        .arg(m_redis->pid());
}

} // namespace steward::rig
