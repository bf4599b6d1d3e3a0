#include "app/operations/unfinished_work.h"

#include "domain/unknown_value.h"
#include "stores/profile_context.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/outbox/outbox.h"
#include "workflows/resume/resume.h"
#include "workflows/session/session.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace steward {
namespace {

struct UnfinishedText {
    Q_DECLARE_TR_FUNCTIONS(steward::JournalPage)
};

} // namespace

bool UnfinishedWork::isWithin(const UnfinishedWork& other) const
{
    const bool hasAll = std::ranges::all_of(interrupted, [&other](const JournalEntry& entry) {
        return std::ranges::find(other.interrupted, entry.id, &JournalEntry::id) != other.interrupted.end();
    });
    const bool sameTrouble = !trouble || (other.trouble && other.trouble->sentence == trouble->sentence);
    return hasAll && sameTrouble && untold <= other.untold;
}

UnfinishedWork readUnfinishedWork(const ProfileContext& stores)
{
    UnfinishedWork work;
    if (stores.journalPath.isEmpty() || !QFileInfo::exists(stores.journalPath))
        return work;
    const Result<JournalContent> content = readJournal({stores.journalPath});
    if (!content) {
        work.trouble = content.error();
        return work;
    }
    work.trouble = content->damage;
    for (const JournalEntry& entry : content->unfinished()) {
        if (!entry.isHeld && entry.task.profile == stores.profileId)
            work.interrupted.push_back(entry);
    }
    const auto messages = readOutbox(stores.journalPath);
    if (messages) {
        work.untold = std::count_if(messages->begin(), messages->end(), [&stores](const OutboxMessage& message) {
            return message.profile == stores.profileId;
        });
    } else if (!work.trouble) {
        work.trouble = messages.error();
    }
    return work;
}

UnfinishedWork tellAndReadUnfinishedWork(const ProfileContext& stores, const std::stop_token& stop)
{
    UnfinishedWork work = readUnfinishedWork(stores);
    if (work.untold == 0 || work.trouble || stores.readOnly)
        return work;
    const auto session = Session::open(stores);
    if (!session)
        return work;
    // What could not be told is still there, and tried again.
    static_cast<void>(Resume(*session).tellWaiting({QDeadlineTimer(QDeadlineTimer::Forever), stop}));
    return readUnfinishedWork(stores);
}

QString journalStateText(const JournalEntry& entry)
{
    if (!entry.outcome)
        return entry.isHeld ? UnfinishedText::tr("under way") : UnfinishedText::tr("interrupted, not finished");
    switch (*entry.outcome) {
    case OperationOutcome::Done:
        return UnfinishedText::tr("done");
    case OperationOutcome::Partial:
        return UnfinishedText::tr("done in part");
    case OperationOutcome::Refused:
        return UnfinishedText::tr("refused, nothing changed");
    case OperationOutcome::Failed:
        return UnfinishedText::tr("failed");
    }
    return unknownText();
}

} // namespace steward
