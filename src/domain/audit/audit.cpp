#include "domain/audit/audit.h"

#include "domain/audit/audit_lookup.h"
#include "domain/audit/in_parts.h"
#include "domain/audit/join.h"
#include "domain/audit/rules.h"
#include "domain/unknown_value.h"
#include "domain/word_table.h"

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

QString presenceWord(Presence presence)
{
    static constexpr WordTable<Presence, 3> words{{"present", "absent", "unknown"}};
    return words.of(presence);
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

Connection connectionBy(MemoryState memory, Connection listed)
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
    case MemoryState::NotAsked:
    case MemoryState::NotFound:
    case MemoryState::Unknown:
        break;
    }
    return listed;
}

Connection AuditRow::connection() const
{
    return connectionBy(memory, server ? server->connection : Connection::Other);
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
        return "row:" + integrations.front()->id.uuid().toRfc4122().toHex();
    case RowKind::UnclaimedToken:
        return "token:" + digest(tokenEntries.front()->token.reveal());
    }
    return {};
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
    return unknownText();
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
    , m_hasWebhookAddress(!settings.webhookTemplate.isEmpty())
{
    applyRules(m_rows, *m_snapshot, *m_directory, settings);
    count(settings);
}

void Audit::count(const AuditSettings& settings)
{
    m_counts = {};
    m_ailing = 0;
    const auto listed = m_snapshot->server.isWhole() ? m_snapshot->server->instances.size() : 0;
    const VerdictAges ages = settings.ages.grownFor(static_cast<qint64>(listed));
    inParts(m_rows.size(), [&](size_t begin, size_t end) {
        for (size_t index = begin; index < end; ++index)
            m_rows[index].verdict = verdictOf(m_rows[index], *m_snapshot, ages);
    });
    for (const AuditRow& row : m_rows) {
        ++m_counts.rows;
        ++m_counts.verdicts[row.verdict];
        m_ailing += row.isHealthy() ? 0 : 1;
        m_counts.notAsked += row.kind == RowKind::Instance && row.inServer == Presence::Unknown ? 1 : 0;
        for (const Finding& finding : row.findings)
            ++m_counts.findings[finding.code];
    }
    if (allStoresRead())
        m_counts.healthy = m_counts.rows - m_ailing;
}

Audit Audit::withMemory(const AuditSettings& settings) &&
{
    bool changes = !m_snapshot->openTwice.isEmpty();
    qsizetype known = 0;
    for (AuditRow& row : m_rows) {
        if (row.kind != RowKind::Instance)
            continue;
        const Connection before = row.connection();
        const Presence presence = row.inServer;
        row.memory = m_snapshot->memoryOf(row.name);
        row.inServer = serverPresence(row, *m_snapshot);
        known += row.memory == MemoryState::NotAsked ? 0 : 1;
        changes =
            changes || row.connection() != before || row.inServer != presence || row.memory == MemoryState::Missing;
    }
    // Something was asked for that no store holds, and perhaps the server answers for it.
    if (known < m_snapshot->memory.size())
        return evaluateAudit(m_snapshot, settings);
    // Most often the memory agrees with the list, and every finding stays as it is.
    if (changes) {
        for (AuditRow& row : m_rows)
            row.findings.clear();
        applyRules(m_rows, *m_snapshot, *m_directory, settings);
    }
    count(settings);
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

Presence Audit::presenceOnServer(const InstanceName& name) const
{
    if (const AuditRow* row = find(name))
        return row->inServer;
    if (!m_snapshot->server.isWhole())
        return Presence::Unknown;
    return unlistedPresence(m_snapshot->memoryOf(name));
}

bool Audit::allStoresRead() const
{
    return m_snapshot->server.isWhole() && m_snapshot->database.isWhole() && m_snapshot->cache.isWhole();
}

int Audit::exitCode() const
{
    if (!allStoresRead())
        return 1;
    return m_ailing > 0 ? 2 : 0;
}

Audit evaluateAudit(std::shared_ptr<const Snapshot> snapshot, const AuditSettings& settings)
{
    std::vector<AuditRow> rows = joinStores(*snapshot, settings);
    return Audit(std::move(snapshot), std::move(rows), settings);
}

} // namespace steward
