#pragma once

#include "domain/error.h"
#include "workflows/outbox/outbox_message.h"
#include "workflows/outbox/standing_news.h"

#include <functional>
#include <memory>
#include <vector>

namespace steward {

class Journal;
class OutboxTable;
struct CallContext;

/// Messages to the workers of one profile that nobody heard, kept on this computer's disk until somebody does
/// (WORKFLOWS, "Workers"). What concerns one instance is heard in the order in which it was first told, whoever tells
/// it; told twice rather than never, where Steward was killed in between. Several processes may use one, and tell one
/// message at a time. Blocks; on the thread that opened it.
class Outbox final {
    Q_DISABLE_COPY_MOVE(Outbox)

public:
    /// Beside the journal, in its folder, which has to be there.
    static Result<std::unique_ptr<Outbox>> open(const QString& journalPath, const QString& profileId);
    ~Outbox();

    /// Keeps a message that nobody heard.
    Result<void> add(const WorkerMessage& message, const OperationId& operation);
    /// Keeps all of them, or none.
    Result<void> addAll(const std::vector<WorkerMessage>& messages, const OperationId& operation);
    /// Those of the profile, oldest first.
    Result<std::vector<OutboxMessage>> list();

    enum class News : quint8 {
        Own,   ///< of the operation that tells
        Kept,  ///< of an earlier one
        Stale, ///< kept, and made untrue by what is told now: not sent, only noted
    };
    /// Sends one message, with whatever the journal is to know of it.
    using Publish = std::function<Result<WorkerCount>(const WorkerMessage& message, News news)>;
    /// Tells what is kept of the instance, then the message; from the first that nobody hears, they are kept. What is
    /// kept and says the contrary is dropped: it is not so any more.
    Result<WorkersOutcome> tell(const WorkerMessage& message, const OperationId& operation, const Publish& publish);
    using PublishAll = std::function<Result<std::vector<WorkerCount>>(const std::vector<WorkerMessage>& messages)>;
    /// tell() for many instances: those of which nothing is kept in one go. In the order asked.
    Result<std::vector<WorkersOutcome>> tellAll(
        const std::vector<WorkerMessage>& messages, const OperationId& operation, const Publish& publish,
        const PublishAll& publishAll);
    /// Tells what is kept, in its order, as long as somebody listens on its channel and `judge` says that it is so
    /// still; what was heard goes, and what is not so any more is dropped. What follows an unheard message of the same
    /// instance waits with it. Journaled as an operation of its own. The answer is how many were heard.
    Result<qint64> deliver(
        CachePort& cache, Journal& journal, const QString& workstation, const NewsJudge& judge,
        const CallContext& limits);

private:
    Result<WorkersOutcome>
    tellLocked(const WorkerMessage& message, const OperationId& operation, const Publish& publish);
    Outbox(QString lockPath, QString profileId, std::unique_ptr<OutboxTable> table);

    const QString m_lockPath;
    const QString m_profileId;
    const std::unique_ptr<OutboxTable> m_table;
};

/// What waits in the outboxes of all profiles, oldest first, changing nothing. One that is missing holds nothing.
/// Blocks.
Result<std::vector<OutboxMessage>> readOutbox(const QString& journalPath);

/// The journal's word for an operation that tells the workers what was kept: "tell-workers".
QString tellingKind();

} // namespace steward
