#pragma once

#include "stores/call_context.h"
#include "workflows/creation/creation.h"
#include "workflows/creation/creation_record.h"
#include "workflows/journal/journal_values.h"

namespace steward {

class WorkflowRun;

/// What the journal kept of a creation. Only what is certain: a step without a result counts as announced.
CreationRecord creationRecordOf(const JournalTrail& trail);

/// Of a creation's steps those of the last time, where its claim never came to be and it was begun anew (see
/// isCreationBegun()).
JournalTrail ofLastTime(JournalTrail trail);

/// Whether there is anything of it to go on with or to take back: false where nothing was sent, or where its claim was
/// and never came to be. Then what has made room for it begins it anew. An error: the database does not say.
Result<bool> isCreationStarted(
    const Session& session, const CreationTimes& times, const WorkflowRun& run, const JournalTrail& trail,
    const CallContext& limits);

/// Brings an interrupted creation to its end: forward where its claim stands, back where it was being taken back. The
/// operation has been taken over by `run`. `isSecondHalf`: see CreationRecord. Blocks.
CreationResult resumeCreation(
    const Session& session, const CreationTimes& times, WorkflowRun& run, const JournalEntry& entry,
    WorkflowObserver& observer, const CallContext& limits, bool isSecondHalf = false);

} // namespace steward
