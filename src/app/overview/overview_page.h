#pragma once

#include "app/operations/standing_obstacles.h"
#include "app/overview/history_keeper.h"
#include "app/overview/recent_activity.h"

#include <QWidget>

#include <memory>

namespace Ui {
class OverviewPage;
}

namespace steward {

class AuditIndex;
class CountTile;
class EmptyState;
class OfferedActions;
class OfferedPlans;
class OperationService;
class ProblemActions;
class Workspace;

/// The first look at the whole: how many instances are in which state, what is the matter with them, the stores, what
/// has changed since yesterday, and what was done. Every number leads to its rows.
class OverviewPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OverviewPage)

public:
    OverviewPage(
        Workspace& workspace, OperationService& operations, OfferedActions& actions, OfferedPlans& plans,
        QWidget* parent = nullptr);
    ~OverviewPage() override;

    /// Before the first number, to which Tab leads.
    void takeFocus();
    HistoryKeeper& history() { return *m_history; }

Q_SIGNALS:
    /// The rows that this finds are to be shown.
    void queryWanted(const QString& query);
    /// The rows with this problem are to be shown, that one chosen where it has a name.
    void rowsWanted(steward::FindingCode code, const steward::InstanceName& first);
    void pairingWanted();
    void duplicatesWanted();
    /// The journal's operations that name this; empty: all.
    void journalWanted(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void layOutCards();
    void connectParts();
    void connectPlans(OfferedPlans& plans);
    void addEmptyState();
    void applyWidth();
    void setColumns(bool isOne);
    std::vector<CountTile*> tiles() const;

    void showReading();
    void showCounts();
    void showOtherStates(bool isServerRead);
    void showObstacles();
    void showPast();
    void showChanges();
    void showStores();
    void showActivity();
    void readActivity();
    QString readingText(const AuditIndex& index) const;
    std::vector<ListedEvent> changeEvents() const;

    std::unique_ptr<Ui::OverviewPage> m_ui;
    Workspace& m_workspace;
    OperationService& m_operations;
    HistoryKeeper* m_history;
    ProblemActions* m_problems;
    EmptyState* m_empty = nullptr;
    std::shared_ptr<const AuditIndex> m_shown;
    RecentActivity m_recent;
    StandingObstacles m_obstacles;
    QAction* m_repairAll = nullptr;
    bool m_hasJournal = false;
    bool m_isOneColumn = false;
};

} // namespace steward
