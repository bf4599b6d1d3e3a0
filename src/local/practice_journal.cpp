#include "local/practice_journal.h"

#include "local/data_directory.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QUuid>

namespace steward {
namespace {

constexpr int daysKept = 30;

/// Oldest first: their names begin with the time.
QStringList foldersIn(const QDir& place)
{
    return place.entryList({QStringLiteral("session-*")}, QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

/// Somebody may have opened it and changed nothing: then it has no head.
bool hasRecords(const QString& folder)
{
    return QFileInfo::exists(folder + QStringLiteral("/head"));
}

} // namespace

PracticeJournal::~PracticeJournal()
{
    if (m_isTemporary)
        QDir(m_path).removeRecursively();
}

std::shared_ptr<const PracticeJournal> PracticeJournal::begin(const DataDirectory& directory)
{
    const QString time = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddTHHmmsszzz"));
    const QString name =
        QStringLiteral("/session-%1-%2").arg(time, QString::number(QCoreApplication::applicationPid()));
    return std::shared_ptr<PracticeJournal>(new PracticeJournal(directory.practicePath() + name, false));
}

std::shared_ptr<const PracticeJournal> PracticeJournal::forThisSession()
{
    const QString name = QStringLiteral("steward-practice-") + QUuid::createUuid().toString(QUuid::Id128);
    return std::shared_ptr<PracticeJournal>(new PracticeJournal(QDir(QDir::tempPath()).filePath(name), true));
}

QString PracticeJournal::newest(const DataDirectory& directory)
{
    const QDir place(directory.practicePath());
    QStringList folders = foldersIn(place);
    while (!folders.isEmpty() && !hasRecords(place.filePath(folders.last())))
        folders.removeLast();
    return place.filePath(folders.isEmpty() ? QStringLiteral("none") : folders.last());
}

void PracticeJournal::forgetOld(const DataDirectory& directory)
{
    const QDir place(directory.practicePath());
    const QString kept = newest(directory);
    for (const QString& name : foldersIn(place)) {
        QDir folder(place.filePath(name));
        if (folder.path() == kept)
            continue;
        const QFileInfoList files = folder.entryInfoList(QDir::Files, QDir::Time); // the newest first
        const QDateTime written = files.isEmpty() ? QDateTime() : files.front().lastModified();
        const int days = hasRecords(folder.path()) ? daysKept : 1;
        if (!written.isValid() || written.daysTo(QDateTime::currentDateTime()) > days)
            folder.removeRecursively();
    }
}

} // namespace steward
