#pragma once

#include "cli/consent.h"
#include "cli/console.h"
#include "domain/plans/agreed_plan.h"
#include "workflows/execute/apply_observer.h"
#include "workflows/session/change_result.h"

#include <QString>

namespace steward {

/// What `apply` and the commands that make a plan and apply it are given: `delete`, `clean`, `repair`, `disable`,
/// `enable`, `protect`, `unprotect`, `unlink` and `reset`.
struct ApplyOptions {
    PlanRequest request; ///< of all but `apply`
    QString file;        ///< of `apply`: a saved plan
    Consent consent;
};

/// Shows the plan, asks where it has to, and applies it. The exit code is CONTRACT's.
int runApply(const ProfileContext& profile, const Console& console, const ApplyOptions& options);

struct MadePlan;
struct Session;

/// What came of showing a plan and asking for it.
struct PlanAgreement {
    int code = 0;                   ///< where there is none: the exit code; all is told
    std::optional<AgreedPlan> plan; ///< nothing: the command ends here
};
/// Prints the plan (a document with --json where it is not applied), what stops it, and asks on a terminal. One that
/// could not be made, is refused or shows nothing to do is agreed to by nobody.
PlanAgreement agreeOnPlan(const Console& console, const MadePlan& made, const Consent& consent);

/// Says each item as it ends, where a person looks on.
class PrintedItems final : public ApplyObserver {
public:
    explicit PrintedItems(const Console& console)
        : m_console(console)
    {
    }
    void itemEnded(const QByteArray& identity, const ChangeItem& change) override;

private:
    const Console& m_console;
};

/// "h1: server gone, row gone, …", with what is left and why.
void printChange(const Console& console, const ChangeItem& item);
int tellChange(const Console& console, const ChangeResult& result);

} // namespace steward
