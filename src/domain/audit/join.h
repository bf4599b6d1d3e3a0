#pragma once

#include "domain/audit/audit.h"

#include <vector>

namespace steward {

/// Joins the three stores by instance name, byte for byte; rows ordered by name. A database row that names two
/// instances (its two keys differ) stands at both. A token entry stands at the instance its value names, else at the
/// row that holds the token, else on its own.
std::vector<AuditRow> joinStores(const Snapshot& snapshot, const AuditSettings& settings);

} // namespace steward
