#include "workflows/journal/journal_operation.h"

#include "workflows/journal/journal.h"
#include "workflows/journal/journal_appender.h"
#include "workflows/journal/journal_bodies.h"

#include <QFile>

#include <algorithm>

namespace steward {

Result<qint64> JournalOperation::writeIntents(const std::vector<JournalStep>& steps, Sending sending)
{
    Q_ASSERT_X(m_lock && !steps.empty(), "JournalOperation", "nothing to write, or finished");
    const qint64 first = m_steps;
    const Result<void> written =
        m_journal->append([&](Timestamp now) { return JournalBodies::intents(now, m_id, first, steps, sending); });
    if (!written)
        return std::unexpected(written.error());
    m_steps += static_cast<qint64>(steps.size());
    return first;
}

Result<void> JournalOperation::writeSent(const std::vector<qint64>& steps)
{
    Q_ASSERT_X(m_lock && !steps.empty(), "JournalOperation", "nothing to write, or finished");
    return m_journal->append([&](Timestamp now) { return JournalBodies::sent(now, m_id, steps); });
}

Result<void> JournalOperation::writeResults(const std::vector<JournalStepResult>& results)
{
    Q_ASSERT_X(m_lock && !results.empty(), "JournalOperation", "nothing to write, or finished");
    Q_ASSERT(std::all_of(results.begin(), results.end(), [this](const JournalStepResult& result) {
        return result.step >= 0 && result.step < m_steps;
    }));
    return m_journal->append([&](Timestamp now) { return JournalBodies::results(now, m_id, results); });
}

Result<void> JournalOperation::finish(OperationOutcome outcome)
{
    Q_ASSERT_X(m_lock, "JournalOperation", "finished already");
    const Result<void> written =
        m_journal->append([&](Timestamp now) { return JournalBodies::finished(now, m_id, outcome); });
    if (!written)
        return written;
    m_lock.reset();
    QFile::remove(m_journal->folder().operationLockPath(m_id));
    return {};
}

} // namespace steward
