#include "app/overview/recent_activity.h"

#include "app/inspector/history.h"
#include "app/operations/unfinished_work.h"
#include "app/overview/overview_words.h"
#include "stores/profile_context.h"
#include "workflows/journal/journal_reader.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <ranges>

namespace steward {
namespace {

struct RecentText {
    Q_DECLARE_TR_FUNCTIONS(steward::OverviewPage)
};

ListedEvent eventOf(const JournalEntry& entry, const QDate& today)
{
    const bool isDone = entry.outcome == OperationOutcome::Done;
    return {
        iconOfOperation(entry.task.kind),
        isDone ? Tone::Good : toneOfOperation(entry),
        entry.task.title,
        entry.task.workstation + QStringLiteral(" · ") + journalStateText(entry),
        shortTimeText(entry.startedAt, today),
        entry.task.title};
}

} // namespace

RecentActivity readRecentActivity(const ProfileContext& stores, const QDate& today)
{
    RecentActivity recent;
    const QString nothing = RecentText::tr("Nothing was done here from this computer yet.");
    if (stores.journalPath.isEmpty() || !QFileInfo::exists(stores.journalPath))
        return {{}, nothing};
    const Result<JournalContent> content = readJournal({stores.journalPath});
    if (!content)
        return {{}, content.error().sentence};
    for (const JournalEntry& entry : content->operations | std::views::reverse) {
        if (entry.task.profile == stores.profileId && recent.events.size() < activityTold)
            recent.events.push_back(eventOf(entry, today));
    }
    if (content->damage)
        recent.sentence = content->damage->sentence;
    else if (recent.events.empty())
        recent.sentence = nothing;
    return recent;
}

} // namespace steward
