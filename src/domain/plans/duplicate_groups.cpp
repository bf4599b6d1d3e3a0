#include "domain/plans/cleaning_planner.h"

#include <algorithm>
#include <map>
#include <set>

namespace steward {
namespace {

/// A row goes into the group unless it names what is never chosen.
void addEnabledRow(DuplicateGroup& group, const Integration* row, const PlanFacts& facts)
{
    // A protected row stays in: it leaves the whole group to the person.
    if (!row->isProtected && facts.namesUntouchable(*row))
        group.hasOtherEnabledRows = true;
    else
        group.enabledRows.push_back(row);
}

DuplicateGroup groupOf(const OrganizationId& organization, const PlanFacts& facts)
{
    DuplicateGroup group;
    group.organizationId = organization;
    for (const AuditRow* row : facts.phonesOf(organization)) {
        if (!row->isIgnored)
            group.members.push_back(row);
    }
    for (const Integration* row : facts.enabledRowsOf(organization))
        addEnabledRow(group, row, facts);
    return group;
}

/// The number as its instances say it, by its canonical digits.
using PhoneMembers = std::map<quint64, std::pair<PhoneNumber, std::set<const AuditRow*>>>;

PhoneMembers membersByPhone(const PlanFacts& facts)
{
    PhoneMembers members;
    const auto add = [&members](const std::optional<PhoneNumber>& phone, const AuditRow& row) {
        if (phone)
            members.try_emplace(phone->canonical(), *phone, std::set<const AuditRow*>())
                .first->second.second.insert(&row);
    };
    for (const AuditRow& row : facts.audit().rows()) {
        if (!row.has(FindingCode::DuplicatePhone) || !row.server || row.isIgnored || !row.isPhone())
            continue;
        if (mayBeOpen(row))
            add(row.server->phone, row);
        for (const Integration* integration : row.integrations) {
            if (integration->enabled && integration->name() == row.name)
                add(integration->phone(), row);
        }
    }
    return members;
}

bool isOneOrganizations(const PlanFacts::Instances& members)
{
    return std::all_of(members.begin(), members.end(), [&members](const AuditRow* member) {
        return member->organizationIsCertain && member->organizationId == members.front()->organizationId;
    });
}

bool isAskedFor(const PlanFacts::Instances& members, const std::vector<OrganizationId>& organizations)
{
    return organizations.empty() || std::any_of(members.begin(), members.end(), [&](const AuditRow* member) {
               return std::find(organizations.begin(), organizations.end(), member->organizationId) !=
                      organizations.end();
           });
}

void addPhoneGroups(std::vector<DuplicateGroup>& groups, const PlanFacts& facts, const PlanRequest& request)
{
    for (const auto& [canonical, found] : membersByPhone(facts)) {
        DuplicateGroup group;
        group.phone = found.first;
        group.members = PlanFacts::Instances(found.second.begin(), found.second.end());
        std::sort(group.members.begin(), group.members.end(), [](const AuditRow* a, const AuditRow* b) {
            return a->name < b->name;
        });
        // Within one organization it is the organization's group already.
        if (group.members.size() < 2 || isOneOrganizations(group.members) ||
            !isAskedFor(group.members, request.organizations))
            continue;
        for (const AuditRow* member : group.members) {
            for (const Integration* row : member->integrations) {
                if (row->enabled)
                    addEnabledRow(group, row, facts);
            }
        }
        groups.push_back(std::move(group));
    }
}

} // namespace

std::vector<DuplicateGroup> duplicateGroups(const PlanFacts& facts, const PlanRequest& request)
{
    std::vector<DuplicateGroup> groups;
    const std::set<OrganizationId> wanted(request.organizations.begin(), request.organizations.end());
    for (const OrganizationId& organization : facts.organizations()) {
        if (!wanted.empty() && !wanted.contains(organization))
            continue;
        DuplicateGroup group = groupOf(organization, facts);
        if (group.members.size() > 1 || group.enabledRows.size() > 1)
            groups.push_back(std::move(group));
    }
    addPhoneGroups(groups, facts, request);
    return groups;
}

} // namespace steward
