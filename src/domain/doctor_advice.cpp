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

constexpr std::array advices{
    AdviceLine{
        ErrorKind::Stopped,
        {QT_TRANSLATE_NOOP("steward::Doctor", "It was stopped."), QT_TRANSLATE_NOOP("steward::Doctor", "Read again.")}},
    AdviceLine{
        ErrorKind::TimedOut,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "No answer came in time: the host is down, overloaded, or a firewall drops the connection."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Check the host and the VPN, then read again.")}},
    AdviceLine{
        ErrorKind::NameNotFound,
        {QT_TRANSLATE_NOOP("steward::Doctor", "No host of this name is known."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Check the spelling of the host and this computer's network.")}},
    AdviceLine{
        ErrorKind::Refused,
        {QT_TRANSLATE_NOOP("steward::Doctor", "Nothing listens at this host and port."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Check the port, and whether the service is running and its firewall lets this computer in.")}},
    AdviceLine{
        ErrorKind::NoIpv6,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The host has an IPv6 address only, and this network has no IPv6."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Take the pooler's address, which has IPv4 (Supabase: under Connect, Session pooler; "
                                "the user is postgres.PROJECT there), or a network with IPv6.")}},
    AdviceLine{
        ErrorKind::ConnectionLost,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The connection ended before the answer was complete."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Read again; if it stays so, look at the proxy or pooler in between.")}},
    AdviceLine{
        ErrorKind::TlsUntrusted,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "The certificate is signed by an authority that is not trusted here, or by itself."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Enter the authority's certificate as the profile's CA file (Supabase: download it "
                                "under Database, SSL). If that authority is a known one, the server's chain is "
                                "incomplete: have it send its intermediate certificate too.")}},
    AdviceLine{
        ErrorKind::TlsChain,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "The server sends its own certificate without the one that signed it, so the chain to "
                                "a trusted authority is incomplete."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Have the server send its intermediate certificate too (the full chain), or enter that "
                                "certificate as the CA file.")}},
    AdviceLine{
        ErrorKind::TlsExpired,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The certificate's dates do not cover today."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Have the certificate renewed, and check this computer's clock.")}},
    AdviceLine{
        ErrorKind::TlsWrongHost,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The certificate was issued for another name than the one connected to."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Use the host name that stands in the certificate, not an address or an alias.")}},
    AdviceLine{
        ErrorKind::TlsPlain,
        {QT_TRANSLATE_NOOP("steward::Doctor", "What answers there speaks no TLS."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Use the port that speaks TLS, or have TLS switched on at the server.")}},
    AdviceLine{
        ErrorKind::TlsClient,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "The server asks for a client certificate, and got none that it accepts."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Ask its administrator for a certificate and its key. For Redis, enter both files in "
                                "the profile, or set STEWARD_REDIS_CERT_FILE and STEWARD_REDIS_KEY_FILE.")}},
    AdviceLine{
        ErrorKind::TlsRequired,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "Only encrypted connections are accepted there, and this one was not encrypted."),
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
             "Use https, rediss or sslmode=verify-full; only a profile that says so may do without.")}},
    AdviceLine{
        ErrorKind::WrongKey,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The server refuses the API key."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Enter the server's global key (AUTHENTICATION_API_KEY), not an instance's token.")}},
    AdviceLine{
        ErrorKind::WrongPassword,
        {QT_TRANSLATE_NOOP("steward::Doctor", "PostgreSQL refuses the user or the password."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Enter the credentials again.")},
        {QT_TRANSLATE_NOOP("steward::Doctor", "Redis refuses the user or the password."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Enter the credentials again.")}},
    AdviceLine{
        ErrorKind::UnknownTenant,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The pooler knows no project by this user and address."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Through Supabase's pooler the user is postgres.PROJECT, with the project's reference "
                                "after the dot, and the host that of the project's region: copy both from Connect in "
                                "the dashboard. A paused project has to be restored first.")}},
    AdviceLine{
        ErrorKind::TooManyClients,
        {QT_TRANSLATE_NOOP("steward::Doctor", "All connections are taken: no more are given out at the moment."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Wait until others have ended, or have the pool made larger. In session mode (Supabase: port 5432) there "
             "are few; take the pooler in transaction mode (port 6543).")}},
    AdviceLine{
        ErrorKind::PoolerBlocked,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "The pooler stopped trying for some minutes, because signing in failed too often."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Correct the user and the password here and in whatever else uses them, wait ten "
                                "minutes, then read again.")}},
    AdviceLine{
        ErrorKind::Banned,
        {QT_TRANSLATE_NOOP("steward::Doctor", "This project, or this network's address, is locked out there."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Look in the dashboard whether the project is restricted, and remove the ban or allow "
                                "this address (Supabase: Database, Settings, Network).")}},
    AdviceLine{
        ErrorKind::StatementPooling,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "The connection goes through a pooler in statement mode, which refuses transactions."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Have its pool_mode set to transaction or session, or take another pooler or the direct address.")}},
    AdviceLine{
        ErrorKind::MissingDatabase,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The server has no database of this name."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Check the database's name (Supabase: postgres).")}},
    AdviceLine{
        ErrorKind::MissingTable,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "The table of the integrations, or one of its columns, is not in this database."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Check that this is the right database, or enter the table's name in the profile.")}},
    AdviceLine{
        ErrorKind::MissingFunction,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The function that saves an integration is not in this database."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Check that this is the right database, or enter the function's name in the profile.")}},
    AdviceLine{
        ErrorKind::NoRightToRead,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The database role may not read the table."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Grant the role USAGE on the schema and SELECT on the table.")},
        {QT_TRANSLATE_NOOP("steward::Doctor", "The Redis user may not run the commands that reading needs."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Allow it +hello +info +scan +mget +ttl +type and the keys whatsapp:* and wa:*.")}},
    AdviceLine{
        ErrorKind::NoRightToWrite,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The database role may not change the table."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Grant the role INSERT, UPDATE and DELETE on the table, or use a read-only profile.")},
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "The Redis user may not change keys, so cache entries cannot be written or deleted."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Allow it +setex +del +unlink, or use a read-only profile.")}},
    AdviceLine{
        ErrorKind::NoRightToExecute,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The database role may not call the function that saves an integration."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Grant the role EXECUTE on the function.")}},
    AdviceLine{
        ErrorKind::NoRightToPublish,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The Redis user may not publish, so the workers would not be told."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Allow it +publish and the channels wa:instances:*.")}},
    AdviceLine{
        ErrorKind::RowSecurity,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "A row-level security policy would hide rows from this role, so what is missing could not be told."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Use a role with BYPASSRLS (Supabase: postgres or service_role), or the table's owner.")}},
    AdviceLine{
        ErrorKind::TransactionPooler,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "The connection goes through a pooler in transaction mode: it works, but carries no notifications."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Nothing has to be done; for notifications use the session pooler (port 5432) or a direct connection.")}},
    AdviceLine{
        ErrorKind::Replica,
        {QT_TRANSLATE_NOOP("steward::Doctor", "This is a replica: what is missing here may exist on the primary."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Connect to the primary.")}},
    AdviceLine{
        ErrorKind::Loading,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The service is still starting and has not loaded its data."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Wait a minute and read again.")}},
    AdviceLine{
        ErrorKind::WrongDatabase,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "This Redis database holds no key of WhatsApp instances, while another one holds keys."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Check the database number at the end of the Redis address.")}},
    AdviceLine{
        ErrorKind::Cluster,
        {QT_TRANSLATE_NOOP("steward::Doctor", "This is a Redis Cluster, which spreads its keys over several servers."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Steward works with a single Redis; use the address of the one that holds the cache.")}},
    AdviceLine{
        ErrorKind::ReadOnlyProfile,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The profile is read-only, so nothing may be changed through it."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Open a profile that allows changes.")}},
    AdviceLine{
        ErrorKind::UnreachableName,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The instance's name is empty or only dots, and no address reaches it."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Ask the server's administrator to remove it from the server's database.")}},
    AdviceLine{
        ErrorKind::NotFound,
        {QT_TRANSLATE_NOOP("steward::Doctor", "What was asked for is not there."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Read again, and check the spelling of the name.")}},
    AdviceLine{
        ErrorKind::NameInUse,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "An instance of this name exists already, perhaps under another client name."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Choose another name, or ask the server's administrator who uses it.")}},
    AdviceLine{
        ErrorKind::OutcomeUnknown,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "A change was sent and its answer did not come, so it may have happened."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Read again and look before trying again.")}},
    AdviceLine{
        ErrorKind::Rejected,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The service understood the request and refused it."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Look at what it said, correct it and try again.")}},
    AdviceLine{
        ErrorKind::LoginInFront,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "Something in front of the server asks for a login before it lets anything through. It "
                                "is not about the API key."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Have its login switched off for this address or for this network, or take the address behind it.")}},
    AdviceLine{
        ErrorKind::RefusedInFront,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "Something in front of the server (a proxy or a firewall) refused the request; the "
                                "server itself did not answer."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Ask who looks after it to let these requests through, DELETE and POST among them.")}},
    AdviceLine{
        ErrorKind::Redirected,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The address sends on to another one."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Enter the address that it sends to, https with its path.")}},
    AdviceLine{
        ErrorKind::GatewayFailed,
        {QT_TRANSLATE_NOOP(
             "steward::Doctor", "A proxy or pooler answers there, but it cannot reach the service behind it."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Look whether that service is running (Supabase: whether the project is paused), then read again.")}},
    AdviceLine{
        ErrorKind::BadAnswer,
        {QT_TRANSLATE_NOOP("steward::Doctor", "What answers there is not the service expected."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Check host, port and path; a login page or another service may be answering.")}},
    AdviceLine{
        ErrorKind::Truncated,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The answer was shorter than announced, so it proves nothing."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor",
             "Read again; if it stays so, look at the proxy in between (its time and size limits).")}},
    AdviceLine{
        ErrorKind::ServerError,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The service reported an error of its own."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Look at its log, then read again.")}},
    AdviceLine{
        ErrorKind::InvalidSettings,
        {QT_TRANSLATE_NOOP("steward::Doctor", "The connection's settings are missing or wrong."),
         QT_TRANSLATE_NOOP("steward::Doctor", "Correct them in the profile or environment.")}},
    AdviceLine{
        ErrorKind::LocalFailure,
        {QT_TRANSLATE_NOOP("steward::Doctor", "A file or another resource of this computer could not be used."),
         QT_TRANSLATE_NOOP(
             "steward::Doctor", "Check the free space and the rights of the data directory, then try again.")}},
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
