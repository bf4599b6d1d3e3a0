#pragma once

#include "domain/audit/audit.h"

#include <QString>

#include <functional>
#include <optional>

namespace steward {

/// Whether operations of this journal removed the name from that store.
using RemovedByUs = std::function<bool(Store, const InstanceName&)>;

/// A store reads empty while another holds five or more of ours, not counting what this journal's own operations
/// removed from it: a sentence with the evidence. Nothing: no store does. All three have to be read whole.
std::optional<QString> emptyStore(const Audit& audit, const RemovedByUs& removedByUs);

/// Of five or more enabled rows fewer than half name a listed instance: a sentence with the evidence.
std::optional<QString> storesThatDoNotMatch(const Audit& audit);

} // namespace steward
