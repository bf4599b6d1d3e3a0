#pragma once

#include "domain/error.h"
#include "domain/store_records.h"

namespace steward {

/// Sentences about the workspace as a whole that more than one place says (translated).
namespace WorkspaceWords {

QString isReadOnly();
QString storesAreRead(); ///< now
QString keepsNoJournal();
QString willHappen();               ///< of a plan that is shown
QString wasReadInPart(Store store); ///< "The cache was read in part only", without a full stop
QString countsAsNotRead();          ///< what that means
/// Why the store was not read; of one that was read in part, that first.
QString whyNotRead(Store store, const Error& error);

} // namespace WorkspaceWords

} // namespace steward
