#pragma once

#include "domain/error.h"
#include "domain/plans/plan_item.h"
#include "domain/store_records.h"

namespace steward {

/// What can come between in applying a plan, with its next step.
namespace ApplyErrors {

Error left(const Skipped& left); ///< as the plan says it
Error anotherWorkstation(const RowLease& lease);
Error leaseLost(); ///< the lease of this cleaning is gone
Error survivorNotProven(const QString& survivor);
Error rowChanged(); ///< since it was read
Error rowHeld();    ///< a foreign key refused; it was disabled instead
Error rowInTheWay(const QString& standing);
Error entryChanged(); ///< it holds another value by now
Error writtenBack();  ///< a reader puts the key back again and again
Error webhookDiffers();
Error webhookChanged();                      ///< since the plan was made
Error restartRefused();                      ///< with status 200
Error notConnectedAgain();                   ///< after a restart that was answered as done
Error staysConnected(const QString& detail); ///< after a log-out that was answered as done, or as failed
Error notReadBack();                         ///< a store reads otherwise than was written
Error storesUnread();                        ///< in the middle of a run
Error stopped();                             ///< not begun, since the person stopped
Error noProfile();                           ///< protection without a row needs a profile to stand in
Error tokenUnknown();                        ///< the row has no token to go by
Error nameTakenAnew();                       ///< another instance is listed under the name by now
Error notConcluded(const QString& name);     ///< not listed, and without its second witness
Error onlyConnected(const QString& name);    ///< of its organization: no resume takes it
Error startedByOlder();                      ///< what came of it was not noted
Error changedInTheMiddle(const QString& name, const QString& because); ///< after something was sent for it
Error listIsShort(const QString& because, const QString& command);     ///< a resume removes nothing then
Error trippedSince(const QString& because, const QString& command);    ///< a breaker that no text has passed
Error leftInPart(const QString& command);                              ///< and no resume goes on with it
Error unknownStep(); ///< an action that this version does not know: nothing is sent for it
/// The store says no, and will again: it is for a person. All else can be gone on with once the store is well.
bool isLasting(const Error& error);
/// What failed so before anything of it was sent is for resume: not what is lasting, nor what a person stopped.
bool isForResume(const Error& error);

} // namespace ApplyErrors

} // namespace steward
