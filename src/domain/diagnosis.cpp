#include "domain/diagnosis.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct DoctorText {
    Q_DECLARE_TR_FUNCTIONS(steward::Doctor)
};

Advice tlsAdvice(ErrorKind trouble)
{
    switch (trouble) {
    case ErrorKind::TlsUntrusted:
        return {
            DoctorText::tr("The certificate is signed by an authority that is not trusted here, or by itself."),
            DoctorText::tr(
                "Enter the authority's certificate as the profile's CA file (Supabase: download it under "
                "Database, SSL). If that authority is a known one, the server's chain is incomplete: have it "
                "send its intermediate certificate too.")};
    case ErrorKind::TlsChain:
        return {
            DoctorText::tr("The server sends its own certificate without the one that signed it, so the chain to a "
                           "trusted authority is incomplete."),
            DoctorText::tr("Have the server send its intermediate certificate too (the full chain), or enter that "
                           "certificate as the CA file.")};
    case ErrorKind::TlsClient:
        return {
            DoctorText::tr("The server asks for a client certificate, and got none that it accepts."),
            DoctorText::tr("Ask its administrator for a certificate and its key. For Redis, enter both files in the "
                           "profile, or set STEWARD_REDIS_CERT_FILE and STEWARD_REDIS_KEY_FILE.")};
    case ErrorKind::TlsRequired:
        return {
            DoctorText::tr("Only encrypted connections are accepted there, and this one was not encrypted."),
            DoctorText::tr("Use sslmode=verify-full.")};
    case ErrorKind::TlsExpired:
        return {
            DoctorText::tr("The certificate's dates do not cover today."),
            DoctorText::tr("Have the certificate renewed, and check this computer's clock.")};
    case ErrorKind::TlsWrongHost:
        return {
            DoctorText::tr("The certificate was issued for another name than the one connected to."),
            DoctorText::tr("Use the host name that stands in the certificate, not an address or an alias.")};
    case ErrorKind::TlsPlain:
        return {
            DoctorText::tr("What answers there speaks no TLS."),
            DoctorText::tr("Use the port that speaks TLS, or have TLS switched on at the server.")};
    case ErrorKind::InsecureRefused:
        return {
            DoctorText::tr("The connection would be unencrypted or unverified, and the host is not this computer."),
            DoctorText::tr("Use https, rediss or sslmode=verify-full; only a profile that says so may do without.")};
    default:
        return {
            DoctorText::tr("The encrypted connection could not be set up."),
            DoctorText::tr("Ask the administrator which TLS versions the server allows.")};
    }
}

Advice networkAdvice(ErrorKind trouble)
{
    switch (trouble) {
    case ErrorKind::NameNotFound:
        return {
            DoctorText::tr("No host of this name is known."),
            DoctorText::tr("Check the spelling of the host and this computer's network.")};
    case ErrorKind::Refused:
        return {
            DoctorText::tr("Nothing listens at this host and port."),
            DoctorText::tr(
                "Check the port, and whether the service is running and its firewall lets this computer in.")};
    case ErrorKind::NoIpv6:
        return {
            DoctorText::tr("The host has an IPv6 address only, and this network has no IPv6."),
            DoctorText::tr("Take the pooler's address, which has IPv4 (Supabase: under Connect, Session pooler; the "
                           "user is postgres.PROJECT there), or a network with IPv6.")};
    case ErrorKind::TimedOut:
        return {
            DoctorText::tr("No answer came in time: the host is down, overloaded, or a firewall drops the connection."),
            DoctorText::tr("Check the host and the VPN, then read again.")};
    case ErrorKind::ConnectionLost:
        return {
            DoctorText::tr("The connection ended before the answer was complete."),
            DoctorText::tr("Read again; if it stays so, look at the proxy or pooler in between.")};
    case ErrorKind::Truncated:
        return {
            DoctorText::tr("The answer was shorter than announced, so it proves nothing."),
            DoctorText::tr("Read again; if it stays so, look at the proxy in between (its time and size limits).")};
    default:
        return {
            DoctorText::tr("What answers there is not the service expected."),
            DoctorText::tr("Check host, port and path; a login page or another service may be answering.")};
    }
}

Advice rightsAdvice(ErrorKind trouble, Store store)
{
    const bool cache = store == Store::Cache;
    switch (trouble) {
    case ErrorKind::NoRightToRead:
        return cache
                   ? Advice{DoctorText::tr("The Redis user may not run the commands that reading needs."), DoctorText::tr("Allow it +hello +info +scan +mget +ttl +type and the keys whatsapp:* and wa:*.")}
                   : Advice{
                         DoctorText::tr("The database role may not read the table."),
                         DoctorText::tr("Grant the role USAGE on the schema and SELECT on the table.")};
    case ErrorKind::NoRightToWrite:
        return cache
                   ? Advice{DoctorText::tr("The Redis user may not change keys, so cache entries cannot be written or deleted."), DoctorText::tr("Allow it +setex +del +unlink, or use a read-only profile.")}
                   : Advice{
                         DoctorText::tr("The database role may not change the table."),
                         DoctorText::tr(
                             "Grant the role INSERT, UPDATE and DELETE on the table, or use a read-only profile.")};
    case ErrorKind::NoRightToExecute:
        return {
            DoctorText::tr("The database role may not call the function that saves an integration."),
            DoctorText::tr("Grant the role EXECUTE on the function.")};
    default:
        return {
            DoctorText::tr("The Redis user may not publish, so the workers would not be told."),
            DoctorText::tr("Allow it +publish and the channels wa:instances:*.")};
    }
}

/// What poolers (Supavisor, PgBouncer) refuse.
Advice poolerAdvice(ErrorKind trouble)
{
    switch (trouble) {
    case ErrorKind::UnknownTenant:
        return {
            DoctorText::tr("The pooler knows no project by this user and address."),
            DoctorText::tr("Through Supabase's pooler the user is postgres.PROJECT, with the project's reference after "
                           "the dot, and the host that of the project's region: copy both from Connect in the "
                           "dashboard. A paused project has to be restored first.")};
    case ErrorKind::TooManyClients:
        return {
            DoctorText::tr("All connections are taken: no more are given out at the moment."),
            DoctorText::tr("Wait until others have ended, or have the pool made larger. In session mode (Supabase: "
                           "port 5432) there are few; take the pooler in transaction mode (port 6543).")};
    case ErrorKind::PoolerBlocked:
        return {
            DoctorText::tr("The pooler stopped trying for some minutes, because signing in failed too often."),
            DoctorText::tr("Correct the user and the password here and in whatever else uses them, wait ten minutes, "
                           "then read again.")};
    case ErrorKind::Banned:
        return {
            DoctorText::tr("This project, or this network's address, is locked out there."),
            DoctorText::tr("Look in the dashboard whether the project is restricted, and remove the ban or allow this "
                           "address (Supabase: Database, Settings, Network).")};
    default:
        return {
            DoctorText::tr("The connection goes through a pooler in statement mode, which refuses transactions."),
            DoctorText::tr("Have its pool_mode set to transaction or session, or take another pooler or the direct "
                           "address.")};
    }
}

Advice databaseAdvice(ErrorKind trouble)
{
    switch (trouble) {
    case ErrorKind::MissingDatabase:
        return {
            DoctorText::tr("The server has no database of this name."),
            DoctorText::tr("Check the database's name (Supabase: postgres).")};
    case ErrorKind::MissingTable:
        return {
            DoctorText::tr("The table of the integrations, or one of its columns, is not in this database."),
            DoctorText::tr("Check that this is the right database, or enter the table's name in the profile.")};
    case ErrorKind::MissingFunction:
        return {
            DoctorText::tr("The function that saves an integration is not in this database."),
            DoctorText::tr("Check that this is the right database, or enter the function's name in the profile.")};
    case ErrorKind::RowSecurity:
        return {
            DoctorText::tr(
                "A row-level security policy would hide rows from this role, so what is missing could not be told."),
            DoctorText::tr("Use a role with BYPASSRLS (Supabase: postgres or service_role), or the table's owner.")};
    default:
        return {
            DoctorText::tr(
                "The connection goes through a pooler in transaction mode: it works, but carries no notifications."),
            DoctorText::tr("Nothing has to be done; for notifications use the session pooler (port 5432) or a direct "
                           "connection.")};
    }
}

/// What something between us and the store answers.
Advice frontAdvice(ErrorKind trouble)
{
    switch (trouble) {
    case ErrorKind::LoginInFront:
        return {
            DoctorText::tr("Something in front of the server asks for a login before it lets anything through. It is "
                           "not about the API key."),
            DoctorText::tr("Have its login switched off for this address or for this network, or take the address "
                           "behind it.")};
    case ErrorKind::RefusedInFront:
        return {
            DoctorText::tr("Something in front of the server (a proxy or a firewall) refused the request; the server "
                           "itself did not answer."),
            DoctorText::tr("Ask who looks after it to let these requests through, DELETE and POST among them.")};
    case ErrorKind::Redirected:
        return {
            DoctorText::tr("The address sends on to another one."),
            DoctorText::tr("Enter the address that it sends to, https with its path.")};
    default:
        return {
            DoctorText::tr("A proxy or pooler answers there, but it cannot reach the service behind it."),
            DoctorText::tr("Look whether that service is running (Supabase: whether the project is paused), then read "
                           "again.")};
    }
}

Advice stateAdvice(ErrorKind trouble, Store store)
{
    switch (trouble) {
    case ErrorKind::Replica:
        return {
            DoctorText::tr("This is a replica: what is missing here may exist on the primary."),
            DoctorText::tr("Connect to the primary.")};
    case ErrorKind::Loading:
        return {
            DoctorText::tr("The service is still starting and has not loaded its data."),
            DoctorText::tr("Wait a minute and read again.")};
    case ErrorKind::WrongDatabase:
        return {
            DoctorText::tr("This Redis database holds no key of WhatsApp instances, while another one holds keys."),
            DoctorText::tr("Check the database number at the end of the Redis address.")};
    case ErrorKind::Cluster:
        return {
            DoctorText::tr("This is a Redis Cluster, which spreads its keys over several servers."),
            DoctorText::tr("Steward works with a single Redis; use the address of the one that holds the cache.")};
    case ErrorKind::WrongKey:
        return {
            DoctorText::tr("The server refuses the API key."),
            DoctorText::tr("Enter the server's global key (AUTHENTICATION_API_KEY), not an instance's token.")};
    case ErrorKind::WrongPassword:
        return {
            store == Store::Cache ? DoctorText::tr("Redis refuses the user or the password.")
                                  : DoctorText::tr("PostgreSQL refuses the user or the password."),
            DoctorText::tr("Enter the credentials again.")};
    case ErrorKind::InvalidSettings:
        return {
            DoctorText::tr("The connection's settings are missing or wrong."),
            DoctorText::tr("Correct them in the profile or environment.")};
    case ErrorKind::Stopped:
        return {DoctorText::tr("It was stopped."), DoctorText::tr("Read again.")};
    default:
        return {
            DoctorText::tr("The service reported an error of its own."),
            DoctorText::tr("Look at its log, then read again.")};
    }
}

/// What is no trouble of the store: the name, the profile or this computer.
Advice requestAdvice(ErrorKind trouble)
{
    switch (trouble) {
    case ErrorKind::ReadOnlyProfile:
        return {
            DoctorText::tr("The profile is read-only, so nothing may be changed through it."),
            DoctorText::tr("Open a profile that allows changes.")};
    case ErrorKind::UnreachableName:
        return {
            DoctorText::tr("The instance's name is empty or only dots, and no address reaches it."),
            DoctorText::tr("Ask the server's administrator to remove it from the server's database.")};
    case ErrorKind::NotFound:
        return {
            DoctorText::tr("What was asked for is not there."),
            DoctorText::tr("Read again, and check the spelling of the name.")};
    case ErrorKind::NameInUse:
        return {
            DoctorText::tr("An instance of this name exists already, perhaps under another client name."),
            DoctorText::tr("Choose another name, or ask the server's administrator who uses it.")};
    case ErrorKind::OutcomeUnknown:
        return {
            DoctorText::tr("A change was sent and its answer did not come, so it may have happened."),
            DoctorText::tr("Read again and look before trying again.")};
    case ErrorKind::Rejected:
        return {
            DoctorText::tr("The service understood the request and refused it."),
            DoctorText::tr("Look at what it said, correct it and try again.")};
    default:
        return {
            DoctorText::tr("A file or another resource of this computer could not be used."),
            DoctorText::tr("Check the free space and the rights of the data directory, then try again.")};
    }
}

} // namespace

Advice adviceFor(ErrorKind trouble, Store store)
{
    switch (trouble) {
    case ErrorKind::TlsUntrusted:
    case ErrorKind::TlsChain:
    case ErrorKind::TlsExpired:
    case ErrorKind::TlsWrongHost:
    case ErrorKind::TlsPlain:
    case ErrorKind::TlsClient:
    case ErrorKind::TlsRequired:
    case ErrorKind::TlsFailed:
    case ErrorKind::InsecureRefused:
        return tlsAdvice(trouble);
    case ErrorKind::NameNotFound:
    case ErrorKind::Refused:
    case ErrorKind::NoIpv6:
    case ErrorKind::TimedOut:
    case ErrorKind::ConnectionLost:
    case ErrorKind::Truncated:
    case ErrorKind::BadAnswer:
        return networkAdvice(trouble);
    case ErrorKind::NoRightToRead:
    case ErrorKind::NoRightToWrite:
    case ErrorKind::NoRightToExecute:
    case ErrorKind::NoRightToPublish:
        return rightsAdvice(trouble, store);
    case ErrorKind::LoginInFront:
    case ErrorKind::RefusedInFront:
    case ErrorKind::Redirected:
    case ErrorKind::GatewayFailed:
        return frontAdvice(trouble);
    case ErrorKind::UnknownTenant:
    case ErrorKind::TooManyClients:
    case ErrorKind::PoolerBlocked:
    case ErrorKind::Banned:
    case ErrorKind::StatementPooling:
        return poolerAdvice(trouble);
    case ErrorKind::MissingDatabase:
    case ErrorKind::MissingTable:
    case ErrorKind::MissingFunction:
    case ErrorKind::RowSecurity:
    case ErrorKind::TransactionPooler:
        return databaseAdvice(trouble);
    case ErrorKind::ReadOnlyProfile:
    case ErrorKind::UnreachableName:
    case ErrorKind::NotFound:
    case ErrorKind::NameInUse:
    case ErrorKind::OutcomeUnknown:
    case ErrorKind::Rejected:
    case ErrorKind::LocalFailure:
        return requestAdvice(trouble);
    default:
        return stateAdvice(trouble, store);
    }
}

CheckState StoreDiagnosis::worst() const
{
    CheckState worst = CheckState::Ok;
    for (const Check& check : checks) {
        if (check.state == CheckState::Failed)
            return CheckState::Failed;
        if (check.state == CheckState::Warning)
            worst = CheckState::Warning;
    }
    return worst;
}

bool StoreDiagnosis::canBeRead() const
{
    return worst() != CheckState::Failed;
}

Check passedCheck(CheckId id, const QString& said)
{
    return {id, CheckState::Ok, {}, said, {}, {}, {}};
}

Check troubledCheck(CheckId id, CheckState state, ErrorKind trouble, Store store, const QString& said)
{
    const Advice advice = adviceFor(trouble, store);
    return {id, state, trouble, said, advice.cause, advice.cure, {}};
}

Check failedCheck(CheckId id, const Error& error, Store store, const QString& said)
{
    Check check = troubledCheck(id, CheckState::Failed, error.kind, store, said);
    check.details = errorDetails(error);
    return check;
}

Check skippedCheck(CheckId id, const QString& said)
{
    return {id, CheckState::Skipped, {}, said, {}, {}, {}};
}

QString checkWord(CheckId id)
{
    switch (id) {
    case CheckId::Reachable:
        return QStringLiteral("reachable");
    case CheckId::Tls:
        return QStringLiteral("tls");
    case CheckId::Credentials:
        return QStringLiteral("credentials");
    case CheckId::Version:
        return QStringLiteral("version");
    case CheckId::Role:
        return QStringLiteral("role");
    case CheckId::Tables:
        return QStringLiteral("tables");
    case CheckId::Read:
        return QStringLiteral("read");
    case CheckId::RowSecurity:
        return QStringLiteral("row-security");
    case CheckId::Write:
        return QStringLiteral("write");
    case CheckId::Execute:
        return QStringLiteral("execute");
    case CheckId::Pooler:
        return QStringLiteral("pooler");
    case CheckId::Publish:
        return QStringLiteral("publish");
    }
    Q_UNREACHABLE();
}

QString checkStateWord(CheckState state)
{
    switch (state) {
    case CheckState::Ok:
        return QStringLiteral("ok");
    case CheckState::Warning:
        return QStringLiteral("warning");
    case CheckState::Failed:
        return QStringLiteral("failed");
    case CheckState::Skipped:
        return QStringLiteral("skipped");
    }
    Q_UNREACHABLE();
}

QString checkTitle(CheckId id)
{
    switch (id) {
    case CheckId::Reachable:
        return DoctorText::tr("Reachable");
    case CheckId::Tls:
        return DoctorText::tr("Encryption");
    case CheckId::Credentials:
        return DoctorText::tr("Credentials");
    case CheckId::Version:
        return DoctorText::tr("Version");
    case CheckId::Role:
        return DoctorText::tr("Role");
    case CheckId::Tables:
        return DoctorText::tr("Data in place");
    case CheckId::Read:
        return DoctorText::tr("May read");
    case CheckId::RowSecurity:
        return DoctorText::tr("Sees every row");
    case CheckId::Write:
        return DoctorText::tr("May write");
    case CheckId::Execute:
        return DoctorText::tr("May call the save function");
    case CheckId::Pooler:
        return DoctorText::tr("Pooler");
    case CheckId::Publish:
        return DoctorText::tr("May tell workers");
    }
    Q_UNREACHABLE();
}

std::vector<CheckId> checksOf(Store store)
{
    switch (store) {
    case Store::Server:
        return {CheckId::Reachable, CheckId::Tls, CheckId::Credentials, CheckId::Version, CheckId::Read};
    case Store::Database:
        return {CheckId::Reachable, CheckId::Tls,     CheckId::Credentials, CheckId::Version,
                CheckId::Role,      CheckId::Tables,  CheckId::Read,        CheckId::RowSecurity,
                CheckId::Write,     CheckId::Execute, CheckId::Pooler};
    case Store::Cache:
        return {CheckId::Reachable, CheckId::Tls,  CheckId::Credentials, CheckId::Version, CheckId::Role,
                CheckId::Tables,    CheckId::Read, CheckId::Write,       CheckId::Publish};
    }
    Q_UNREACHABLE();
}

void skipRest(StoreDiagnosis& diagnosis)
{
    for (const CheckId id : checksOf(diagnosis.store)) {
        const bool there = std::any_of(
            diagnosis.checks.begin(), diagnosis.checks.end(), [id](const Check& check) { return check.id == id; });
        if (!there)
            diagnosis.checks.push_back(skippedCheck(id));
    }
}

} // namespace steward
