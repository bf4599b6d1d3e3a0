#include "workflows/execute/server_steps.h"

#include "domain/plans/plan_facts.h"
#include "domain/plans/webhook_choice.h"
#include "domain/webhook_events.h"
#include "domain/webhook_template.h"
#include "workflows/base/waiting.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/execute/resumed_state.h"
#include "workflows/writes/server_deletion.h"
#include "workflows/writes/staying_instances.h"

#include <algorithm>

namespace steward {
namespace {

/// It was created anew since the item was seen: an earlier run of this operation has deleted the one that was shown.
bool isAnother(const PlanItem& item, const ServerInstance& instance)
{
    return item.seen.server && item.seen.server->id && instance.id != item.seen.server->id;
}

/// Made again under its name: then nothing goes that could not be made quiet.
QuietNeed needOf(const PlanItem& item)
{
    return item.has(StepAction::CreateInstance) ? QuietNeed::Always : QuietNeed::WherePossible;
}

/// What the plan shows of it stands still: the rest of it is no business of the plan's.
bool isAsShown(const std::optional<WebhookSettings>& found, const PlanStep& step)
{
    if (!found)
        return !step.before.webhook;
    std::vector<QString> events = found->events;
    std::vector<QString> shown = step.before.webhookEvents;
    std::ranges::sort(events);
    std::ranges::sort(shown);
    return step.before.webhook == found->url.redacted() && step.before.enabled == found->enabled && events == shown;
}

/// Twice, with a pause before each look: right after the answer the old connection may still stand (EVOLUTION_API 3).
bool staysOpen(
    ServerPort& server, const InstanceName& name, const ServerDeletionTimes& times, const CallContext& limits)
{
    constexpr int looks = 2;
    const CallContext within = oneCall(times.proving, limits);
    int open = 0;
    while (open < looks && waitFor(times.firstPause * 4, within)) {
        const auto states = server.memoryStates({name}, oneCall(times.call, within));
        open = states && states->front() == MemoryState::Open ? open + 1 : 0;
    }
    return open == looks;
}

bool isReadBack(const std::optional<WebhookSettings>& read, const WebhookSettings& wanted)
{
    return read && isSameWebhook(*read, wanted) && read->byEvents == wanted.byEvents && read->base64 == wanted.base64;
}

} // namespace

Result<StoreOutcome> ServerSteps::write(
    const PlanItem& item, const PlanStep& step, const Audit& now, const Integration* row, const ItemTrail* trail,
    const CallContext& limits)
{
    switch (step.action) {
    case StepAction::LogOut:
        return logOut(item, step.instance, limits);
    case StepAction::DeleteInstance:
        return remove(item, now, trail, limits);
    case StepAction::CreateInstance:
        return create(step.instance, row, trail && trail->isCreateSent, limits);
    case StepAction::SetWebhook:
        return m_choice ? setChosen(step, row, limits) : setWebhook(step.instance, row, limits);
    case StepAction::RestartInstance:
        return restart(step.instance, trail, limits);
    case StepAction::QuietWebhook: // by the log-out or the deletion itself
        return StoreOutcome::Skipped;
    case StepAction::PointRow:
    case StepAction::InsertRow:
    case StepAction::WriteRow:
    case StepAction::EnableRow:
    case StepAction::DisableRow:
    case StepAction::DeleteRow:
    case StepAction::ProtectRow:
    case StepAction::UnprotectRow:
    case StepAction::WriteEntry:
    case StepAction::DropEntry:
    case StepAction::SetLifetime:
    case StepAction::ClearResidue:
    case StepAction::TellAdded:
    case StepAction::TellRemoved:
    case StepAction::ProtectInProfile:
    case StepAction::UnprotectInProfile:
        break;
    }
    return std::unexpected(ApplyErrors::unknownStep());
}

Result<StoreOutcome> ServerSteps::logOut(const PlanItem& item, const InstanceName& name, const CallContext& limits)
{
    Quieting quieting(m_server, m_run, m_times.removal);
    Quietness quietness = quieting.quieten(name, limits);
    if (quietness.takenOut.isEmpty()) {
        quietness.takenOut = m_earlier.takenOut;
        quietness.wasOn = m_earlier.wasOn;
    }
    if (!quietness.isQuiet && needOf(item) == QuietNeed::Always) {
        (void)quieting.wake(name, quietness, limits);
        return std::unexpected(notQuietError(quietness.trouble));
    }
    const auto out = m_writer.logOutRepeated(name, quietness.isQuiet, limits);
    const bool isClosed = out && awaitClosed(m_server, name, m_times.removal, limits);
    if (!item.has(StepAction::DeleteInstance)) { // it stays
        const auto woken = quieting.wake(name, quietness, limits);
        if (isClosed && !woken)
            return std::unexpected(woken.error());
    }
    if (isClosed)
        return StoreOutcome::Written;
    if (!out && out.error().kind != ErrorKind::ServerError)
        return std::unexpected(out.error());
    // A 200 is a promise: row and entry of a phone that is linked stay as they are.
    m_unproven = StoreOutcome::Failed;
    return std::unexpected(ApplyErrors::staysConnected(out ? QString() : out.error().detail));
}

Result<StoreOutcome>
ServerSteps::remove(const PlanItem& item, const Audit& now, const ItemTrail* trail, const CallContext& limits)
{
    const AuditRow* row = now.find(item.name);
    const bool isListed = row && row->server;
    if (isListed ? isAnother(item, *row->server) : now.presenceOnServer(item.name) == Presence::Absent)
        return StoreOutcome::Absent;
    if (!isListed)
        return std::unexpected(ApplyErrors::notConcluded(item.name.text()));
    ServerDeletion removal(*m_session.stores, m_run, m_times.removal);
    if (!(trail && isGoing(item.name, *trail, now))) {
        const auto asked = removal.ask(item.name, needOf(item), m_earlier, limits);
        if (!asked && stepOutcomeOf(asked.error()) == StepOutcome::Failed)
            return std::unexpected(asked.error());
    }
    const ServerDeletionProof proof =
        removal.prove({item.name}, StayingInstances(now, {item.name}), limits).at(item.name);
    if (proof.verdict == ServerDeletionVerdict::Gone)
        return StoreOutcome::Gone;
    m_unproven = proof.verdict == ServerDeletionVerdict::StillThere ? StoreOutcome::StillThere : StoreOutcome::Unknown;
    return std::unexpected(*proof.error);
}

Result<StoreOutcome>
ServerSteps::create(const InstanceName& name, const Integration* row, bool isSent, const CallContext& limits)
{
    const auto stands = isSent ? lookFor(name, limits) : isListed(name, limits);
    if (!stands)
        return std::unexpected(stands.error());
    if (*stands)
        return StoreOutcome::Written;
    // A name that the list does not show may be taken all the same.
    const auto memory = m_server.memoryStates({name}, oneCall(m_times.call, limits));
    if (!memory)
        return std::unexpected(memory.error());
    if (memory->front() != MemoryState::NotFound)
        return std::unexpected(ApplyErrors::notConcluded(name.text()));
    const NewInstance wanted{name, urlFor(name, row).value_or(SecretUrl())};
    const auto created = m_writer.create(wanted, limits);
    if (!created && stepOutcomeOf(created.error()) == StepOutcome::Failed)
        return std::unexpected(created.error());
    // Its first proof; the reading of all three stores, at least 2 s later, is the second.
    const auto isThere = lookFor(name, limits);
    if (!isThere)
        return std::unexpected(isThere.error());
    if (!*isThere)
        return std::unexpected(created ? ApplyErrors::notReadBack() : created.error());
    return StoreOutcome::Written;
}

Result<bool> ServerSteps::isListed(const InstanceName& name, const CallContext& limits)
{
    const auto listing = m_server.list(oneCall(m_times.call, limits));
    if (!listing)
        return std::unexpected(listing.error());
    return std::ranges::any_of(
        listing->instances, [&name](const ServerInstance& instance) { return instance.name == name; });
}

/// In the list and in memory, looked at until the time is over.
Result<bool> ServerSteps::lookFor(const InstanceName& name, const CallContext& limits)
{
    const CallContext within = oneCall(m_times.lookForLost, limits);
    Backoff pause(m_times.removal.firstPause, m_times.removal.longestPause);
    Result<bool> listed = false;
    do {
        listed = isListed(name, limits);
        const auto memory = m_server.memoryStates({name}, oneCall(m_times.call, limits));
        if (listed && *listed && memory && isAnswered(memory->front()) && memory->front() != MemoryState::Missing)
            return true;
    } while (waitFor(pause.next(), within));
    return listed ? Result<bool>(false) : listed;
}

std::optional<SecretUrl> ServerSteps::urlFor(const InstanceName& name, const Integration* row) const
{
    if (m_session.settings.webhookTemplate.isEmpty())
        return SecretUrl();
    return webhookUrl(m_session.settings.webhookTemplate, name, row ? row->webhookToken : WebhookToken());
}

Result<StoreOutcome>
ServerSteps::setWebhook(const InstanceName& name, const Integration* row, const CallContext& limits)
{
    const std::optional<SecretUrl> url = urlFor(name, row);
    if (!url)
        return std::unexpected(ApplyErrors::tokenUnknown());
    const auto isRight = [&url](const std::optional<WebhookSettings>& found) {
        return found && isWebhookRight(*found, *url);
    };
    const auto found = m_server.webhook(name, oneCall(m_times.call, limits));
    if (!found)
        return std::unexpected(found.error());
    if (isRight(*found))
        return StoreOutcome::Kept;
    WebhookSettings wanted = withMessageEvents(found->value_or(WebhookSettings()));
    wanted.enabled = true;
    wanted.url = *url;
    if (const auto set = m_writer.setWebhook(name, wanted, limits); !set)
        return std::unexpected(set.error());
    const auto read = m_server.webhook(name, oneCall(m_times.call, limits));
    if (!read)
        return std::unexpected(read.error());
    return isRight(*read) ? Result<StoreOutcome>(StoreOutcome::Written)
                          : std::unexpected(ApplyErrors::webhookDiffers());
}

Result<StoreOutcome> ServerSteps::setChosen(const PlanStep& step, const Integration* row, const CallContext& limits)
{
    const InstanceName& name = step.instance;
    const auto found = m_server.webhook(name, oneCall(m_times.call, limits));
    if (!found)
        return std::unexpected(found.error());
    const WebhookSettings before = found->value_or(WebhookSettings());
    auto wanted = chosenWebhook(*m_choice, name, row ? row->webhookToken : WebhookToken(), before);
    if (!wanted)
        return std::unexpected(ApplyErrors::tokenUnknown());
    wanted->events = step.after.webhookEvents; // these were agreed to
    if (isSameWebhook(before, *wanted))
        return StoreOutcome::Kept;
    if (!isAsShown(*found, step) || wanted->url.redacted() != step.after.webhook)
        return std::unexpected(ApplyErrors::webhookChanged());
    if (const auto set = m_writer.setWebhook(name, *wanted, limits, before); !set)
        return std::unexpected(set.error());
    const auto read = m_server.webhook(name, oneCall(m_times.call, limits));
    if (!read)
        return std::unexpected(read.error());
    return isReadBack(*read, *wanted) ? Result<StoreOutcome>(StoreOutcome::Written)
                                      : std::unexpected(ApplyErrors::webhookDiffers());
}

/// Sent once, also over an interruption: what was sent is only looked into.
Result<StoreOutcome> ServerSteps::restart(const InstanceName& name, const ItemTrail* trail, const CallContext& limits)
{
    if (!trail || !trail->isRestartSent) {
        const auto answer = m_writer.restart(name, limits);
        if (!answer)
            return std::unexpected(answer.error());
        if (*answer == RestartAnswer::Refused)
            return std::unexpected(ApplyErrors::restartRefused());
    }
    if (staysOpen(m_server, name, m_times.removal, limits))
        return StoreOutcome::Written;
    m_unproven = StoreOutcome::Failed;
    return std::unexpected(ApplyErrors::notConnectedAgain());
}

} // namespace steward
