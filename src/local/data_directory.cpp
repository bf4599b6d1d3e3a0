#include "local/data_directory.h"

#include "local/private_file.h"
#include "local/system_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace steward {
namespace {

struct DirectoryText {
    Q_DECLARE_TR_FUNCTIONS(steward::DataDirectory)
};

} // namespace

Result<DataDirectory> DataDirectory::open(const QString& given)
{
    // Not AppLocalDataLocation: it carries the program's name, and the window and the command line share one folder.
    const QString local = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    if (given.isEmpty() && local.isEmpty()) {
        return std::unexpected(Error{
            ErrorKind::LocalFailure,
            DirectoryText::tr("This computer names no folder for your programs' data. Name one with --data-dir."),
            QStringLiteral("no local data location")});
    }
    const QString path =
        QDir::cleanPath(QFileInfo(given.isEmpty() ? local + QStringLiteral("/steward") : given).absoluteFilePath());
    if (const Result<void> made = PrivateFile::makeFolder(path); !made)
        return std::unexpected(made.error());
    const QFileInfo info(path);
    if (!info.isWritable() || !info.isExecutable()) {
        return std::unexpected(Error{
            ErrorKind::LocalFailure,
            //: %1 is a folder's path
            DirectoryText::tr("You may not write to the folder %1. Choose another one with --data-dir.")
                .arg(QDir::toNativeSeparators(path)),
            QStringLiteral("data directory %1 is not writable").arg(path)});
    }
    if (othersMayChange(path)) {
        return std::unexpected(Error{
            ErrorKind::LocalFailure,
            //: %1 is a folder's path
            DirectoryText::tr("Others on this computer may change the folder %1. Choose one that only you may write "
                              "to.")
                .arg(QDir::toNativeSeparators(path)),
            QStringLiteral("data directory %1 is writable for others").arg(path)});
    }
    return DataDirectory(path);
}

} // namespace steward
