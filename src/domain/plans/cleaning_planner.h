#pragma once

#include "domain/plans/deletion_planner.h"
#include "domain/plans/survivor.h"

#include <QSet>

#include <vector>

namespace steward {

/// The groups that a cleaning looks at: by organization, then by phone where its members belong to several. Those of
/// the request's organizations only, where it names any.
std::vector<DuplicateGroup> duplicateGroups(const PlanFacts& facts, const PlanRequest& request);

/// Plans group by group: the survivor first, then what goes. A group that is left has no items.
class CleaningPlanner final {
    Q_DISABLE_COPY_MOVE(CleaningPlanner)

public:
    CleaningPlanner(const PlanFacts& facts, const PlanRequest& request, const PlanSink& sink);
    std::vector<PlanGroup> plan();

private:
    PlanGroup planGroup(const DuplicateGroup& group);
    std::optional<Skipped> phoneObstacle(const DuplicateGroup& group) const;
    std::optional<Skipped> unlistedObstacle(const DuplicateGroup& group) const;
    void planSurvivor(const DuplicateGroup& group, const AuditRow& survivor, const Integration* kept);
    void planOthers(const DuplicateGroup& group, const AuditRow& survivor, const Integration* kept);
    void planOther(const AuditRow& row, const DeletionScope& scope);
    void hand(PlanItem item);

    const PlanFacts& m_facts;
    const PlanRequest& m_request;
    const PlanSink& m_sink;
    QSet<InstanceName> m_picks;
    QSet<QByteArray> m_planned; ///< identities of what stands in an item already
    int m_group = 0;
};

} // namespace steward
