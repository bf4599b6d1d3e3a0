#pragma once

#include "domain/audit/audit.h"

#include <QString>

#include <functional>
#include <optional>

namespace steward {

/// Whether operations of this journal removed the name from that store.
using RemovedByUs = std::function<bool(Store, const InstanceName&)>;

/// The server or the database reads empty while another store holds any of ours, not counting what this journal's own
/// operations removed from it: a sentence with the evidence. Nothing: neither does; an empty cache is normal. All three
/// have to be read whole.
std::optional<QString> emptyStore(const Audit& audit, const RemovedByUs& removedByUs, qint64 atLeast = 1);

/// The server's list is empty while an enabled row exists, or holds the names of fewer than half of five or more
/// enabled rows (CONTRACT, "Presence and connection"): a sentence with the evidence. On its account nothing is chosen
/// for removal; what a person names goes on by the typed text. Rows whose instance this journal's own operations
/// removed do not count, where `removedByUs` is given.
std::optional<QString> suspectList(const Audit& audit, const RemovedByUs& removedByUs);

} // namespace steward
