#include "workflows/execute/apply_ending.h"

#include "domain/shell_word.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/execute/apply_frame.h"
#include "workflows/execute/apply_run.h"
#include "workflows/execute/plan_results.h"
#include "workflows/journal/workflow_run.h"

#include <QStringList>

#include <algorithm>

namespace steward {
namespace {

constexpr size_t mostNamed = 3; // in a sentence's command

QString commandWord(PlanKind kind)
{
    switch (kind) {
    case PlanKind::Delete:
    case PlanKind::Clean:
    case PlanKind::Repair:
    case PlanKind::Disable:
    case PlanKind::Enable:
    case PlanKind::Protect:
    case PlanKind::Unprotect:
    case PlanKind::Unlink:
    case PlanKind::SetWebhook:
    case PlanKind::Restart:
        return planKindWord(kind);
    case PlanKind::ResetPairing:
        return QStringLiteral("reset");
    case PlanKind::Replace:
        break;
    }
    return QStringLiteral("audit"); // looks, and changes nothing
}

/// What the person has decided, as `repair` takes it.
QStringList decisionWords(const PlanRequest& request)
{
    QStringList words;
    if (request.webhook) {
        if (!request.webhook->address.isEmpty())
            words << QStringLiteral("--url") << shellWord(request.webhook->address);
        for (const QString& event : request.webhook->events)
            words << QStringLiteral("--event") << shellWord(event);
    }
    if (request.usePhone)
        words << QStringLiteral("--use-phone");
    if (!request.adopt.empty())
        words << QStringLiteral("--organization") << request.adopt.begin()->second.toString();
    if (!request.row)
        return words;
    words << QStringLiteral("--row") << request.row->id.toString();
    if (request.row->name)
        return words << QStringLiteral("--set-name") << shellWord(request.row->name->text());
    return words << QStringLiteral("--remove");
}

/// What the ends of all items come to.
struct Totals {
    bool hasWritten = false;
    bool hasTrouble = false;
    bool isOpen = false;
    std::vector<InstanceName> left; ///< that are not done; not more than a command names

    OperationOutcome outcome() const
    {
        if (!hasTrouble)
            return OperationOutcome::Done;
        return hasWritten ? OperationOutcome::Partial : OperationOutcome::Refused;
    }
};

Totals takeEnds(ChangeResult& result, const ItemResults& ends, const Plan& plan, const Plan& shown, bool endsStanding)
{
    Totals combined;
    const PlanItemIndex shownItems(shown.items);
    result.items.reserve(plan.items.size());
    for (size_t place = 0; place < plan.items.size(); ++place) {
        const PlanItemRef item = plan.items.at(place);
        ChangeItem change = ends.change(place, *item);
        const bool isStanding = endsStanding && change.server == StoreOutcome::StillThere;
        const bool isOpen = ends.isOpen(place) && !isStanding;
        const bool isTrouble = change.error && !isLeftByDesign(*item, shown.request, shownItems);
        combined.isOpen = combined.isOpen || isOpen;
        combined.hasWritten = combined.hasWritten || ends.hasWritten(place);
        combined.hasTrouble = combined.hasTrouble || isOpen || isTrouble;
        if ((isOpen || isTrouble) && !item->name.isEmpty() && combined.left.size() <= mostNamed)
            combined.left.push_back(item->name);
        result.items.push_back(std::move(change));
    }
    return combined;
}

} // namespace

std::optional<Error> troubleOf(const Plan& shown, const Plan& plan)
{
    const auto trouble = shown.items.trouble();
    return trouble ? trouble : plan.items.trouble();
}

ChangeResult finishedApplying(
    const ApplyFrame& frame, WorkflowRun& run, const ApplyRun& applied, const Plan& plan, const Plan& shown,
    bool endsStanding)
{
    ChangeResult result;
    result.operation = planKindWord(shown.kind());
    const Totals combined = takeEnds(result, applied.ends(), plan, shown, endsStanding);
    result.outcome = combined.outcome();
    result.error = applied.trouble();
    if (!result.error)
        result.error = plan.items.trouble();
    const bool isStopped = result.error && result.error->kind == ErrorKind::Stopped;
    // Where nothing at all went out there is nothing to go on with: it was refused.
    const bool isForResume = combined.isOpen && (combined.hasWritten || endsStanding);
    if (isForResume || (result.error && !isStopped)) {
        result.leaveOpen();
        return result;
    }
    if (frame.goesOn && result.outcome == OperationOutcome::Done)
        return result;
    if (const auto noted = run.finish(result.outcome); !noted) {
        result.leaveOpen(noted.error());
        return result;
    }
    if (result.outcome == OperationOutcome::Partial) {
        PlanRequest left = shown.request;
        if (!left.names.empty() && !combined.left.empty())
            left.names = combined.left;
        result.error = ApplyErrors::leftInPart(commandAgain(frame, left));
    }
    return result;
}

QString commandAgain(const ApplyFrame& frame, const PlanRequest& request)
{
    return frame.command.isEmpty() ? commandAgain(request) : frame.command;
}

QString commandAgain(const PlanRequest& request)
{
    QStringList words{QStringLiteral("steward-cli")};
    const bool canBePlanned =
        !request.isDecision() &&
        (request.kind == PlanKind::Delete || request.kind == PlanKind::Clean || request.kind == PlanKind::Repair);
    if (canBePlanned)
        words << QStringLiteral("plan");
    words << commandWord(request.kind);
    if (request.kind == PlanKind::Clean && request.organizations.size() <= mostNamed) {
        for (const OrganizationId& organization : request.organizations)
            words << QStringLiteral("--organization") << organization.toString();
    }
    if (request.names.size() > mostNamed)
        return words.join(QLatin1Char(' ')) + QStringLiteral(" …");
    for (const InstanceName& name : request.names)
        words << shellWord(name.text());
    return (words + decisionWords(request)).join(QLatin1Char(' '));
}

} // namespace steward
