#pragma once

#include "workflows/base/store_ports.h"
#include "workflows/pairing/pairing.h"
#include "workflows/pairing/pairing_subject.h"
#include "workflows/session/change_result.h"
#include "workflows/session/session.h"

namespace steward {

class WorkflowRun;

/// What follows once an instance is open: whose phone it is, whether it is the expected one, and its number written
/// where it belongs. `item.server` is set by the caller; the rest of item and `status` are filled. Blocks.
std::optional<Error> concludeOpen(
    StorePorts& ports, WorkflowRun& run, const Session& session, const PairingTimes& times,
    const PairingSubject& subject, PairingStatus& status, ChangeItem& item, const CallContext& limits);

/// Notes the end in the journal; where that fails the result says so, and resume finds it.
void finishOperation(WorkflowRun& run, ChangeResult& result);

/// A result with its one item.
ChangeResult pairingResultOf(const QString& operation, const ChangeItem& item, OperationOutcome outcome);

} // namespace steward
