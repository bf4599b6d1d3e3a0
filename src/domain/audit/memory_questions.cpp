#include "domain/audit/audit.h"

#include <QSet>

#include <algorithm>
#include <cstdint>

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

/// Not listed, and carried by something that makes it matter: an enabled row, an entry, or a residue.
bool lacksSecondWitness(const AuditRow& row)
{
    const bool isCarried = row.enabledIntegration() || row.cacheEntry() || (row.residue && row.residue->any());
    return !row.server && isCarried;
}

/// Further listed instances, until there are enough of them among the names, or so many names at all.
std::vector<InstanceName> withOthers(std::vector<InstanceName> names, const Audit& audit, size_t atMost)
{
    auto listed = static_cast<size_t>(std::count_if(names.begin(), names.end(), [&audit](const InstanceName& name) {
        const AuditRow* row = audit.find(name);
        return row && row->server;
    }));
    if (listed >= smallestSample)
        return names;
    const QSet<InstanceName> already(names.begin(), names.end());
    for (const AuditRow& row : audit.rows()) {
        if (listed >= smallestSample || names.size() >= atMost)
            break;
        if (!row.server || !row.name.isReachable() || already.contains(row.name))
            continue;
        names.push_back(row.name);
        ++listed;
    }
    return names;
}

} // namespace

std::vector<InstanceName> namesToAskMemory(const Audit& audit, const AuditSettings& settings, bool all)
{
    std::vector<InstanceName> asked;
    if (!audit.snapshot().server.isWhole())
        return asked;
    const auto limit = all ? audit.rows().size() : static_cast<size_t>(std::max(settings.memoryLimit, 0));
    const auto collect = [&](const auto& isWanted, size_t atMost) {
        for (const AuditRow& row : audit.rows()) {
            if (asked.size() >= atMost)
                return;
            if (row.kind == RowKind::Instance && row.name.isReachable() && isWanted(row))
                asked.push_back(row.name);
        }
    };
    if (all) {
        collect([](const AuditRow&) { return true; }, limit);
        return asked;
    }
    collect([](const AuditRow& row) { return row.has(FindingCode::DuplicateInstance); }, limit);
    // Room is kept for those that tell whether the server is starting.
    const size_t room = smallestSample - std::min(asked.size(), smallestSample);
    collect(lacksSecondWitness, std::max(asked.size(), limit - std::min(room, limit)));
    const auto hangs = [](const AuditRow& row) {
        return row.server && !row.has(FindingCode::DuplicateInstance) && hangsOnConnection(row);
    };
    collect(hangs, limit);
    return withOthers(std::move(asked), audit, limit);
}

std::vector<InstanceName> withControls(std::vector<InstanceName> names, const Audit& audit)
{
    return withOthers(std::move(names), audit, SIZE_MAX);
}

} // namespace steward
