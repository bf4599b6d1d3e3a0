#include "workflows/journal/journal_database.h"

#include "workflows/journal/journal_errors.h"

#include <QFileInfo>
#include <QSqlError>
#include <QVariant>

namespace steward {
namespace {

constexpr int formatVersion = 1;

StoredRecord recordOf(const QSqlQuery& query)
{
    return {query.value(0).toLongLong(), query.value(1).toByteArray(), query.value(2).toByteArray()};
}

} // namespace

Result<std::unique_ptr<JournalDatabase>> JournalDatabase::open(const QString& path, Mode mode)
{
    std::unique_ptr<JournalDatabase> database(new JournalDatabase(path, mode));
    if (const auto wrong = database->m_file.open())
        return std::unexpected(database->failure(*wrong));
    if (const Result<void> prepared = database->prepareConnection(); !prepared)
        return std::unexpected(prepared.error());
    if (const Result<void> prepared = database->prepareTable(); !prepared)
        return std::unexpected(prepared.error());
    return database;
}

Result<void> JournalDatabase::prepareConnection()
{
    const QStringList pragmas{
        QStringLiteral("PRAGMA synchronous = FULL"), QStringLiteral("PRAGMA fullfsync = ON"),
        QStringLiteral("PRAGMA checkpoint_fullfsync = ON"), QStringLiteral("PRAGMA secure_delete = ON"),
        QStringLiteral("PRAGMA cell_size_check = ON")};
    for (const QString& pragma : pragmas) {
        if (const Result<void> set = run(pragma); !set)
            return set;
    }
    if (m_file.mode() == Mode::Read)
        return {};
    const Result<QVariant> mode = askOne(QStringLiteral("PRAGMA journal_mode = WAL"));
    if (!mode)
        return std::unexpected(mode.error());
    if (mode->toString() != QLatin1String("wal"))
        return std::unexpected(failure(QStringLiteral("no WAL here")));
    return {};
}

Result<void> JournalDatabase::prepareTable()
{
    const Result<qint64> version = askNumber(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return std::unexpected(version.error());
    if (*version != 0 && *version != formatVersion)
        return std::unexpected(failure(QStringLiteral("format %1 is not known").arg(*version)));
    if (m_file.mode() == Mode::Write && *version == 0) {
        if (const Result<void> made = makeTable(); !made)
            return made;
    }
    const Result<qint64> tables =
        askNumber(QStringLiteral("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'records'"));
    if (!tables)
        return std::unexpected(tables.error());
    m_hasTable = *tables == 1;
    return {};
}

Result<void> JournalDatabase::makeTable()
{
    const Result<std::unique_ptr<Transaction>> transaction = beginWriting();
    if (!transaction)
        return std::unexpected(transaction.error());
    for (const QString& sql :
         {QStringLiteral("CREATE TABLE IF NOT EXISTS records "
                         "(number INTEGER PRIMARY KEY, hash BLOB NOT NULL, body BLOB NOT NULL)"),
          QStringLiteral("PRAGMA user_version = %1").arg(formatVersion)}) {
        if (const Result<void> made = run(sql); !made)
            return made;
    }
    return (*transaction)->commit();
}

Result<std::unique_ptr<JournalDatabase::Transaction>> JournalDatabase::beginWriting()
{
    auto transaction = std::make_unique<Transaction>(*this);
    if (const Result<void> started = transaction->begin(); !started)
        return std::unexpected(started.error());
    return transaction;
}

Result<std::unique_ptr<JournalDatabase::Transaction>> JournalDatabase::beginReading()
{
    auto transaction = std::make_unique<Transaction>(*this);
    if (const Result<void> started = transaction->beginReading(); !started)
        return std::unexpected(started.error());
    return transaction;
}

Result<qint64> JournalDatabase::askNumber(const QString& sql)
{
    const Result<QVariant> asked = askOne(sql);
    if (!asked)
        return std::unexpected(asked.error());
    if (!asked->isValid()) // no row at all; a number that is NULL is none, and counts as 0
        return std::unexpected(failure(QStringLiteral("no answer")));
    return asked->toLongLong();
}

Result<qint64> JournalDatabase::missingNumbers()
{
    if (!m_hasTable)
        return 0;
    return askNumber(QStringLiteral("SELECT coalesce(max(number), 0) - count(*) FROM records"));
}

Result<std::optional<StoredRecord>> JournalDatabase::lastRecord()
{
    std::optional<StoredRecord> last;
    const auto takeFirst = [&last](const StoredRecord& record) {
        last = record;
        return false;
    };
    if (const Result<void> visited = visit(takeFirst, Order::NewestFirst); !visited)
        return std::unexpected(visited.error());
    return last;
}

Result<void> JournalDatabase::visit(const std::function<bool(const StoredRecord&)>& visit, Order order)
{
    if (!m_hasTable)
        return {};
    Result<QSqlQuery> query =
        ask(QStringLiteral("SELECT number, hash, body FROM records ORDER BY number %1")
                .arg(order == Order::NewestFirst ? QStringLiteral("DESC") : QStringLiteral("ASC")));
    if (!query)
        return std::unexpected(query.error());
    while (query->next()) {
        if (!visit(recordOf(*query)))
            return {};
    }
    // next() is false at the end and at a page that cannot be read.
    if (query->lastError().isValid())
        return std::unexpected(failure(*query));
    return {};
}

Result<void> JournalDatabase::insert(const StoredRecord& record)
{
    return run(
        QStringLiteral("INSERT INTO records (number, hash, body) VALUES (?, ?, ?)"),
        {record.number, record.hash, record.body});
}

Result<void> JournalDatabase::remove(const std::vector<qint64>& numbers)
{
    Result<QSqlQuery> query = prepare(QStringLiteral("DELETE FROM records WHERE number = :number"));
    if (!query)
        return std::unexpected(query.error());
    for (const qint64 number : numbers) {
        query->bindValue(QStringLiteral(":number"), number);
        if (!query->exec())
            return std::unexpected(failure(*query));
    }
    return {};
}

Error JournalDatabase::failure(const QString& detail) const
{
    return m_file.mode() == Mode::Read ? journalUnreadable(m_file.path(), detail)
                                       : journalNotWritten(m_file.path(), detail);
}

Error JournalDatabase::failure(const QSqlQuery& query)
{
    const QSqlError error = query.lastError();
    const QString detail = error.nativeErrorCode() + QLatin1Char(' ') + error.databaseText();
    // SQLITE_CORRUPT and SQLITE_NOTADB, with their extended codes
    const int code = error.nativeErrorCode().toInt() & 0xff;
    if (code == 11 || code == 26)
        return journalDamaged(QFileInfo(m_file.path()).path(), {detail});
    return failure(detail);
}

} // namespace steward
