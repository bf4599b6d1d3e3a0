#pragma once

#include "stores/call_context.h"
#include "workflows/journal/journal_values.h"
#include "workflows/pairing/pairing.h"

namespace steward {

class WorkflowRun;

/// The journal's words for the two operations.
QString pairingKind();
QString unlinkingKind(); ///< of versions that logged a phone out without a plan

/// Brings an interrupted pairing or unlinking to a named end, noted in the journal: a linked phone's number is written
/// where it belongs; else it is left as it stands, since nothing of it has to be undone. Where a store is not read it
/// stays unfinished (Partial, with the error). The operation has been taken over by `run`. Blocks.
ChangeResult resumePairing(
    const Session& session, const PairingTimes& times, WorkflowRun& run, const JournalEntry& entry,
    const CallContext& limits);

} // namespace steward
