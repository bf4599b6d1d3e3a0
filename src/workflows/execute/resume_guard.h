#pragma once

#include "domain/audit/audit.h"
#include "domain/error.h"
#include "domain/ids.h"
#include "domain/plans/plan.h"
#include "workflows/execute/apply_record.h"

#include <QSet>

#include <memory>
#include <optional>

namespace steward {

/// What stands in the way of an item of an operation that is resumed, by the reading just before (WORKFLOWS, "Resume").
class ResumeGuard final {
    Q_DISABLE_COPY_MOVE(ResumeGuard)

public:
    ResumeGuard(const Plan& plan, const ResumeState& resumeState)
        : m_plan(plan)
        , m_resumeState(resumeState)
    {
    }

    /// Nothing: it may go on; nothing always where nothing is resumed.
    std::optional<Error> obstacle(const PlanItem& item, const std::shared_ptr<const Audit>& now);

private:
    std::optional<Error> startedObstacle(const PlanItem& item, const ItemTrail& trail, const Audit& now) const;
    bool isLastOpen(const PlanItem& item, const std::shared_ptr<const Audit>& now);
    void findKept(const Audit& now);

    const Plan& m_plan;
    const ResumeState& m_resumeState;
    std::weak_ptr<const Audit> m_keptIn; ///< the reading that the next is from
    QSet<OrganizationId> m_kept;         ///< organizations with an open instance that nothing here takes away
};

} // namespace steward
