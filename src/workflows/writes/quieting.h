#pragma once

#include "domain/error.h"
#include "domain/instance_name.h"
#include "domain/store_records.h"
#include "workflows/journal/journal_values.h"

#include <QStringList>

#include <optional>

namespace steward {

class ServerPort;
class WorkflowRun;
struct CallContext;
struct ServerDeletionTimes;

/// Whether a server posts what it would repeat for 20 minutes before it cleans up by name, and what was done about it
/// (WORKFLOWS, "Deletion", quiet).
struct Quietness {
    bool isQuiet = false; ///< webhook/find was read without the two events, just before the request
    QStringList takenOut; ///< names of events, added again where the instance stays
    bool wasOn = false;
    std::optional<Error> trouble; ///< why it is not quiet
};

/// What an operation has done about an instance's webhook, by its records in their order.
class QuietTrail final {
public:
    /// Its call went out, or may have.
    void sent(JournalAction action, const QJsonObject& before);
    void answered(JournalAction action, StepOutcome outcome);

    /// What was taken out and not added again; of it that alone is told.
    const Quietness& taken() const { return m_taken; }
    /// It is to be added again where the instance stays. False also where a deletion went out that was not refused:
    /// the instance may go all the same, and the server would clean up by name later.
    bool isToWake() const { return !m_taken.takenOut.isEmpty() && !m_mayBeGoing; }

private:
    Quietness m_taken;
    bool m_mayBeGoing = false;
};
QuietTrail quietTrailOf(const JournalEntry& entry, const InstanceName& name);

/// Sets an instance's webhook so that a log-out or a deletion leaves nothing behind that would hit the next instance of
/// its name. Everything else of the webhook stays as it was found. Blocks.
class Quieting final {
    Q_DISABLE_COPY_MOVE(Quieting)

public:
    Quieting(ServerPort& server, WorkflowRun& run, const ServerDeletionTimes& times)
        : m_server(server)
        , m_run(run)
        , m_times(times)
    {
    }

    /// Never fails: what could not be made quiet is not. An instance that is gone by both witnesses is quiet.
    Quietness quieten(const InstanceName& name, const CallContext& limits);
    /// For an instance that stays: what was taken out is added again, unless it stands there. An error: it was not, and
    /// says so.
    Result<void> wake(const InstanceName& name, const Quietness& quietness, const CallContext& limits);

private:
    ServerPort& m_server;
    WorkflowRun& m_run;
    const ServerDeletionTimes& m_times;
};

/// The intent to quieten: of the webhook only the names of the events taken out, and whether it was on.
JournalStep quietingStep(const InstanceName& name, const WebhookSettings& webhook);
/// What the read-back after webhook/set says.
Quietness readBackQuietness(
    ServerPort& server, const InstanceName& name, const WebhookSettings& found, const Result<void>& set,
    const ServerDeletionTimes& times, const CallContext& limits);
/// Notes with the intent of a log-out or a deletion whether it is quiet.
void noteQuiet(JournalFields& fields, bool isQuiet);
bool isNotedQuiet(const JournaledStep& step);

/// Why what needs a quiet server was not begun. `cause`: why it is not quiet.
Error notQuietError(const std::optional<Error>& cause);

} // namespace steward
