#include "app/instances/bulk_outlook.h"

#include "app/operations/plan_fit.h"
#include "app/table/audit_index.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct OutlookText {
    Q_DECLARE_TR_FUNCTIONS(steward::BulkOutlook)
};

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

/// All problems that are mended so.
ProblemSet problemsMendedBy(MendedBy by)
{
    ProblemSet set = 0;
    for (int code = 0; code < findingCodeCount; ++code) {
        if (mendedBy(static_cast<FindingCode>(code)) == by)
            set |= problemBit(static_cast<FindingCode>(code));
    }
    return set;
}

/// What the rows are to each action.
struct Counts {
    int all = 0;
    int toRepair = 0;
    int duplicates = 0;
    int decisions = 0;
    int administrators = 0;
    int healthy = 0;
    int toPair = 0;
    int toDisable = 0;
    int protectedOn = 0; ///< with a row that is on
    int off = 0;
    int rowless = 0;
    int instances = 0;
    int toDelete = 0;

    void addProblems(ProblemSet problems)
    {
        static const ProblemSet byCleaning = problemsMendedBy(MendedBy::Cleaning);
        static const ProblemSet byRepair = problemsMendedBy(MendedBy::Repair);
        static const ProblemSet byPerson = problemsMendedBy(MendedBy::Person);
        if (problems == 0)
            ++healthy;
        else if (problems & byCleaning)
            ++duplicates; // cleaned first: what is deleted needs no repair
        else if (problems & byRepair)
            ++toRepair;
        else if (problems & byPerson)
            ++decisions;
        else
            ++administrators;
    }
    void addUses(const RowUses& row)
    {
        ++all;
        toPair += row.canBePaired ? 1 : 0;
        const bool isOn = isFor(PlanKind::Disable, row);
        toDisable += isOn && !row.isProtected ? 1 : 0;
        protectedOn += isOn && row.isProtected ? 1 : 0;
        off += row.isSwitchedOff() ? 1 : 0;
        rowless += row.hasRow ? 0 : 1;
        instances += row.isInstance ? 1 : 0;
        toDelete += row.isInstance && !row.isProtected ? 1 : 0;
    }
};

/// Collects what is said of those for whom nothing is done.
class Reasons final {
public:
    explicit Reasons(const QString& first)
        : m_sentences(first)
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

ActionOutlook repairOutlook(const Counts& counts)
{
    Reasons reasons(OutlookText::tr("Makes the stores agree where that is safe."));
    reasons.add(counts.duplicates, OutlookText::tr("%n are duplicates: clean those up.", nullptr, counts.duplicates));
    reasons.add(counts.decisions, OutlookText::tr("%n need your decision.", nullptr, counts.decisions));
    reasons.add(
        counts.administrators, OutlookText::tr("%n need the server's administrator.", nullptr, counts.administrators));
    reasons.add(counts.healthy, OutlookText::tr("%n have nothing to repair.", nullptr, counts.healthy));
    return {OutlookText::tr("Repair…"), counts.toRepair, reasons.text()};
}

ActionOutlook pairOutlook(const Counts& counts)
{
    const int others = counts.all - counts.toPair;
    Reasons reasons(OutlookText::tr("Shows a code for each, one after another."));
    reasons.add(
        others, OutlookText::tr("%n cannot be paired: the server has no phone under their name.", nullptr, others));
    return {OutlookText::tr("Pair…"), counts.toPair, reasons.text()};
}

ActionOutlook disableOutlook(const Counts& counts)
{
    Reasons reasons(OutlookText::tr("Logs the phone out and switches the row off."));
    reasons.add(counts.rowless, OutlookText::tr("%n have no row.", nullptr, counts.rowless));
    reasons.add(counts.off, OutlookText::tr("%n are off already.", nullptr, counts.off));
    reasons.add(counts.protectedOn, OutlookText::tr("%n are protected.", nullptr, counts.protectedOn));
    return {OutlookText::tr("Disable…"), counts.toDisable, reasons.text()};
}

ActionOutlook deleteOutlook(const Counts& counts)
{
    const int kept = counts.instances - counts.toDelete;
    const int others = counts.all - counts.instances;
    Reasons reasons(OutlookText::tr("Removes them from server, database and cache, and proves it."));
    reasons.add(kept, OutlookText::tr("%n are protected.", nullptr, kept));
    reasons.add(others, OutlookText::tr("%n are no instances: repair removes them.", nullptr, others));
    return {OutlookText::tr("Delete…"), counts.toDelete, reasons.text()};
}

} // namespace

std::vector<ActionOutlook>
outlooksFor(const AuditIndex& index, const std::vector<int>& rows, const StandingObstacles& obstacles)
{
    Counts counts;
    for (const int row : rows) {
        counts.addProblems(index.problems(row));
        counts.addUses(index.uses(row));
    }
    const auto held = [](const ActionOutlook& outlook, const QString& obstacle) {
        return obstacle.isEmpty() ? outlook : ActionOutlook{outlook.title, 0, obstacle};
    };
    return {
        held(repairOutlook(counts), obstacles.plans), held(pairOutlook(counts), obstacles.making),
        held(disableOutlook(counts), obstacles.plans), held(deleteOutlook(counts), obstacles.plans)};
}

} // namespace steward
