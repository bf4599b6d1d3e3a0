#pragma once

#include <QString>

#include <expected>

namespace steward {

/// What went wrong, as far as a program has to tell cases apart. The doctor has a cause and a cure for each that a
/// person can mend (see doctor_advice.h).
enum class ErrorKind {
    Stopped,           ///< the person stopped it; never shown as a failure
    TimedOut,          ///< the deadline passed without an answer
    NameNotFound,      ///< DNS knows no such host
    Refused,           ///< nothing listens there
    NoIpv6,            ///< the host has addresses of IPv6 only, and this network carries none
    ConnectionLost,    ///< the connection ended before the answer did
    TlsUntrusted,      ///< the certificate is signed by nobody we trust (also self-signed)
    TlsChain,          ///< the server keeps back the certificate between its own and the authority's
    TlsExpired,        ///< the certificate is out of its dates
    TlsWrongHost,      ///< the certificate is for another name
    TlsPlain,          ///< the server speaks no TLS
    TlsClient,         ///< the server asks for a client certificate that it knows
    TlsRequired,       ///< the store takes encrypted connections only
    TlsFailed,         ///< any other TLS failure
    InsecureRefused,   ///< an unencrypted or unverified connection beyond loopback, which the profile does not allow
    WrongKey,          ///< the server refuses the API key
    WrongPassword,     ///< the store refuses user or password
    UnknownTenant,     ///< a pooler knows no project by the user's name or the address
    TooManyClients,    ///< all connections that the store or its pooler gives out are taken
    PoolerBlocked,     ///< a pooler stopped trying after many failures, for some minutes
    Banned,            ///< the pooler has locked this project, or this network's address
    StatementPooling,  ///< a pooler in statement mode, which refuses transactions
    MissingDatabase,   ///< PostgreSQL has no database of that name
    MissingTable,      ///< schema, table or column is not there
    MissingFunction,   ///< the save function is not there
    NoRightToRead,     ///< permission to read is missing
    NoRightToWrite,    ///< permission to write is missing
    NoRightToExecute,  ///< permission to call the save function is missing
    NoRightToPublish,  ///< the ACL user may not PUBLISH to our channels
    RowSecurity,       ///< a policy would hide rows: nothing read through it proves absence
    TransactionPooler, ///< a pooler in transaction mode: works, but carries no notifications
    Replica,           ///< a replica: its absence proves nothing
    Loading,           ///< the store is still starting
    WrongDatabase,     ///< Redis: no key of ours in this database, while another database holds keys
    Cluster,           ///< a Redis Cluster, which is not supported
    ReadOnlyProfile,   ///< the profile allows no change
    UnreachableName,   ///< "", "." or "..": no path reaches such an instance
    NotFound,          ///< the one asked for is not there
    NameInUse,         ///< an instance of that name exists, perhaps under another client name
    OutcomeUnknown,    ///< a change was sent and its answer did not come: it may have happened
    Rejected,          ///< the store understood and said no
    LoginInFront,      ///< something in front of the store asks for a login
    RefusedInFront,    ///< something in front of the store refused the request
    Redirected,        ///< the address sends elsewhere
    GatewayFailed,     ///< a proxy or pooler answers, and cannot reach the store behind it
    BadAnswer,         ///< not what this store is known to answer
    Truncated,         ///< the answer ended before its announced end
    ServerError,       ///< the store itself failed (5xx, internal error)
    InvalidSettings,   ///< the profile or the environment is incomplete or wrong
    LocalFailure,      ///< a file or another local resource failed
};
constexpr int errorKindCount = static_cast<int>(ErrorKind::LocalFailure) + 1;

/// An error as a value. `sentence` is for the person (translated, with the next step); `detail` is for the log
/// (untranslated). Neither ever holds a secret: whoever makes an Error redacts it first.
struct Error {
    ErrorKind kind = ErrorKind::LocalFailure;
    QString sentence;
    QString detail;
    int status = 0;       ///< of HTTP; 0 where no answer came
    bool inFront = false; ///< answered, and not in the server's own words: by something in front of it
    bool inPart = false;  ///< of a reading: some of the content came before it went wrong, and counts for nothing

    bool operator==(const Error&) const = default;
};

template<class... Kinds>
constexpr bool isOneOf(ErrorKind kind, Kinds... kinds)
{
    return ((kind == kinds) || ...);
}

/// The error of a reading of which some content had come.
inline std::unexpected<Error> readInPart(Error error)
{
    error.inPart = true;
    return std::unexpected(std::move(error));
}

template<class T>
using Result = std::expected<T, Error>;

/// The error's word and detail in one line, for whoever looks for a cause: untranslated and free of secrets.
QString errorDetails(const Error& error);

/// The stable lower-case word for a kind ("timed-out"), used in JSON and logs.
QString errorWord(ErrorKind kind);

} // namespace steward
