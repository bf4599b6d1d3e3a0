#include "stores/sqlite_file.h"

#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

namespace steward {
SqliteFile::SqliteFile(const QString& path, Mode mode, std::chrono::milliseconds timeout)
    : m_path(path)
    , m_mode(mode)
    , m_connection(QLatin1String("steward-sqlite-") + QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection))
{
    m_database.setDatabaseName(path);
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(timeout.count());
    if (mode == Mode::Read)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    m_database.setConnectOptions(options);
}

SqliteFile::~SqliteFile()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

std::optional<QString> SqliteFile::open()
{
    if (m_mode == Mode::Write && !QFile::exists(m_path)) { // WAL and shared memory take over its rights
        QFile file(m_path);
        if (!file.open(QIODevice::ReadWrite, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return file.errorString();
    }
    if (!m_database.open())
        return m_database.lastError().text();
    return {};
}

QString sqliteVersion()
{
    SqliteFile memory(QStringLiteral(":memory:"), SqliteFile::Mode::Read);
    if (memory.open())
        return {};
    QSqlQuery query(memory.database());
    return query.exec(QStringLiteral("SELECT sqlite_version()")) && query.next() ? query.value(0).toString()
                                                                                 : QString();
}

} // namespace steward
