#include "workflows/writes/worker_news.h"

#include "workflows/journal/workflow_run.h"
#include "workflows/outbox/outbox_delivery.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct NewsText {
    Q_DECLARE_TR_FUNCTIONS(steward::WorkerNews)
};

constexpr int attempts = 3;

} // namespace

Result<WorkersOutcome> WorkerNews::tell(const WorkerMessage& message, const Limits& limits)
{
    const auto send = [&](const WorkerMessage& one, Outbox::News news) { return publish(one, news, limits); };
    if (m_outbox)
        return m_outbox->tell(message, m_run.id(), send);
    const Result<WorkerCount> told = send(message, Outbox::News::Own);
    if (!told)
        return std::unexpected(told.error());
    return WorkersOutcome{told->workers, false};
}

Result<WorkerCount> WorkerNews::publish(const WorkerMessage& message, Outbox::News news, const Limits& limits)
{
    JournalStep step = tellingStep(message);
    if (news != Outbox::News::Own)
        step.action = tellingKeptAction();
    if (news == Outbox::News::Stale) {
        noteDropped(step);
        const auto noted = m_run.note({step});
        return noted ? Result<WorkerCount>(WorkerCount()) : std::unexpected(noted.error());
    }
    Result<WorkerCount> told = std::unexpected(stoppedError());
    for (int attempt = 0; attempt < attempts && !told; ++attempt) {
        told = m_run.write<WorkerCount>(
            step, [&] { return m_cache.publish(message, limits); },
            [](const WorkerCount& count, JournalFields& after) {
                if (count.workers)
                    after.add(QStringLiteral("receivers"), *count.workers);
            });
        if (!told && (limits.stopped() || stepOutcomeOf(told.error()) != StepOutcome::Unknown))
            break;
    }
    return told;
}

Result<std::vector<WorkersOutcome>>
WorkerNews::tellAll(const std::vector<WorkerMessage>& messages, const Limits& limits)
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
WorkerNews::publishAll(const std::vector<WorkerMessage>& messages, const Limits& limits)
{
    std::vector<JournalStep> steps;
    for (const WorkerMessage& message : messages)
        steps.push_back(tellingStep(message));
    Result<std::vector<WorkerCount>> told = std::unexpected(stoppedError());
    for (int attempt = 0; attempt < attempts && !told; ++attempt) {
        const Result<qint64> first = m_run.announceAll(steps);
        if (!first)
            return std::unexpected(first.error());
        told = m_cache.publishAll(messages, limits);
        std::vector<JournalStepResult> results;
        for (size_t place = 0; place < steps.size(); ++place) {
            JournalFields after;
            if (told && told->at(place).workers)
                after.add(QStringLiteral("receivers"), *told->at(place).workers);
            results.push_back(stepResult(
                *first + static_cast<qint64>(place), told ? std::nullopt : std::optional(told.error()), after));
        }
        m_run.concludeAll(results);
        if (!told && (limits.stopped() || stepOutcomeOf(told.error()) != StepOutcome::Unknown))
            break;
    }
    return told;
}

QString nobodyHeardSentence()
{
    return NewsText::tr(
        "Nobody heard it yet: no worker is listening. The notice is kept and sent again as soon as one does.");
}

} // namespace steward
