#pragma once

#include "app/operations/operation_service.h"
#include "app/plans/groups_model.h"
#include "app/plans/members_model.h"
#include "workflows/read/plan_maker.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <stop_token>

namespace Ui {
class ChooseStep;
}

namespace steward {

/// The groups of duplicates before they are cleaned: the instance that is kept, why, another one by a click, groups
/// that are left out, and what needs a person's decision. Changes nothing; what is chosen goes on to the review.
class ChooseStep final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChooseStep)

public:
    explicit ChooseStep(QWidget* parent = nullptr);
    ~ChooseStep() override;

    /// Reads what the request is about. Coming back to it what was picked and left out stays so.
    void start(OperationService& operations, const PlanRequest& request);
    const GroupsModel& groups() const { return m_groups; }

Q_SIGNALS:
    void reviewWanted(const steward::PlanRequest& request);
    void instancesWanted(const OrganizationId& organization);
    void cancelled();

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void layOut();
    void connectParts();
    void read();
    void plan();
    void take(quint64 number, const MadePlan& made);
    const PlanGroup* current() const;
    void showGroup();
    void showEffects(const PlanGroup* group, int place);
    void pick(const QModelIndex& member);
    void leaveToProgram();
    void forgetPicks(const PlanGroup& group);
    void showCounts();
    QString summary() const;
    PlanRequest chosenRequest() const;

    std::unique_ptr<Ui::ChooseStep> m_ui;
    OperationService* m_operations = nullptr; ///< null until it starts
    PlanRequest m_request;
    std::shared_ptr<const MadePlan> m_made;
    GroupsModel m_groups;
    MembersModel m_members;
    quint64 m_number = 0; ///< of the newest plan that was asked for
    std::stop_source m_stop;
};

} // namespace steward
