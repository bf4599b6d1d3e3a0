#include "domain/plans/plan_state.h"

#include "domain/audit/audit.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace steward {
namespace {

struct PlanStateText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanState)
};

QString shown(const std::optional<PhoneNumber>& phone)
{
    return phone ? phone->text() : PlanStateText::tr("no number");
}

QString shown(const auto& id)
{
    return id.isNull() ? PlanStateText::tr("none") : id.toString();
}

QString shownName(const SeenRow& row)
{
    const InstanceName& name = row.instanceName.isEmpty() ? row.legacyName : row.instanceName;
    return name.isEmpty() ? PlanStateText::tr("no instance") : name.text();
}

class Comparison final {
public:
    explicit Comparison(CompareScope strength)
        : m_all(strength == CompareScope::BeforeFirstStep)
    {
    }

    std::vector<Difference> of(const SeenState& seen, const SeenState& now)
    {
        if (m_all)
            compareServer(seen, now);
        compareRows(seen.rows, now.rows);
        if (seen.isProtectedByProfile != now.isProtectedByProfile)
            tellProtection(now.isProtectedByProfile);
        if (m_all)
            compareEntries(seen.entries, now.entries);
        return std::move(m_differences);
    }

private:
    void tell(SeenField field, const QString& because, bool isGone = false)
    {
        m_differences.push_back({field, because, isGone});
    }

    void tellProtection(bool isProtected)
    {
        tell(
            SeenField::Protection, isProtected ? PlanStateText::tr("It has been protected since.")
                                               : PlanStateText::tr("Its protection has been removed since."));
    }

    void compareServer(const SeenState& before, const SeenState& after)
    {
        const std::optional<SeenInstance>& seen = before.server;
        const std::optional<SeenInstance>& now = after.server;
        // Unknown is never absent: it is neither gone nor as it was.
        if (after.serverUnknown && !before.serverUnknown) {
            return tell(
                SeenField::Server,
                PlanStateText::tr("The server does not list it any more, and did not say whether it still runs it."));
        }
        if (!seen && !now)
            return;
        if (!now)
            return tell(SeenField::Server, PlanStateText::tr("It is not on the server any more."), true);
        if (!seen)
            return tell(SeenField::Server, PlanStateText::tr("It is on the server now, and was not before."));
        if (!now->id && seen->id) {
            return tell(
                SeenField::Server, PlanStateText::tr("The server still runs it but does not list it any more."));
        }
        if (seen->id != now->id) {
            return tell(SeenField::Server, PlanStateText::tr("It was deleted and created again since."));
        }
        if (seen->open != now->open) {
            tell(
                SeenField::Open, now->open ? PlanStateText::tr("Somebody has connected a phone since.")
                                           : PlanStateText::tr("Its phone has been disconnected since."));
        }
        if (seen->phone != now->phone) {
            //: %1 and %2 are phone numbers or "no number"
            tell(
                SeenField::ServerPhone, PlanStateText::tr("On the server its number was %1 and now is %2.")
                                            .arg(shown(seen->phone), shown(now->phone)));
        }
    }

    void compareRows(const std::vector<SeenRow>& seen, const std::vector<SeenRow>& now)
    {
        const auto find = [](const std::vector<SeenRow>& rows, const IntegrationId& id) {
            return std::find_if(rows.begin(), rows.end(), [&id](const SeenRow& row) { return row.id == id; });
        };
        for (const SeenRow& before : seen) {
            const auto after = find(now, before.id);
            if (after == now.end()) {
                //: %1 is a row's id
                tell(SeenField::Row, PlanStateText::tr("The row %1 no longer names it.").arg(shown(before.id)), true);
                continue;
            }
            compareRow(before, *after);
        }
        for (const SeenRow& after : now) {
            //: %1 is a row's id
            if (find(seen, after.id) == seen.end())
                tell(SeenField::Row, PlanStateText::tr("The row %1 names it now.").arg(shown(after.id)));
        }
    }

    void compareRow(const SeenRow& seen, const SeenRow& now)
    {
        if (seen.organizationId != now.organizationId) {
            //: %1 and %2 are ids of organizations
            tell(
                SeenField::RowOrganization,
                PlanStateText::tr("Its row belonged to the organization %1 and now belongs to %2.")
                    .arg(shown(seen.organizationId), shown(now.organizationId)));
        }
        if (seen.instanceName != now.instanceName || seen.legacyName != now.legacyName) {
            //: %1 and %2 are names of instances
            tell(
                SeenField::RowName,
                PlanStateText::tr("Its row named %1 and now names %2.").arg(shownName(seen), shownName(now)));
        }
        if (seen.isProtected != now.isProtected)
            tellProtection(now.isProtected);
        if (m_all)
            compareRowsContent(seen, now);
    }

    void compareRowsContent(const SeenRow& seen, const SeenRow& now)
    {
        if (seen.clinicId != now.clinicId) {
            //: %1 and %2 are ids of clinics or "none"
            tell(
                SeenField::RowClinic, PlanStateText::tr("The clinic of its row was %1 and now is %2.")
                                          .arg(shown(seen.clinicId), shown(now.clinicId)));
        }
        if (seen.enabled != now.enabled) {
            tell(
                SeenField::RowEnabled, now.enabled ? PlanStateText::tr("Its row has been switched on since.")
                                                   : PlanStateText::tr("Its row has been switched off since."));
        }
        if (seen.status != now.status) {
            //: %1 and %2 are status texts such as "active"
            tell(
                SeenField::RowStatus,
                PlanStateText::tr("The status of its row was “%1” and now is “%2”.").arg(seen.status, now.status));
        }
        if (seen.phone != now.phone) {
            //: %1 and %2 are phone numbers or "no number"
            tell(
                SeenField::RowPhone, PlanStateText::tr("The number of its row was %1 and now is %2.")
                                         .arg(shown(seen.phone), shown(now.phone)));
        }
    }

    void compareEntries(const std::vector<SeenEntry>& seen, const std::vector<SeenEntry>& now)
    {
        for (const SeenEntry& before : seen) {
            const auto after = std::find_if(
                now.begin(), now.end(), [&before](const SeenEntry& entry) { return entry.isKeyOf(before); });
            if (after == now.end())
                continue;
            if (before.organizationId != after->organizationId || before.organizationText != after->organizationText ||
                before.state != after->state) {
                tell(
                    SeenField::CacheOrganization, PlanStateText::tr("Its cache entry now names another organization."));
            }
            if (before.phone != after->phone) {
                //: %1 and %2 are phone numbers or "no number"
                tell(
                    SeenField::CachePhone, PlanStateText::tr("The number of its cache entry was %1 and now is %2.")
                                               .arg(shown(before.phone), shown(after->phone)));
            }
        }
    }

    bool m_all;
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

QString seenFieldWord(SeenField field)
{
    static constexpr std::array words{
        "server",      "open",       "server-phone", "row",        "row-organization",   "row-clinic", "row-name",
        "row-enabled", "row-status", "row-phone",    "protection", "cache-organization", "cache-phone"};
    return QString::fromLatin1(words[static_cast<size_t>(field)]);
}

std::vector<Difference> changedSince(const SeenState& seen, const SeenState& now, CompareScope strength)
{
    return Comparison(strength).of(seen, now);
}

bool isOnlyGone(const std::vector<Difference>& differences)
{
    return std::all_of(
        differences.begin(), differences.end(), [](const Difference& difference) { return difference.isGone; });
}

} // namespace steward
