#pragma once

#include "app/operations/operation_service.h"
#include "workflows/execute/apply_observer.h"

#include <memory>
#include <optional>

namespace steward {

/// What a plan that is applied says of itself, as it travels to its dialog.
struct ApplyEvent {
    std::shared_ptr<const Plan> plan; ///< not null: the plan is known now; the rest says nothing then
    QByteArray identity;
    ItemStage stage = ItemStage::Waiting;
    std::optional<ChangeItem> change; ///< it has ended
};

/// Passes it on; lives on its worker.
class ApplyReporter final : public ApplyObserver {
    Q_DISABLE_COPY_MOVE(ApplyReporter)

public:
    explicit ApplyReporter(const OperationService::Tell<ApplyEvent>& tell)
        : m_tell(tell)
    {
    }
    void planKnown(const Plan& plan) override { m_tell({.plan = std::make_shared<const Plan>(plan)}); }
    void itemMoved(const QByteArray& identity, ItemStage stage) override { m_tell({{}, identity, stage, {}}); }
    void itemEnded(const QByteArray& identity, const ChangeItem& change) override
    {
        m_tell({{}, identity, ItemStage::Ended, change});
    }

private:
    const OperationService::Tell<ApplyEvent>& m_tell;
};

} // namespace steward
