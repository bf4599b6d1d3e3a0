#include "workflows/read/plan_file.h"

#include "workflows/session/session.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace steward {
namespace {

struct PlanFileText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanItems)
};

const QString pattern = QStringLiteral("plan-XXXXXX.pages");

constexpr size_t pageSize = 100;

/// One that is in use loses its name at most: the process that has it open goes on with it.
void removeLeftOnes(const QDir& folder)
{
    for (const QString& name : folder.entryList({QStringLiteral("plan-*.pages")}, QDir::Files))
        QFile::remove(folder.filePath(name));
}

} // namespace

std::unique_ptr<PlanFile> PlanFile::make(const QString& folder)
{
    const QDir place(QDir(folder).exists() ? folder : QDir::tempPath());
    removeLeftOnes(place);
    std::unique_ptr<PlanFile> file(new PlanFile(place.filePath(pattern)));
    return file->m_file.open() ? std::move(file) : nullptr;
}

Result<void> PlanFile::append(const QByteArray& page)
{
    if (!m_file.seek(m_end) || m_file.write(page) != page.size() || !m_file.flush())
        return std::unexpected(failure());
    m_pages.push_back({m_end, page.size()});
    m_end += page.size();
    return {};
}

Result<QByteArray> PlanFile::read(size_t page)
{
    if (page >= m_pages.size() || !m_file.seek(m_pages[page].offset))
        return std::unexpected(failure());
    const QByteArray bytes = m_file.read(m_pages[page].size);
    if (bytes.size() != m_pages[page].size)
        return std::unexpected(failure());
    return bytes;
}

Error PlanFile::failure() const
{
    return {
        ErrorKind::LocalFailure,
        //: %1 is why a file could not be written or read
        PlanFileText::tr(
            "This large plan does not fit on this computer's disk: %1 Free some space and make the plan again.")
            .arg(m_file.errorString()),
        QStringLiteral("plan file")};
}

ItemPaging pagingOf(const Session& session)
{
    ItemPaging paging;
    paging.most = session.mostItemsInMemory;
    paging.page = std::clamp<size_t>(paging.most, 1, pageSize);
    if (!session.journalPath.isEmpty())
        paging.make = [path = session.journalPath] { return PlanFile::make(path); };
    return paging;
}

} // namespace steward
