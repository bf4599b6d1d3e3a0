#include "workflows/engine/worker_news.h"

#include "workflows/engine/workflow_run.h"
#include "workflows/outbox/outbox.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct NewsText {
    Q_DECLARE_TR_FUNCTIONS(steward::WorkerNews)
};

constexpr int attempts = 3;

JournalStep stepFor(const WorkerMessage& message)
{
    const bool added = message.channel == WorkerChannel::Added;
    JournalStep step{Store::Cache, QStringLiteral("tell-workers"), message.instance.text(), {}};
    step.before.add(QStringLiteral("channel"), added ? QStringLiteral("added") : QStringLiteral("removed"));
    step.before.add(QStringLiteral("organization_id"), message.organizationId);
    return step;
}

} // namespace

Result<WorkersOutcome> WorkerNews::tell(const WorkerMessage& message, const Limits& limits)
{
    Result<WorkerCount> told = std::unexpected(stoppedError());
    for (int attempt = 0; attempt < attempts && !told; ++attempt) {
        told = m_run.write<WorkerCount>(
            stepFor(message), [&] { return m_cache.publish(message, limits); },
            [](const WorkerCount& count, JournalFields& after) {
                if (count.workers)
                    after.add(QStringLiteral("receivers"), *count.workers);
            });
        if (!told && (limits.stopped() || stepOutcomeOf(told.error()) != StepOutcome::Unknown))
            break;
    }
    if (!told)
        return std::unexpected(told.error());
    WorkersOutcome outcome{told->workers, false};
    if (told->workers == 0 && m_outbox) {
        if (const Result<void> kept = m_outbox->add(message, m_run.id()); !kept)
            return std::unexpected(kept.error());
        outcome.pending = true;
    }
    return outcome;
}

QString nobodyHeardSentence()
{
    return NewsText::tr("No worker heard of it: none is listening. It is kept, and told again as soon as one listens.");
}

} // namespace steward
