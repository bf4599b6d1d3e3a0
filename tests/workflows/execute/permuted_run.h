#pragma once

#include "workflows/apply_rig.h"
#include "workflows/execute/permuted_fleet.h"

#include <functional>
#include <optional>

namespace steward::test {

/// One thing that is asked for in a run.
struct PermutedDeed {
    enum class Again : quint8 {
        Never,
        SamePlan,   ///< the same plan is applied once more
        SameRequest ///< it is asked for once more
    };
    size_t member = 0;
    PlanRequest request;
    bool isSaved = false; ///< its plan was made, and kept in a file, before the run began
    Again again = Again::Never;
    int workstation = 0;

    QString text() const;
};

/// Up to three for each of the fleet's organizations, in the order in which they stand for that organization.
std::vector<PermutedDeed> randomDeeds(const PermutedFleet& fleet, QRandomGenerator& random);
/// An order of the deeds that keeps each organization's own.
std::vector<size_t> randomOrder(const std::vector<PermutedDeed>& deeds, QRandomGenerator& random);

/// What a run is made on.
struct PermutedGround {
    std::vector<ProfileContext> workstations; ///< each with its own journal, on the same stores
    std::function<QString()> foreign;         ///< the rows of other systems
};

/// Does deeds one after the other, and looks after each what has come of it.
class PermutedRun final {
    Q_DISABLE_COPY_MOVE(PermutedRun)

public:
    PermutedRun(const PermutedFleet& fleet, PermutedGround ground, const std::vector<PermutedDeed>& deeds);

    /// What is not as it has to be; nothing: all is.
    std::optional<QString> violationOf(const std::vector<size_t>& order);
    /// Everything that the program would choose by itself, at the end.
    std::optional<QString> violationOfTheRest();
    const FleetPicture& now() const { return m_now; }
    int applied() const { return m_applied; }
    int changed() const { return m_changed; } ///< of them changed something

private:
    std::optional<QString> violationOfDeed(const PermutedDeed& deed, const Plan& plan);
    std::optional<QString> violationOfRepetition(const PermutedDeed& deed, const Plan& plan, const ChangeResult& first);
    std::optional<QString> judged(const Plan& plan, const ChangeResult& result, const FleetPicture& before) const;
    std::optional<QString> judgedItem(const PlanItem& item, const ChangeItem& change, const FleetPicture& before) const;
    std::optional<QString> strangerIn(const OrganizationId& organization, const FleetPicture& before) const;
    Plan plan(const PlanRequest& request, int workstation) const;
    ChangeResult apply(const Plan& plan, int workstation);

    const PermutedFleet& m_fleet;
    const PermutedGround m_ground;
    const std::vector<PermutedDeed>& m_deeds;
    const QString m_foreign;
    std::vector<Plan> m_saved; ///< by deed
    FleetPicture m_now;
    int m_applied = 0;
    int m_changed = 0;
};

} // namespace steward::test
