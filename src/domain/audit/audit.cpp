#include "domain/audit/audit.h"

#include "domain/audit/audit_lookup.h"
#include "domain/audit/join.h"
#include "domain/audit/rules.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>

namespace steward {
namespace {

struct AuditText {
    Q_DECLARE_TR_FUNCTIONS(steward::Audit)
};

QByteArray digest(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace

void Snapshot::addMemory(const QHash<InstanceName, MemoryState>& answers)
{
    if (answers.isEmpty())
        return;
    const auto missing = std::count(answers.cbegin(), answers.cend(), MemoryState::Missing);
    serverStarting = missing * 2 > answers.size();
    memory.insert(answers);
    for (MemoryState& state : memory) {
        // Not found means that it went while we read; like every other non-answer it proves nothing.
        if (serverStarting || state == MemoryState::NotFound)
            state = MemoryState::Unknown;
    }
}

QString presenceWord(Presence presence)
{
    switch (presence) {
    case Presence::Present:
        return QStringLiteral("present");
    case Presence::Absent:
        return QStringLiteral("absent");
    case Presence::Unknown:
        return QStringLiteral("unknown");
    }
    Q_UNREACHABLE();
}

const Integration* AuditRow::enabledIntegration() const
{
    const Integration* first = integration();
    return first && first->enabled ? first : nullptr;
}

const CacheEntry* AuditRow::cacheEntry() const
{
    if (instanceEntry)
        return instanceEntry;
    return tokenEntries.empty() ? nullptr : tokenEntries.front();
}

Connection AuditRow::connection() const
{
    switch (memory) {
    case MemoryState::Open:
        return Connection::Open;
    case MemoryState::Connecting:
        return Connection::Connecting;
    case MemoryState::Close:
        return Connection::Close;
    case MemoryState::Missing:
        return Connection::Other;
    default:
        return server ? server->connection : Connection::Other;
    }
}

bool AuditRow::has(FindingCode code) const
{
    return std::any_of(findings.begin(), findings.end(), [code](const Finding& f) { return f.code == code; });
}

std::optional<Severity> AuditRow::worst() const
{
    std::optional<Severity> worst;
    for (const Finding& finding : findings)
        worst = std::max(worst.value_or(Severity::Info), finding.severity());
    return worst;
}

bool AuditRow::isHealthy() const
{
    return !isOdd && worst().value_or(Severity::Info) == Severity::Info;
}

QByteArray AuditRow::identity() const
{
    switch (kind) {
    case RowKind::Instance:
        return "name:" + name.utf8();
    case RowKind::NamelessIntegration:
        return "row:" + integrations.front()->id.toRfc4122().toHex();
    case RowKind::UnclaimedToken:
        return "token:" + digest(tokenEntries.front()->token.reveal());
    }
    Q_UNREACHABLE();
}

QString AuditRow::title() const
{
    switch (kind) {
    case RowKind::Instance:
        return name.isEmpty() ? AuditText::tr("(empty name)") : name.text();
    case RowKind::NamelessIntegration:
        return AuditText::tr("(row without a name)");
    case RowKind::UnclaimedToken:
        //: %1 is the first characters of a webhook token
        return AuditText::tr("(token %1)").arg(tokenEntries.front()->token.masked());
    }
    Q_UNREACHABLE();
}

std::optional<PhoneNumber> AuditRow::phone() const
{
    if (server && server->phone)
        return server->phone;
    if (integration() && integration()->phone())
        return integration()->phone();
    return cacheEntry() ? cacheEntry()->phone : std::nullopt;
}

Audit::Audit(std::shared_ptr<const Snapshot> snapshot, std::vector<AuditRow> rows, const AuditSettings& settings)
    : m_snapshot(std::move(snapshot))
    , m_rows(std::move(rows))
    , m_directory(std::make_shared<Directory>(*m_snapshot))
    , m_lookup(std::make_shared<AuditLookup>(*m_snapshot))
{
    applyRules(m_rows, *m_snapshot, *m_directory, settings);
    count();
}

void Audit::count()
{
    m_counts = {};
    for (const AuditRow& row : m_rows) {
        ++m_counts.rows;
        if (row.isHealthy())
            ++m_counts.healthy;
        for (const Finding& finding : row.findings)
            ++m_counts.findings[finding.code];
    }
}

Audit Audit::withMemory(const AuditSettings& settings) &&
{
    bool changes = false;
    for (AuditRow& row : m_rows) {
        if (!row.server)
            continue;
        const Connection before = row.connection();
        row.memory = m_snapshot->memoryOf(row.name);
        changes = changes || row.connection() != before || row.memory == MemoryState::Missing;
    }
    // Most often the memory agrees with the list, and every finding stays as it is.
    if (changes) {
        for (AuditRow& row : m_rows)
            row.findings.clear();
        applyRules(m_rows, *m_snapshot, *m_directory, settings);
        count();
    }
    return std::move(*this);
}

const AuditRow* Audit::find(const InstanceName& name) const
{
    const auto found = std::lower_bound(
        m_rows.begin(), m_rows.end(), name, [](const AuditRow& row, const InstanceName& n) { return row.name < n; });
    for (auto row = found; row != m_rows.end() && row->name == name; ++row) {
        if (row->kind == RowKind::Instance)
            return &*row;
    }
    return nullptr;
}

bool Audit::allStoresRead() const
{
    return m_snapshot->server.isWhole() && m_snapshot->database.isWhole() && m_snapshot->cache.isWhole();
}

int Audit::exitCode() const
{
    if (!allStoresRead())
        return 1;
    return m_counts.healthy < m_counts.rows ? 2 : 0;
}

Audit evaluateAudit(std::shared_ptr<const Snapshot> snapshot, const AuditSettings& settings)
{
    std::vector<AuditRow> rows = joinStores(*snapshot, settings);
    return Audit(std::move(snapshot), std::move(rows), settings);
}

} // namespace steward
