#pragma once

#include "app/components/step_page.h"
#include "app/creation/creation_outlook.h"
#include "app/operations/operation_service.h"
#include "app/operations/step_operation.h"
#include "workflows/creation/creation.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace Ui {
class CreationPage;
}

namespace steward {

class AgreedPlan;
class Workspace;

/// Creates one instance: what it is to be, what stands in its way and what can be done with that, then its steps as
/// they happen and what came of them. One press makes one instance, however often it is pressed. The creation is the
/// service's: it goes on without the page. Esc leaves it; while it is at work it stops, and what was done is taken
/// back.
class CreationPage final : public StepPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CreationPage)

public:
    CreationPage(
        OperationService& operations, Workspace& workspace, const std::optional<OrganizationId>& organization,
        QWidget* parent = nullptr);
    ~CreationPage() override;
    void reject() override;

    /// As it was entered before; whether it is free is looked at anew.
    void enter(const CreationRequest& request);
    /// Goes back to what is entered, unless it is at work.
    void enterAgain();
    bool isRunning() const { return m_state == State::Working; }
    /// The plan stands on this page until it closes, and goes then.
    void host(QDialog& plan);
    /// Deleted and created is one operation: what is agreed to is done by it.
    void replace(const CreationRequest& request, const AgreedPlan& agreed);

Q_SIGNALS:
    void openWanted(const steward::InstanceName& name);
    void pairWanted(const steward::InstanceName& name);
    /// The plan for what stands in its way is wanted here: host(), and replace() once it is agreed to.
    void replacingWanted(const steward::PlanRequest& standing, const steward::CreationRequest& request);
    /// A file was dropped here: of instances to create.
    void fileDropped(const QString& path);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool isAtWork() const override { return isRunning(); }
    void stop() override;

private:
    enum class State : quint8 { Entering, Working, Created, NotCreated };
    using Work = std::function<CreationResult(const Session&, WorkflowObserver&, const std::stop_token&)>;

    void layOut();
    void connectParts();
    void lookAgain();
    void look();
    void showOutlook();
    void showButtons();
    QString reason() const;
    void press();
    void take(const CreationWay& way);
    void create(const CreationRequest& request);
    void askReplacing(const CreationRequest& request);
    void begin(const CreationRequest& request, Work work);
    void end(const Result<CreationResult>& result, const std::vector<StatusList::Line>& lines);

    std::unique_ptr<Ui::CreationPage> m_ui;
    OperationService& m_operations;
    Workspace& m_workspace;
    CreationRequest m_request; ///< what is being created, or was
    std::optional<CreationOutlook> m_outlook;
    quint64 m_number = 0; ///< the newest look wins
    QTimer m_pause;
    QPointer<StepOperation> m_activity;
    QPointer<QDialog> m_plan; ///< what stands is deleted by it
    State m_state = State::Entering;
};

} // namespace steward
