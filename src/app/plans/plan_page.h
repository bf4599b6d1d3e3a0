#pragma once

#include "app/components/step_page.h"
#include "app/operations/operation.h"
#include "app/operations/operation_service.h"
#include "app/plans/plan_run.h"
#include "app/plans/ways_on.h"
#include "workflows/read/plan_maker.h"
#include "workflows/restore/changed_rows.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace Ui {
class PlanPage;
}

namespace steward {

class AgreedPlan;
class TextLabel;

/// Of what a plan is made: what a person asks for, or a file that holds a plan.
struct PlanSource {
    PlanRequest request;
    QString file;               ///< not empty: a saved plan
    bool isChosenFirst = false; ///< a cleaning: which groups, and who is kept, is looked at before
};

/// A plan from its choosing to its end, as steps of one page: chosen, reviewed before anything is done, applied only by
/// the button that says what it does, and followed until each item is proven. Esc leaves it, back to where one came
/// from; while it is at work it stops after what has begun, unless the person lets it go on in the background. What is
/// applied is the service's: it goes on without this page. It stands on a page of the window, or on what asks for it.
class PlanPage final : public StepPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanPage)

public:
    /// `times`: waits, which tests shorten.
    PlanPage(OperationService& operations, PlanSource source, QWidget* parent = nullptr, ApplyTimes times = {});
    ~PlanPage() override;
    bool isApplying() const { return m_run && !m_run->result(); }
    /// What is applied, or was last; null: nothing was.
    const PlanRun* run() const { return m_run; }
    /// Makes a plan anew for what was not done.
    void retry();
    /// What is agreed to is not applied here but handed over, as a part of what its asker does then; and it closes.
    void handOver() { m_handsOver = true; }
    /// The plan is another attempt at what this one has not done.
    void setFormer(Operation* former) { m_former = former; }

Q_SIGNALS:
    /// It was applied; `notDone` are the identities of what was not.
    void applied(const std::vector<QByteArray>& notDone);
    /// What the plan leaves is gone on with there; the page is closed.
    void wayWanted(const steward::WayOn& way);
    /// The organization's instances are to be shown in the table.
    void instancesWanted(const OrganizationId& organization);
    /// As OperationView.
    void journalWanted(const OperationId& operation);
    void undoWanted(const std::vector<steward::DeletedRow>& rows, bool withInstances);
    void instanceWanted(const steward::InstanceName& name);
    /// See handOver().
    void agreedTo(const steward::AgreedPlan& agreed);

protected:
    void showEvent(QShowEvent* event) override;
    /// Enter never applies, and does not throw away what was typed.
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool isAtWork() const override { return isApplying(); }
    void stop() override;

private:
    void layOut();
    void connectSteps();
    void connectRun();
    void showStep(QWidget* step, const QString& title, const QString& sentence);
    void choose();
    void make();
    void take(const Result<MadePlan>& made);
    void apply();
    void follow();
    void handOver(const Result<AgreedPlan>& agreed);
    void savePlan();

    std::unique_ptr<Ui::PlanPage> m_ui;
    OperationService& m_operations;
    const ApplyTimes m_times;
    PlanSource m_source;
    TextLabel* m_title;
    TextLabel* m_sentence;
    quint64 m_number = 0; ///< of the newest plan that was asked for
    std::optional<MadePlan> m_made;
    QPointer<PlanRun> m_run;      ///< what is applied, or was last
    QPointer<Operation> m_former; ///< of which this is another attempt
    std::stop_source m_making;
    bool m_handsOver = false;
};

} // namespace steward
