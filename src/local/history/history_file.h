#pragma once

#include "stores/sqlite_tables.h"

#include <chrono>
#include <memory>

namespace steward {

/// The SQLite file of a history, with its tables. Used on the thread that opened it.
class HistoryFile final : public SqliteTables {
public:
    struct Limits {
        qint64 bytes = 64 * 1024 * 1024; ///< of the file, at most
        std::chrono::milliseconds timeout{5000};
    };
    /// Makes the file (0600), its folder (0700) and its tables where they are missing. One that is damaged, held or of
    /// a newer version is left as it is.
    static Result<std::unique_ptr<HistoryFile>> open(const QString& path, const Limits& limits);

    Error failure(const QSqlQuery& query) override;
    /// The last failure was that the file has come to its limit; not that the disk has.
    bool isAtLimit();

private:
    HistoryFile(const QString& path, const Limits& limits)
        : SqliteTables(path, Mode::Write, limits.timeout)
        , m_limits(limits)
    {
    }
    Result<void> prepareConnection();
    Result<void> prepareTables();
    Result<void> makeTables();
    Error failure(int code, const QString& detail);

    const Limits m_limits;
    bool m_wasFull = false;
};

/// It can be set aside, and a new one begun (ReadingHistory::setAside()).
bool isDamagedHistory(const Error& error);

} // namespace steward
