#include "stores/limited_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>

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

} // namespace

Result<QByteArray>
readLimitedFile(const QString& path, qint64 limit, const std::function<bool(const QByteArray& begin)>& isRightBegin)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(fileUnread(path, file.errorString()));
    QByteArray content;
    // Piece by piece, so that a pipe is read to its end and a device without one is not.
    while (content.size() <= limit) {
        const QByteArray piece = file.read(std::min(pieceSize, limit + 1 - content.size()));
        if (file.error() != QFileDevice::NoError)
            return std::unexpected(fileUnread(path, file.errorString()));
        if (piece.isEmpty())
            return content;
        const bool isFirst = content.isEmpty();
        content += piece;
        if (isFirst && isRightBegin && !isRightBegin(content))
            return std::unexpected(fileWrong(path, QStringLiteral("another kind of file")));
    }
    return std::unexpected(fileWrong(path, QStringLiteral("longer than %1 bytes").arg(limit)));
}

} // namespace steward
