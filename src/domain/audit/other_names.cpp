#include "domain/audit/other_names.h"

#include <algorithm>

namespace steward {
namespace {

bool isWithoutRow(const AuditRow& row)
{
    return row.kind == RowKind::Instance && row.server && row.isPhone() && row.inDatabase == Presence::Absent &&
           !row.isIgnored;
}

std::vector<InstanceName> namesOf(const Integration& row)
{
    std::vector<InstanceName> names;
    for (const InstanceName& name : {row.instanceName, row.legacyName}) {
        if (!name.isEmpty())
            names.push_back(name);
    }
    return names;
}

bool isByName(const AuditRow* a, const AuditRow* b)
{
    return a->name < b->name;
}

} // namespace

QString meantName(const InstanceName& name)
{
    QString meant = name.text().normalized(QString::NormalizationForm_KC).toCaseFolded();
    meant.removeIf([](QChar each) { return each.isSpace(); });
    return meant;
}

OtherNames::OtherNames(const Audit& audit)
    : m_audit(audit)
{
    for (const AuditRow& row : audit.rows()) {
        if (!isWithoutRow(row))
            continue;
        if (row.server->phone)
            m_byPhone.insert(row.server->phone->canonical(), &row);
        m_byName.insert(meantName(row.name), &row);
    }
}

std::vector<const AuditRow*> OtherNames::instancesFor(const Integration& row) const
{
    std::vector<const AuditRow*> found;
    const std::vector<InstanceName> names = namesOf(row);
    const bool isListed = std::any_of(names.begin(), names.end(), [this](const InstanceName& name) {
        const AuditRow* named = m_audit.find(name);
        return named && named->server;
    });
    if (isListed)
        return found;
    for (const std::optional<PhoneNumber>& phone : {row.phone(), row.expectedPhone}) {
        if (phone) {
            const auto having = m_byPhone.values(phone->canonical());
            found.insert(found.end(), having.begin(), having.end());
        }
    }
    for (const InstanceName& name : names) {
        const auto called = m_byName.values(meantName(name));
        found.insert(found.end(), called.begin(), called.end());
    }
    std::sort(found.begin(), found.end(), isByName);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<const Integration*> OtherNames::rowsFor(const AuditRow& instance) const
{
    std::vector<const Integration*> found;
    if (!isWithoutRow(instance) || !m_audit.snapshot().database.isWhole())
        return found;
    for (const Integration& row : m_audit.snapshot().database->integrations) {
        const std::vector<InstanceName> names = namesOf(row);
        const bool isAbsent =
            row.enabled && !names.empty() && std::all_of(names.begin(), names.end(), [this](const InstanceName& name) {
                return m_audit.presenceOnServer(name) == Presence::Absent;
            });
        if (!isAbsent)
            continue;
        const std::vector<const AuditRow*> instances = instancesFor(row);
        if (std::find(instances.begin(), instances.end(), &instance) != instances.end())
            found.push_back(&row);
    }
    std::sort(found.begin(), found.end(), [](const Integration* a, const Integration* b) {
        return a->createdAt != b->createdAt ? a->createdAt < b->createdAt : a->id < b->id;
    });
    return found;
}

} // namespace steward
