#include "workflows/session/session.h"

#include "workflows/journal/journal.h"
#include "workflows/outbox/outbox.h"

#include <QSysInfo>

namespace steward {

Result<Session> Session::open(const ProfileContext& profile)
{
    Session session = reading(profile);
    if (profile.journalPath.isEmpty())
        return session;
    auto journal = Journal::open(profile.journalPath, profile.role);
    if (!journal)
        return std::unexpected(journal.error());
    auto outbox = Outbox::open(profile.journalPath, profile.profileId);
    if (!outbox)
        return std::unexpected(outbox.error());
    session.journal = std::move(*journal);
    session.outbox = std::move(*outbox);
    return session;
}

Session Session::reading(const ProfileContext& profile)
{
    return {profile, nullptr, nullptr, thisWorkstation()};
}

std::vector<OperationId> Session::started() const
{
    return journal ? journal->started() : std::vector<OperationId>();
}

QString thisWorkstation()
{
    return QSysInfo::machineHostName();
}

} // namespace steward
