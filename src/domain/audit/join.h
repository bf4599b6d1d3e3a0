#pragma once

#include "domain/audit/audit.h"

#include <vector>

namespace steward {

/// Joins the three stores by instance name, byte for byte; rows ordered by name. A database row that names two
/// instances (its two keys differ) stands at both. A token entry stands at the instance its value names, else at the
/// row that holds the token, else on its own.
/// A name that no store holds, and for which the server answered, has a row too.
std::vector<AuditRow> joinStores(const Snapshot& snapshot, const AuditSettings& settings);

/// Whether the server has what the list does not show, by its second witness (CONTRACT, "Presence and connection").
Presence unlistedPresence(MemoryState memory);
/// By the list, and where it does not show the row by the row's memory.
Presence serverPresence(const AuditRow& row, const Snapshot& snapshot);

} // namespace steward
