#include "workflows/session/workspace_session.h"

#include "workflows/journal/journal.h"
#include "workflows/outbox/outbox.h"

#include <QSysInfo>

namespace steward {

WorkspaceSession::WorkspaceSession(
    const WorkspaceParts& parts, std::unique_ptr<Journal> journal, std::unique_ptr<Outbox> outbox)
    : m_stores(parts.stores)
    , m_journal(std::move(journal))
    , m_outbox(std::move(outbox))
    , m_access{*m_stores,         m_journal.get(),        m_outbox.get(),    parts.names,
               parts.settings,    parts.profileId,        thisWorkstation(), parts.readOnly,
               parts.environment, parts.protectInProfile, parts.journalPath, parts.mostItemsInMemory}
{
}

WorkspaceSession::~WorkspaceSession() = default;

Result<std::unique_ptr<WorkspaceSession>> WorkspaceSession::open(const WorkspaceParts& parts)
{
    std::unique_ptr<Journal> journal;
    std::unique_ptr<Outbox> outbox;
    if (!parts.journalPath.isEmpty() && !parts.changesNothing) {
        auto opened = Journal::open(parts.journalPath);
        if (!opened)
            return std::unexpected(opened.error());
        journal = std::move(*opened);
        auto kept = Outbox::open(parts.journalPath, parts.profileId);
        if (!kept)
            return std::unexpected(kept.error());
        outbox = std::move(*kept);
    }
    return std::unique_ptr<WorkspaceSession>(new WorkspaceSession(parts, std::move(journal), std::move(outbox)));
}

std::vector<OperationId> WorkspaceSession::begun() const
{
    return m_journal ? m_journal->begun() : std::vector<OperationId>();
}

QString thisWorkstation()
{
    return QSysInfo::machineHostName();
}

} // namespace steward
