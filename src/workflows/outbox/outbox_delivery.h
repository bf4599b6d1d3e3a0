#pragma once

#include "stores/cache_port.h"
#include "workflows/journal/journal_operation.h"
#include "workflows/outbox/outbox_table.h"
#include "workflows/outbox/standing_news.h"

#include <map>
#include <optional>
#include <set>

namespace steward {

class Journal;

/// One going through an outbox from its first message to its last (Outbox::deliver), a batch at a time: its intents are
/// one commit, its results another. Blocks.
class OutboxDelivery final {
    Q_DISABLE_COPY_MOVE(OutboxDelivery)

public:
    OutboxDelivery(
        OutboxTable& table, CachePort& cache, Journal& journal, const NewsJudge& judge, const JournalTask& task,
        QString lockPath)
        : m_table(table)
        , m_cache(cache)
        , m_journal(journal)
        , m_judge(judge)
        , m_task(task)
        , m_lockPath(std::move(lockPath))
    {
    }

    Result<qint64> run(const CallContext& limits);

private:
    /// False: there is no further message.
    Result<bool> handleBatch(const CallContext& limits);
    /// Those that may be told now.
    Result<std::vector<OutboxMessage>> withListeners(std::vector<OutboxMessage> messages, const CallContext& limits);
    /// Of them those that are so still; what is not is dropped, what is not known waits.
    Result<std::vector<OutboxMessage>> stillTrue(std::vector<OutboxMessage> messages, const CallContext& limits);
    Result<void> drop(const std::vector<OutboxMessage>& stale);
    Result<bool> somebodyListens(WorkerChannel channel, const CallContext& limits);
    Result<void> tell(const std::vector<OutboxMessage>& messages, const CallContext& limits);
    /// What came of telling one, and whether somebody heard it.
    Result<bool> tell(const WorkerMessage& message, JournalStepResult& result, const CallContext& limits);
    /// Announces them; the answer is the first step's number.
    Result<qint64> announce(const std::vector<OutboxMessage>& messages, bool areDropped = false);

    OutboxTable& m_table;
    CachePort& m_cache;
    Journal& m_journal;
    const NewsJudge& m_judge;
    const JournalTask m_task;
    const QString m_lockPath;

    std::optional<JournalOperation> m_operation; ///< nothing, as long as nothing was sent
    std::map<WorkerChannel, bool> m_listens;
    std::set<InstanceName> m_heldBack;
    qint64 m_last = 0;
    qint64 m_delivered = 0;
};

/// How a message is journaled, by whomever it is sent.
JournalStep tellingStep(const WorkerMessage& message);
/// Marks it as one that is not sent, since it is not so any more.
void noteDropped(JournalStep& step);

} // namespace steward
