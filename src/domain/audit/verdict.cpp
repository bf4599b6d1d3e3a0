#include "domain/audit/verdict.h"

#include "domain/audit/audit.h"

#include <algorithm>
#include <array>

namespace steward {
namespace {

bool isWithin(Timestamp at, const Snapshot& snapshot, std::chrono::milliseconds age)
{
    return snapshot.judgedAt.value_or(snapshot.takenAt) - at <= age;
}

/// Open in memory, told within its age. A state of an earlier reading that is not open has to be asked again.
bool isMemoryChecked(const AuditRow& row, const Snapshot& snapshot, std::chrono::milliseconds age)
{
    if (row.memory == MemoryState::Open)
        return isWithin(snapshot.memoryTimes.value(row.name, snapshot.takenAt), snapshot, age);
    const auto earlier = snapshot.earlierMemory.constFind(row.name);
    return row.memory == MemoryState::NotAsked && earlier != snapshot.earlierMemory.cend() &&
           earlier->state == MemoryState::Open && isWithin(earlier->at, snapshot, age);
}

/// What is wrong with it is a finding; here it only counts that it was asked.
bool isWebhookChecked(const AuditRow& row, const Snapshot& snapshot, std::chrono::milliseconds age)
{
    return snapshot.webhooks.contains(row.name) &&
           isWithin(snapshot.webhookTimes.value(row.name, snapshot.takenAt), snapshot, age);
}

bool isConcluded(const AuditRow& row, const Snapshot& snapshot)
{
    return snapshot.server.isWhole() && snapshot.database.isWhole() && snapshot.cache.isWhole() &&
           row.inServer != Presence::Unknown;
}

bool isSwitchedOff(const AuditRow& row)
{
    return row.integration() && !row.enabledIntegration();
}

} // namespace

QString verdictWord(Verdict verdict)
{
    static constexpr std::array<const char*, verdictCount> words{"unknown",    "problem",     "switched-off",
                                                                 "not-paired", "not-checked", "working"};
    return QString::fromLatin1(words[static_cast<size_t>(verdict)]);
}

VerdictAges VerdictAges::grownFor(qint64 instances) const
{
    // Two questions an instance, and room for as many again that something else asks meanwhile.
    const std::chrono::milliseconds round(instances * 4 * 1000 / std::max(questionsPerSecond, 1));
    VerdictAges grown = *this;
    grown.webhook = std::max(webhook, round);
    grown.memory = std::max(memory, round);
    return grown;
}

Verdict verdictOf(const AuditRow& row, const Snapshot& snapshot, const VerdictAges& ages)
{
    if (!isConcluded(row, snapshot))
        return Verdict::Unknown;
    if (!row.isHealthy())
        return Verdict::Problem;
    if (isSwitchedOff(row))
        return Verdict::SwitchedOff;
    if (row.inServer != Presence::Present || row.connection() != Connection::Open)
        return Verdict::NotPaired;
    const bool isChecked = isMemoryChecked(row, snapshot, ages.memory) && isWebhookChecked(row, snapshot, ages.webhook);
    return isChecked ? Verdict::Working : Verdict::NotChecked;
}

} // namespace steward
