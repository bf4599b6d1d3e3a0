#include "domain/audit/meant_rows.h"

namespace steward {
namespace {

constexpr qsizetype shortestEnd = 4;

QString folded(const QString& text)
{
    return text.normalized(QString::NormalizationForm_C).simplified().toCaseFolded();
}

template<class Matches>
std::vector<InstanceName> namesWhere(const Audit& audit, Matches matches)
{
    std::vector<InstanceName> names;
    for (const AuditRow& row : audit.rows()) {
        if (row.kind == RowKind::Instance && !row.name.isEmpty() && matches(row))
            names.push_back(row.name);
    }
    return names;
}

} // namespace

std::vector<InstanceName> meantInstances(const Audit& audit, const InstanceName& typed)
{
    if (audit.find(typed))
        return {typed};
    const QString& text = typed.text();
    if (text.size() >= shortestEnd) {
        auto ending = namesWhere(audit, [&text](const AuditRow& row) { return row.name.text().endsWith(text); });
        if (!ending.empty())
            return ending;
    }
    const OrganizationId id = OrganizationId::fromString(text);
    const QString wanted = folded(text);
    if (wanted.isEmpty())
        return {};
    return namesWhere(audit, [&](const AuditRow& row) {
        if (row.organizationId.isNull())
            return false;
        return row.organizationId == id || folded(audit.organizationName(row.organizationId)) == wanted;
    });
}

} // namespace steward
