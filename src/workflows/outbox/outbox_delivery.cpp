#include "workflows/outbox/outbox_delivery.h"

#include "workflows/journal/journal_folder.h"
#include "workflows/journal/process_lock.h"
#include "workflows/outbox/outbox.h"

namespace steward {

Result<qint64> OutboxDelivery::run(const Limits& limits)
{
    std::optional<Error> trouble;
    for (bool more = true; more && !trouble;) {
        const Result<bool> handled = handleNext(limits);
        if (handled)
            more = *handled;
        else
            trouble = handled.error();
    }
    if (m_run) {
        const Result<void> finished = m_run->finish(trouble ? OperationOutcome::Partial : OperationOutcome::Done);
        if (!finished && !trouble)
            trouble = finished.error();
    }
    if (trouble)
        return std::unexpected(*trouble);
    return m_delivered;
}

Result<bool> OutboxDelivery::handleNext(const Limits& limits)
{
    // From looking to removing: another process would tell the same message, after what follows it.
    const Result<ProcessLock> lock = ProcessLock::take(m_lockPath, JournalFolder::patience);
    if (!lock)
        return std::unexpected(lock.error());
    const auto next = m_table.next(m_task.profile, m_last);
    if (!next)
        return std::unexpected(next.error());
    if (!*next)
        return false;
    const OutboxMessage& kept = **next;
    m_last = kept.number;
    if (m_heldBack.contains(kept.message.instance))
        return true;
    const Result<bool> listens = somebodyListens(kept.message.channel, limits);
    if (!listens)
        return std::unexpected(listens.error());
    if (!*listens) {
        m_heldBack.insert(kept.message.instance);
        return true;
    }
    const Result<WorkerCount> told = publish(kept.message, limits);
    if (!told)
        return std::unexpected(told.error());
    if (told->workers == 0) {
        m_listens[kept.message.channel] = false;
        m_heldBack.insert(kept.message.instance);
        return true;
    }
    ++m_delivered;
    if (const Result<void> gone = m_table.remove(kept.number); !gone)
        return std::unexpected(gone.error());
    return true;
}

Result<bool> OutboxDelivery::somebodyListens(WorkerChannel channel, const Limits& limits)
{
    if (const auto known = m_listens.find(channel); known != m_listens.end())
        return known->second;
    const Result<WorkerCount> count = m_cache.listening(channel, limits);
    if (!count)
        return std::unexpected(count.error());
    const bool listens = count->workers != 0; // where it is not known, it is tried
    m_listens.emplace(channel, listens);
    return listens;
}

Result<WorkerCount> OutboxDelivery::publish(const WorkerMessage& message, const Limits& limits)
{
    if (!m_run) {
        Result<WorkflowRun> begun = WorkflowRun::begin(&m_journal, m_task);
        if (!begun)
            return std::unexpected(begun.error());
        m_run.emplace(std::move(*begun));
    }
    return m_run->write<WorkerCount>(
        tellingStep(message), [&] { return m_cache.publish(message, limits); },
        [](const WorkerCount& count, JournalFields& after) {
            if (count.workers)
                after.add(QStringLiteral("receivers"), *count.workers);
        });
}

JournalStep tellingStep(const WorkerMessage& message)
{
    JournalStep step{Store::Cache, tellingKind(), message.instance.text(), {}};
    step.before.add(QStringLiteral("channel"), workerChannelWord(message.channel));
    step.before.add(QStringLiteral("organization_id"), message.organizationId);
    return step;
}

} // namespace steward
