#include "workflows/journal/journal_head.h"

#include "workflows/journal/journal_errors.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace steward {
namespace {

constexpr qsizetype hashSize = 32;
constexpr qint64 longestHead = 200; ///< bytes

/// To the disk itself, on macOS past the drive's own cache.
bool isSynced([[maybe_unused]] int descriptor)
{
#if defined(Q_OS_MACOS)
    return ::fcntl(descriptor, F_FULLFSYNC) != -1;
#elif defined(Q_OS_UNIX)
    return ::fsync(descriptor) == 0;
#else
    return true; // QSaveFile flushes the file's buffers when it commits
#endif
}

/// A renamed file is safe only when its folder is on the disk.
bool isFolderSynced([[maybe_unused]] const QString& folder)
{
#ifdef Q_OS_UNIX
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool synced = isSynced(descriptor);
    ::close(descriptor);
    return synced;
#else
    return true;
#endif
}

} // namespace

Result<ChainEnd> JournalHead::read(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return ChainEnd{};
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(journalUnreadable(path, file.errorString()));
    const QByteArray content = file.read(longestHead);
    const QList<QByteArray> words = content.trimmed().split(' ');
    ChainEnd end;
    bool isNumber = false;
    if (words.size() == 2) {
        end.number = words.at(0).toLongLong(&isNumber);
        end.hash = QByteArray::fromHex(words.at(1));
    }
    if (!isNumber || end.number < 0 || end.hash.size() != hashSize)
        return std::unexpected(journalDamaged(QFileInfo(path).path(), QStringLiteral("the head is unreadable")));
    return end;
}

Result<void> JournalHead::write(const QString& path, const ChainEnd& end)
{
    const QByteArray content = QByteArray::number(end.number) + ' ' + end.hash.toHex() + '\n';
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
        file.write(content) == content.size() && file.flush() && isSynced(file.handle()) && file.commit() &&
        isFolderSynced(QFileInfo(path).path()))
        return {};
    return std::unexpected(journalNotWritten(path, file.errorString()));
}

} // namespace steward
