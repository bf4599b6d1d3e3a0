#pragma once

#include "domain/error.h"
#include "stores/sqlite_file.h"

#include <QSqlQuery>
#include <QVariantList>

#include <chrono>
#include <memory>

namespace steward {

/// The SQLite file of a history, with its tables. Used on the thread that opened it.
class HistoryFile final {
    Q_DISABLE_COPY_MOVE(HistoryFile)

public:
    struct Limits {
        qint64 bytes = 64 * 1024 * 1024; ///< of the file, at most
        std::chrono::milliseconds patience{5000};
    };
    /// Makes the file (0600), its folder (0700) and its tables where they are missing. One that is damaged, held or of
    /// a newer version is left as it is.
    static Result<std::unique_ptr<HistoryFile>> open(const QString& path, const Limits& limits);

    /// Rolled back unless committed.
    class Transaction final {
        Q_DISABLE_COPY_MOVE(Transaction)

    public:
        explicit Transaction(HistoryFile& file)
            : m_file(file)
        {
        }
        ~Transaction();
        Result<void> begin();
        Result<void> commit();

    private:
        HistoryFile& m_file;
        bool m_isOpen = false;
    };

    Result<QSqlQuery> ask(const QString& sql, const QVariantList& values = {});
    Result<void> run(const QString& sql, const QVariantList& values = {});
    /// The first column of the first row; null where there is none.
    Result<QVariant> askOne(const QString& sql, const QVariantList& values = {});
    /// Prepared once, for many rows.
    Result<QSqlQuery> prepare(const QString& sql);
    Error failure(const QSqlQuery& query);
    /// The last failure was that the file has come to its limit; not that the disk has.
    bool isAtLimit();

private:
    HistoryFile(const QString& path, const Limits& limits)
        : m_file(path, SqliteFile::Mode::Write, limits.patience)
        , m_limits(limits)
    {
    }
    Result<void> prepareConnection();
    Result<void> prepareTables();
    Result<void> makeTables();
    Error failure(int code, const QString& detail);

    SqliteFile m_file;
    const Limits m_limits;
    bool m_wasFull = false;
};

/// It can be set aside, and a new one begun (ReadingHistory::setAside()).
bool isDamagedHistory(const Error& error);

} // namespace steward
