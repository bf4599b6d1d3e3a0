#include "domain/doctor_advice.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace steward {
namespace {

struct AdviceText {
    const char* cause = nullptr;
    const char* cure = nullptr;
};

struct AdviceLine {
    ErrorKind trouble;
    AdviceText text;
    AdviceText ofCache = {}; ///< where the cache's differs
};

constexpr const char* enterAgain = QT_TRANSLATE_NOOP("steward::Doctor", "Enter the credentials again.");

constexpr std::array advices{
    AdviceLine{
        ErrorKind::Stopped,
        {QT_TRANSLATE_NOOP("steward::Doctor", "It was stopped."), QT_TRANSLATE_NOOP("steward::Doctor", "Read again.")}},
    AdviceLine{
        ErrorKind::TimedOut,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "No answer came in time: the host is down or overloaded, or a firewall drops the connection."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Check the host and the VPN, then read again.")}},
    AdviceLine{
        ErrorKind::NameNotFound,
        {QT_TRANSLATE_NOOP("steward::Doctor", "There is no host of this name."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Check the spelling of the host name, and this computer's network.")}},
    AdviceLine{
        ErrorKind::Refused,
        {QT_TRANSLATE_NOOP("steward::Doctor", "Nobody answers at this host and port."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Check the port, whether the service is running, and whether a firewall lets this computer in.")}},
    AdviceLine{
        ErrorKind::NoIpv6,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The host has only an IPv6 address, and this network has no IPv6."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Use the pooler's address, which has IPv4 (Supabase: under Connect, Session pooler; "
                                "the user there is postgres.PROJECT), or a network with IPv6.")}},
    AdviceLine{
        ErrorKind::ConnectionLost,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The connection ended before the answer was complete."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Read again. If it happens again, look at the proxy or pooler in between.")}},
    AdviceLine{
        ErrorKind::TlsUntrusted,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "The certificate was signed by an authority that is not trusted here, or by itself."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Enter the authority's certificate as the profile's CA file (Supabase: download it "
                                "under Database, SSL). If the authority is a well-known one, the server does not send "
                                "its intermediate certificate: ask its administrator to add it.")}},
    AdviceLine{
        ErrorKind::TlsChain,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "The server's certificate chain is incomplete: it sends its own certificate without "
                                "the one that signed it."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Ask its administrator to send the full chain, with the intermediate certificate. Or "
                                "enter that certificate as the CA file.")}},
    AdviceLine{
        ErrorKind::TlsExpired,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The certificate has expired or is not valid yet."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Check this computer's clock, then have the certificate renewed.")}},
    AdviceLine{
        ErrorKind::TlsWrongHost,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The certificate was issued for another host name."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Use the host name in the certificate, not an IP address or an alias.")}},
    AdviceLine{
        ErrorKind::TlsPlain,
        {QT_TRANSLATE_NOOP("steward::Doctor", "What answers there does not speak TLS."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Use the TLS port, or have TLS switched on at the server.")}},
    AdviceLine{
        ErrorKind::TlsClient,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The server asks for a client certificate and got none that it accepts."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Ask its administrator for a certificate and its key. For Redis, enter both files in "
                                "the profile, or set STEWARD_REDIS_CERT_FILE and STEWARD_REDIS_KEY_FILE.")}},
    AdviceLine{
        ErrorKind::TlsRequired,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "Only encrypted connections are accepted, and this one was not encrypted."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Use sslmode=verify-full.")}},
    AdviceLine{
        ErrorKind::TlsFailed,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The encrypted connection could not be set up."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Ask the administrator which TLS versions the server allows.")}},
    AdviceLine{
        ErrorKind::InsecureRefused,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "The connection would be unencrypted or unverified, and the host is not this computer."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Use https, rediss or sslmode=verify-full. A profile can allow unencrypted connections.")}},
    AdviceLine{
        ErrorKind::WrongKey,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The server refuses the API key."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Enter the server's global key (AUTHENTICATION_API_KEY), not an instance's token.")}},
    AdviceLine{
        ErrorKind::WrongPassword,
        {QT_TRANSLATE_NOOP("steward::Doctor", "PostgreSQL refuses the user or the password."), enterAgain},
        {QT_TRANSLATE_NOOP("steward::Doctor", "Redis refuses the user or the password."), enterAgain}},
    AdviceLine{
        ErrorKind::UnknownTenant,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The pooler knows no project with this user and address."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Copy user and host from Connect in the Supabase dashboard: the user is postgres.PROJECT, and the host is "
             "that of the project's region. A paused project has to be restored first.")}},
    AdviceLine{
        ErrorKind::TooManyClients,
        {QT_TRANSLATE_NOOP("steward::Doctor", "All connections are in use."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Wait until others are closed, or have the pool enlarged. Session mode has few "
                                "connections (Supabase: port 5432): use the pooler in transaction mode (port 6543).")}},
    AdviceLine{
        ErrorKind::PoolerBlocked,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "The pooler refuses to sign in for some minutes, because it went wrong too often."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Correct user and password here and wherever else they are used. Wait 10 minutes, then read again.")}},
    AdviceLine{
        ErrorKind::Banned,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The service has locked out this project or this network's address."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "See in the dashboard whether the project is restricted. Remove the ban or allow this "
                                "address (Supabase: Database, Settings, Network).")}},
    AdviceLine{
        ErrorKind::StatementPooling,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The pooler is in statement mode, which refuses transactions."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Have its pool_mode set to transaction or session, or use another pooler or the direct address.")}},
    AdviceLine{
        ErrorKind::MissingDatabase,
        {QT_TRANSLATE_NOOP("steward::Doctor", "There is no database of this name."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Check the name of the database (Supabase: postgres).")}},
    AdviceLine{
        ErrorKind::MissingTable,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "This database has no such table of integrations, or one of its columns is missing."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Check whether this is the right database, or enter the table's name in the profile.")}},
    AdviceLine{
        ErrorKind::MissingFunction,
        {QT_TRANSLATE_NOOP("steward::Doctor", "This database has no such save function."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Check whether this is the right database, or enter the function's name in the profile.")}},
    AdviceLine{
        ErrorKind::NoRightToRead,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The database role may not read the table."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Grant the role USAGE on the schema and SELECT on the table.")},
        {QT_TRANSLATE_NOOP("steward::Doctor", "The Redis user may not run the commands needed for reading."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Give the user +hello +info +scan +mget +ttl +type and the keys whatsapp:* and wa:*.")}},
    AdviceLine{
        ErrorKind::NoRightToWrite,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The database role may not change the table."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Grant the role INSERT, UPDATE and DELETE on the table, or use a read-only profile.")},
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "The Redis user may not change keys, so no cache entry can be written or dropped."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Give the user +setex +del +unlink, or use a read-only profile.")}},
    AdviceLine{
        ErrorKind::NoRightToExecute,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The database role may not call the save function."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Grant the role EXECUTE on the save function.")}},
    AdviceLine{
        ErrorKind::NoRightToPublish,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The Redis user may not publish, so the workers would hear nothing."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Give the user +publish and the channels wa:instances:*.")}},
    AdviceLine{
        ErrorKind::RowSecurity,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "A row-level security policy hides rows from this role, so a missing row would prove nothing."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Use a role with BYPASSRLS (Supabase: postgres or service_role), or the table's owner.")}},
    AdviceLine{
        ErrorKind::TransactionPooler,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "The pooler is in transaction mode: everything works except notifications."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Nothing has to be done. For notifications use the session pooler (port 5432) or a direct connection.")}},
    AdviceLine{
        ErrorKind::Replica,
        {QT_TRANSLATE_NOOP("steward::Doctor", "This is a replica: what is missing here may be on the primary."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Connect to the primary.")}},
    AdviceLine{
        ErrorKind::Loading,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The service is still starting and has not loaded its data yet."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Wait a minute, then read again.")}},
    AdviceLine{
        ErrorKind::WrongDatabase,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "This Redis database has no keys of WhatsApp instances, but another one has keys."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Check the database number at the end of the Redis address.")}},
    AdviceLine{
        ErrorKind::Cluster,
        {QT_TRANSLATE_NOOP("steward::Doctor", "This is a Redis Cluster, which spreads its keys over several servers."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Steward works with a single Redis. Use the address of the one that holds the cache.")}},
    AdviceLine{
        ErrorKind::ReadOnlyProfile,
        {QT_TRANSLATE_NOOP("steward::Doctor", "This profile is read only, so nothing can be changed with it."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Use a profile that allows changes.")}},
    AdviceLine{
        ErrorKind::UnreachableName,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The instance's name is empty or only dots, so no address can reach it."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Ask the server's administrator to remove it from the server's database.")}},
    AdviceLine{
        ErrorKind::NotFound,
        {QT_TRANSLATE_NOOP("steward::Doctor", "It is not there."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Check the spelling of the name, then read again.")}},
    AdviceLine{
        ErrorKind::NameInUse,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "There already is an instance of this name, perhaps under another client name."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Choose another name, or ask the server's administrator who uses it.")}},
    AdviceLine{
        ErrorKind::OutcomeUnknown,
        {QT_TRANSLATE_NOOP("steward::Doctor", "A change was sent, but no answer came. It may have happened."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Read again and see what happened before you try again.")}},
    AdviceLine{
        ErrorKind::Rejected,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The service refused the request."),
         QT_TRANSLATE_NOOP("steward::Doctor", "See what it said, correct that, then try again.")}},
    AdviceLine{
        ErrorKind::LoginInFront,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "Something in front of the server asks for a login. It is not about the API key."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Have the login switched off for this address or network, or use the address behind it.")}},
    AdviceLine{
        ErrorKind::RefusedInFront,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "A proxy or firewall in front of the server refused the request. The server itself did not answer."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Ask its administrator to let these requests through, DELETE and POST included.")}},
    AdviceLine{
        ErrorKind::Redirected,
        {QT_TRANSLATE_NOOP("steward::Doctor", "This address redirects to another one."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Enter the address that it redirects to, with https and its path.")}},
    AdviceLine{
        ErrorKind::GatewayFailed,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "A proxy or pooler answers there, but it cannot reach the service behind it."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Check whether that service is running (Supabase: whether the project is paused), then read again.")}},
    AdviceLine{
        ErrorKind::BadAnswer,
        {QT_TRANSLATE_NOOP("steward::Doctor", "What answers there is another service."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Check host, port and path. It may be a login page.")}},
    AdviceLine{
        ErrorKind::Truncated,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The answer was cut short, so it proves nothing."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Read again. If it happens again, look at the time and size limits of the proxy in between.")}},
    AdviceLine{
        ErrorKind::ServerError,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The service reports an error of its own."),
         QT_TRANSLATE_NOOP("steward::Doctor", "See its log, then read again.")}},
    AdviceLine{
        ErrorKind::InvalidSettings,
        {QT_TRANSLATE_NOOP("steward::Doctor", "Settings of this connection are missing or wrong."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Correct them in the profile, or in the environment variables.")}},
    AdviceLine{
        ErrorKind::LocalFailure,
        {QT_TRANSLATE_NOOP("steward::Doctor", "A file of this computer could not be used."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Check the free space and the permissions of the data directory, then try again.")}},
};

/// One for each kind, in the kinds' order: a kind that is added without its advice does not compile.
constexpr bool hasAllInOrder()
{
    for (size_t place = 0; place < advices.size(); ++place) {
        if (advices[place].trouble != static_cast<ErrorKind>(place))
            return false;
    }
    return advices.size() == static_cast<size_t>(errorKindCount);
}
static_assert(hasAllInOrder());

} // namespace

Advice adviceFor(ErrorKind trouble, Store store)
{
    const auto line = std::ranges::find(advices, trouble, &AdviceLine::trouble);
    if (line == advices.end())
        return {};
    const AdviceText& text = store == Store::Cache && line->ofCache.cause ? line->ofCache : line->text;
    return {
        QCoreApplication::translate("steward::Doctor", text.cause),
        QCoreApplication::translate("steward::Doctor", text.cure)};
}

} // namespace steward
