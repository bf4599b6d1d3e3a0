#pragma once

#include <QSqlDatabase>
#include <QString>

#include <chrono>
#include <optional>

namespace steward {

/// A connection to one SQLite file of Steward's own, which only its user may read. Used on the thread that made it.
class SqliteFile final {
    Q_DISABLE_COPY_MOVE(SqliteFile)

public:
    enum class Mode : quint8 {
        Read,  ///< changes nothing: what a damaged WAL still holds stays there
        Write, ///< makes the file where it is missing
    };
    /// How long a call waits for other processes.
    static constexpr std::chrono::seconds usualTimeout{30};
    SqliteFile(const QString& path, Mode mode, std::chrono::milliseconds timeout = usualTimeout);
    ~SqliteFile();

    /// What stands against it, for the log; nothing: it is open.
    std::optional<QString> open();
    QSqlDatabase& database() { return m_database; }
    const QString& path() const { return m_path; }
    Mode mode() const { return m_mode; }

private:
    const QString m_path;
    const Mode m_mode;
    const QString m_connection;
    QSqlDatabase m_database;
};

/// The SQLite that runs; empty where Qt's driver for it is not there.
QString sqliteVersion();

} // namespace steward
