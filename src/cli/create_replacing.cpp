#include "cli/apply_command.h"
#include "cli/create_command.h"
#include "cli/terminal_text.h"
#include "wording/skip_words.h"
#include "workflows/creation/creation.h"
#include "workflows/creation/replacing.h"
#include "workflows/read/plan_maker.h"
#include "workflows/read/unquiet_names.h"
#include "workflows/session/session.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

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
    const auto other = std::ranges::find_if(check.standing, [&request](const Conflict& standing) {
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
            return Error{ErrorKind::Rejected, sentenceOf(item.left.front()), QStringLiteral("left by the plan")};
    }
    return {};
}

Error changedSinceLooked()
{
    return {
        ErrorKind::Rejected,
        ReplaceText::tr("Somebody is changing this organization right now: it was read twice, and the readings differ. "
                        "Nothing was changed. Try again and look at the plan."),
        QStringLiteral("nothing left to replace")};
}

int wouldOnlyCreate(const Console& console, const CreationRequest& request)
{
    if (console.json) {
        console.printJson(
            {{QStringLiteral("version"), 1},
             {QStringLiteral("operation"), QStringLiteral("create")},
             {QStringLiteral("dry_run"), true},
             {QStringLiteral("items"), QJsonArray{QJsonObject{
                                           {QStringLiteral("instance_name"), request.name.text()},
                                           {QStringLiteral("organization_id"), request.organizationId.toString()},
                                           {QStringLiteral("would_create"), true},
                                           {QStringLiteral("because"), QJsonValue()}}}}});
    } else {
        console.print(ReplaceText::tr("This organization has no instance yet, so there is nothing to replace. An "
                                      "instance would only be created."));
    }
    return 2;
}

/// The plan's second half: what the deletion that is shown below makes room for.
void tellWhatIsMade(const Console& console, const CreationRequest& request, const Audit& audit)
{
    const QString sentence =
        //: %1 is an instance's name, %2 that of an organization
        ReplaceText::tr("Once that is deleted, %1 is created for %2, with webhook, row and cache entries, and the "
                        "workers are notified. Its phone has to be paired then.")
            .arg(request.name.text(), audit.organizationName(request.organizationId));
    if (console.json)
        console.printError(terminalText(sentence));
    else
        console.print(terminalText(sentence));
}

} // namespace

int replaceAndCreate(
    const Console& console, const Session& session, const CreationRequest& request, const Consent& consent)
{
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), console.stop};
    const CreationCheck check = Creation(session).checkAll({request}, limits).front();
    if (const auto trouble = obstacle(check, request))
        return tellChange(console, refusedBecause(request, *trouble));
    // What cannot be created under its name yet is not deleted for it.
    if (const auto held = unquietRefusal(session, request.name))
        return tellChange(console, refusedBecause(request, *held));
    PlanRequest standing;
    standing.kind = PlanKind::Replace;
    for (const Conflict& each : check.standing) {
        if (std::ranges::find(standing.names, each.name) == standing.names.end())
            standing.names.push_back(each.name);
    }
    if (standing.names.empty()) {
        return consent.dryRun ? wouldOnlyCreate(console, request)
                              : tellCreation(console, createPrinting(console, session, request));
    }
    const MadePlan made = PlanMaker(session).make(standing, limits);
    if (const auto left = leftByPlan(made.plan))
        return tellChange(console, refusedBecause(request, *left));
    // What was to make room and does not stand in the plan has changed since: nobody was shown what would be deleted.
    if (!made.verdict.isRefused() && made.plan.tally().changed == 0)
        return tellChange(console, refusedBecause(request, changedSinceLooked()));
    tellWhatIsMade(console, request, *made.audit);
    const PlanAgreement agreement = agreeOnPlan(console, made, consent);
    if (!agreement.plan)
        return agreement.code;
    const ReplacingResult replaced = replacePrinting(console, session, *agreement.plan, request);
    if (!console.json && replaced.isRoomMade) {
        CreationResult created = replaced;
        created.items = {replaced.items.back()};
        printCreation(console, created);
    }
    return tellChange(console, replaced);
}

} // namespace steward
