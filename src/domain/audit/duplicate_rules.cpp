#include "domain/audit/rules.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>

namespace steward {
namespace {

struct DuplicateText {
    Q_DECLARE_TR_FUNCTIONS(steward::DuplicateRules)
};

/// At most three names as evidence; the inspector lists them all.
QString namesOf(const std::vector<AuditRow*>& rows, const AuditRow* except)
{
    QStringList names;
    for (const AuditRow* row : rows) {
        if (names.size() == 3)
            break;
        if (row != except)
            names << row->title();
    }
    const auto others = static_cast<qsizetype>(rows.size()) - (except ? 1 : 0);
    if (others > names.size())
        names << QStringLiteral("…");
    return names.join(QStringLiteral(", "));
}

void applyDuplicateInstance(RuleContext& context)
{
    if (!context.serverRead() || !context.databaseRead())
        return;
    QHash<QUuid, std::vector<AuditRow*>> groups;
    for (AuditRow& row : context.rows()) {
        if (row.server && row.isPhone() && row.organizationIsCertain)
            groups[row.organizationId].push_back(&row);
    }
    for (auto group = groups.cbegin(); group != groups.cend(); ++group) {
        const std::vector<AuditRow*>& members = group.value();
        if (members.size() < 2)
            continue;
        const auto open = std::count_if(
            members.begin(), members.end(), [](const AuditRow* row) { return row->connection() == Connection::Open; });
        for (AuditRow* row : members) {
            //: %1 is a number of instances, %2 an organization, %3 how many of them are connected, %4 names of the
            //: others
            const QString because = DuplicateText::tr("One of %1 instances of %2, of which %3 connected; also: %4.")
                                        .arg(
                                            QString::number(members.size()), context.organizationName(group.key()),
                                            QString::number(open), namesOf(members, row));
            row->findings.push_back({FindingCode::DuplicateInstance, because});
        }
    }
}

/// The rows of the table at which an organization's enabled database rows stand.
struct EnabledRows {
    std::set<const Integration*> integrations;
    std::vector<AuditRow*> rows;
};

void applyDuplicateIntegration(RuleContext& context)
{
    if (!context.databaseRead())
        return;
    // Ordered, since an instance that rows of two organizations name gets the sentence of the first.
    std::map<QUuid, EnabledRows> groups;
    for (AuditRow& row : context.rows()) {
        // Takes no part where the list says so. Without the list the rows alone are the fact that is told.
        if (!row.isPhone())
            continue;
        for (const Integration* integration : row.integrations) {
            if (!integration->enabled)
                continue;
            EnabledRows& group = groups[integration->organizationId];
            group.integrations.insert(integration);
            if (group.rows.empty() || group.rows.back() != &row)
                group.rows.push_back(&row);
        }
    }
    for (const auto& [organization, group] : groups) {
        if (group.integrations.size() < 2)
            continue;
        for (AuditRow* row : group.rows) {
            if (row->has(FindingCode::DuplicateIntegration))
                continue;
            //: %1 is an organization, %2 the number of its enabled rows, %3 what they name
            const QString because =
                DuplicateText::tr("%1 has %2 enabled rows in the database, where one is allowed: %3.")
                    .arg(
                        context.organizationName(organization), QString::number(group.integrations.size()),
                        namesOf(group.rows, nullptr));
            row->findings.push_back({FindingCode::DuplicateIntegration, because});
        }
    }
}

using PhoneGroups = std::map<quint64, std::vector<AuditRow*>>;

void addTo(PhoneGroups& groups, const std::optional<PhoneNumber>& phone, AuditRow& row)
{
    if (!phone)
        return;
    std::vector<AuditRow*>& group = groups[phone->canonical()];
    if (group.empty() || group.back() != &row)
        group.push_back(&row);
}

/// The number in the enabled row that names the instance.
QString writtenPhone(const AuditRow& row)
{
    for (const Integration* integration : row.integrations) {
        if (integration->enabled && integration->phone())
            return integration->phone()->text();
    }
    return {};
}

void applyDuplicatePhone(RuleContext& context)
{
    // The kind of an instance stands on the server only, so without its list no row is known to be a phone.
    if (!context.serverRead())
        return;
    PhoneGroups open;
    PhoneGroups enabled;
    for (AuditRow& row : context.rows()) {
        if (row.kind != RowKind::Instance || !row.isPhone())
            continue;
        if (row.server && row.connection() == Connection::Open)
            addTo(open, row.server->phone, row);
        for (const Integration* integration : row.integrations) {
            if (integration->enabled && integration->name() == row.name)
                addTo(enabled, integration->phone(), row);
        }
    }
    const auto report = [](const PhoneGroups& groups, const auto& because) {
        for (const auto& [canonical, members] : groups) {
            if (members.size() < 2)
                continue;
            for (AuditRow* row : members) {
                if (!row->has(FindingCode::DuplicatePhone))
                    row->findings.push_back({FindingCode::DuplicatePhone, because(members, row)});
            }
        }
    };
    report(open, [](const std::vector<AuditRow*>& members, const AuditRow* row) {
        //: %1 is a phone number, %2 names of instances
        return DuplicateText::tr("The number %1 is connected here and at %2.")
            .arg(row->server->phone->text(), namesOf(members, row));
    });
    report(enabled, [](const std::vector<AuditRow*>& members, const AuditRow* row) {
        //: %1 is a phone number, %2 names of instances
        return DuplicateText::tr("The number %1 stands in this row and in the enabled row of %2.")
            .arg(writtenPhone(*row), namesOf(members, row));
    });
}

} // namespace

void applyDuplicateRules(RuleContext& context)
{
    applyDuplicateInstance(context);
    applyDuplicateIntegration(context);
    applyDuplicatePhone(context);
}

} // namespace steward
