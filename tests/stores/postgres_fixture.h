#pragma once

#include "stores/contract/database_port_subject.h"
#include "stores/postgres/postgres_database_adapter.h"
#include "support/postgres_server.h"
#include "support/worker.h"

#include <algorithm>
#include <thread>

namespace steward::test {

/// Settings for a server's database, as its superuser where no user is given.
DatabaseSettings settingsFor(
    const rig::PostgresServer& server, const QString& database, const QString& user = {},
    const QByteArray& password = {});

/// One row as SQL. Everything in it is quoted.
QString insertSql(const SubjectRow& row);

inline CallContext patientLimits()
{
    return CallContext::within(std::chrono::seconds(20));
}

template<class T>
QByteArray errorText(const Result<T>& result)
{
    return result ? QByteArray("no error")
                  : (errorWord(result.error().kind) + QLatin1String(": ") + result.error().detail).toUtf8();
}

/// Runs on a worker with an adapter of its own.
template<class Callable>
auto askPostgres(const DatabaseSettings& settings, Callable&& callable, const StoreNames& names = {})
{
    return rig::onWorker([&] {
        PostgresDatabaseAdapter adapter(settings, names);
        return callable(adapter);
    });
}

inline Result<DatabaseListing> listPostgres(const DatabaseSettings& settings, const StoreNames& names = {})
{
    return askPostgres(
        settings, [](DatabasePort& port) { return port.list(patientLimits()); }, names);
}

inline StoreDiagnosis diagnosePostgres(const DatabaseSettings& settings, const StoreNames& names = {})
{
    return askPostgres(
        settings, [](DatabasePort& port) { return port.diagnose(patientLimits()); }, names);
}

inline Check checkIn(const StoreDiagnosis& diagnosis, CheckId id)
{
    const auto found = std::ranges::find(diagnosis.checks, id, &Check::id);
    return found == diagnosis.checks.end() ? Check() : *found;
}

/// Holds a lock that the adapter's statements wait for, until it goes.
class TableLock final {
    Q_DISABLE_COPY_MOVE(TableLock)

public:
    TableLock(rig::PostgresServer& server, const QString& database)
        : m_server(server)
        , m_database(database)
        , m_holder([this] {
            static_cast<void>(m_server.execute(
                QStringLiteral("lock table healthcare.integrations; /* held */ select pg_sleep(60)"), m_database));
        })
    {
        rig::eventually(
            [this] { return count(QStringLiteral("query like '%/* held */%' and wait_event = 'PgSleep'")) == "1"; },
            5000);
    }
    ~TableLock()
    {
        static_cast<void>(m_server.execute(
            QStringLiteral("select pg_terminate_backend(pid) from pg_stat_activity where query like '%/* held */%' and "
                           "pid <> pg_backend_pid()"),
            m_database));
        m_holder.join();
    }
    /// True when somebody waits for the lock.
    bool isWaitedFor() const
    {
        return rig::eventually([this] { return count(QStringLiteral("wait_event_type = 'Lock'")) != "0"; }, 5000);
    }

private:
    QByteArray count(const QString& where) const
    {
        return m_server
            .value(
                QStringLiteral("select count(*) from pg_stat_activity where pid <> pg_backend_pid() and ") + where,
                m_database)
            .value_or(QByteArray());
    }

    rig::PostgresServer& m_server;
    QString m_database;
    std::thread m_holder;
};

} // namespace steward::test
