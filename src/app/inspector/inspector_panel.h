#pragma once

#include "app/table/audit_index.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

class QMenu;

namespace Ui {
class InspectorPanel;
}

namespace steward {

/// One instance: each finding with its sentence and the repair it will get, the three stores' records side by side
/// with what differs marked, and the raw JSON. Everything is plain text; no secret gets here.
class InspectorPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InspectorPanel)

public:
    explicit InspectorPanel(QWidget* parent = nullptr);
    ~InspectorPanel() override;

    /// A row of −1 shows that nothing is chosen.
    void setRow(std::shared_ptr<const AuditIndex> index, int row);
    /// Who fills the menu of what can be done with the row.
    using FillMenu = std::function<void(QMenu&, const AuditRow&)>;
    void setChangeMenu(FillMenu fill);
    /// Why nothing can be changed here; empty: it can.
    void setObstacle(const QString& reason);

Q_SIGNALS:
    void pairWanted(const steward::InstanceName& name);
    void repairWanted(const steward::AuditRow& row);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show();
    void showFindings(const AuditRow& row);
    void showProtection(const AuditRow& row);
    void showVerdict(const AuditRow& row);
    void addMark(const Mark& mark, int line);
    void addFinding(const Finding& finding);
    void addFindingLabel(const QString& text, bool bold, QPalette::ColorRole role, int line);
    void showRecords(const AuditRow& row);
    void fitRecords();
    void showJson();

    std::unique_ptr<Ui::InspectorPanel> m_ui;
    std::shared_ptr<const AuditIndex> m_index;
    int m_row = -1;
    QTimer m_fitTimer;
};

} // namespace steward
