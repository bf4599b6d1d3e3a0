#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"

#include <QString>

#include <optional>

namespace steward {

/// What a person types in the window before something that loses is done: a text that can be typed, and makes one
/// think (WORKFLOWS, "Plans, breakers, staleness"). The engine is handed `passes` then; what the command line asks for
/// is that itself.
struct Confirmation {
    enum class Kind : quint8 {
        Number,       ///< of several
        Organization, ///< the name of the one instance's organization
        LastDigits,   ///< of the one instance, whose organization cannot be told by a name
        FullName,     ///< of the one instance, which has no last six digits either
    };
    Kind kind = Kind::Number;
    QString asked;        ///< to be typed so, as it is shown
    QString passes;       ///< BreakerVerdict::confirm
    InstanceName of = {}; ///< the one instance; empty where there are several

    /// Spaces around it do not count, nor how a letter with an accent is put together; case does. An empty text never
    /// counts.
    bool isMetBy(const QString& typed) const;
    bool operator==(const Confirmation&) const = default;
};

/// `passes`: what the engine asks for; `audit`: what the plan was made from.
Confirmation confirmationFor(const QString& passes, const Plan& plan, const Audit& audit);

} // namespace steward
