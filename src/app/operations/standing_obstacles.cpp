#include "app/operations/standing_obstacles.h"

#include "stores/profile_context.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct ObstacleText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanActions)
};

} // namespace

StandingObstacles StandingObstacles::of(const ProfileContext& stores)
{
    if (stores.readOnly) {
        const QString readOnly = ObstacleText::tr("This profile only reads. Choose one that may change the stores.");
        return {readOnly, readOnly};
    }
    return {mayApplyPlans(stores.role) ? QString() : administratorsOnly().sentence, {}};
}

} // namespace steward
