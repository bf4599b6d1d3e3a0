#pragma once

#include "domain/plans/store_trouble.h"
#include "workflows/journal/journal_folder.h"

namespace steward {

/// What operations of this journal on that profile removed from each store, proven, and did not make again since
/// (WORKFLOWS, "Plans, breakers, staleness"). Reads the journal whole; one that is damaged or cannot be read explains
/// nothing. Blocks.
RemovedByUs ownRemovals(const JournalFolder& journal, const QString& profileId);

} // namespace steward
