#include "domain/plans/plan_state.h"

#include "domain/audit/audit.h"

#include <algorithm>

namespace steward {
namespace {

QString shown(const std::optional<PhoneNumber>& phone)
{
    return phone ? phone->text() : QString();
}

QString shown(const auto& id)
{
    return id.isNull() ? QString() : id.toString();
}

QString shownName(const SeenRow& row)
{
    return (row.instanceName.isEmpty() ? row.legacyName : row.instanceName).text();
}

class Comparison final {
public:
    std::vector<Difference> of(const SeenState& seen, const SeenState& now)
    {
        compareServer(seen, now);
        compareRows(seen.rows, now.rows);
        if (seen.isProtectedByProfile != now.isProtectedByProfile)
            tellProtection(now.isProtectedByProfile);
        compareEntries(seen.entries, now.entries);
        return std::move(m_differences);
    }

private:
    void tell(SeenChange change, const QString& before = {}, const QString& after = {})
    {
        const bool isGone = change == SeenChange::Gone || change == SeenChange::RowGone;
        m_differences.push_back({change, before, after, isGone});
    }

    void tellProtection(bool isProtected) { tell(isProtected ? SeenChange::Protected : SeenChange::Unprotected); }

    void compareServer(const SeenState& before, const SeenState& after)
    {
        const std::optional<SeenInstance>& seen = before.server;
        const std::optional<SeenInstance>& now = after.server;
        // Unknown is never absent: it is neither gone nor as it was.
        if (after.serverUnknown && !before.serverUnknown)
            return tell(SeenChange::NotListed);
        if (!seen && !now)
            return;
        if (!now)
            return tell(SeenChange::Gone);
        if (!seen)
            return tell(SeenChange::Came);
        if (!now->id && seen->id)
            return tell(SeenChange::OnlyRun);
        if (seen->id != now->id)
            return tell(SeenChange::MadeAnew);
        if (seen->open != now->open)
            tell(now->open ? SeenChange::PhoneConnected : SeenChange::PhoneDisconnected);
        if (seen->phone != now->phone)
            tell(SeenChange::ServerPhone, shown(seen->phone), shown(now->phone));
    }

    void compareRows(const std::vector<SeenRow>& seen, const std::vector<SeenRow>& now)
    {
        const auto find = [](const std::vector<SeenRow>& rows, const IntegrationId& id) {
            return std::find_if(rows.begin(), rows.end(), [&id](const SeenRow& row) { return row.id == id; });
        };
        for (const SeenRow& before : seen) {
            const auto after = find(now, before.id);
            if (after == now.end())
                tell(SeenChange::RowGone, shown(before.id));
            else
                compareRow(before, *after);
        }
        for (const SeenRow& after : now) {
            if (find(seen, after.id) == seen.end())
                tell(SeenChange::RowCame, shown(after.id));
        }
    }

    void compareRow(const SeenRow& seen, const SeenRow& now)
    {
        if (seen.organizationId != now.organizationId)
            tell(SeenChange::RowOrganization, shown(seen.organizationId), shown(now.organizationId));
        if (seen.instanceName != now.instanceName || seen.legacyName != now.legacyName)
            tell(SeenChange::RowName, shownName(seen), shownName(now));
        if (seen.isProtected != now.isProtected)
            tellProtection(now.isProtected);
        if (seen.clinicId != now.clinicId)
            tell(SeenChange::RowClinic, shown(seen.clinicId), shown(now.clinicId));
        if (seen.enabled != now.enabled)
            tell(now.enabled ? SeenChange::RowEnabled : SeenChange::RowDisabled);
        if (seen.status != now.status)
            tell(SeenChange::RowStatus, seen.status, now.status);
        if (seen.phone != now.phone)
            tell(SeenChange::RowPhone, shown(seen.phone), shown(now.phone));
    }

    void compareEntries(const std::vector<SeenEntry>& seen, const std::vector<SeenEntry>& now)
    {
        for (const SeenEntry& before : seen) {
            const auto after = std::find_if(
                now.begin(), now.end(), [&before](const SeenEntry& entry) { return entry.isKeyOf(before); });
            if (after == now.end())
                continue;
            if (before.organizationId != after->organizationId || before.organizationText != after->organizationText ||
                before.state != after->state)
                tell(SeenChange::CacheOrganization);
            if (before.phone != after->phone)
                tell(SeenChange::CachePhone, shown(before.phone), shown(after->phone));
        }
    }

    std::vector<Difference> m_differences;
};

} // namespace

SeenRow seenRow(const Integration& row)
{
    return {row.id,      row.organizationId, row.clinicId, row.instanceName, row.legacyName,
            row.enabled, row.status,         row.phone(),  row.isProtected};
}

SeenEntry seenEntry(const CacheEntry& entry)
{
    SeenEntry seen;
    seen.kind = entry.kind;
    if (entry.kind == CacheKeyKind::Instance)
        seen.name = entry.name;
    else
        seen.token = TokenKey::of(entry.token);
    seen.state = entry.state;
    seen.organizationId = entry.organizationId;
    seen.organizationText = entry.organizationText;
    seen.phone = entry.phone;
    return seen;
}

SeenState seenState(const AuditRow& row)
{
    SeenState seen;
    if (row.inServer == Presence::Present) {
        seen.server = SeenInstance{
            row.server ? row.server->id : std::nullopt, row.connection() == Connection::Open,
            row.server ? row.server->phone : std::nullopt};
    }
    seen.serverUnknown = row.inServer == Presence::Unknown;
    for (const Integration* integration : row.integrations)
        seen.rows.push_back(seenRow(*integration));
    std::sort(seen.rows.begin(), seen.rows.end(), [](const SeenRow& a, const SeenRow& b) { return a.id < b.id; });
    if (row.instanceEntry)
        seen.entries.push_back(seenEntry(*row.instanceEntry));
    for (const CacheEntry* entry : row.tokenEntries)
        seen.entries.push_back(seenEntry(*entry));
    seen.isProtectedByProfile = row.isProtectedByProfile;
    return seen;
}

std::vector<Difference> changedSince(const SeenState& seen, const SeenState& now)
{
    return Comparison().of(seen, now);
}

} // namespace steward
