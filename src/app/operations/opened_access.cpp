#include "app/operations/opened_access.h"

#include "workflows/journal/journal.h"

#include <QSysInfo>

namespace steward {

OpenedAccess::OpenedAccess(const StoreSet& stores, std::unique_ptr<Journal> journal)
    : m_stores(stores.stores)
    , m_journal(std::move(journal))
    , m_access{
          .stores = *m_stores,
          .journal = m_journal.get(),
          .names = stores.names,
          .settings = stores.settings,
          .profileId = stores.profileId,
          .desk = QSysInfo::machineHostName(),
          .readOnly = stores.readOnly}
{
}

OpenedAccess::~OpenedAccess() = default;

Result<std::unique_ptr<OpenedAccess>> OpenedAccess::open(const StoreSet& stores)
{
    std::unique_ptr<Journal> journal;
    if (!stores.journalPath.isEmpty()) {
        auto opened = Journal::open(stores.journalPath);
        if (!opened)
            return std::unexpected(opened.error());
        journal = std::move(*opened);
    }
    return std::unique_ptr<OpenedAccess>(new OpenedAccess(stores, std::move(journal)));
}

} // namespace steward
