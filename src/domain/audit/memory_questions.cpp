#include "domain/audit/audit.h"

#include <QSet>

#include <algorithm>

namespace steward {
namespace {

/// So many are asked at least, so that "more than half missing" means a starting server and not a single ghost.
constexpr size_t smallestSample = 9;

bool hangsOnConnection(const AuditRow& row)
{
    static constexpr FindingCode codes[] = {FindingCode::DuplicateInstance,   FindingCode::DuplicatePhone,
                                            FindingCode::StatusDrift,         FindingCode::PhoneMismatch,
                                            FindingCode::ConnectionLost,      FindingCode::StuckPairing,
                                            FindingCode::DisabledButConnected};
    return std::any_of(std::begin(codes), std::end(codes), [&row](FindingCode code) { return row.has(code); });
}

/// Listed instances that are not among the names, until there are `atLeast`.
std::vector<InstanceName> withOthers(std::vector<InstanceName> names, const Audit& audit, size_t atLeast)
{
    if (names.size() >= atLeast)
        return names;
    const QSet<InstanceName> already(names.begin(), names.end());
    for (const AuditRow& row : audit.rows()) {
        if (names.size() >= atLeast)
            break;
        if (row.server && row.name.isReachable() && !already.contains(row.name))
            names.push_back(row.name);
    }
    return names;
}

} // namespace

std::vector<InstanceName> namesToAskMemory(const Audit& audit, const AuditSettings& settings, bool all)
{
    std::vector<InstanceName> asked;
    const auto limit = all ? audit.rows().size() : static_cast<size_t>(std::max(settings.memoryLimit, 0));
    const auto collect = [&](const auto& isWanted, size_t atMost) {
        for (const AuditRow& row : audit.rows()) {
            if (asked.size() >= atMost)
                return;
            if (row.server && row.name.isReachable() && isWanted(row))
                asked.push_back(row.name);
        }
    };
    if (all) {
        collect([](const AuditRow&) { return true; }, limit);
        return asked;
    }
    collect([](const AuditRow& row) { return row.has(FindingCode::DuplicateInstance); }, limit);
    collect(
        [](const AuditRow& row) { return !row.has(FindingCode::DuplicateInstance) && hangsOnConnection(row); }, limit);
    return withOthers(std::move(asked), audit, std::min(smallestSample, limit));
}

std::vector<InstanceName> withControls(std::vector<InstanceName> names, const Audit& audit)
{
    return withOthers(std::move(names), audit, smallestSample);
}

} // namespace steward
