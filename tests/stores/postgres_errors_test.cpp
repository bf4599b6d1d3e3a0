#include "stores/postgres/postgres_errors.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;

namespace steward::postgres_errors_test {

/// How the texts and codes of PostgreSQL, libpq and the poolers are understood.
class PostgresErrorsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsOfConnecting_data();
    void textsOfConnecting();
    void poolersAreUnderstood_data();
    void poolersAreUnderstood();
    void codesOfStatements_data();
    void codesOfStatements();
    void aLostCommitIsUnknown();
    void policiesAreKnownInEveryLanguage();
    void noPasswordIsRepeated();
};

void PostgresErrorsTest::textsOfConnecting_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* text, ErrorKind kind) {
        QTest::addRow("%.60s", text) << QString::fromUtf8(text) << int(kind);
    };
    row("FATAL:  the database system is starting up", ErrorKind::Loading);
    row("FATAL:  the database system is not yet accepting connections", ErrorKind::Loading);
    row("FATAL:  the database system is shutting down", ErrorKind::Loading);
    row("FATAL:  password authentication failed for user \"x\"", ErrorKind::WrongPassword);
    row("FATAL:  role \"x\" does not exist", ErrorKind::WrongPassword);
    row("FATAL:  no pg_hba.conf entry for host \"192.0.2.7\", user \"x\", database \"y\"", ErrorKind::WrongPassword);
    row("fe_sendauth: no password supplied", ErrorKind::WrongPassword);
    row("FATAL:  SASL authentication failed", ErrorKind::WrongPassword);
    row("FATAL:  no such user: x", ErrorKind::WrongPassword);
    row("FATAL:  database \"x\" does not exist", ErrorKind::MissingDatabase);
    row("FATAL:  no such database: x", ErrorKind::MissingDatabase);
    row("FATAL:  query_wait_timeout", ErrorKind::TimedOut);
    row("server does not support SSL, but SSL was required", ErrorKind::TlsPlain);
    row("SSL error: certificate verify failed", ErrorKind::TlsUntrusted);
    row("server certificate for \"a\" does not match host name \"b\"", ErrorKind::TlsWrongHost);
    row("SSL error: tlsv1 alert protocol version", ErrorKind::TlsFailed);
    row("root certificate file \"/x\" does not exist", ErrorKind::InvalidSettings);
    row("could not translate host name \"x\" to address: Name or service not known", ErrorKind::NameNotFound);
    row("connection to server at \"x\" failed: Connection refused", ErrorKind::Refused);
    row("connection to server on socket \"/x\" failed: No such file or directory", ErrorKind::Refused);
    row("connection to server at \"x\" failed: timeout expired", ErrorKind::TimedOut);
    row("server closed the connection unexpectedly", ErrorKind::ConnectionLost);
    row("received invalid response to SSL negotiation: H", ErrorKind::BadAnswer);
    row("SSL error: tlsv13 alert certificate required", ErrorKind::TlsClient);
    // A network without IPv6, and a host that has nothing else.
    row("connection to server at \"db.x.supabase.co\" (2600:1f16::1), port 5432 failed: Network is unreachable Is the "
        "server running on that host and accepting TCP/IP connections?",
        ErrorKind::NoIpv6);
    row("connection to server at \"2001:db8::1\", port 5432 failed: Cannot assign requested address Is the server "
        "running "
        "on that host and accepting TCP/IP connections?",
        ErrorKind::NoIpv6);
    row("connection to server at \"x\" (2600:1f16::1), port 5432 failed: Network is unreachable connection to server "
        "at "
        "\"x\" (192.0.2.7), port 5432 failed: Connection refused",
        ErrorKind::Refused);
    row("connection to server at \"x\" (192.0.2.7), port 5432 failed: Network is unreachable", ErrorKind::Refused);
    // Of two addresses, the one that answered tells more.
    row("connection to server at \"x\" (::1) failed: Connection refused connection to server at \"x\" (127.0.0.1) "
        "failed: FATAL:  password authentication failed for user \"x\"",
        ErrorKind::WrongPassword);
}

void PostgresErrorsTest::textsOfConnecting()
{
    QFETCH(QString, text);
    QFETCH(int, kind);
    const Error error = connectError(text, {});
    QCOMPARE(errorWord(error.kind), errorWord(static_cast<ErrorKind>(kind)));
    QVERIFY(!error.sentence.isEmpty());
    QVERIFY(!error.sentence.contains(QLatin1String("FATAL")));
    for (const char* says : {"no IPv6", "pooler"}) // what to do where the host has nothing else
        QVERIFY2(error.kind != ErrorKind::NoIpv6 || error.sentence.contains(QLatin1String(says)), says);
}

// Each text as the pooler sends it, with what the person has to hear and do.
void PostgresErrorsTest::poolersAreUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* text, ErrorKind kind, const char* says) {
        QTest::addRow("%.60s", text) << QString::fromUtf8(text) << int(kind) << QString::fromLatin1(says);
    };
    const char* tenant = "postgres.PROJECT";
    row("FATAL:  Tenant or user not found", ErrorKind::UnknownTenant, tenant);
    row("FATAL:  (ENOTFOUND) tenant/user postgres.abcdef not found", ErrorKind::UnknownTenant, tenant);
    row("FATAL:  (ETENANTNOTFOUND) tenant or user not found", ErrorKind::UnknownTenant, tenant);
    row("FATAL:  (ENOIDENTIFIER) no tenant identifier provided (external_id or sni_hostname required)",
        ErrorKind::UnknownTenant, tenant);
    row("FATAL:  Authentication error, reason: \"Invalid format for user or db_name\"", ErrorKind::UnknownTenant,
        tenant);
    const char* taken = "transaction mode (port 6543)";
    row("FATAL:  Max client connections reached", ErrorKind::TooManyClients, taken);
    row("FATAL:  (EMAXCONN) max client connections reached, limit: 200", ErrorKind::TooManyClients, taken);
    row("FATAL:  (EMAXCONNSESSION) max clients reached in session mode - max clients are limited to pool_size: 15",
        ErrorKind::TooManyClients, taken);
    row("FATAL:  MaxClientsInSessionMode: max clients reached - in Session mode max clients are limited to pool_size",
        ErrorKind::TooManyClients, taken);
    row("FATAL:  Max pools count reached", ErrorKind::TooManyClients, taken);
    row("FATAL:  Unable to check out process from the pool due to timeout", ErrorKind::TooManyClients, taken);
    row("FATAL:  no more connections allowed (max_client_conn)", ErrorKind::TooManyClients, taken);
    row("FATAL:  sorry, too many clients already", ErrorKind::TooManyClients, taken);
    row("FATAL:  remaining connection slots are reserved for superusers", ErrorKind::TooManyClients, taken);
    row("FATAL:  too many connections for role \"x\"", ErrorKind::TooManyClients, taken);
    const char* blocked = "Wait 10 minutes";
    row("FATAL:  (ECIRCUITBREAKER) too many authentication errors", ErrorKind::PoolerBlocked, blocked);
    row("FATAL:  Circuit breaker open: Too many authentication errors", ErrorKind::PoolerBlocked, blocked);
    row("FATAL:  (ECIRCUITBREAKER) failed to retrieve database credentials", ErrorKind::PoolerBlocked, blocked);
    row("FATAL:  (EBANNED) tenant is banned: abuse", ErrorKind::Banned, "locked out");
    row("FATAL:  (EADDRNOTALLOWED) address not in tenant allow_list: {192, 0, 2, 7}", ErrorKind::Banned, "allow this");
    row("FATAL:  Address not in tenant allow_list: {192, 0, 2, 7}", ErrorKind::Banned, "allow this");
    row("FATAL:  SSL connection is required", ErrorKind::TlsRequired, "sslmode=verify-full");
    row("FATAL:  (ESSLREQUIRED) SSL connection is required for user: x", ErrorKind::TlsRequired, "sslmode=verify-full");
    row("FATAL:  SSL required", ErrorKind::TlsRequired, "sslmode=verify-full");
    row("FATAL:  no pg_hba.conf entry for host \"192.0.2.7\", user \"x\", database \"y\", no encryption",
        ErrorKind::TlsRequired, "sslmode=verify-full");
    row("FATAL:  (EAUTHQUERY) user not found in the database", ErrorKind::WrongPassword, "refuses the user");
    row("FATAL:  no such user: x", ErrorKind::WrongPassword, "refuses the user");
    row("FATAL:  server login has been failing, cached error: password authentication failed for user \"x\" "
        "(server_login_retry)",
        ErrorKind::WrongPassword, "refuses the user");
    const char* behind = "cannot reach the service behind it";
    row("FATAL:  (EAUTHQUERY) authentication query failed: connection to database not available",
        ErrorKind::GatewayFailed, behind);
    row("FATAL:  (ECIRCUITBREAKER) unable to establish connection to upstream database", ErrorKind::GatewayFailed,
        behind);
    row("FATAL:  (EDBHANDLEREXITED) DbHandler exited. Check logs for more information", ErrorKind::GatewayFailed,
        behind);
    row("FATAL:  connection failure during authentication", ErrorKind::GatewayFailed, behind);
    row("FATAL:  pgbouncer cannot connect to server", ErrorKind::GatewayFailed, behind);
    row("FATAL:  server login has been failing, try again later (server_login_retry)", ErrorKind::GatewayFailed,
        behind);
    row("FATAL:  transaction blocks not allowed in statement pooling mode", ErrorKind::StatementPooling, "pool_mode");
}

void PostgresErrorsTest::poolersAreUnderstood()
{
    QFETCH(QString, text);
    QFETCH(int, kind);
    QFETCH(QString, says);
    const auto judge = [&](const Error& error) {
        QCOMPARE(errorWord(error.kind), errorWord(static_cast<ErrorKind>(kind)));
        QVERIFY2(error.sentence.contains(says), qPrintable(error.sentence));
        QVERIFY(!error.sentence.contains(QLatin1String("FATAL")));
    };
    judge(connectError(text, {}));
    // The same said in the middle, where the code alone tells nothing.
    const QByteArray message = text.section(QStringLiteral("  "), 1).toUtf8();
    if (!message.contains("pg_hba") && !message.contains("no such user") && !message.contains("for role"))
        judge(statementError(
            {kind == int(ErrorKind::StatementPooling) ? "08P01" : "XX000", message, {}, true}, SqlIntent::Read));
}

void PostgresErrorsTest::codesOfStatements_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<int>("reading");
    QTest::addColumn<int>("writing");
    const auto row = [](const char* state, ErrorKind reading, ErrorKind writing) {
        QTest::newRow(state) << QByteArray(state) << int(reading) << int(writing);
    };
    row("42501", ErrorKind::NoRightToRead, ErrorKind::NoRightToWrite);
    row("42P01", ErrorKind::MissingTable, ErrorKind::MissingTable);
    row("3F000", ErrorKind::MissingTable, ErrorKind::MissingTable);
    row("42703", ErrorKind::MissingTable, ErrorKind::MissingTable);
    row("42883", ErrorKind::MissingFunction, ErrorKind::MissingFunction);
    row("57014", ErrorKind::TimedOut, ErrorKind::TimedOut);
    row("57P01", ErrorKind::ConnectionLost, ErrorKind::ConnectionLost);
    row("57P03", ErrorKind::Loading, ErrorKind::Loading);
    row("28P01", ErrorKind::WrongPassword, ErrorKind::WrongPassword);
    row("23503", ErrorKind::ServerError, ErrorKind::Rejected);
    row("23505", ErrorKind::ServerError, ErrorKind::Rejected);
    row("25006", ErrorKind::ReadOnlyProfile, ErrorKind::ReadOnlyProfile);
    row("53200", ErrorKind::ServerError, ErrorKind::ServerError);
    row("XX000", ErrorKind::ServerError, ErrorKind::ServerError);
}

void PostgresErrorsTest::codesOfStatements()
{
    QFETCH(QByteArray, state);
    QFETCH(int, reading);
    QFETCH(int, writing);
    const SqlFailure failure{state, "said so", {}, false};
    QCOMPARE(int(statementError(failure, SqlIntent::Read).kind), reading);
    QCOMPARE(int(statementError(failure, SqlIntent::Write).kind), writing);
}

void PostgresErrorsTest::aLostCommitIsUnknown()
{
    const SqlFailure lost{{}, "server closed the connection unexpectedly", {}, true};
    QCOMPARE(statementError(lost, SqlIntent::Read).kind, ErrorKind::ConnectionLost);
    QCOMPARE(statementError(lost, SqlIntent::Write).kind, ErrorKind::ConnectionLost); // without COMMIT nothing happened
    QCOMPARE(statementError(lost, SqlIntent::Commit).kind, ErrorKind::OutcomeUnknown);
    QCOMPARE(statementError({"57P01", "ended", {}, false}, SqlIntent::Commit).kind, ErrorKind::OutcomeUnknown);
    QCOMPARE(statementError({"23503", "refused", {}, false}, SqlIntent::Commit).kind, ErrorKind::Rejected);
}

void PostgresErrorsTest::policiesAreKnownInEveryLanguage()
{
    const SqlFailure french{"42501", "la requ\u00eate serait affect\u00e9e", "check_enable_rls", false};
    QCOMPARE(statementError(french, SqlIntent::Read).kind, ErrorKind::RowSecurity);
    QCOMPARE(statementError(french, SqlIntent::Write).kind, ErrorKind::RowSecurity);
}

void PostgresErrorsTest::noPasswordIsRepeated()
{
    const Error error =
        connectError(QStringLiteral("missing \"=\" after \"hunter2!\" in hunter2%21"), Secret("hunter2!"));
    QVERIFY(!error.detail.contains(QLatin1String("hunter2")));
    QVERIFY(!error.sentence.contains(QLatin1String("hunter2")));
}

STEWARD_TEST(PostgresErrorsTest)
} // namespace steward::postgres_errors_test

#include "postgres_errors_test.moc"
