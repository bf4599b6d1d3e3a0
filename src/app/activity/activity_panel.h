#pragma once

#include "app/operations/operation.h"

#include <QWidget>

#include <memory>

namespace Ui {
class ActivityPanel;
}

namespace steward {

class ActivityLog;
class OperationService;

/// The page of what is being done and was done in this session: on the left the operations, beside them the chosen
/// one's checklist and what can be done with it.
class ActivityPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActivityPanel)

public:
    explicit ActivityPanel(QWidget* parent = nullptr);
    ~ActivityPanel() override;

    /// Once, before it is shown; the operations outlive what is shown of them.
    void start(OperationService& operations);
    void choose(const Operation* activity);
    void focusList();

Q_SIGNALS:
    void resumeWanted();
    void retryWanted(steward::Operation* activity);
    /// Its steps in the journal are to be shown, where it can be undone too.
    void journalWanted(const OperationId& operation);

private:
    void connectButtons();
    void takeCurrent();
    void showChosen();
    void showChecklist();
    void showButtons();
    void showDetail();
    void keepReport();

    std::unique_ptr<Ui::ActivityPanel> m_ui;
    OperationService* m_operations = nullptr;
    ActivityLog* m_log = nullptr;
    QPointer<Operation> m_chosen;
};

} // namespace steward
