#pragma once

#include "app/operations/operation_service.h"
#include "app/plans/apply_news.h"
#include "workflows/engine/steering.h"
#include "workflows/planning/plan_maker.h"

#include <QDialog>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace Ui {
class PlanDialog;
}

namespace steward {

/// Of what a plan is made: what a person asks for, or a file that holds a plan.
struct PlanSource {
    PlanRequest request;
    QString file; ///< not empty: a saved plan
};

/// A plan from its making to its end: it is shown before anything is done, applied only by the button that says what
/// it does, and followed until each item is proven. While it is at work closing stops after what has begun.
class PlanDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanDialog)

public:
    PlanDialog(OperationService& operations, PlanSource source, QWidget* parent = nullptr);
    ~PlanDialog() override;
    void reject() override;
    bool isApplying() const { return m_isApplying; }

Q_SIGNALS:
    /// It was applied; `notDone` are the identities of what was not.
    void applied(const std::vector<QByteArray>& notDone);

protected:
    /// Enter never applies, and does not throw away what was typed.
    void keyPressEvent(QKeyEvent* event) override;

private:
    void connectPages();
    void make();
    void take(const Result<MadePlan>& made);
    void setKind(PlanKind kind);
    void apply();
    void end(const Result<ChangeResult>& result);
    void stopAfterThis();
    void retry();
    void savePlan();
    void saveReport();

    std::unique_ptr<Ui::PlanDialog> m_ui;
    OperationService& m_operations;
    PlanSource m_source;
    quint64 m_number = 0; ///< of the newest plan that was asked for
    std::optional<MadePlan> m_made;
    std::optional<ChangeResult> m_result;
    std::shared_ptr<Steering> m_steering;
    std::stop_source m_making;
    bool m_isApplying = false;
};

} // namespace steward
