#include "wording/plan_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <climits>

namespace steward {
namespace {

struct SummaryText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanSummary)
};

class Summary final {
public:
    explicit Summary(const PlanTally& tally)
        : m_tally(tally)
    {
    }

    QString line()
    {
        addDeletions();
        addChanges();
        addRest();
        return m_clauses.isEmpty() ? SummaryText::tr("nothing to do") : m_clauses.join(QStringLiteral("; "));
    }

private:
    int count(std::initializer_list<StepAction> actions) const
    {
        qint64 sum = 0;
        for (const StepAction action : actions)
            sum += m_tally.count(action);
        return static_cast<int>(std::min<qint64>(sum, INT_MAX));
    }

    void addDeletions()
    {
        QStringList parts;
        if (const int n = count({StepAction::DeleteInstance}))
            parts << SummaryText::tr("%n instance(s)", nullptr, n);
        if (const int n = count({StepAction::DeleteRow}))
            parts << SummaryText::tr("%n row(s)", nullptr, n);
        if (const int n = count({StepAction::DropEntry}))
            parts << SummaryText::tr("%n cache entry(s)", nullptr, n);
        if (const int n = count({StepAction::ClearResidue}))
            parts << SummaryText::tr("%n message queue(s)", nullptr, n);
        if (parts.isEmpty())
            return;
        //: %1 is a list such as "5 instances, 1 row"
        m_clauses << SummaryText::tr("delete %1").arg(parts.join(QStringLiteral(", ")));
    }

    void addChanges()
    {
        if (const int n = count({StepAction::LogOut}))
            m_clauses << SummaryText::tr("disconnect %n phone(s)", nullptr, n);
        if (const int n = count({StepAction::CreateInstance}))
            m_clauses << SummaryText::tr("create %n instance(s)", nullptr, n);
        if (const int n = count({StepAction::InsertRow}))
            m_clauses << SummaryText::tr("add %n row(s)", nullptr, n);
        if (const int n = count(
                {StepAction::PointRow, StepAction::WriteRow, StepAction::EnableRow, StepAction::DisableRow,
                 StepAction::ProtectRow, StepAction::UnprotectRow}))
            m_clauses << SummaryText::tr("change %n row(s)", nullptr, n);
        if (const int n = count({StepAction::SetWebhook}))
            m_clauses << SummaryText::tr("set %n webhook(s)", nullptr, n);
        if (const int n = count({StepAction::RestartInstance}))
            m_clauses << SummaryText::tr("restart %n instance(s)", nullptr, n);
        if (const int n = count({StepAction::WriteEntry, StepAction::SetLifetime}))
            m_clauses << SummaryText::tr("write %n cache entry(s)", nullptr, n);
    }

    void addRest()
    {
        if (const int n = count({StepAction::ProtectInProfile, StepAction::UnprotectInProfile}))
            m_clauses << SummaryText::tr("change the protection of %n instance(s) in the profile", nullptr, n);
        if (const int n = count({StepAction::TellAdded, StepAction::TellRemoved}))
            m_clauses << SummaryText::tr("send %n notice(s) to the workers", nullptr, n);
    }

    const PlanTally& m_tally;
    QStringList m_clauses;
};

} // namespace

QString summaryLine(const PlanTally& tally)
{
    return Summary(tally).line();
}

} // namespace steward
