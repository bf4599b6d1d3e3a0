#pragma once

#include "app/operations/operation_service.h"
#include "app/plans/groups_model.h"
#include "app/plans/members_model.h"
#include "workflows/read/plan_maker.h"

#include <QDialog>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace Ui {
class CleaningDialog;
}

namespace steward {

/// The groups of duplicates before they are cleaned: the instance that is kept, why, another one by a click, and what
/// is left for the person. Changes nothing; what is chosen goes on to the plan's own dialog.
class CleaningDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CleaningDialog)

public:
    /// `organizations`: none is all.
    CleaningDialog(OperationService& operations, std::vector<QUuid> organizations, QWidget* parent = nullptr);
    ~CleaningDialog() override;

Q_SIGNALS:
    void planWanted(const steward::PlanRequest& request);

private:
    void read();
    void plan();
    void take(quint64 number, const MadePlan& made);
    void showGroup();
    void pick(const QModelIndex& member);
    void leaveToProgram();
    void forgetPicks(const PlanGroup& group);
    void showCounts();

    std::unique_ptr<Ui::CleaningDialog> m_ui;
    OperationService& m_operations;
    PlanRequest m_request;
    std::shared_ptr<const MadePlan> m_made;
    GroupsModel m_groups;
    MembersModel m_members;
    quint64 m_number = 0; ///< of the newest plan that was asked for
    std::stop_source m_stop;
};

} // namespace steward
