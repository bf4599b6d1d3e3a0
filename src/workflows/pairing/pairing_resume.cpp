#include "workflows/pairing/pairing_resume.h"

#include "workflows/base/waiting.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/pairing/pairing_end.h"
#include "workflows/pairing/pairing_errors.h"
#include "workflows/writes/quieting.h"
#include "workflows/writes/server_deletion.h"

#include <algorithm>

namespace steward {
namespace {

/// The instance it was about; nothing where it came to an end before its first step.
std::optional<InstanceName> nameIn(const JournalTrail& trail)
{
    const auto named = std::ranges::find_if(trail, [](const JournaledStep& step) {
        return step.store == Store::Server || step.action == JournalAction::RecordPairing;
    });
    if (named == trail.end())
        return {};
    const QString name =
        named->store == Store::Server ? named->target : named->before.value(QLatin1String("instance")).toString();
    return InstanceName::fromText(name);
}

bool isLasting(const Error& error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Rejected;
}

/// What the pairing took out of the instance's webhook for its logout, and was killed before it added again.
void wakeAgain(
    ServerPort& server, WorkflowRun& run, const JournalEntry& entry, const InstanceName& name,
    const PairingTimes& times)
{
    const ServerDeletionTimes serverDeletionTimes{.call = times.call, .closing = times.closing};
    (void)Quieting(server, run, serverDeletionTimes)
        .wake(name, quietTrailOf(entry, name).taken(), CallContext::within(times.call));
}

ChangeResult ended(WorkflowRun& run, const QString& operation, const ChangeItem& item, OperationOutcome outcome)
{
    ChangeResult result = pairingResultOf(operation, item, outcome);
    finishOperation(run, result);
    return result;
}

ChangeResult leftOpen(const QString& operation, const ChangeItem& item)
{
    ChangeResult result = pairingResultOf(operation, item, OperationOutcome::Partial);
    result.isOpen = true;
    return result;
}

} // namespace

QString pairingKind()
{
    return QStringLiteral("pair");
}

QString unlinkingKind()
{
    return QStringLiteral("unlink");
}

ChangeResult resumePairing(
    const Session& session, const PairingTimes& times, WorkflowRun& run, const JournalEntry& entry,
    const CallContext& limits)
{
    const QString& operation = entry.task.kind;
    ChangeItem item;
    const std::optional<InstanceName> name = nameIn(entry.trail);
    if (!name)
        return ended(run, operation, item, OperationOutcome::Refused);
    item.instanceName = *name;
    StorePorts ports(*session.stores);
    wakeAgain(*ports.server, run, entry, *name, times);
    const auto states = ports.server->memoryStates({*name}, oneCall(times.call, limits));
    if (!states || states->front() == MemoryState::Unknown) {
        item.error = states ? PairingErrors::missingInMemory() : states.error();
        return leftOpen(operation, item);
    }
    const bool isOpen = states->front() == MemoryState::Open;
    item.server = StoreOutcome::Kept;
    if (operation == unlinkingKind()) {
        item.error = isOpen ? std::optional(PairingErrors::notUnlinked()) : std::nullopt;
        return ended(run, operation, item, isOpen ? OperationOutcome::Partial : OperationOutcome::Done);
    }
    if (!isOpen) {
        item.error = PairingErrors::leftAsItStands();
        return ended(run, operation, item, OperationOutcome::Failed);
    }
    auto subject = readPairingSubject(ports, *name, times.call, limits);
    if (!subject) {
        item.error = subject.error();
        if (isLasting(subject.error())) // nobody's row any more: no later resume would do better
            return ended(run, operation, item, OperationOutcome::Partial);
        return leftOpen(operation, item);
    }
    if (!entry.tellsSent || !isSameSubject(*subject, entry.trail)) { // whose number it is to be is not known any more
        item.error = PairingErrors::rowChanged();
        return ended(run, operation, item, OperationOutcome::Partial);
    }
    subject->typed = typedIn(entry.trail);
    item.organizationId = subject->row.organizationId;
    PairingStatus status;
    item.error = concludeOpen(ports, run, session, times, *subject, status, item, limits);
    if (item.error && !isLasting(*item.error))
        return leftOpen(operation, item);
    return ended(run, operation, item, item.error ? OperationOutcome::Partial : OperationOutcome::Done);
}

} // namespace steward
