#pragma once

#include "domain/error.h"
#include "workflows/creation/creation_record.h"
#include "workflows/journal/journal_values.h"

namespace steward {

// What can come between in a creation, with its next step.

Error rowGoneError();                           ///< the row to finish is not there any more
Error rowTakenError();                          ///< another program took or removed the claimed row
Error nameTakenError();                         ///< 403 for a name that is not listed
Error nothingMadeError(const Error& answered);  ///< answered with that error, and looked into: nothing was made
Error otherNameError(const InstanceName& made); ///< made under another name than was asked for
Error notKnownError();                          ///< whether it was made cannot be told
Error vanishedError();                          ///< created, and gone again
Error otherInstanceError();                     ///< another instance stands under the name
Error cacheDiffersError();
Error webhookDiffersError();
Error takenMeanwhileError(const QString& winner);
Error interruptedError(); ///< it was being taken back when it was interrupted
Error readOnlyCreationError();

/// The claim's intent and what its answer says, for the journal: no token but its digest.
JournalStep claimStep(const CreationRecord& record);
void noteClaim(const ClaimAnswer& answer, JournalFields& after);

} // namespace steward
