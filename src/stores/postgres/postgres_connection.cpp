// The one file that knows libpq: everything else asks through PostgresConnection. QSqlDatabase makes and owns the
// connection, libpq runs the statements on its handle.
#include "stores/postgres/postgres_connection.h"

#include "stores/postgres/libpq_files.h"
#include "stores/postgres/postgres_tls.h"

#include <QSqlDriver>
#include <QSqlError>
#include <QUuid>
#include <QVariant>

#include <libpq-fe.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>

namespace steward {
namespace {

using ResultPtr = std::unique_ptr<PGresult, decltype([](PGresult* result) { PQclear(result); })>;

QByteArray field(const PGresult* result, int code)
{
    return QByteArray(PQresultErrorField(result, code));
}

SqlFailure failureOf(const PGresult* result)
{
    QByteArray message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    if (message.isEmpty())
        message = PQresultErrorMessage(result); // libpq's own words when the connection broke
    return {field(result, PG_DIAG_SQLSTATE), message, field(result, PG_DIAG_SOURCE_FUNCTION)};
}

/// For libpq's connection strings, as QPSQL passes them on.
QString option(const char* name, const QString& value)
{
    QString escaped = value;
    escaped.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('\''), QLatin1String("\\'"));
    return QLatin1String(name) + QLatin1String("='") + escaped + QLatin1String("' ");
}

QString optionsFor(const TlsPlan& plan, const CallContext& limits)
{
    // Reading may take minutes, connecting may not. libpq takes less than 2 s for 2.
    const qint64 left = limits.deadline.isForever() ? 20000 : limits.deadline.remainingTime();
    const qint64 seconds = std::clamp<qint64>((left + 999) / 1000, 2, 20);
    QString options = option("sslmode", plan.mode) + option("connect_timeout", QString::number(seconds));
    if (!plan.rootFile.isEmpty())
        options += option("sslrootcert", plan.rootFile);
    // GSS encryption would come before TLS and skip its verification. The empty ones silence the environment's
    // variables: PgBouncer refuses `options`, and an address from there would replace the host.
    return options + option("gssencmode", QStringLiteral("disable")) + option("options", {}) + option("hostaddr", {}) +
           option("application_name", QStringLiteral("steward"));
}

/// Closing an abandoned connection must not run while the process's statics (Qt's list of connections, the driver's
/// library) go away. Its own state is never destroyed, so that a late thread can still ask.
class ExitGate final {
public:
    static std::shared_lock<std::shared_mutex> pass()
    {
        static const Closer closer;
        std::shared_lock lock(state().mutex);
        while (state().closed) {
            lock.unlock();
            std::this_thread::sleep_for(std::chrono::hours(1)); // the process ends before this does
            lock.lock();
        }
        return lock;
    }

private:
    struct State {
        std::shared_mutex mutex;
        bool closed = false;
    };
    struct Closer {
        ~Closer()
        {
            const std::unique_lock lock(state().mutex);
            state().closed = true;
        }
    };
    static State& state()
    {
        static State* const state = new State;
        return *state;
    }
};

} // namespace

bool SqlRow::isNull(int column) const
{
    return PQgetisnull(m_result, 0, column) != 0;
}

QByteArrayView SqlRow::bytes(int column) const
{
    return QByteArrayView(PQgetvalue(m_result, 0, column), PQgetlength(m_result, 0, column));
}

PostgresConnection::PostgresConnection(DatabaseSettings settings)
    : m_settings(std::move(settings))
{
}

PostgresConnection::~PostgresConnection()
{
    close();
}

Result<void> PostgresConnection::open(const CallContext& limits)
{
    if (m_handle && !m_doomed && stillStands())
        return {};
    close();
    return openDatabase(limits);
}

Result<void> PostgresConnection::openDatabase(const CallContext& limits)
{
    if (const Result<void> one = checkLibpqFiles(); !one)
        return std::unexpected(one.error());
    const Result<TlsPlan> plan = planTls(m_settings);
    if (!plan)
        return std::unexpected(plan.error());
    m_name = QStringLiteral("steward-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), m_name);
    ExitGate::pass(); // made after Qt's own list, hence closed before that goes away
    if (!m_database.isValid()) {
        close();
        return std::unexpected(databaseError(ErrorKind::LocalFailure, QStringLiteral("the QPSQL driver is missing")));
    }
    m_database.setHostName(m_settings.host);
    m_database.setPort(m_settings.port);
    m_database.setDatabaseName(m_settings.database);
    m_database.setUserName(m_settings.user);
    m_database.setPassword(QString::fromUtf8(m_settings.password.reveal()));
    m_database.setConnectOptions(optionsFor(*plan, limits));
    if (!m_database.open()) {
        Error error = connectError(m_database.lastError().databaseText(), m_settings.password);
        close();
        if (error.kind == ErrorKind::TlsUntrusted)
            error = databaseError(certificateTrouble(m_settings, plan->rootFile), error.detail);
        return std::unexpected(std::move(error));
    }
    const QVariant handle = m_database.driver()->handle();
    m_handle = *static_cast<PGconn* const*>(handle.constData());
    PQsetNoticeReceiver(
        m_handle, [](void*, const PGresult*) {}, nullptr); // libpq would print them
    PQsetnonblocking(m_handle, 1);                         // a large parameter must not block in send()
    return {};
}

void PostgresConnection::close()
{
    if (!m_name.isEmpty()) {
        const auto lock = ExitGate::pass();
        m_handle = nullptr;
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
        m_name.clear();
    }
    m_doomed = false;
}

void PostgresConnection::abort()
{
    if (m_handle && PQtransactionStatus(m_handle) == PQTRANS_ACTIVE) {
        if (PGcancel* cancel = PQgetCancel(m_handle)) {
            char ignored[256];
            PQcancel(cancel, ignored, sizeof ignored);
            PQfreeCancel(cancel);
        }
    }
    close();
}

bool PostgresConnection::stillStands()
{
    // Whatever waits on an idle connection is its end, or a notice before it: a new one costs little.
    return PQstatus(m_handle) == CONNECTION_OK && PQtransactionStatus(m_handle) == PQTRANS_IDLE &&
           !isSocketReady(PQsocket(m_handle), SocketWait::Read, 0);
}

Result<QByteArray> PostgresConnection::run(const SqlStatement& statement, const RowHandler& onRow)
{
    if (auto error = ended(SqlIntent::Read)) // nothing was sent yet
        return std::unexpected(std::move(*error));
    m_refusedState.clear();
    std::vector<const char*> values;
    values.reserve(statement.parameters.size());
    for (const auto& parameter : statement.parameters)
        values.push_back(parameter ? parameter->constData() : nullptr);
    const int sent = values.empty() ? PQsendQuery(m_handle, statement.text.constData())
                                    : PQsendQueryParams(
                                          m_handle, statement.text.constData(), static_cast<int>(values.size()),
                                          nullptr, values.data(), nullptr, nullptr, 0);
    if (sent != 1)
        return std::unexpected(lost(statement.intent));
    PQsetSingleRowMode(m_handle);
    if (auto error = flush(statement.intent))
        return std::unexpected(std::move(*error));
    return receive(statement.intent, onRow);
}

Result<QByteArray> PostgresConnection::receive(SqlIntent intent, const RowHandler& onRow)
{
    std::optional<Error> refused;
    QByteArray tag;
    for (quint32 count = 0;; ++count) {
        while (PQisBusy(m_handle)) {
            if (auto error = waitFor(SocketWait::Read, intent)) // after a last word of the server, that word counts
                return std::unexpected(refused ? std::move(*refused) : std::move(*error));
        }
        if (count % 256 == 255) { // rows that are already here never wait
            if (auto error = ended(intent))
                return std::unexpected(std::move(*error));
        }
        const ResultPtr result(PQgetResult(m_handle));
        if (!result)
            break;
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_SINGLE_TUPLE && onRow)
            onRow(SqlRow(result.get()));
        else if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
            tag = PQcmdStatus(result.get());
        else if (status != PGRES_SINGLE_TUPLE && !refused) {
            SqlFailure failure = failureOf(result.get());
            failure.connectionLost = PQstatus(m_handle) != CONNECTION_OK;
            m_refusedState = failure.state;
            refused = statementError(failure, intent);
        }
    }
    if (PQstatus(m_handle) != CONNECTION_OK)
        m_doomed = true;
    if (refused)
        return std::unexpected(std::move(*refused));
    return tag;
}

Result<int> PostgresConnection::notices(std::chrono::milliseconds timeout)
{
    constexpr int quietSlice = 80; // it may be quiet all day
    const QDeadlineTimer until(timeout);
    for (;;) {
        if (auto error = ended(SqlIntent::Read))
            return std::unexpected(std::move(*error));
        int count = 0;
        while (PGnotify* notice = PQnotifies(m_handle)) {
            PQfreemem(notice);
            ++count;
        }
        if (count > 0 || until.hasExpired())
            return count;
        isSocketReady(PQsocket(m_handle), SocketWait::Read, m_job.limits.slice(quietSlice));
        if (PQconsumeInput(m_handle) != 1)
            return std::unexpected(lost(SqlIntent::Read));
    }
}

std::optional<Error> PostgresConnection::flush(SqlIntent intent)
{
    for (;;) {
        const int left = PQflush(m_handle);
        if (left == 0)
            return {};
        if (left < 0)
            return lost(intent);
        // Reading too: the server may answer before it has read everything, and would wait for us.
        if (auto error = waitFor(SocketWait::ReadOrWrite, intent))
            return error;
    }
}

std::optional<Error> PostgresConnection::waitFor(SocketWait wait, SqlIntent intent)
{
    if (auto error = ended(intent))
        return error;
    isSocketReady(PQsocket(m_handle), wait, std::max(1, m_job.limits.slice()));
    // Always, not only when the socket is readable: TLS may hold bytes that it has taken from the socket already.
    // A failure is told by the result that follows.
    if (PQconsumeInput(m_handle) != 1 && !PQisBusy(m_handle))
        return {};
    return PQstatus(m_handle) == CONNECTION_OK ? std::optional<Error>() : lost(intent);
}

std::optional<Error> PostgresConnection::ended(SqlIntent intent)
{
    if (!m_job.limits.stopped() && !m_job.limits.expired())
        return {};
    m_doomed = true;
    if (intent == SqlIntent::Commit)
        return databaseError(ErrorKind::OutcomeUnknown, QStringLiteral("ended while waiting for COMMIT's answer"));
    return m_job.limits.stopped() ? stoppedError() : databaseTimedOutError(QStringLiteral("deadline passed"));
}

Error PostgresConnection::lost(SqlIntent intent)
{
    m_doomed = true;
    return statementError({{}, QByteArray(PQerrorMessage(m_handle)), {}, true}, intent);
}

QByteArray PostgresConnection::quoted(const QString& identifier) const
{
    const QByteArray utf8 = identifier.toUtf8();
    char* const escaped = PQescapeIdentifier(m_handle, utf8.constData(), static_cast<size_t>(utf8.size()));
    QByteArray result = escaped ? QByteArray(escaped) : QByteArrayLiteral("\"\"");
    PQfreemem(escaped);
    return result;
}

bool PostgresConnection::isEncrypted() const
{
    return PQsslInUse(m_handle) != 0;
}

int PostgresConnection::announcedBackend() const
{
    return PQbackendPID(m_handle);
}

QString libpqVersion()
{
    const int number = PQlibVersion(); // 150014 is 15.14
    return QStringLiteral("%1.%2").arg(number / 10'000).arg(number % 10'000);
}

} // namespace steward
