#include "bench/bench_stores.h"

namespace steward::bench {
namespace {

const QString name = QStringLiteral("bench");

} // namespace

rig::RigResult<void> BenchStores::start(const rig::GeneratedFleet& fleet)
{
    if (auto done = server.start(); !done)
        return done;
    fleet.load(server);
    if (auto done = database.start(); !done)
        return done;
    if (auto done = database.createDatabase(name); !done)
        return done;
    if (auto done = fleet.load(database, name); !done)
        return done;
    if (auto done = cache.start(); !done)
        return done;
    return fleet.load(cache);
}

QByteArrayList BenchStores::environment() const
{
    return {
        "STEWARD_EVOLUTION_URL=" + server.url().toUtf8(), "STEWARD_EVOLUTION_API_KEY=" + server.apiKey(),
        "STEWARD_DATABASE_URL=" + database.uri(name).toUtf8(), "STEWARD_REDIS_URL=" + cache.url().toUtf8(),
        "STEWARD_ENVIRONMENT=development"};
}

} // namespace steward::bench
