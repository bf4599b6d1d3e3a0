#include "local/history/reading_record.h"

#include <QSet>

namespace steward {
namespace {

constexpr ProblemSet everyProblem = (ProblemSet(1) << findingCodeCount) - 1;

/// What hangs on connectionState, which is asked of some alone.
constexpr ProblemSet problemsOfMemory = problemBit(FindingCode::GhostInstance) |
                                        problemBit(FindingCode::UnlistedInstance) |
                                        problemBit(FindingCode::StateMismatch);

bool isMemoryKnown(const AuditRow& row)
{
    return row.memory != MemoryState::NotAsked && row.memory != MemoryState::Unknown;
}

InstanceState stateOfList(const AuditRow& row)
{
    if (!row.server || !isMemoryKnown(row))
        return stateOf(row);
    AuditRow asListed = row;
    asListed.memory = MemoryState::NotAsked;
    return stateOf(asListed);
}

ProblemSet judgedProblems(const AuditRow& row, const Snapshot& snapshot)
{
    ProblemSet known = everyProblem;
    if (!isMemoryKnown(row))
        known &= ~problemsOfMemory;
    if (!snapshot.webhooks.contains(row.name))
        known &= ~problemBit(FindingCode::WebhookMismatch);
    if (!snapshot.cache->residueAsked)
        known &= ~problemBit(FindingCode::Residue);
    return known | problemsOf(row); // what stands was judged
}

InstanceMoment momentOf(const AuditRow& row, ProblemSet judged)
{
    InstanceMoment now;
    now.state = stateOfList(row);
    now.problems = problemsOf(row);
    now.known = judged;
    now.phone = row.phone();
    if (row.server && row.server->connection != Connection::Open)
        now.reason = row.server->disconnectionReason;
    return now;
}

} // namespace

bool isCompleteReading(const Audit& audit)
{
    return audit.allStoresRead() && !audit.snapshot().serverStarting;
}

std::optional<ReadingRecord> recordOf(const Audit& audit)
{
    if (!isCompleteReading(audit))
        return {};
    const Snapshot& snapshot = audit.snapshot();
    ReadingRecord record;
    ReadingCounts& counts = record.counts;
    counts.at = snapshot.takenAt;
    counts.rows = static_cast<qint64>(audit.rows().size());
    QSet<OrganizationId> organizations;
    ProblemSet judgedOfAll = everyProblem;
    for (const AuditRow& row : audit.rows()) {
        ++counts.states[static_cast<size_t>(stateOf(row))];
        if (!row.organizationId.isNull())
            organizations.insert(row.organizationId);
        const ProblemSet judged = judgedProblems(row, snapshot);
        judgedOfAll &= judged;
        if (row.kind == RowKind::Instance && !row.name.isEmpty())
            record.instances.push_back({row.name, row.organizationId, momentOf(row, judged)});
    }
    counts.organizations = organizations.size();
    for (int place = 0; place < findingCodeCount; ++place) {
        const auto code = static_cast<FindingCode>(place);
        if ((judgedOfAll & problemBit(code)) != 0)
            counts.findings[static_cast<size_t>(place)] = audit.counts().findings.value(code);
    }
    counts.records = {
        static_cast<qint64>(snapshot.server->instances.size()),
        static_cast<qint64>(snapshot.database->integrations.size()),
        static_cast<qint64>(snapshot.cache->entries.size())};
    counts.milliseconds = {snapshot.server.elapsedMs, snapshot.database.elapsedMs, snapshot.cache.elapsedMs};
    return record;
}

InstanceMoment mergedMoment(const InstanceMoment& earlier, const InstanceMoment& later)
{
    InstanceMoment merged = later;
    merged.problems |= earlier.problems & ~later.known;
    merged.known |= earlier.known;
    if (later.state == InstanceState::NotRead && earlier.state)
        merged.state = earlier.state;
    return merged;
}

} // namespace steward
