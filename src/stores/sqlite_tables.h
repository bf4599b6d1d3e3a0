#pragma once

#include "domain/error.h"
#include "stores/sqlite_file.h"

#include <QSqlQuery>
#include <QVariantList>

namespace steward {

/// Statements on a SQLite file of Steward's own; whose it is says what has failed. Used on the thread that opened it.
class SqliteTables {
    Q_DISABLE_COPY_MOVE(SqliteTables)

public:
    using Mode = SqliteFile::Mode;

    /// Rolled back unless committed.
    class Transaction final {
        Q_DISABLE_COPY_MOVE(Transaction)

    public:
        explicit Transaction(SqliteTables& tables)
            : m_tables(tables)
        {
        }
        ~Transaction();
        /// To write: waits for other processes.
        Result<void> begin() { return begin(QStringLiteral("BEGIN IMMEDIATE")); }
        /// All reads until its end see the state of now.
        Result<void> beginReading();
        Result<void> commit();

    private:
        Result<void> begin(const QString& sql);

        SqliteTables& m_tables;
        bool m_isOpen = false;
    };

    Result<QSqlQuery> ask(const QString& sql, const QVariantList& values = {});
    Result<void> run(const QString& sql, const QVariantList& values = {});
    /// The first column of the first row; null where there is none.
    Result<QVariant> askOne(const QString& sql);
    /// Prepared once, for many rows.
    Result<QSqlQuery> prepare(const QString& sql);
    virtual Error failure(const QSqlQuery& query) = 0;

protected:
    SqliteTables(const QString& path, Mode mode, std::chrono::milliseconds timeout = SqliteFile::usualTimeout)
        : m_file(path, mode, timeout)
    {
    }
    virtual ~SqliteTables() = default;

    SqliteFile m_file;
};

} // namespace steward
