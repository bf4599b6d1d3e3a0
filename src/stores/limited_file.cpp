#include "stores/limited_file.h"

#include "stores/call_context.h"
#include "stores/system_reading.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace steward {
namespace {

struct LimitedFileText {
    Q_DECLARE_TR_FUNCTIONS(steward::LimitedFile)
};

constexpr qint64 pieceSize = 1 << 20;

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

/// Until there is something to read, or the end.
Result<void> awaitBytes(const QFile& file, const QString& path, const FileReading& reading)
{
    constexpr int glance = 50; // milliseconds
    const QDeadlineTimer silent(reading.silence);
    while (!isReadable(file, glance)) {
        if (reading.stop.stop_requested())
            return std::unexpected(stoppedError());
        if (silent.hasExpired())
            return std::unexpected(fileSilent(path, QStringLiteral("silent")));
    }
    return {};
}

/// Empty at the end.
Result<QByteArray> nextPiece(QFile& file, const QString& path, qint64 most, const FileReading& reading)
{
    while (true) {
        if (const Result<void> there = awaitBytes(file, path, reading); !there)
            return std::unexpected(there.error());
        const auto piece = readPiece(file, most);
        if (!piece)
            return std::unexpected(fileUnread(path, piece.error()));
        if (*piece)
            return **piece;
    }
}

} // namespace

Error fileUnread(const QString& path, const QString& why)
{
    return {
        ErrorKind::LocalFailure,
        //: %1 is a file's path
        LimitedFileText::tr("The file %1 could not be read. See whether it is there and whether you may read it.")
            .arg(QDir::toNativeSeparators(path)),
        QStringLiteral("read file: ") + why};
}

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
