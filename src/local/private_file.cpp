#include "local/private_file.h"

#include "local/system_files.h"
#include "stores/limited_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace steward {
namespace {

struct FileText {
    Q_DECLARE_TR_FUNCTIONS(steward::PrivateFile)
};

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

} // namespace

Result<void> PrivateFile::write(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    // The rights are set before the first byte is written; the new file does not take over those of the old one.
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly) && file.write(content) == content.size() &&
        file.commit())
        return {};
    return std::unexpected(Error{
        ErrorKind::LocalFailure,
        //: %1 is a file's path
        FileText::tr("The file %1 could not be written. See whether the disk is full and whether you may write there.")
            .arg(QDir::toNativeSeparators(path)),
        QStringLiteral("write %1: %2").arg(path, file.errorString())});
}

Result<QByteArray> PrivateFile::read(const QString& path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(fileUnread(path, file.errorString()));
    const QByteArray content = file.read(limit + 1);
    if (file.error() != QFileDevice::NoError) {
        return std::unexpected(Error{
            ErrorKind::LocalFailure,
            //: %1 is a file's path
            FileText::tr("Reading the file %1 failed half-way. Try again, or see whether the disk is well.")
                .arg(QDir::toNativeSeparators(path)),
            QStringLiteral("read %1: %2").arg(path, file.errorString())});
    }
    if (content.size() > limit) {
        return std::unexpected(Error{
            ErrorKind::InvalidSettings,
            //: %1 is a file's path
            FileText::tr("The file %1 is far too large for what it should hold. Choose another file.")
                .arg(QDir::toNativeSeparators(path)),
            QStringLiteral("read %1: longer than %2 bytes").arg(path, QString::number(limit))});
    }
    return content;
}

Result<void> PrivateFile::makeFolder(const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return {};
    const bool made = QDir().mkpath(info.path()) && makeOwnFolder(path);
    if (made || QFileInfo(path).isDir()) // another process may have been faster
        return {};
    return std::unexpected(Error{
        ErrorKind::LocalFailure,
        //: %1 is a folder's path
        FileText::tr("The folder %1 could not be made. Choose another one, or see whether you may write there.")
            .arg(QDir::toNativeSeparators(path)),
        QStringLiteral("make folder %1").arg(path)});
}

} // namespace steward
