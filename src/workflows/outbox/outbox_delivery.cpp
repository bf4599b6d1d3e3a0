#include "workflows/outbox/outbox_delivery.h"

#include "workflows/journal/journal.h"
#include "workflows/journal/process_lock.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/outbox/outbox.h"

#include <utility>

namespace steward {
namespace {

// Whoever has news of an instance waits for one batch at most.
constexpr int batchSize = 50;

} // namespace

Result<qint64> OutboxDelivery::run(const CallContext& limits)
{
    Result<bool> more = true;
    while (more && *more)
        more = handleBatch(limits);
    Result<void> finished;
    if (m_operation)
        finished = m_operation->finish(more ? OperationOutcome::Done : OperationOutcome::Partial);
    if (!more)
        return std::unexpected(more.error());
    if (!finished)
        return std::unexpected(finished.error());
    return m_delivered;
}

Result<bool> OutboxDelivery::handleBatch(const CallContext& limits)
{
    // From looking to removing: another process would tell the same message, after what follows it.
    const Result<ProcessLock> lock = ProcessLock::take(m_lockPath, JournalFolder::timeout);
    if (!lock)
        return std::unexpected(lock.error());
    Result<std::vector<OutboxMessage>> next = m_table.next(m_task.profile, m_last, batchSize);
    if (!next)
        return std::unexpected(next.error());
    if (next->empty())
        return false;
    m_last = next->back().number;
    Result<std::vector<OutboxMessage>> messages = withListeners(std::move(*next), limits);
    if (messages && !messages->empty())
        messages = stillTrue(std::move(*messages), limits);
    if (!messages)
        return std::unexpected(messages.error());
    const Result<void> told = messages->empty() ? Result<void>() : tell(*messages, limits);
    if (!told)
        return std::unexpected(told.error());
    return true;
}

Result<std::vector<OutboxMessage>>
OutboxDelivery::withListeners(std::vector<OutboxMessage> messages, const CallContext& limits)
{
    std::vector<OutboxMessage> heardOf;
    for (OutboxMessage& one : messages) {
        if (m_heldBack.contains(one.message.instance))
            continue;
        const Result<bool> listens = somebodyListens(one.message.channel, limits);
        if (!listens)
            return std::unexpected(listens.error());
        if (*listens)
            heardOf.push_back(std::move(one));
        else
            m_heldBack.insert(one.message.instance);
    }
    return heardOf;
}

Result<std::vector<OutboxMessage>>
OutboxDelivery::stillTrue(std::vector<OutboxMessage> messages, const CallContext& limits)
{
    std::vector<WorkerMessage> asked;
    asked.reserve(messages.size());
    for (const OutboxMessage& one : messages)
        asked.push_back(one.message);
    const std::vector<KeptNews> verdicts = m_judge(asked, limits);
    std::vector<OutboxMessage> told;
    std::vector<OutboxMessage> stale;
    for (size_t place = 0; place < messages.size(); ++place) {
        OutboxMessage& one = messages[place];
        if (m_heldBack.contains(one.message.instance))
            continue;
        switch (verdicts.at(place)) {
        case KeptNews::Tell:
            told.push_back(std::move(one));
            break;
        case KeptNews::Drop:
            stale.push_back(std::move(one));
            break;
        case KeptNews::Wait:
            m_heldBack.insert(one.message.instance);
            break;
        }
    }
    const Result<void> dropped = stale.empty() ? Result<void>() : drop(stale);
    return dropped ? Result<std::vector<OutboxMessage>>(std::move(told)) : std::unexpected(dropped.error());
}

Result<void> OutboxDelivery::drop(const std::vector<OutboxMessage>& stale)
{
    const Result<qint64> first = announce(stale, true);
    if (!first)
        return std::unexpected(first.error());
    std::vector<JournalStepResult> results;
    std::vector<qint64> numbers;
    for (const OutboxMessage& one : stale) {
        results.push_back({*first + std::ssize(results), StepOutcome::Unchanged, {}});
        numbers.push_back(one.number);
    }
    if (const Result<void> gone = m_table.remove(numbers); !gone)
        return gone;
    return m_operation->writeResults(results);
}

Result<bool> OutboxDelivery::somebodyListens(WorkerChannel channel, const CallContext& limits)
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

Result<qint64> OutboxDelivery::announce(const std::vector<OutboxMessage>& messages, bool areDropped)
{
    if (!m_operation) {
        Result<JournalOperation> started = m_journal.begin(m_task);
        if (!started)
            return std::unexpected(started.error());
        m_operation.emplace(std::move(*started));
    }
    std::vector<JournalStep> steps;
    for (const OutboxMessage& one : messages) {
        steps.push_back(tellingStep(one.message));
        if (areDropped)
            noteDropped(steps.back());
    }
    return m_operation->writeIntents(steps);
}

Result<void> OutboxDelivery::tell(const std::vector<OutboxMessage>& messages, const CallContext& limits)
{
    const Result<qint64> first = announce(messages);
    if (!first)
        return std::unexpected(first.error());
    std::vector<JournalStepResult> results;
    std::vector<qint64> heard;
    std::optional<Error> trouble;
    for (const OutboxMessage& one : messages) {
        JournalStepResult result{*first + std::ssize(results), StepOutcome::Failed, {}}; // not sent, as it stands
        if (!trouble && !m_heldBack.contains(one.message.instance)) {
            const Result<bool> isHeard = tell(one.message, result, limits);
            if (!isHeard)
                trouble = isHeard.error();
            else if (*isHeard)
                heard.push_back(one.number);
            else
                m_heldBack.insert(one.message.instance);
        }
        results.push_back(std::move(result));
    }
    m_delivered += std::ssize(heard);
    if (const Result<void> gone = m_table.remove(heard); !gone && !trouble)
        trouble = gone.error();
    if (const Result<void> noted = m_operation->writeResults(results); !noted && !trouble)
        trouble = noted.error();
    if (trouble)
        return std::unexpected(*trouble);
    return {};
}

Result<bool> OutboxDelivery::tell(const WorkerMessage& message, JournalStepResult& result, const CallContext& limits)
{
    const Result<WorkerCount> told = m_cache.publish(message, limits);
    result.outcome = told ? StepOutcome::Done : stepOutcomeOf(told.error());
    if (!told) {
        result.after.add(QStringLiteral("error"), errorWord(told.error().kind));
        return std::unexpected(told.error());
    }
    if (told->workers)
        result.after.add(QStringLiteral("receivers"), *told->workers);
    if (told->workers == 0)
        m_listens[message.channel] = false;
    return told->workers != 0;
}

JournalStep tellingStep(const WorkerMessage& message)
{
    JournalStep step{JournalAction::TellWorkers, message.instance.text()};
    step.before.add(QStringLiteral("channel"), workerChannelWord(message.channel));
    step.before.add(QStringLiteral("organization_id"), message.organizationId);
    return step;
}

void noteDropped(JournalStep& step)
{
    step.before.add(QStringLiteral("dropped"), true);
}

} // namespace steward
