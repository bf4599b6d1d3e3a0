#pragma once

#include "app/inspector/history.h"
#include "app/inspector/problem_ways.h"
#include "app/inspector/several_view.h"
#include "app/table/audit_index.h"
#include "domain/plans/plan.h"

#include <QWidget>

#include <functional>
#include <memory>

class QMenu;

namespace Ui {
class InspectorPanel;
}

namespace steward {

/// All about the chosen ones. One: what is wrong with it and what can be done, the three stores' records side by side,
/// its history, and the raw JSON. Several: what they are, and what each action would do to them. Everything is plain
/// text; no secret gets here.
class InspectorPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InspectorPanel)

public:
    enum class Tab : quint8 { Summary, Compare, History, Raw };

    explicit InspectorPanel(QWidget* parent = nullptr);
    ~InspectorPanel() override;

    /// A row of −1 shows that nothing is chosen.
    void setRow(std::shared_ptr<const AuditIndex> index, int row);
    /// More than one row of this index.
    void setRows(
        std::shared_ptr<const AuditIndex> index, const std::vector<int>& rows,
        const std::vector<ActionOutlook>& outlooks);
    /// The row that is shown; nothing where none or several are.
    const AuditRow* row() const { return m_index && m_row >= 0 ? &m_index->row(m_row) : nullptr; }
    void choose(Tab tab);
    Tab tab() const;
    /// Of the row that is shown, as it was asked for.
    void setHistory(const JournaledHistory& history);
    /// Who fills the menu of what can be done with the row.
    using FillMenu = std::function<void(QMenu&, const AuditRow&)>;
    void setChangeMenu(FillMenu fill);
    void setObstacles(const StandingObstacles& obstacles);
    /// There is a journal to be opened.
    void setHasJournal(bool hasJournal);

Q_SIGNALS:
    void pairWanted(const steward::InstanceName& name);
    void repairWanted(const steward::AuditRow& row);
    void planWanted(steward::PlanKind kind, const steward::AuditRow& row);
    void wayWanted(steward::ProblemWay way, const steward::Finding& finding, const steward::AuditRow& row);
    /// The journal's part of the history is to be read.
    void historyWanted(const steward::InstanceName& name, const QByteArray& identity);
    void journalWanted();
    void closeWanted();
    void tabChanged(steward::InspectorPanel::Tab tab);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void layOut();
    void connectButtons();
    void show();
    void showHead(const AuditRow& row);
    void showTab();
    void showFoot();
    void showHistory();

    std::unique_ptr<Ui::InspectorPanel> m_ui;
    std::shared_ptr<const AuditIndex> m_index;
    int m_row = -1;
    bool m_isSeveral = false;
    StandingObstacles m_obstacles;
    QByteArray m_historyOf; ///< identity of the row whose history was asked for
    JournaledHistory m_history;
};

} // namespace steward
