#include "domain/audit/rules.h"

#include <algorithm>
#include <set>

namespace steward {
namespace {

/// How many are not named, and at most three names; the inspector lists them all.
QStringList namesOf(const std::vector<AuditRow*>& rows, const AuditRow* except)
{
    QStringList names;
    for (const AuditRow* row : rows) {
        if (names.size() == 3)
            break;
        if (row != except)
            names << row->title();
    }
    const auto others = static_cast<qsizetype>(rows.size()) - (except ? 1 : 0) - names.size();
    return QStringList{QString::number(others)} + names;
}

/// Rows by what they have in common. Sorted at once instead of kept in a map: at 100,000 rows the groups are nearly all
/// of one, and only those of two and more are visited.
template<class Key>
class Groups final {
public:
    void add(const Key& key, AuditRow& row) { m_members.push_back({key, m_members.size(), &row}); }

    /// visit(key, rows) for each key added twice or more, in ascending order of the key, each
    /// row once and in the order added.
    template<class Visit>
    void visit(Visit visit)
    {
        keepThoseNotAlone();
        std::sort(m_members.begin(), m_members.end(), [](const Member& a, const Member& b) {
            return a.key == b.key ? a.order < b.order : a.key < b.key;
        });
        std::vector<AuditRow*> rows;
        for (size_t begin = 0, end = 0; begin < m_members.size(); begin = end) {
            for (end = begin + 1; end < m_members.size() && m_members[end].key == m_members[begin].key;)
                ++end;
            if (end - begin < 2)
                continue;
            rows.clear();
            for (size_t index = begin; index < end; ++index) {
                if (rows.empty() || rows.back() != m_members[index].row)
                    rows.push_back(m_members[index].row);
            }
            visit(m_members[begin].key, rows);
        }
    }

private:
    struct Member {
        Key key;
        size_t order;
        AuditRow* row;
    };

    /// Drops nearly all, by numbers that are compared at once; what meets another by chance alone stays.
    void keepThoseNotAlone()
    {
        std::vector<std::pair<size_t, size_t>> hashes;
        hashes.reserve(m_members.size());
        for (const Member& member : m_members)
            hashes.emplace_back(qHash(member.key), member.order);
        std::ranges::sort(hashes);
        std::vector<Member> kept;
        const auto meets = [&hashes](size_t place, size_t other) {
            return other < hashes.size() && hashes[place].first == hashes[other].first;
        };
        for (size_t place = 0; place < hashes.size(); ++place) {
            if (meets(place, place + 1) || (place > 0 && meets(place, place - 1)))
                kept.push_back(m_members[hashes[place].second]);
        }
        m_members = std::move(kept);
    }

    std::vector<Member> m_members;
};

void applyDuplicateInstance(RuleContext& context)
{
    if (!context.serverRead() || !context.databaseRead())
        return;
    Groups<OrganizationId> groups;
    for (AuditRow& row : context.rows()) {
        if (row.server && row.isPhone() && row.organizationIsCertain)
            groups.add(row.organizationId, row);
    }
    groups.visit([&context](const OrganizationId& organization, const std::vector<AuditRow*>& members) {
        if (members.size() < 2)
            return;
        const auto open = std::count_if(
            members.begin(), members.end(), [](const AuditRow* row) { return row->connection() == Connection::Open; });
        for (AuditRow* row : members) {
            row->findings.push_back(
                {FindingCode::DuplicateInstance, FindingCause::SeveralInstances,
                 QStringList{
                     QString::number(members.size()), context.organizationName(organization), QString::number(open)} +
                     namesOf(members, row)});
        }
    });
}

/// How many different enabled rows of the organization stand at these rows of the table.
size_t enabledRowsOf(const OrganizationId& organization, const std::vector<AuditRow*>& rows)
{
    std::set<const Integration*> integrations;
    for (const AuditRow* row : rows) {
        for (const Integration* integration : row->integrations) {
            if (integration->enabled && integration->organizationId == organization)
                integrations.insert(integration);
        }
    }
    return integrations.size();
}

void applyDuplicateIntegration(RuleContext& context)
{
    if (!context.databaseRead())
        return;
    // In the organizations' order, since an instance that rows of two name gets the sentence of the first.
    Groups<OrganizationId> groups;
    for (AuditRow& row : context.rows()) {
        // Takes no part where the list says so. Without the list the rows alone are the fact that is told.
        if (!row.isPhone())
            continue;
        for (const Integration* integration : row.integrations) {
            if (integration->enabled)
                groups.add(integration->organizationId, row);
        }
    }
    groups.visit([&context](const OrganizationId& organization, const std::vector<AuditRow*>& rows) {
        const size_t count = enabledRowsOf(organization, rows);
        if (count < 2)
            return;
        for (AuditRow* row : rows) {
            if (row->has(FindingCode::DuplicateIntegration))
                continue;
            row->findings.push_back(
                {FindingCode::DuplicateIntegration, FindingCause::SeveralRows,
                 QStringList{context.organizationName(organization), QString::number(count)} + namesOf(rows, nullptr)});
        }
    });
}

using PhoneGroups = Groups<quint64>;

void addTo(PhoneGroups& groups, const std::optional<PhoneNumber>& phone, AuditRow& row)
{
    if (phone)
        groups.add(phone->canonical(), row);
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
    const auto report = [](PhoneGroups& groups, FindingCause cause, const auto& numberOf) {
        groups.visit([cause, &numberOf](quint64, const std::vector<AuditRow*>& members) {
            if (members.size() < 2)
                return;
            for (AuditRow* row : members) {
                if (!row->has(FindingCode::DuplicatePhone))
                    row->findings.push_back(
                        {FindingCode::DuplicatePhone, cause, QStringList{numberOf(*row)} + namesOf(members, row)});
            }
        });
    };
    report(open, FindingCause::PhoneConnectedTwice, [](const AuditRow& row) { return row.server->phone->text(); });
    report(enabled, FindingCause::NumberInSeveralRows, writtenPhone);
}

} // namespace

void applyDuplicateRules(RuleContext& context)
{
    applyDuplicateInstance(context);
    applyDuplicateIntegration(context);
    applyDuplicatePhone(context);
}

} // namespace steward
