#pragma once

#include "app/operations/operation.h"
#include "app/operations/operation_service.h"
#include "app/plans/apply_model.h"
#include "workflows/execute/apply_times.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <optional>

class QDialog;

namespace steward {

class AgreedPlan;

/// A plan that is applied, and what came of it: told to its operation as it goes, and to whoever watches. Goes with its
/// operation, not with the window that shows it. GUI thread only.
class PlanRun final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanRun)

public:
    /// Begins it as an operation of the service. Not agreed to: it ends as refused.
    static PlanRun* begin(
        OperationService& operations, const std::shared_ptr<const Plan>& plan, const Result<AgreedPlan>& agreed,
        ApplyTimes times, OrganizationNames names, QDialog* dialog);

    Operation& operation() const { return m_operation; }
    const std::shared_ptr<ApplyModel>& items() const { return m_items; }
    const std::optional<Result<ChangeResult>>& result() const { return m_result; }
    /// What came of all, once it has ended.
    StatusList::Line outcome() const;
    /// What came of each item, with its organization's name; once it has ended with a result.
    Report report() const;
    /// "3 of 10 done · 1 still there"
    QString countsText() const;
    /// What a new plan is to be about; nothing: all is done.
    std::optional<PlanRequest> rest() const;

Q_SIGNALS:
    void ended();

private:
    PlanRun(Operation& operation, const std::shared_ptr<const Plan>& plan, OrganizationNames names);
    void hear(const ApplyEvent& event);
    void tell();
    Operation::Progress progress() const;
    void addPace(Operation::Progress& progress) const;
    void end(const Result<ChangeResult>& result);

    Operation& m_operation; ///< its parent
    const std::shared_ptr<const Plan> m_plan;
    const OrganizationNames m_names;
    const std::shared_ptr<ApplyModel> m_items = std::make_shared<ApplyModel>();
    std::optional<Result<ChangeResult>> m_result;
    QTimer m_tellTimer;    ///< many items a second are told at once
    QElapsedTimer m_since; ///< it read the stores once more and began the first item
};

} // namespace steward
