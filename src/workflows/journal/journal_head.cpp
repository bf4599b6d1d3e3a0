#include "workflows/journal/journal_head.h"

#include "stores/system_sync.h"
#include "workflows/journal/journal_errors.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace steward {
namespace {

constexpr qsizetype hashSize = 32;
constexpr qint64 longestHead = 200; ///< bytes

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
        return std::unexpected(journalDamaged(QFileInfo(path).path(), {QStringLiteral("the head is unreadable")}));
    return end;
}

Result<void> JournalHead::write(const QString& path, const ChainEnd& end)
{
    const QByteArray content = QByteArray::number(end.number) + ' ' + end.hash.toHex() + '\n';
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
        file.write(content) == content.size() && file.flush() && syncFile(file.handle()) && file.commit() &&
        syncFolder(QFileInfo(path).path()))
        return {};
    return std::unexpected(journalNotWritten(path, file.errorString()));
}

} // namespace steward
