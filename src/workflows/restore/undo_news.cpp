#include "workflows/restore/undo_news.h"

#include "stores/store_factory.h"
#include "workflows/base/waiting.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/writes/worker_notifier.h"

#include <algorithm>
#include <utility>

namespace steward {
namespace {

const QString newsKey = QStringLiteral("news");
const QString newsAdded = QStringLiteral("added");
const QString newsRemoved = QStringLiteral("removed");

/// Nothing: none was noted.
std::optional<WorkerMessage> newsIn(const JournaledStep& step)
{
    const QString news = step.before.value(newsKey).toString();
    if (news != newsRemoved && news != newsAdded)
        return {};
    const auto text = [&step](const char* field) { return step.before.value(QLatin1String(field)).toString(); };
    return WorkerMessage{
        news == newsRemoved ? WorkerChannel::Removed : WorkerChannel::Added,
        InstanceName::fromText(text("instance_name")), OrganizationId::fromString(text("organization_id"))};
}

} // namespace

std::optional<WorkerMessage> newsOf(const DeletedRow& row)
{
    const bool isOff = row.isDisabledAgain();
    if (row.name.isEmpty() || !(isOff || row.isEnabledAgain()))
        return {};
    return WorkerMessage{isOff ? WorkerChannel::Removed : WorkerChannel::Added, row.name, row.organizationId};
}

void noteNews(JournalStep& step, const DeletedRow& row)
{
    const auto news = newsOf(row);
    if (!news)
        return;
    step.before.add(newsKey, news->channel == WorkerChannel::Removed ? newsRemoved : newsAdded);
    step.before.add(QStringLiteral("organization_id"), row.organizationId);
}

void UndoNews::tell(const WorkerMessage& news, ChangeItem& item, const CallContext& limits) const
{
    const auto cache = m_session.stores->makeCache();
    const auto told = WorkerNotifier(*cache, m_run, m_session.outbox.get()).tell(news, oneCall(timePerUndo, limits));
    if (told)
        item.workers = *told;
    else
        item.error = told.error();
}

std::vector<ChangeItem> UndoNews::tellTheRest(const JournalTrail& trail, const CallContext& limits) const
{
    std::vector<ChangeItem> items;
    for (const JournaledStep& step : trail) {
        const auto news = step.outcome == StepOutcome::Unchanged ? std::nullopt : newsIn(step);
        const bool isTold = news && std::ranges::any_of(trail, [&](const JournaledStep& other) {
                                return other.action == JournalAction::TellWorkers &&
                                       other.target == news->instance.text() && other.outcome == StepOutcome::Done;
                            });
        if (!news || isTold)
            continue;
        ChangeItem item{.instanceName = news->instance, .organizationId = news->organizationId};
        item.database = news->channel == WorkerChannel::Removed ? StoreOutcome::Kept : StoreOutcome::Written;
        tell(*news, item, limits);
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace steward
