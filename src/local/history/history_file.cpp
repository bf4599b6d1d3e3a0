#include "local/history/history_file.h"

#include "local/private_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSqlError>

namespace steward {
namespace {

struct HistoryText {
    Q_DECLARE_TR_FUNCTIONS(steward::ReadingHistory)
};

constexpr int historyFormat = 1;

// SQLite's own numbers, without what extends them
constexpr int sqliteBusy = 5;
constexpr int sqliteLocked = 6;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteFull = 13;
constexpr int sqliteNotADatabase = 26;

Error historyError(ErrorKind kind, const QString& sentence, const QString& path, const QString& detail)
{
    return {kind, sentence.arg(QDir::toNativeSeparators(path)), QStringLiteral("history %1: %2").arg(path, detail)};
}

} // namespace

bool isDamagedHistory(const Error& error)
{
    return error.kind == ErrorKind::BadAnswer;
}

Result<std::unique_ptr<HistoryFile>> HistoryFile::open(const QString& path, const Limits& limits)
{
    if (const Result<void> made = PrivateFile::makeFolder(QFileInfo(path).path()); !made)
        return std::unexpected(made.error());
    std::unique_ptr<HistoryFile> file(new HistoryFile(path, limits));
    if (const auto wrong = file->m_file.open())
        return std::unexpected(file->failure(0, *wrong));
    if (const Result<void> prepared = file->prepareConnection(); !prepared)
        return std::unexpected(prepared.error());
    if (const Result<void> prepared = file->prepareTables(); !prepared)
        return std::unexpected(prepared.error());
    return file;
}

Result<void> HistoryFile::prepareConnection()
{
    for (const QString& pragma :
         {QStringLiteral("PRAGMA cell_size_check = ON"), QStringLiteral("PRAGMA secure_delete = ON"),
          QStringLiteral("PRAGMA synchronous = NORMAL")}) {
        if (const Result<void> set = run(pragma); !set)
            return set;
    }
    const Result<QVariant> checked = askOne(QStringLiteral("PRAGMA quick_check(1)"));
    if (!checked)
        return std::unexpected(checked.error());
    if (checked->toString() != QLatin1String("ok"))
        return std::unexpected(failure(sqliteCorrupt, checked->toString()));
    const Result<QVariant> page = askOne(QStringLiteral("PRAGMA page_size"));
    if (!page)
        return std::unexpected(page.error());
    const qint64 pages = m_limits.bytes / std::max<qint64>(page->toLongLong(), 1);
    return run(QStringLiteral("PRAGMA max_page_count = %1").arg(pages));
}

Result<void> HistoryFile::prepareTables()
{
    const Result<QVariant> version = askOne(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return std::unexpected(version.error());
    if (version->toInt() == historyFormat)
        return {};
    if (version->toInt() != 0) {
        return std::unexpected(historyError(
            ErrorKind::InvalidSettings,
            //: %1 is a file's path
            HistoryText::tr("The history in %1 is of another version of Steward. This one leaves it as it is."),
            m_file.path(), QStringLiteral("format %1").arg(version->toInt())));
    }
    return makeTables();
}

Result<void> HistoryFile::makeTables()
{
    // The file says it from then on. With it no power cut damages the file, and no reading waits for the disk.
    if (const Result<void> set = run(QStringLiteral("PRAGMA journal_mode = WAL")); !set)
        return set;
    Transaction transaction(*this);
    if (const Result<void> started = transaction.begin(); !started)
        return started;
    const Result<QVariant> version = askOne(QStringLiteral("PRAGMA user_version"));
    if (!version || version->toInt() == historyFormat) // another process was faster
        return version ? Result<void>{} : std::unexpected(version.error());
    for (const QString& sql :
         {QStringLiteral("CREATE TABLE readings (at INTEGER PRIMARY KEY, counts BLOB NOT NULL)"),
          QStringLiteral("CREATE TABLE problems (bit INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)"),
          QStringLiteral("CREATE TABLE instances (id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, "
                         "organization BLOB)"),
          QStringLiteral("CREATE TABLE changes (instance INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, "
                         "problems INTEGER NOT NULL, known INTEGER NOT NULL, phone INTEGER, reason INTEGER NOT NULL, "
                         "PRIMARY KEY (instance, at)) WITHOUT ROWID"),
          QStringLiteral("CREATE INDEX changes_at ON changes (at)"),
          QStringLiteral("PRAGMA user_version = %1").arg(historyFormat)}) {
        if (const Result<void> made = run(sql); !made)
            return made;
    }
    return transaction.commit();
}

Error HistoryFile::failure(const QSqlQuery& query)
{
    const QSqlError error = query.lastError();
    const QString detail = error.nativeErrorCode() + QLatin1Char(' ') + error.databaseText();
    return failure(error.nativeErrorCode().toInt() & 0xff, detail);
}

Error HistoryFile::failure(int code, const QString& detail)
{
    m_wasFull = code == sqliteFull;
    if (code == sqliteCorrupt || code == sqliteNotADatabase) {
        return historyError(
            ErrorKind::BadAnswer,
            //: %1 is a file's path
            HistoryText::tr("The history in %1 is damaged. Begin a new one; the damaged file is kept beside it."),
            m_file.path(), detail);
    }
    if (code == sqliteBusy || code == sqliteLocked) {
        return historyError(
            ErrorKind::TimedOut,
            //: %1 is a file's path
            HistoryText::tr("Another program holds the history in %1. This reading is not in it."), m_file.path(),
            detail);
    }
    return historyError(
        ErrorKind::LocalFailure,
        //: %1 is a file's path
        HistoryText::tr("The history in %1 could not be written. Check whether the disk is full and whether you may "
                        "write there."),
        m_file.path(), detail);
}

bool HistoryFile::isAtLimit()
{
    if (!m_wasFull)
        return false;
    const Result<QVariant> pages = askOne(QStringLiteral("PRAGMA page_count"));
    const Result<QVariant> size = askOne(QStringLiteral("PRAGMA page_size"));
    m_wasFull = true;
    return pages && size && pages->toLongLong() * size->toLongLong() >= m_limits.bytes / 10 * 9;
}

} // namespace steward
