#pragma once

#include "workflows/creation/creation_request.h"
#include "workflows/journal/journal_values.h"

#include <optional>

namespace steward {

/// What the journal keeps of a replacement beside what its halves note themselves: what is to be created, before
/// anything is deleted; and that all of what stood there is gone, before the creation.
namespace ReplacingRecord {

JournalStep wanted(const CreationRequest& request);
JournalStep roomMade(const CreationRequest& request);

/// Nothing: killed before it was noted, or an earlier version deleted without it.
std::optional<CreationRequest> requestIn(const JournalTrail& trail);
/// The steps of the creation; nothing: there is no room yet.
std::optional<JournalTrail> creationIn(const JournalTrail& trail);

/// What replaces what stands by then, and creates.
QString commandFor(const CreationRequest& request);

} // namespace ReplacingRecord

} // namespace steward
