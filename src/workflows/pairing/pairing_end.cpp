#include "workflows/pairing/pairing_end.h"

#include "workflows/base/waiting.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/pairing/pairing_errors.h"
#include "workflows/pairing/pairing_record.h"

namespace steward {
namespace {

/// Where the list cannot be read now, the next audit says it.
std::vector<InstanceName> othersWith(
    const PhoneNumber& phone, ServerPort& server, const InstanceName& own, const PairingTimes& times,
    const CallContext& limits)
{
    std::vector<InstanceName> others;
    const auto listing = server.list(oneCall(times.call, limits));
    if (!listing)
        return others;
    for (const ServerInstance& each : listing->instances) {
        const bool isOpen = each.connection == Connection::Open && each.phone;
        if (isOpen && each.name != own && agree(each.phone, phone))
            others.push_back(each.name);
    }
    return others;
}

} // namespace

std::optional<Error> concludeOpen(
    StorePorts& ports, WorkflowRun& run, const Session& session, const PairingTimes& times,
    const PairingSubject& subject, PairingStatus& status, ChangeItem& item, const CallContext& limits)
{
    PairingRecord record(ports, run, session, times, subject);
    // The time for scanning is over or not: the number of a linked phone is waited for all the same.
    status.phone = record.waitForNumber({.stop = limits.stop});
    if (!status.phone)
        return limits.stopped() ? stoppedError() : PairingErrors::numberUnknown();
    status.alsoOpenAt = othersWith(*status.phone, *ports.server, subject.instance.name, times, limits);
    if (const auto expected = subject.otherThan(*status.phone)) {
        status.isOtherPhone = true;
        return record.keepExpected(*status.phone, *expected, item)
                   ? PairingErrors::otherPhone(*status.phone, *expected)
                   : PairingErrors::otherPhoneNotKept(*status.phone, *expected);
    }
    return record.write(*status.phone, item);
}

void finishOperation(WorkflowRun& run, ChangeResult& result)
{
    const auto finished = run.finish(result.outcome);
    if (finished)
        return;
    if (result.outcome == OperationOutcome::Done)
        result.leaveOpen();
    if (!result.error)
        result.error = finished.error();
}

ChangeResult pairingResultOf(const QString& operation, const ChangeItem& item, OperationOutcome outcome)
{
    ChangeResult result;
    result.operation = operation;
    result.outcome = outcome;
    result.items.push_back(item);
    result.error = item.error;
    return result;
}

} // namespace steward
