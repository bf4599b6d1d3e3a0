#pragma once

#include "domain/error.h"
#include "stores/sqlite_file.h"
#include "workflows/journal/journal_chain.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QSqlQuery;

namespace steward {

/// The journal's SQLite file: WAL, synchronous=FULL, fullfsync. One table, no index beside it: an index that is damaged
/// would answer less without a word. Used on the thread that opened it.
class JournalDatabase final {
    Q_DISABLE_COPY_MOVE(JournalDatabase)

public:
    using Mode = SqliteFile::Mode; ///< for writing the table too is made where it is missing
    static Result<std::unique_ptr<JournalDatabase>> open(const QString& path, Mode mode);

    /// Rolled back unless committed.
    class Transaction final {
        Q_DISABLE_COPY_MOVE(Transaction)

    public:
        ~Transaction();
        Result<void> commit();

    private:
        friend class JournalDatabase;
        explicit Transaction(JournalDatabase& database)
            : m_database(database)
        {
        }
        JournalDatabase& m_database;
        bool m_open = true;
    };
    /// BEGIN IMMEDIATE, waiting for other processes.
    Result<std::unique_ptr<Transaction>> beginWriting();
    /// All reads until the transaction's end see the state of now.
    Result<std::unique_ptr<Transaction>> beginReading();

    Result<std::optional<StoredRecord>> lastRecord();
    /// How many numbers up to the last record's have no record.
    Result<qint64> missingNumbers();
    enum class Order : quint8 { OldestFirst, NewestFirst };
    /// Until `visit` answers false.
    Result<void> visit(const std::function<bool(const StoredRecord&)>& visit, Order order = Order::OldestFirst);
    Result<void> insert(const StoredRecord& record);
    Result<void> remove(const std::vector<qint64>& numbers);

private:
    JournalDatabase(const QString& path, Mode mode)
        : m_file(path, mode)
    {
    }
    Result<void> prepareConnection();
    Result<void> prepareTable();
    Result<void> makeTable();
    Result<void> run(const QString& sql);
    /// One row of a query that always answers one, its first column.
    Result<qint64> askNumber(const QString& sql);
    Error failure(const QString& detail) const;
    Error failure(const QSqlQuery& query) const;

    SqliteFile m_file;
    bool m_hasTable = false;
};

} // namespace steward
