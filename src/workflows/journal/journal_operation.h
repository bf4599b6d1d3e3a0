#pragma once

#include "domain/error.h"
#include "workflows/journal/journal_values.h"
#include "workflows/journal/process_lock.h"

#include <vector>

namespace steward {

class Journal;

/// One operation under way, and the lock by which it belongs to this process. One that goes without finish() stays
/// unfinished, and is free for the next. Blocks; used on its journal's thread, and never longer than its journal.
class JournalOperation final {
    Q_DISABLE_COPY(JournalOperation)

public:
    JournalOperation(JournalOperation&&) = default;
    JournalOperation& operator=(JournalOperation&&) = default;
    ~JournalOperation() = default;

    const OperationId& id() const { return m_id; }

    /// Before the first write of a batch, in one commit: after an error none of them may be sent. Answers the first
    /// step's number; the others follow it.
    Result<qint64> writeIntents(const std::vector<JournalStep>& steps, Sending sending = Sending::Now);
    /// Before the calls of announced steps that were to be sent later, in one commit: after an error none may be.
    Result<void> writeSent(const std::vector<qint64>& steps);
    /// After the last answer of a batch, in one commit. A step whose result is missing counts as of unknown outcome.
    Result<void> writeResults(const std::vector<JournalStepResult>& results);
    /// The end; gives up the lock.
    Result<void> finish(OperationOutcome outcome);

private:
    friend class Journal;
    JournalOperation(Journal& journal, const OperationId& id, ProcessLock lock)
        : m_journal(&journal)
        , m_id(id)
        , m_lock(std::move(lock))
    {
    }

    Journal* m_journal;
    OperationId m_id;
    std::optional<ProcessLock> m_lock;
    qint64 m_steps = 0;
};

} // namespace steward
