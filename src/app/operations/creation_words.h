#pragma once

#include "app/style/status_list.h"
#include "workflows/creation/creation.h"

namespace steward {

/// What came of a creation, for the person.
std::vector<StatusList::Line> creationLines(const CreationResult& result);
/// The same where it may not have begun at all.
std::vector<StatusList::Line> creationEnd(const Result<CreationResult>& result);

} // namespace steward
