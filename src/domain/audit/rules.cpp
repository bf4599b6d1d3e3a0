#include "domain/audit/rules.h"

#include "domain/audit/in_parts.h"

#include <algorithm>

namespace steward {

namespace {

/// Those that look at this row and no other.
void applyRowRules(AuditRow& row, const RuleContext& context)
{
    if (row.isOdd) {
        row.findings.clear();
        return;
    }
    applyDatabaseRules(row, context);
    applyConnectionRules(row, context);
    applyCacheRules(row, context);
    applyWebhookRule(row, context);
    if (row.findings.size() > 1)
        std::ranges::stable_sort(row.findings, {}, &Finding::code);
}

} // namespace

void applyRules(
    std::vector<AuditRow>& rows, const Snapshot& snapshot, const Directory& directory, const AuditSettings& settings)
{
    RuleContext context(rows, snapshot, directory, settings);
    applyDuplicateRules(context);
    inParts(rows.size(), [&](size_t begin, size_t end) {
        for (size_t index = begin; index < end; ++index)
            applyRowRules(rows[index], context);
    });
}

} // namespace steward
