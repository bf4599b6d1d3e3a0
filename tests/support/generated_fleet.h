#pragma once

#include "support/rig_result.h"

#include <QByteArray>
#include <QString>

namespace steward::rig {

class EvolutionServer;
class PostgresServer;
class RedisServer;

/// A fleet of any size, the same in all three stores: organization i has one instance, one active row, both cache keys.
/// Every `disagreeEvery`-th instance says "close" on the server, which is a finding (0: none does).
struct GeneratedFleet {
    int size = 1000;
    int disagreeEvery = 0;

    static QByteArray organizationId(int index);
    static QByteArray instanceName(int index);

    void load(EvolutionServer& server) const;
    RigResult<void> load(PostgresServer& server, const QString& database) const;
    RigResult<void> load(RedisServer& server) const;
};

} // namespace steward::rig
