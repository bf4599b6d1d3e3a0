#include "support/live_fleet.h"

#include <array>

namespace steward::rig {
namespace {

RigResult<std::unique_ptr<FaultProxy>> proxyBefore(int port)
{
    ProxyTarget target;
    target.port = port;
    auto proxy = std::make_unique<FaultProxy>(target);
    if (auto started = proxy->start(); !started)
        return std::unexpected(started.error());
    return proxy;
}

} // namespace

RigResult<void> LiveFleet::start(DatabaseWay way)
{
    if (auto done = server.start(); !done)
        return done;
    if (auto done = postgres.start(); !done)
        return done;
    if (auto done = redis.start(); !done)
        return done;
    if (auto done = postgres.createDatabase(database()); !done)
        return done;
    m_fleet.load(server);
    if (auto done = m_fleet.load(postgres, database()); !done)
        return done;
    if (auto done = m_fleet.load(redis); !done)
        return done;
    if (way == DatabaseWay::PgBouncer) {
        m_bouncer = std::make_unique<rig::PgBouncer>(postgres, PoolMode::Session);
        m_bouncer->setPoolSize(40);
        if (auto done = m_bouncer->start(); !done)
            return done;
    }
    const int database = m_bouncer ? m_bouncer->port() : postgres.port();
    const std::array places{
        std::pair{&serverProxy, server.port()}, std::pair{&postgresProxy, database},
        std::pair{&redisProxy, redis.port()}};
    for (const auto& [place, port] : places) {
        auto proxy = proxyBefore(port);
        if (!proxy)
            return std::unexpected(proxy.error());
        *place = std::move(*proxy);
    }
    return {};
}

void LiveFleet::heal()
{
    for (const std::unique_ptr<FaultProxy>* proxy : {&serverProxy, &postgresProxy, &redisProxy})
        (*proxy)->setMode({});
    server.clearFaults();
    server.setStarting(false);
}

ConnectionSettings LiveFleet::settings() const
{
    ConnectionSettings settings;
    settings.server.url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverProxy->port()));
    settings.server.apiKey = Secret(server.apiKey());
    settings.database.host = postgresProxy->host();
    settings.database.port = postgresProxy->port();
    settings.database.database = database();
    settings.database.user = postgres.superuser();
    settings.database.password = Secret(postgres.password());
    settings.cache.host = redisProxy->host();
    settings.cache.port = redisProxy->port();
    settings.webhookTemplate = QStringLiteral("https://hooks.example.org/whatsapp/{webhook_token}");
    return settings;
}

} // namespace steward::rig
