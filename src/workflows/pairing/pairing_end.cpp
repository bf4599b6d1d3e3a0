#include "workflows/pairing/pairing_end.h"

#include "workflows/engine/workflow_run.h"
#include "workflows/pairing/pairing_errors.h"
#include "workflows/pairing/pairing_record.h"

namespace steward {

std::optional<Error> concludeOpen(
    StorePorts& ports, WorkflowRun& run, const WorkspaceAccess& access, const PairingTimes& times,
    const PairingSubject& subject, PairingStatus& status, ChangeItem& item, const Limits& limits)
{
    PairingRecord record(ports, run, access, times, subject);
    // The time for scanning is over or not: the number of a linked phone is waited for all the same.
    status.phone = record.waitForNumber({.stop = limits.stop});
    if (!status.phone)
        return limits.stopped() ? stoppedError() : PairingErrors::numberUnknown();
    const std::optional<PhoneNumber> expected = subject.expected();
    if (!agree(status.phone, expected)) {
        status.isOtherPhone = true;
        return PairingErrors::otherPhone(*status.phone, *expected);
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
