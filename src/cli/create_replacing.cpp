#include "cli/apply_command.h"
#include "cli/create_command.h"
#include "cli/terminal_text.h"
#include "workflows/applying/plan_application.h"
#include "workflows/creation/creation.h"
#include "workflows/engine/steering.h"
#include "workflows/engine/workspace_session.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct ReplaceText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreateReplacing)
};

ChangeResult refusedBecause(const CreationRequest& request, const Error& error)
{
    ChangeResult result;
    result.operation = QStringLiteral("create");
    result.items.push_back({.instanceName = request.name, .organizationId = request.organizationId, .error = error});
    result.error = error;
    return result;
}

/// Something that a deletion by name cannot take out of the way: nothing is deleted for its sake.
std::optional<Error> obstacle(const CreationCheck& check, const CreationRequest& request)
{
    if (check.refusal)
        return check.refusal;
    const auto other = std::ranges::find_if(check.standing, [&request](const Standing& standing) {
        return standing.name.isEmpty() || standing.organizationId != request.organizationId;
    });
    if (other == check.standing.end())
        return {};
    return Error{ErrorKind::NameInUse, other->because, QStringLiteral("not to be replaced")};
}

std::optional<Error> leftByPlan(const Plan& plan)
{
    for (const PlanItem& item : plan.items) {
        if (!item.left.empty())
            return Error{ErrorKind::Rejected, item.left.front().because, QStringLiteral("left by the plan")};
    }
    return {};
}

} // namespace

int replaceAndCreate(
    const CommandContext& context, const WorkspaceSession& session, const CreationRequest& request,
    const Consent& consent)
{
    const WorkspaceAccess& access = session.access();
    const Limits limits{QDeadlineTimer(QDeadlineTimer::Forever), context.stop};
    const CreationCheck check = Creation(access).checkAll({request}, limits).front();
    if (const auto trouble = obstacle(check, request))
        return tellChange(context, refusedBecause(request, *trouble));
    PlanRequest standing;
    standing.kind = PlanKind::Replace;
    for (const Standing& each : check.standing) {
        if (std::ranges::find(standing.names, each.name) == standing.names.end())
            standing.names.push_back(each.name);
    }
    if (standing.names.empty()) {
        if (!consent.dryRun)
            return tellCreation(context, createPrinting(context, session, request));
        context.print(ReplaceText::tr("Nothing stands for this organization: it would only be created."));
        return 2;
    }
    const MadePlan made = PlanMaker(access).make(standing, limits);
    if (const auto left = leftByPlan(made.plan))
        return tellChange(context, refusedBecause(request, *left));
    const PlanAgreement agreement = agreeOnPlan(context, made, consent);
    if (agreement.code)
        return *agreement.code;
    PrintedItems observer(context);
    const Steering steering;
    ChangeResult replaced = PlanApplication(access).apply(made.plan, agreement.typed, observer, steering, limits);
    replaced.operation = QStringLiteral("create");
    if (replaced.outcome != OperationOutcome::Done)
        return tellChange(context, replaced);
    const CreationResult created = createPrinting(context, session, request);
    if (!context.json)
        return created.outcome == OperationOutcome::Done
                   ? tellCreation(context, created)
                   : (tellCreation(context, created), exitCodeOf(OperationOutcome::Partial));
    replaced.items.insert(replaced.items.end(), created.items.begin(), created.items.end());
    // What stood is gone, so whatever else comes of it is a part.
    replaced.outcome = created.outcome == OperationOutcome::Done ? created.outcome : OperationOutcome::Partial;
    replaced.error = created.error;
    return tellChange(context, replaced);
}

} // namespace steward
