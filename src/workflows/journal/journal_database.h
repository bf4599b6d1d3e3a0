#pragma once

#include "stores/sqlite_tables.h"
#include "workflows/journal/journal_chain.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace steward {

/// The journal's SQLite file: WAL, synchronous=FULL, fullfsync. One table, no index beside it: an index that is damaged
/// would answer less without a word. Used on the thread that opened it.
class JournalDatabase final : public SqliteTables {
public:
    /// For writing the table too is made where it is missing.
    static Result<std::unique_ptr<JournalDatabase>> open(const QString& path, Mode mode);

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
        : SqliteTables(path, mode)
    {
    }
    Result<void> prepareConnection();
    Result<void> prepareTable();
    Result<void> makeTable();
    /// Of a query that always answers one.
    Result<qint64> askNumber(const QString& sql);
    Error failure(const QString& detail) const;
    Error failure(const QSqlQuery& query) override;

    bool m_hasTable = false;
};

} // namespace steward
