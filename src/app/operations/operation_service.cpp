#include "app/operations/operation_service.h"

#include "app/operations/activity_log.h"

#include <QSaveFile>

namespace steward {

OperationService::OperationService(ProfileContext stores, BackgroundRunner& runner, QObject* parent)
    : QObject(parent)
    , m_stores(std::move(stores))
    , m_runner(runner)
    , m_activities(new ActivityLog(this))
    , m_post(this)
{
    m_stores.mostItemsInMemory = allItemsInMemory;
}

void OperationService::save(
    const QString& path, const QByteArray& content, QObject* asker, std::function<void(const Result<void>&)> ended)
{
    ask<Result<void>>(
        asker,
        [path, content](const ProfileContext&, const Stop&) -> Result<void> {
            QSaveFile file(path);
            // Names and numbers stand in it: nobody but its owner reads it.
            const bool isOpen = file.open(QIODevice::WriteOnly) &&
                                file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
            if (isOpen && file.write(content) == content.size() && file.commit())
                return {};
            return std::unexpected(Error{
                ErrorKind::LocalFailure,
                //: %1 is a file, %2 why the system did not write it
                tr("%1 was not written: %2. Choose another folder.").arg(path, file.errorString()),
                QStringLiteral("file not written: ") + file.errorString()});
        },
        std::move(ended));
}

void OperationService::nameEnding(const std::vector<OperationId>& started)
{
    m_activities->nameEnding(started);
}

} // namespace steward
