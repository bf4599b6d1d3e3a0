#pragma once

#include "stores/practice/practice_world.h"
#include "support/rig_result.h"

#include <QString>

namespace steward::rig {

class EvolutionServer;
class PostgresServer;
class RedisServer;

/// Writes what a practice world holds into real stores, as their own writers would have: instances with memory and
/// webhook, the database as it is found with every row, cache entries with what is left of their lifetime (unreadable
/// ones too), queues with their worker group. The world stays as it is. Call for stores that are empty.
class PracticeLoader final {
    Q_DISABLE_COPY_MOVE(PracticeLoader)

public:
    explicit PracticeLoader(PracticeWorld& world);

    void load(EvolutionServer& server) const;
    /// The database must have been created with the schema as found.
    RigResult<void> load(PostgresServer& server, const QString& database) const;
    RigResult<void> load(RedisServer& server) const;

private:
    PracticeState m_state;
    Timestamp m_now;
};

} // namespace steward::rig
