#pragma once

#include "domain/error.h"
#include "stores/call_context.h"
#include "workflows/creation/creation.h"
#include "workflows/execute/apply_times.h"
#include "workflows/session/change_result.h"
#include "workflows/session/session.h"
#include "workflows/session/workflow_observer.h"

#include <QJsonObject>

#include <vector>

namespace steward {

/// An operation that was interrupted, and what became of it.
struct ResumedOperation {
    JournalEntry entry;
    ChangeResult result;
};

/// Brings to its end what a process that is gone has left unfinished for this profile: looks at the three stores, goes
/// on or takes back, and notes the end in the journal. What somebody alive holds is left alone. Blocks.
class Resume final {
    Q_DISABLE_COPY_MOVE(Resume)

public:
    explicit Resume(Session session, CreationTimes times = {}, ApplyTimes applyTimes = {});

    /// What is to be resumed, oldest first, changing nothing. An error: the journal is damaged or unreadable.
    Result<std::vector<JournalEntry>> interrupted() const;
    /// Those of other workspaces, which this one leaves alone: by another address or environment, a workspace is
    /// another one.
    Result<std::vector<JournalEntry>> interruptedElsewhere() const;
    /// All of them, one after the other, and then tellWaiting().
    Result<std::vector<ResumedOperation>> resumeAll(WorkflowObserver& observer, const CallContext& limits);
    /// What no worker has heard yet is told again, where somebody listens.
    Result<void> tellWaiting(const CallContext& limits);

private:
    Result<std::optional<ResumedOperation>>
    resume(JournalEntry entry, WorkflowObserver& observer, const CallContext& limits);
    Result<void> readTrail(JournalEntry& entry) const;
    Result<std::vector<JournalEntry>> unfinished() const; ///< whosever they are, that nobody alive holds

    const Session m_session;
    const CreationTimes m_times;
    const ApplyTimes m_applyTimes;
};

/// 0 where each was done, or nothing of it; 3 where something is left for the next resume, 1 where something failed or
/// ended in part, 4 where all that is left was refused (CONTRACT, "Exit codes").
int exitCodeOf(const std::vector<ResumedOperation>& resumed);
QJsonObject resumedJson(const std::vector<ResumedOperation>& resumed);

} // namespace steward
