#include "workflows/read/unquiet_names.h"

#include "domain/iso_time.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/session/session.h"
#include "workflows/writes/quieting.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace steward {
namespace {

struct UnquietText {
    Q_DECLARE_TR_FUNCTIONS(steward::UnquietNames)
};

} // namespace

Result<UnquietNames> UnquietNames::read(const QString& journalPath, const QString& profileId, Timestamp now)
{
    UnquietNames names;
    names.m_now = now;
    if (journalPath.isEmpty())
        return names;
    JournalReading reading;
    reading.visitStep = [&](const JournalEntry& operation, const JournaledStep& step) {
        if (operation.task.profile == profileId)
            names.take(step);
    };
    const auto content = readWholeJournal({journalPath}, reading);
    if (!content)
        return std::unexpected(content.error());
    return names;
}

void UnquietNames::take(const JournaledStep& step)
{
    // Announced is enough: whether it was refused, the journal says later, and perhaps not at all.
    const bool isAnnounced = step.action == JournalAction::LogOut || step.action == JournalAction::DeleteInstance;
    const Timestamp until = step.announcedAt + held;
    if (!isAnnounced || isNotedQuiet(step) || until <= m_now)
        return;
    Timestamp& known = m_until[step.target];
    known = std::max(known, until);
}

Timestamp currentTime()
{
    return std::chrono::time_point_cast<Timestamp::duration>(std::chrono::system_clock::now());
}

std::optional<Error> unquietRefusal(const Session& session, const InstanceName& name)
{
    const auto names = UnquietNames::read(session.journalPath, session.profileId, currentTime());
    return names ? names->refusal(name) : std::optional(names.error());
}

std::optional<Timestamp> UnquietNames::heldUntil(const InstanceName& name) const
{
    const auto found = m_until.constFind(name.text());
    return found == m_until.cend() ? std::nullopt : std::optional(*found);
}

std::optional<Error> UnquietNames::refusal(const InstanceName& name) const
{
    const auto until = heldUntil(name);
    if (!until)
        return {};
    const QDateTime time = localTime(*until);
    // By a clock that was set back since, it may be another day's.
    const bool isToday = time.date() == localTime(m_now).date();
    const QString when = isToday ? QLocale().toString(time.time(), QLocale::ShortFormat)
                                 : QLocale().toString(time, QLocale::ShortFormat);
    return Error{
        ErrorKind::Rejected,
        //: %1 is an instance's name, %2 a time of day, or a date with one
        UnquietText::tr("%1 was logged out or deleted a short while ago. The server may still clean up that name, and "
                        "a phone paired now could be lost: use the name after %2, or use a new name.")
            .arg(name.text(), when),
        QStringLiteral("a log-out or deletion of this name was not quiet")};
}

} // namespace steward
