#include "workflows/writes/worker_notifier.h"

#include "workflows/journal/workflow_run.h"
#include "workflows/outbox/outbox_delivery.h"
#include "workflows/writes/repeated.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct NewsText {
    Q_DECLARE_TR_FUNCTIONS(steward::WorkerNotifier)
};

void noteHeard(const WorkerCount& count, JournalFields& after)
{
    if (count.workers)
        after.add(QStringLiteral("receivers"), *count.workers);
}

} // namespace

Result<WorkersOutcome> WorkerNotifier::tell(const WorkerMessage& message, const CallContext& limits)
{
    const auto send = [&](const WorkerMessage& one, Outbox::News news) { return publish(one, news, limits); };
    if (m_outbox)
        return m_outbox->tell(message, m_run.id(), send);
    const Result<WorkerCount> told = send(message, Outbox::News::Own);
    if (!told)
        return std::unexpected(told.error());
    return WorkersOutcome{told->workers, false};
}

Result<WorkerCount> WorkerNotifier::publish(const WorkerMessage& message, Outbox::News news, const CallContext& limits)
{
    JournalStep step = tellingStep(message);
    if (news != Outbox::News::Own)
        step.action = JournalAction::TellKept;
    if (news == Outbox::News::Stale) {
        noteDropped(step);
        const auto noted = m_run.note({step});
        return noted ? Result<WorkerCount>(WorkerCount()) : std::unexpected(noted.error());
    }
    return writeRepeated<WorkerCount>(
        m_run, step, [&] { return m_cache.publish(message, limits); }, limits, noteHeard);
}

Result<std::vector<WorkersOutcome>>
WorkerNotifier::tellAll(const std::vector<WorkerMessage>& messages, const CallContext& limits)
{
    const auto send = [&](const WorkerMessage& one, Outbox::News news) { return publish(one, news, limits); };
    const auto sendAll = [&](const std::vector<WorkerMessage>& all) { return publishAll(all, limits); };
    if (m_outbox)
        return m_outbox->tellAll(messages, m_run.id(), send, sendAll);
    const auto told = sendAll(messages);
    if (!told)
        return std::unexpected(told.error());
    std::vector<WorkersOutcome> outcomes;
    for (const WorkerCount& count : *told)
        outcomes.push_back({count.workers, false});
    return outcomes;
}

Result<std::vector<WorkerCount>>
WorkerNotifier::publishAll(const std::vector<WorkerMessage>& messages, const CallContext& limits)
{
    std::vector<JournalStep> steps;
    steps.reserve(messages.size());
    for (const WorkerMessage& message : messages)
        steps.push_back(tellingStep(message));
    return writeAllRepeated<std::vector<WorkerCount>>(
        m_run, steps, [&] { return m_cache.publishAll(messages, limits); }, limits,
        [](const std::vector<WorkerCount>& told, size_t place, JournalFields& after) {
            noteHeard(told.at(place), after);
        });
}

QString nobodyHeardSentence()
{
    return NewsText::tr(
        "Nobody heard it yet: no worker is listening. The notice is kept and sent again as soon as one does.");
}

} // namespace steward
