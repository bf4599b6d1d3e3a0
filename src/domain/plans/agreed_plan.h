#pragma once

#include "domain/plans/breakers.h"
#include "domain/plans/plan.h"

#include <QSet>

#include <memory>
#include <optional>

namespace steward {

/// A plan that a person was shown and agreed to. It can be made only from a plan that was read whole, was not refused
/// and changes something, with the text that it asks for: nothing else is ever applied. What is done later is at most
/// this, and what stops it later is at most what was passed here.
class AgreedPlan final {
public:
    /// `verdict`: of the plan as it was shown. `typed`: what the person typed, where a text is asked. An error: there
    /// is no agreement, and nothing may be done.
    static Result<AgreedPlan>
    from(std::shared_ptr<const Plan> shown, const BreakerVerdict& verdict, const std::optional<QString>& typed);

    const Plan& plan() const { return *m_plan; }
    /// Why it may not be applied any more: `now` stops it, or asks for a text that was not asked for when it was
    /// shown; nothing: it may. `asked`: what is asked now for all that was shown.
    std::optional<Error> refusalBy(const BreakerVerdict& now, const std::optional<QString>& asked) const;

private:
    AgreedPlan() = default;

    std::shared_ptr<const Plan> m_plan;
    std::optional<QString> m_typed;
    QSet<int> m_passed; ///< the breakers that had tripped when it was shown
};

} // namespace steward
