#pragma once

#include "domain/ids.h"
#include "domain/store_records.h"
#include "stores/cache_port.h"

#include <QString>

namespace steward {

/// A message that no worker has heard yet.
struct OutboxMessage {
    qint64 number = 0; ///< in the order in which they were first told
    WorkerMessage message;
    OperationId operation; ///< by which it came to be
    Timestamp since{};
    QString profile; ///< its id
};

/// What came of telling the workers.
struct WorkersOutcome {
    std::optional<qint64> receivers; ///< nothing: not known
    bool pending = false;            ///< nobody heard it; the outbox keeps it
};

/// "added" or "removed", for JSON and the journal.
inline QString workerChannelWord(WorkerChannel channel)
{
    return channel == WorkerChannel::Added ? QStringLiteral("added") : QStringLiteral("removed");
}

} // namespace steward
