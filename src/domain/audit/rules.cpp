#include "domain/audit/rules.h"

#include <algorithm>

namespace steward {

bool RuleContext::isOlderThan(const std::optional<Timestamp>& time, std::chrono::minutes limit) const
{
    return time && m_snapshot.takenAt - *time > limit;
}

void applyRules(
    std::vector<AuditRow>& rows, const Snapshot& snapshot, const Directory& directory, const AuditSettings& settings)
{
    RuleContext context(rows, snapshot, directory, settings);
    applyDuplicateRules(context);
    for (AuditRow& row : rows) {
        if (row.isOdd) {
            row.findings.clear();
            continue;
        }
        applyDatabaseRules(row, context);
        applyConnectionRules(row, context);
        applyCacheRules(row, context);
        applyWebhookRule(row, context);
        std::stable_sort(row.findings.begin(), row.findings.end(), [](const Finding& a, const Finding& b) {
            return a.code < b.code;
        });
    }
}

} // namespace steward
