#pragma once

#include "cli/command_context.h"
#include "cli/consent.h"
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
int runApply(const CommandContext& context, const ApplyOptions& options);

struct MadePlan;
struct WorkspaceAccess;

/// What came of showing a plan and asking for it.
struct PlanAgreement {
    int code = 0;                   ///< where there is none: the exit code; all is told
    std::optional<AgreedPlan> plan; ///< nothing: the command ends here
};
/// Prints the plan (a document with --json where it is not applied), what stops it, and asks on a terminal. One that
/// could not be made, is refused or shows nothing to do is agreed to by nobody.
PlanAgreement agreeOnPlan(const CommandContext& context, const MadePlan& made, const Consent& consent);

/// Says each item as it ends, where a person looks on.
class PrintedItems final : public ApplyObserver {
public:
    explicit PrintedItems(const CommandContext& context)
        : m_context(context)
    {
    }
    void itemEnded(const QByteArray& identity, const ChangeItem& change) override;

private:
    const CommandContext& m_context;
};

/// "h1: server gone, row gone, …", with what is left and why.
void printChange(const CommandContext& context, const ChangeItem& item);
int tellChange(const CommandContext& context, const ChangeResult& result);

} // namespace steward
