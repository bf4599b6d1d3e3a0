#include "stores/postgres/postgres_doctor.h"

#include "stores/postgres/libpq_files.h"
#include "stores/postgres/postgres_session.h"
#include "stores/postgres/postgres_tls.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>

namespace steward {
namespace {

constexpr int longestExamination = 20000;

struct Say {
    Q_DECLARE_TR_FUNCTIONS(steward::PostgresDoctor)
};

Check troubled(CheckId id, CheckState state, ErrorKind trouble, const QString& said)
{
    return troubledCheck(id, state, trouble, Store::Database, said);
}

Check failed(CheckId id, const Error& error)
{
    return failedCheck(id, error, Store::Database, error.sentence);
}

/// The check that an error of connecting belongs to.
CheckId checkOf(ErrorKind kind)
{
    if (isOneOf(
            kind, ErrorKind::TlsUntrusted, ErrorKind::TlsChain, ErrorKind::TlsExpired, ErrorKind::TlsWrongHost,
            ErrorKind::TlsPlain, ErrorKind::TlsClient, ErrorKind::TlsRequired, ErrorKind::TlsFailed,
            ErrorKind::InsecureRefused, ErrorKind::InvalidSettings /* sslmode or CA file */, ErrorKind::LocalFailure))
        return CheckId::Tls;
    if (isOneOf(
            kind, ErrorKind::WrongPassword, ErrorKind::UnknownTenant, ErrorKind::PoolerBlocked, ErrorKind::Banned)) {
        return CheckId::Credentials;
    }
    if (kind == ErrorKind::StatementPooling)
        return CheckId::Pooler;
    if (kind == ErrorKind::Loading) {
        return CheckId::Role;
    }
    if (kind == ErrorKind::MissingDatabase)
        return CheckId::Tables;
    return CheckId::Reachable;
}

/// Refused by ourselves, so nothing is known of the server.
bool isBeforeConnecting(ErrorKind kind)
{
    return kind == ErrorKind::InsecureRefused || kind == ErrorKind::InvalidSettings || kind == ErrorKind::LocalFailure;
}

QString poolerWord(PoolerMode mode)
{
    switch (mode) {
    case PoolerMode::Unknown:
        return {};
    case PoolerMode::Direct:
        return QStringLiteral("direct");
    case PoolerMode::Session:
        return QStringLiteral("session");
    case PoolerMode::Transaction:
        return QStringLiteral("transaction");
    }
    return {};
}

Check readOnlyCheck(CheckId id)
{
    return skippedCheck(id, Say::tr("This profile only reads."));
}

} // namespace

PostgresDoctor::PostgresDoctor(DatabaseSettings settings, StoreNames names)
    : m_settings(std::move(settings))
    , m_names(std::move(names))
{
}

StoreDiagnosis PostgresDoctor::diagnose(const CallContext& limits)
{
    QElapsedTimer clock;
    clock.start();
    m_diagnosis = {};
    m_diagnosis.store = Store::Database;
    CallContext bounded = limits;
    bounded.deadline = std::min(limits.deadline, QDeadlineTimer(longestExamination));
    PostgresSession session(m_settings);
    const auto facts = session.call<PostgresFacts>(
        bounded, [settings = m_settings, names = m_names](PostgresConnection& connection) -> Result<PostgresFacts> {
            return gatherFacts(connection, settings, names);
        });
    if (facts)
        sayConnected(*facts);
    else
        sayUnconnected(facts.error());
    add(libpqCheck());
    skipRest(m_diagnosis);
    std::ranges::stable_sort(m_diagnosis.checks, {}, &Check::id); // CheckId's order is the order of looking
    m_diagnosis.elapsedMs = clock.elapsed();
    return m_diagnosis;
}

void PostgresDoctor::sayUnconnected(const Error& error)
{
    const CheckId id = checkOf(error.kind);
    if (id != CheckId::Reachable && !isBeforeConnecting(error.kind)) {
        //: %1 is a host's name
        add(passedCheck(CheckId::Reachable, Say::tr("%1 answers.").arg(m_settings.host)));
        // Where encryption is demanded, no later answer comes without it.
        if (const auto plan = planTls(m_settings); plan && plan->encrypts() && id != CheckId::Tls)
            add(tls(true));
    }
    add(failed(id, error));
}

void PostgresDoctor::sayConnected(const PostgresFacts& facts)
{
    m_diagnosis.version = facts.version;
    m_diagnosis.pooler = poolerWord(facts.pooler);
    //: %1 is a host's name
    add(passedCheck(CheckId::Reachable, Say::tr("%1 answers.").arg(m_settings.host)));
    add(tls(facts.encrypted));
    //: %1 is a database role's name
    add(passedCheck(CheckId::Credentials, Say::tr("Signed in as %1.").arg(m_settings.user)));
    if (facts.interrupted && facts.interrupted->kind == ErrorKind::StatementPooling) {
        m_diagnosis.pooler = QStringLiteral("statement");
        add(failed(CheckId::Pooler, *facts.interrupted));
        return;
    }
    if (facts.interrupted) {
        m_diagnosis.checks.front() = failed(CheckId::Reachable, *facts.interrupted);
        return;
    }
    //: %1 is a version number
    add(passedCheck(CheckId::Version, Say::tr("PostgreSQL %1.").arg(facts.version)));
    add(role(facts));
    add(tables(facts));
    add(read(facts));
    add(rowSecurity(facts));
    add(write(facts));
    add(execute(facts));
    add(pooler(facts.pooler));
}

Check PostgresDoctor::tls(bool encrypted) const
{
    const auto plan = planTls(m_settings);
    if (encrypted && plan && plan->verifies())
        return passedCheck(CheckId::Tls, Say::tr("Encrypted, and the certificate was verified."));
    const QString said =
        encrypted ? Say::tr("Encrypted, but the certificate was not verified.") : Say::tr("Not encrypted.");
    if (isLoopbackHost(m_settings.host))
        return passedCheck(CheckId::Tls, said + QLatin1Char(' ') + Say::tr("The connection stays on this computer."));
    return troubled(CheckId::Tls, CheckState::Warning, ErrorKind::InsecureRefused, said);
}

Check PostgresDoctor::role(const PostgresFacts& facts) const
{
    if (facts.replica)
        return troubled(CheckId::Role, CheckState::Failed, ErrorKind::Replica, Say::tr("This is a replica."));
    return passedCheck(CheckId::Role, Say::tr("This is the primary."));
}

Check PostgresDoctor::tables(const PostgresFacts& facts) const
{
    const QString name = m_names.schema + QLatin1Char('.') + m_names.integrationsTable;
    if (!facts.integrations.exists) {
        //: %1 is a table's name
        const QString said = Say::tr("There is no table %1.").arg(name);
        return troubled(CheckId::Tables, CheckState::Failed, ErrorKind::MissingTable, said);
    }
    if (!facts.integrations.missingColumns.isEmpty()) {
        //: %1 is a table's name, %2 a list of its columns
        const QString said =
            Say::tr("The table %1 lacks these columns: %2.").arg(name, facts.integrations.missingColumns);
        return troubled(CheckId::Tables, CheckState::Failed, ErrorKind::MissingTable, said);
    }
    if (facts.readError && facts.readError->kind == ErrorKind::MissingTable)
        return failed(CheckId::Tables, *facts.readError);
    const auto known = [](const TableFacts& table) {
        return table.exists && table.mayUseSchema && table.mayRead && !table.hidesRows &&
               table.missingColumns.isEmpty();
    };
    //: %1 is a table's name
    QString said = Say::tr("The table %1 is there.").arg(name);
    if (!known(facts.organizations))
        said += QLatin1Char(' ') + Say::tr("Organizations cannot be read, so their ids are shown instead of names.");
    if (!known(facts.clinics))
        said += QLatin1Char(' ') + Say::tr("Clinics cannot be read, so their ids are shown instead of names.");
    return passedCheck(CheckId::Tables, said);
}

Check PostgresDoctor::read(const PostgresFacts& facts) const
{
    if (!facts.integrations.exists)
        return skippedCheck(CheckId::Read);
    if (!facts.readError)
        return passedCheck(CheckId::Read, Say::tr("The table can be read."));
    // told by its own line
    if (isOneOf(facts.readError->kind, ErrorKind::RowSecurity, ErrorKind::MissingTable))
        return skippedCheck(CheckId::Read);
    return failed(CheckId::Read, *facts.readError);
}

Check PostgresDoctor::rowSecurity(const PostgresFacts& facts) const
{
    if (!facts.integrations.exists)
        return skippedCheck(CheckId::RowSecurity);
    const bool refused = facts.readError && facts.readError->kind == ErrorKind::RowSecurity;
    if (!facts.integrations.hidesRows && !refused)
        return passedCheck(CheckId::RowSecurity, Say::tr("No policy hides rows from this role."));
    return troubled(
        CheckId::RowSecurity, CheckState::Failed, ErrorKind::RowSecurity,
        Say::tr("A policy may hide rows from this role."));
}

Check PostgresDoctor::write(const PostgresFacts& facts) const
{
    if (m_settings.readOnly)
        return readOnlyCheck(CheckId::Write);
    if (!facts.integrations.exists)
        return skippedCheck(CheckId::Write);
    if (!facts.writeError)
        return passedCheck(CheckId::Write, Say::tr("Rows can be inserted, updated and deleted."));
    if (facts.readError && facts.readError->kind == facts.writeError->kind)
        return skippedCheck(CheckId::Write); // told by its own line
    // The cause is what every plan would be refused with.
    Check check = troubled(
        CheckId::Write, CheckState::Warning, facts.writeError->kind,
        Say::tr("Rows cannot be inserted, updated or deleted by this role."));
    check.cause = facts.writeError->sentence;
    return check;
}

Check PostgresDoctor::execute(const PostgresFacts& facts) const
{
    if (m_settings.readOnly)
        return readOnlyCheck(CheckId::Execute);
    const QString name = m_names.functionSchema + QLatin1Char('.') + m_names.saveFunction;
    if (!facts.functionExists) {
        //: %1 is a function's name
        const QString said = Say::tr("There is no function %1.").arg(name);
        return troubled(CheckId::Execute, CheckState::Warning, ErrorKind::MissingFunction, said);
    }
    if (!facts.mayExecute) {
        //: %1 is a function's name
        const QString said = Say::tr("This role may not call %1.").arg(name);
        return troubled(CheckId::Execute, CheckState::Warning, ErrorKind::NoRightToExecute, said);
    }
    //: %1 is a function's name
    return passedCheck(CheckId::Execute, Say::tr("%1 may be called.").arg(name));
}

Check PostgresDoctor::pooler(PoolerMode mode) const
{
    switch (mode) {
    case PoolerMode::Unknown:
        return skippedCheck(CheckId::Pooler);
    case PoolerMode::Direct:
        return passedCheck(CheckId::Pooler, Say::tr("Connected directly."));
    case PoolerMode::Session:
        return passedCheck(CheckId::Pooler, Say::tr("Connected through a pooler in session mode."));
    case PoolerMode::Transaction:
        break;
    }
    return troubled(
        CheckId::Pooler, CheckState::Warning, ErrorKind::TransactionPooler,
        Say::tr("Connected through a pooler in transaction mode."));
}

} // namespace steward
