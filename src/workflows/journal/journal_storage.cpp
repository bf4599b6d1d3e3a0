#include "workflows/journal/journal_storage.h"

#include "stores/system_paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>
#include <array>

namespace steward {
namespace {

struct StorageText {
    Q_DECLARE_TR_FUNCTIONS(steward::Journal)
};

constexpr std::array networkFileSystems{
    "nfs",
    "nfs3",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "afpfs",
    "afs",
    "ncpfs",
    "webdav",
    "davfs",
    "davfs2",
    "ceph",
    "lustre",
    "gfs2",
    "ocfs2",
    "glusterfs",
    "coda",
    "beegfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.davfs",
    "fuse.davfs2",
    "fuse.smbnetfs",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.ceph",
    "fuse.curlftpfs"};

bool isNetwork(const StorageFacts& facts)
{
    const QByteArray type = facts.fileSystem.toLower();
    const bool known = std::any_of(
        networkFileSystems.begin(), networkFileSystems.end(), [&type](const char* name) { return type == name; });
    return known || facts.isRemote || facts.path.startsWith(QLatin1String("//"));
}

bool isRoaming(const StorageFacts& facts)
{
    if (facts.roamingFolder.isEmpty())
        return false;
    const QString roaming = QDir::cleanPath(facts.roamingFolder) + QLatin1Char('/');
    return (facts.path + QLatin1Char('/')).startsWith(roaming, Qt::CaseInsensitive);
}

Error refusal(const QString& sentence, const StorageFacts& facts)
{
    return Error{
        ErrorKind::LocalFailure, sentence.arg(QDir::toNativeSeparators(facts.path)),
        QStringLiteral("journal in %1: file system %2, device %3")
            .arg(facts.path, QString::fromLatin1(facts.fileSystem), facts.device)};
}

} // namespace

StorageFacts StorageFacts::of(const QString& folder)
{
    QFileInfo existing(QDir::cleanPath(QFileInfo(folder).absoluteFilePath()));
    while (!existing.exists() && !existing.isRoot())
        existing.setFile(existing.path());
    const QStorageInfo storage(existing.filePath());
    StorageFacts facts;
    facts.path = existing.canonicalFilePath();
    facts.fileSystem = storage.fileSystemType();
    facts.device = QString::fromLocal8Bit(storage.device());
    facts.isRemote = isRemoteDrive(storage.rootPath());
    facts.roamingFolder = steward::roamingFolder();
    return facts;
}

Result<void> checkJournalStorage(const StorageFacts& facts)
{
    if (isNetwork(facts)) {
        return std::unexpected(refusal(
            //: %1 is a folder's path
            StorageText::tr("The folder %1 is on a network drive, where a journal is not safe. Choose a folder on this "
                            "computer with --data-dir."),
            facts));
    }
    if (isRoaming(facts)) {
        return std::unexpected(refusal(
            //: %1 is a folder's path
            StorageText::tr("The folder %1 is copied between computers, where a journal is not safe. Choose a folder "
                            "that stays on this computer with --data-dir."),
            facts));
    }
    return {};
}

} // namespace steward
