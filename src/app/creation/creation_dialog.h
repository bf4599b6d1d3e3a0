#pragma once

#include "app/operations/operation_service.h"
#include "app/operations/step_operation.h"
#include "app/style/status_list.h"
#include "workflows/creation/creation.h"

#include <QDialog>

#include <memory>
#include <optional>

namespace Ui {
class CreationDialog;
}

namespace steward {

class Workspace;

/// Creates one instance: what it is to be, then its seven steps as they happen, then what came of it. One press makes
/// one instance, however often it is pressed.
class CreationDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CreationDialog)

public:
    CreationDialog(
        OperationService& operations, Workspace& workspace, const std::optional<OrganizationId>& organization,
        QWidget* parent = nullptr);
    ~CreationDialog() override;
    /// Stops first while it is at work; what was done is taken back then.
    void reject() override;

    /// As it was entered before; whether it is free is looked at anew.
    void enter(const CreationRequest& request);
    /// Goes back to what is entered, unless it is at work.
    void enterAgain();

Q_SIGNALS:
    void openWanted(const steward::InstanceName& name);
    void pairWanted(const steward::InstanceName& name);

private:
    using Work = std::function<CreationResult(const Session&, WorkflowObserver&, const std::stop_token&)>;
    void create(const CreationRequest& request);
    void showReplacing(const CreationRequest& request, const std::vector<InstanceName>& names);
    void begin(const CreationRequest& request, Work work);
    void run(Work work);
    void take(const Result<CreationResult>& result, const std::vector<StatusList::Line>& lines);
    void stop();
    void showWork();

    std::unique_ptr<Ui::CreationDialog> m_ui;
    OperationService& m_operations;
    CreationRequest m_request;
    QPointer<StepOperation> m_activity;
    bool m_isRunning = false;
    bool m_isCreated = false;
};

/// What came of a creation, for the person.
std::vector<StatusList::Line> creationLines(const CreationResult& result);

} // namespace steward
