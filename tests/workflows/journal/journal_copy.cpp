#include "workflows/journal/journal_copy.h"

#include "workflows/journal/journal_samples.h"

#include <QDir>
#include <QFile>

namespace steward::test {
namespace {

QString walPath(const JournalFolder& folder)
{
    return folder.databasePath() + QStringLiteral("-wal");
}

std::optional<QByteArray> bytesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

bool isWritten(const QString& path, const std::optional<QByteArray>& bytes)
{
    if (!bytes)
        return true;
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(*bytes) == bytes->size();
}

/// Nothing: the journal says that it is damaged.
std::optional<QStringList> readWhole(const JournalFolder& folder)
{
    const Result<JournalContent> content = readJournal(folder);
    if (!content || content->damage)
        return {};
    return seenIn(*content);
}

bool isContinued(const JournalFolder& folder)
{
    const auto journal = Journal::open(folder.path, Role::Administrator);
    if (!journal)
        return false;
    auto operation = (*journal)->begin(sampleTask(QStringLiteral("after the damage")));
    return operation && operation->finish(OperationOutcome::Done);
}

} // namespace

JournalImage JournalImage::of(const JournalFolder& folder)
{
    JournalImage image{bytesOf(folder.databasePath()), bytesOf(walPath(folder)), bytesOf(folder.headPath()), {}};
    image.seen = readWhole(folder).value_or(QStringList());
    return image;
}

bool JournalImage::layDown(const JournalFolder& folder) const
{
    return QDir(folder.path).removeRecursively() && QDir().mkpath(folder.path) &&
           isWritten(folder.databasePath(), database) && isWritten(walPath(folder), wal) &&
           isWritten(folder.headPath(), head);
}

DamageVerdict verdictOn(const JournalImage& damaged, const JournalFolder& folder, bool goOn)
{
    if (!damaged.layDown(folder))
        return DamageVerdict::Hidden;
    const std::optional<QStringList> atFirst = readWhole(folder);
    if (atFirst && *atFirst != damaged.seen)
        return DamageVerdict::Hidden;
    if (!goOn)
        return atFirst ? DamageVerdict::Same : DamageVerdict::Told;
    const bool continued = isContinued(folder);
    if (continued && !atFirst)
        return DamageVerdict::Hidden;
    const std::optional<QStringList> afterwards = readWhole(folder);
    if (!afterwards)
        return DamageVerdict::Told;
    // Whole afterwards: then it was whole before, and everything that was there is there, with the new operation
    // behind.
    const bool grew = afterwards->size() == damaged.seen.size() + 1 &&
                      afterwards->mid(1, damaged.seen.size() - 1) == damaged.seen.mid(1);
    return atFirst && continued && grew ? DamageVerdict::Same : DamageVerdict::Hidden;
}

} // namespace steward::test
