#include "domain/error.h"

#include "domain/unknown_value.h"

namespace steward {

QString errorDetails(const Error& error)
{
    return error.detail.isEmpty() ? errorWord(error.kind) : errorWord(error.kind) + QLatin1String(": ") + error.detail;
}

QString errorWord(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Stopped:
        return QStringLiteral("stopped");
    case ErrorKind::TimedOut:
        return QStringLiteral("timed-out");
    case ErrorKind::NameNotFound:
        return QStringLiteral("name-not-found");
    case ErrorKind::Refused:
        return QStringLiteral("refused");
    case ErrorKind::NoIpv6:
        return QStringLiteral("no-ipv6");
    case ErrorKind::ConnectionLost:
        return QStringLiteral("connection-lost");
    case ErrorKind::TlsUntrusted:
        return QStringLiteral("tls-untrusted");
    case ErrorKind::TlsChain:
        return QStringLiteral("tls-chain-incomplete");
    case ErrorKind::TlsExpired:
        return QStringLiteral("tls-expired");
    case ErrorKind::TlsWrongHost:
        return QStringLiteral("tls-wrong-host");
    case ErrorKind::TlsPlain:
        return QStringLiteral("tls-plain");
    case ErrorKind::TlsClient:
        return QStringLiteral("tls-client-certificate");
    case ErrorKind::TlsRequired:
        return QStringLiteral("tls-required");
    case ErrorKind::TlsFailed:
        return QStringLiteral("tls-failed");
    case ErrorKind::InsecureRefused:
        return QStringLiteral("insecure-refused");
    case ErrorKind::WrongKey:
        return QStringLiteral("wrong-key");
    case ErrorKind::WrongPassword:
        return QStringLiteral("wrong-password");
    case ErrorKind::UnknownTenant:
        return QStringLiteral("unknown-tenant");
    case ErrorKind::TooManyClients:
        return QStringLiteral("too-many-clients");
    case ErrorKind::PoolerBlocked:
        return QStringLiteral("pooler-blocked");
    case ErrorKind::Banned:
        return QStringLiteral("banned");
    case ErrorKind::StatementPooling:
        return QStringLiteral("statement-pooling");
    case ErrorKind::MissingDatabase:
        return QStringLiteral("missing-database");
    case ErrorKind::MissingTable:
        return QStringLiteral("missing-table");
    case ErrorKind::MissingFunction:
        return QStringLiteral("missing-function");
    case ErrorKind::NoRightToRead:
        return QStringLiteral("no-right-to-read");
    case ErrorKind::NoRightToWrite:
        return QStringLiteral("no-right-to-write");
    case ErrorKind::NoRightToExecute:
        return QStringLiteral("no-right-to-execute");
    case ErrorKind::NoRightToPublish:
        return QStringLiteral("no-right-to-publish");
    case ErrorKind::RowSecurity:
        return QStringLiteral("row-level-security");
    case ErrorKind::TransactionPooler:
        return QStringLiteral("transaction-pooler");
    case ErrorKind::Replica:
        return QStringLiteral("replica");
    case ErrorKind::Loading:
        return QStringLiteral("loading");
    case ErrorKind::WrongDatabase:
        return QStringLiteral("wrong-database");
    case ErrorKind::Cluster:
        return QStringLiteral("cluster");
    case ErrorKind::ReadOnlyProfile:
        return QStringLiteral("read-only-profile");
    case ErrorKind::UnreachableName:
        return QStringLiteral("unreachable-name");
    case ErrorKind::NotFound:
        return QStringLiteral("not-found");
    case ErrorKind::NameInUse:
        return QStringLiteral("name-in-use");
    case ErrorKind::OutcomeUnknown:
        return QStringLiteral("outcome-unknown");
    case ErrorKind::Rejected:
        return QStringLiteral("rejected");
    case ErrorKind::LoginInFront:
        return QStringLiteral("login-in-front");
    case ErrorKind::RefusedInFront:
        return QStringLiteral("refused-in-front");
    case ErrorKind::Redirected:
        return QStringLiteral("redirected");
    case ErrorKind::GatewayFailed:
        return QStringLiteral("gateway-failed");
    case ErrorKind::BadAnswer:
        return QStringLiteral("bad-answer");
    case ErrorKind::Truncated:
        return QStringLiteral("truncated");
    case ErrorKind::ServerError:
        return QStringLiteral("server-error");
    case ErrorKind::InvalidSettings:
        return QStringLiteral("invalid-settings");
    case ErrorKind::LocalFailure:
        return QStringLiteral("local-failure");
    }
    return unknownWord();
}

} // namespace steward
