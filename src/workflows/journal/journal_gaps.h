#pragma once

#include "domain/error.h"
#include "workflows/journal/journal_chain.h"

namespace steward {

class JournalDatabase;

/// The gaps that the newest summary record declares; none where no number is missing. Whether the summary itself is
/// unchanged is for the ChainWalker to tell.
Result<ChainGaps> declaredGaps(JournalDatabase& database);

} // namespace steward
