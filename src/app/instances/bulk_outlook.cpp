#include "app/instances/bulk_outlook.h"

#include "app/operations/workspace_actions.h"
#include "app/plans/plan_fit.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct OutlookText {
    Q_DECLARE_TR_FUNCTIONS(steward::BulkOutlook)
};

using Rows = std::vector<const AuditRow*>;

template<class Is>
int countIf(const Rows& rows, Is is)
{
    return static_cast<int>(std::ranges::count_if(rows, [&is](const AuditRow* row) { return is(*row); }));
}

/// What a repair does with a problem by itself.
enum class MendedBy : quint8 { Repair, Cleaning, Person, Administrator };

MendedBy mendedBy(FindingCode code)
{
    switch (code) {
    case FindingCode::OrphanedIntegration:
    case FindingCode::StaleCache:
    case FindingCode::CacheMismatch:
    case FindingCode::UnreadableCache:
    case FindingCode::CacheWithoutExpiry:
    case FindingCode::StatusDrift:
    case FindingCode::WebhookMismatch:
    case FindingCode::NotCached:
    case FindingCode::Residue:
        return MendedBy::Repair;
    case FindingCode::DuplicateInstance:
    case FindingCode::DuplicateIntegration:
        return MendedBy::Cleaning;
    case FindingCode::GhostInstance:
    case FindingCode::UnlistedInstance:
    case FindingCode::StateMismatch:
    case FindingCode::UnreachableName:
        return MendedBy::Administrator;
    case FindingCode::DuplicatePhone:
    case FindingCode::OrphanedInstance:
    case FindingCode::PhoneMismatch:
    case FindingCode::OrganizationMismatch:
    case FindingCode::ConnectionLost:
    case FindingCode::StuckPairing:
    case FindingCode::DisabledButConnected:
    case FindingCode::NamelessIntegration:
        return MendedBy::Person;
    }
    return MendedBy::Person;
}

bool hasMended(const AuditRow& row, MendedBy by)
{
    return std::ranges::any_of(row.findings, [by](const Finding& finding) { return mendedBy(finding.code) == by; });
}

/// Collects what is said of those for whom nothing is done.
class Reasons final {
public:
    explicit Reasons(QString first)
        : m_sentences(std::move(first))
    {
    }
    void add(int count, const QString& sentence)
    {
        if (count > 0)
            m_sentences << sentence;
    }
    QString text() const { return m_sentences.join(QLatin1Char(' ')); }

private:
    QStringList m_sentences;
};

ActionOutlook repairOutlook(const Rows& rows)
{
    int able = 0;
    int duplicates = 0;
    int decisions = 0;
    int administrators = 0;
    int healthy = 0;
    for (const AuditRow* row : rows) {
        if (row->findings.empty())
            ++healthy;
        else if (hasMended(*row, MendedBy::Cleaning))
            ++duplicates; // cleaned first: what is deleted needs no repair
        else if (hasMended(*row, MendedBy::Repair))
            ++able;
        else if (hasMended(*row, MendedBy::Person))
            ++decisions;
        else
            ++administrators;
    }
    Reasons reasons(OutlookText::tr("Makes the stores agree where that is safe."));
    reasons.add(duplicates, OutlookText::tr("%n are duplicates: clean those up.", nullptr, duplicates));
    reasons.add(decisions, OutlookText::tr("%n need your decision.", nullptr, decisions));
    reasons.add(administrators, OutlookText::tr("%n need the server's administrator.", nullptr, administrators));
    reasons.add(healthy, OutlookText::tr("%n have nothing to repair.", nullptr, healthy));
    return {OutlookText::tr("Repair…"), able, reasons.text()};
}

ActionOutlook pairOutlook(const Rows& rows)
{
    const int able = countIf(rows, WorkspaceActions::canBePaired);
    const int others = static_cast<int>(rows.size()) - able;
    Reasons reasons(OutlookText::tr("Shows a code for each, one after another."));
    reasons.add(
        others, OutlookText::tr("%n cannot be paired: the server has no phone under their name.", nullptr, others));
    return {OutlookText::tr("Pair…"), able, reasons.text()};
}

ActionOutlook disableOutlook(const Rows& rows)
{
    const auto isAble = [](const AuditRow& row) { return isFor(PlanKind::Disable, row) && !row.isProtected; };
    const int isProtected =
        countIf(rows, [](const AuditRow& row) { return isFor(PlanKind::Disable, row) && row.isProtected; });
    const int off = countIf(rows, isSwitchedOff);
    const int rowless = countIf(rows, [](const AuditRow& row) { return !row.integration(); });
    Reasons reasons(OutlookText::tr("Logs the phone out and switches the row off."));
    reasons.add(rowless, OutlookText::tr("%n have no row.", nullptr, rowless));
    reasons.add(off, OutlookText::tr("%n are off already.", nullptr, off));
    reasons.add(isProtected, OutlookText::tr("%n are protected.", nullptr, isProtected));
    return {OutlookText::tr("Disable…"), countIf(rows, isAble), reasons.text()};
}

ActionOutlook deleteOutlook(const Rows& rows)
{
    const auto isInstance = [](const AuditRow& row) { return isFor(PlanKind::Delete, row); };
    const auto isAble = [](const AuditRow& row) { return isFor(PlanKind::Delete, row) && !row.isProtected; };
    const int instances = countIf(rows, isInstance);
    const int able = countIf(rows, isAble);
    const int others = static_cast<int>(rows.size()) - instances;
    Reasons reasons(OutlookText::tr("Removes them from server, database and cache, and proves it."));
    reasons.add(instances - able, OutlookText::tr("%n are protected.", nullptr, instances - able));
    reasons.add(others, OutlookText::tr("%n are no instances: repair removes them.", nullptr, others));
    return {OutlookText::tr("Delete…"), able, reasons.text()};
}

} // namespace

std::vector<ActionOutlook> outlooksFor(const std::vector<const AuditRow*>& rows, const StandingObstacles& obstacles)
{
    const auto held = [](ActionOutlook outlook, const QString& obstacle) {
        return obstacle.isEmpty() ? outlook : ActionOutlook{outlook.title, 0, obstacle};
    };
    return {
        held(repairOutlook(rows), obstacles.plans), held(pairOutlook(rows), obstacles.making),
        held(disableOutlook(rows), obstacles.plans), held(deleteOutlook(rows), obstacles.plans)};
}

} // namespace steward
