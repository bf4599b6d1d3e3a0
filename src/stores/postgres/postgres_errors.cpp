#include "stores/postgres/postgres_errors.h"

#include "domain/doctor_advice.h"
#include "stores/call_context.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <optional>

namespace steward {
namespace {

struct DatabaseText {
    Q_DECLARE_TR_FUNCTIONS(steward::PostgresDatabaseAdapter)
};

QString sentenceFor(ErrorKind kind)
{
    if (kind == ErrorKind::OutcomeUnknown) {
        return DatabaseText::tr("The change was sent to the database and its answer was lost, so it may have happened. "
                                "Read again before doing it once more.");
    }
    if (kind == ErrorKind::Rejected) {
        return DatabaseText::tr(
            "A rule of the database forbids this change, for instance because other records depend on "
            "the row, or because the organization already has one. Read again and look at the row.");
    }
    if (kind == ErrorKind::ReadOnlyProfile) {
        return DatabaseText::tr("The database accepts no changes at the moment. Ask its administrator why it is set "
                                "to read-only.");
    }
    const Advice advice = adviceFor(kind, Store::Database);
    return advice.cause + QLatin1Char(' ') + advice.cure;
}

struct StateMeaning {
    const char* state; ///< a whole SQLSTATE or its class
    ErrorKind kind;
};

constexpr std::array stateMeanings{
    StateMeaning{"28", ErrorKind::WrongPassword},     StateMeaning{"3D000", ErrorKind::MissingDatabase},
    StateMeaning{"42P01", ErrorKind::MissingTable},   StateMeaning{"3F000", ErrorKind::MissingTable},
    StateMeaning{"42703", ErrorKind::MissingTable},   StateMeaning{"42883", ErrorKind::MissingFunction},
    StateMeaning{"57P03", ErrorKind::Loading},        StateMeaning{"57014", ErrorKind::TimedOut},
    StateMeaning{"55P03", ErrorKind::TimedOut},       StateMeaning{"25006", ErrorKind::ReadOnlyProfile},
    StateMeaning{"57P", ErrorKind::ConnectionLost},   StateMeaning{"08", ErrorKind::ConnectionLost},
    StateMeaning{"25P03", ErrorKind::ConnectionLost}, StateMeaning{"23", ErrorKind::Rejected},
    StateMeaning{"22", ErrorKind::Rejected},          StateMeaning{"P0001", ErrorKind::Rejected},
};

ErrorKind kindOfState(const SqlFailure& failure, SqlIntent intent)
{
    if (failure.state == "42501") {
        // Both are 42501; the function's name tells them apart in every language.
        if (failure.function == "check_enable_rls" || failure.message.contains("row-level security"))
            return ErrorKind::RowSecurity;
        return intent == SqlIntent::Read ? ErrorKind::NoRightToRead : ErrorKind::NoRightToWrite;
    }
    const auto found = std::find_if(stateMeanings.begin(), stateMeanings.end(), [&](const StateMeaning& meaning) {
        return failure.state.startsWith(meaning.state);
    });
    // A reading statement cannot be rejected: data that cannot be read is the server's failure.
    if (found == stateMeanings.end() || (found->kind == ErrorKind::Rejected && intent == SqlIntent::Read))
        return ErrorKind::ServerError;
    return found->kind;
}

struct TextMeaning {
    const char* part; ///< lower case
    ErrorKind kind;
};

// What poolers say, of a connection or of a statement: Supavisor's names in parentheses are newer than its sentences
// (its lib/supavisor/errors), PgBouncer's texts are those of its client.c and objects.c.
constexpr std::array poolerMeanings{
    TextMeaning{"statement pooling mode", ErrorKind::StatementPooling},
    TextMeaning{"tenant is banned", ErrorKind::Banned},
    TextMeaning{"(ebanned)", ErrorKind::Banned},
    TextMeaning{"address not in tenant allow_list", ErrorKind::Banned},
    TextMeaning{"(eaddrnotallowed)", ErrorKind::Banned},
    TextMeaning{"unable to establish connection to upstream database", ErrorKind::GatewayFailed},
    TextMeaning{"(ecircuitbreaker)", ErrorKind::PoolerBlocked},
    TextMeaning{"circuit breaker", ErrorKind::PoolerBlocked},
    TextMeaning{"too many authentication errors", ErrorKind::PoolerBlocked},
    TextMeaning{"tenant or user not found", ErrorKind::UnknownTenant},
    TextMeaning{"(enotfound)", ErrorKind::UnknownTenant},
    TextMeaning{"(etenantnotfound)", ErrorKind::UnknownTenant},
    TextMeaning{"(enoidentifier)", ErrorKind::UnknownTenant},
    TextMeaning{"no tenant identifier", ErrorKind::UnknownTenant},
    TextMeaning{"invalid format for user or db_name", ErrorKind::UnknownTenant},
    TextMeaning{"(einvaliduserinfo)", ErrorKind::UnknownTenant},
    TextMeaning{"user not found in the database", ErrorKind::WrongPassword},
    TextMeaning{"max clients reached", ErrorKind::TooManyClients},
    TextMeaning{"max client connections reached", ErrorKind::TooManyClients},
    TextMeaning{"(emaxc", ErrorKind::TooManyClients},
    TextMeaning{"(emaxproxy", ErrorKind::TooManyClients},
    TextMeaning{"max proxy connections reached", ErrorKind::TooManyClients},
    TextMeaning{"max pools count reached", ErrorKind::TooManyClients},
    TextMeaning{"(echeckout", ErrorKind::TooManyClients},
    TextMeaning{"unable to check out", ErrorKind::TooManyClients},
    TextMeaning{"no more connections allowed", ErrorKind::TooManyClients},
    TextMeaning{"too many clients already", ErrorKind::TooManyClients},
    TextMeaning{"too many connections", ErrorKind::TooManyClients},
    TextMeaning{"connection slots", ErrorKind::TooManyClients},
    TextMeaning{"query_wait_timeout", ErrorKind::TimedOut},
    TextMeaning{"ssl connection is required", ErrorKind::TlsRequired},
    TextMeaning{"(esslrequired)", ErrorKind::TlsRequired},
    TextMeaning{"ssl required", ErrorKind::TlsRequired},
    TextMeaning{"password authentication failed", ErrorKind::WrongPassword}, // also in the cached error below
    TextMeaning{"(eauthquery)", ErrorKind::GatewayFailed},
    TextMeaning{"auth_query connection failed", ErrorKind::GatewayFailed},
    TextMeaning{"authentication query failed", ErrorKind::GatewayFailed},
    TextMeaning{"connection failure during authentication", ErrorKind::GatewayFailed},
    TextMeaning{"connection to database closed", ErrorKind::GatewayFailed},
    TextMeaning{"connection to database not available", ErrorKind::GatewayFailed},
    TextMeaning{"dbhandler exited", ErrorKind::GatewayFailed},
    TextMeaning{"failed to subscribe to tenant", ErrorKind::GatewayFailed},
    TextMeaning{"(epoolterminating)", ErrorKind::GatewayFailed},
    TextMeaning{"cannot connect to server", ErrorKind::GatewayFailed},
    TextMeaning{"server login failed", ErrorKind::GatewayFailed},
    TextMeaning{"server_login_retry", ErrorKind::GatewayFailed},
    TextMeaning{"client_login_timeout (server down)", ErrorKind::GatewayFailed},
};

// In this order: libpq appends one text for every address it tried, and an answer tells more than a refusal.
constexpr std::array textMeanings{
    TextMeaning{"the database system is starting up", ErrorKind::Loading},
    TextMeaning{"not yet accepting connections", ErrorKind::Loading},
    TextMeaning{"the database system is in recovery mode", ErrorKind::Loading},
    TextMeaning{"the database system is shutting down", ErrorKind::Loading},
    TextMeaning{"not accepting connections", ErrorKind::Loading},
    TextMeaning{"no such database", ErrorKind::MissingDatabase}, // PgBouncer
    TextMeaning{"no password supplied", ErrorKind::WrongPassword},
    TextMeaning{"authentication failed", ErrorKind::WrongPassword},
    TextMeaning{"no such user", ErrorKind::WrongPassword}, // PgBouncer
    TextMeaning{"no pg_hba.conf entry", ErrorKind::WrongPassword},
    TextMeaning{"is not permitted to log in", ErrorKind::WrongPassword},
    TextMeaning{"invalid certificate", ErrorKind::WrongPassword},
    TextMeaning{"does not match host name", ErrorKind::TlsWrongHost},
    TextMeaning{"certificate required", ErrorKind::TlsClient},
    TextMeaning{"certificate verify failed", ErrorKind::TlsUntrusted},
    TextMeaning{"server does not support ssl", ErrorKind::TlsPlain},
    TextMeaning{"root certificate file", ErrorKind::InvalidSettings},
    TextMeaning{"could not load ssl", ErrorKind::InvalidSettings},
    TextMeaning{"login timeout", ErrorKind::TimedOut},
    TextMeaning{"received invalid response to ssl negotiation", ErrorKind::BadAnswer},
    TextMeaning{"expected authentication request", ErrorKind::BadAnswer},
    TextMeaning{"server closed the connection", ErrorKind::ConnectionLost},
    TextMeaning{"ssl connection has been closed", ErrorKind::ConnectionLost},
    TextMeaning{"connection reset", ErrorKind::ConnectionLost},
    TextMeaning{"broken pipe", ErrorKind::ConnectionLost},
    TextMeaning{"eof detected", ErrorKind::ConnectionLost},
    TextMeaning{"ssl error", ErrorKind::TlsFailed},
    TextMeaning{"ssl syscall error", ErrorKind::TlsFailed},
    TextMeaning{"timeout expired", ErrorKind::TimedOut},
    TextMeaning{"timed out", ErrorKind::TimedOut},
    TextMeaning{"could not translate host name", ErrorKind::NameNotFound},
    TextMeaning{"connection refused", ErrorKind::Refused},
    TextMeaning{"no such file or directory", ErrorKind::Refused}, // a Unix socket
    TextMeaning{"no route to host", ErrorKind::Refused},
    TextMeaning{"unreachable", ErrorKind::Refused},
};

std::optional<ErrorKind> poolerKind(const QString& lower)
{
    for (const TextMeaning& meaning : poolerMeanings) {
        if (lower.contains(QLatin1String(meaning.part)))
            return meaning.kind;
    }
    return {};
}

/// libpq tells of each address that it tried; all of them are of IPv6, and none could be reached from here.
bool isWithoutIpv6(const QString& lower)
{
    static const QRegularExpression shape(QStringLiteral("^\"([^\"]*)\"(?: \\(([^)]*)\\))?, port \\d+ failed: (.*)"));
    const QStringList attempts = lower.split(QStringLiteral("connection to server at ")).mid(1);
    return !attempts.isEmpty() && std::all_of(attempts.begin(), attempts.end(), [](const QString& attempt) {
        const QRegularExpressionMatch match = shape.match(attempt);
        const QString address = match.captured(2).isEmpty() ? match.captured(1) : match.captured(2);
        const QString why = match.captured(3);
        return address.contains(QLatin1Char(':')) && (why.contains(QLatin1String("network is unreachable")) ||
                                                      why.contains(QLatin1String("cannot assign requested address")) ||
                                                      why.contains(QLatin1String("address family not supported")) ||
                                                      why.contains(QLatin1String("no route to host")));
    });
}

ErrorKind kindOfText(const QString& lower)
{
    if (const auto pooler = poolerKind(lower))
        return *pooler;
    if (isWithoutIpv6(lower))
        return ErrorKind::NoIpv6;
    // Asked without encryption only, and no rule of the server is for that.
    if (lower.contains(QLatin1String("no pg_hba.conf entry")) && lower.contains(QLatin1String("no encryption")) &&
        !lower.contains(QLatin1String("ssl encryption")))
        return ErrorKind::TlsRequired;
    // Roles and databases are both told as "… does not exist"; the name in between may be anything.
    if (lower.contains(QLatin1String("does not exist")) && !lower.contains(QLatin1String("root certificate"))) {
        return lower.contains(QLatin1String("fatal: role ")) ? ErrorKind::WrongPassword : ErrorKind::MissingDatabase;
    }
    for (const TextMeaning& meaning : textMeanings) {
        if (lower.contains(QLatin1String(meaning.part)))
            return meaning.kind;
    }
    return ErrorKind::ServerError;
}

} // namespace

Error databaseError(ErrorKind kind, const QString& detail)
{
    if (kind == ErrorKind::TimedOut)
        return databaseTimedOutError(detail);
    return {kind, sentenceFor(kind), detail};
}

Error databaseTimedOutError(const QString& detail)
{
    return timedOutError(DatabaseText::tr("The database"), detail);
}

Error statementError(const SqlFailure& failure, SqlIntent intent)
{
    const QString state = failure.state.isEmpty() ? QStringLiteral("none") : QString::fromLatin1(failure.state);
    const QString detail =
        QStringLiteral("SQLSTATE %1: %2").arg(state, QString::fromUtf8(failure.message).simplified().left(400));
    ErrorKind kind = failure.state.isEmpty() ? ErrorKind::ConnectionLost : kindOfState(failure, intent);
    // Poolers have hardly any code of their own: what they say tells them apart.
    if (failure.state == "08P01" || failure.state == "XX000" || failure.state == "08006")
        kind = poolerKind(QString::fromUtf8(failure.message).toLower()).value_or(kind);
    // Once COMMIT was sent, only its answer tells; a plain refusal of it is an answer.
    if (intent == SqlIntent::Commit && (failure.connectionLost || kind == ErrorKind::ConnectionLost))
        kind = ErrorKind::OutcomeUnknown;
    return databaseError(kind, detail);
}

Error connectError(const QString& text, const Secret& password)
{
    const QString detail = redacted(text.simplified().left(600), {password.reveal()});
    return databaseError(kindOfText(text.simplified().toLower()), detail);
}

Error readOnlyProfileError()
{
    return {
        ErrorKind::ReadOnlyProfile,
        DatabaseText::tr("This profile only reads, so the database was left as it is. Choose a profile that may change "
                         "it."),
        QStringLiteral("the profile is read-only")};
}

} // namespace steward
