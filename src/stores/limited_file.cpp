#include "stores/limited_file.h"

#include "stores/call_context.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#endif

namespace steward {
namespace {

struct LimitedFileText {
    Q_DECLARE_TR_FUNCTIONS(steward::LimitedFile)
};

constexpr qint64 pieceSize = 1 << 20;

Error fileUnread(const QString& path, const QString& why)
{
    return {
        ErrorKind::LocalFailure,
        //: %1 is a file's path
        LimitedFileText::tr("The file %1 could not be read. See whether it is there and whether you may read it.")
            .arg(QDir::toNativeSeparators(path)),
        QStringLiteral("read file: ") + why};
}

Error fileWrong(const QString& path, const QString& why)
{
    return {
        ErrorKind::InvalidSettings,
        //: %1 is a file's path
        LimitedFileText::tr("The file %1 is not what it should be, or far too large for it. Choose another file.")
            .arg(QDir::toNativeSeparators(path)),
        QStringLiteral("read file: ") + why};
}

Error fileSilent(const QString& path, const QString& why)
{
    return {
        ErrorKind::TimedOut,
        //: %1 is a file's path
        LimitedFileText::tr("Nothing comes out of %1, so it was not waited for any longer. Choose a file, or see what "
                            "should write into it.")
            .arg(QDir::toNativeSeparators(path)),
        QStringLiteral("read file: ") + why};
}

#ifdef Q_OS_UNIX
/// Opened without waiting for whoever writes at a pipe's other end.
bool openAtOnce(QFile& file, const QString& path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    if (file.open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered, QFile::AutoCloseHandle))
        return true;
    ::close(descriptor);
    return false;
}

/// Until there is something to read, or the end.
Result<void> awaitBytes(const QFile& file, const QString& path, const FileReading& reading)
{
    constexpr int glance = 50; // milliseconds
    const QDeadlineTimer silent(reading.silence);
    pollfd asked{file.handle(), POLLIN, 0};
    while (::poll(&asked, 1, glance) == 0) {
        if (reading.stop.stop_requested())
            return std::unexpected(stoppedError());
        if (silent.hasExpired())
            return std::unexpected(fileSilent(path, QStringLiteral("silent")));
    }
    return {};
}

/// Empty at the end.
Result<QByteArray> nextPiece(const QFile& file, const QString& path, qint64 most, const FileReading& reading)
{
    QByteArray piece(most, Qt::Uninitialized);
    ssize_t count = -1;
    do {
        if (const Result<void> there = awaitBytes(file, path, reading); !there)
            return std::unexpected(there.error());
        count = ::read(file.handle(), piece.data(), static_cast<size_t>(most));
    } while (count < 0 && (errno == EAGAIN || errno == EINTR));
    if (count < 0)
        return std::unexpected(fileUnread(path, qt_error_string(errno)));
    piece.truncate(count);
    return piece;
}
#else
bool openAtOnce(QFile& file, const QString& path)
{
    file.setFileName(path);
    return file.open(QIODevice::ReadOnly);
}

Result<QByteArray> nextPiece(QFile& file, const QString& path, qint64 most, const FileReading&)
{
    const QByteArray piece = file.read(most);
    if (file.error() != QFileDevice::NoError)
        return std::unexpected(fileUnread(path, file.errorString()));
    return piece;
}
#endif

} // namespace

Result<QByteArray> readLimitedFile(const QString& path, const FileReading& reading)
{
    QFile file;
    if (!openAtOnce(file, path))
        return std::unexpected(fileUnread(path, qt_error_string(-1)));
    QByteArray content;
    // Piece by piece, so that a pipe is read to its end and a device without one is not.
    while (content.size() <= reading.limit) {
        const Result<QByteArray> piece =
            nextPiece(file, path, std::min(pieceSize, reading.limit + 1 - content.size()), reading);
        if (!piece)
            return piece;
        if (piece->isEmpty())
            return content;
        const bool isFirst = content.isEmpty();
        content += *piece;
        if (isFirst && reading.isRightBegin && !reading.isRightBegin(content))
            return std::unexpected(fileWrong(path, QStringLiteral("another kind of file")));
    }
    return std::unexpected(fileWrong(path, QStringLiteral("longer than %1 bytes").arg(reading.limit)));
}

} // namespace steward
