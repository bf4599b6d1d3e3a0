#pragma once

#include "app/table/audit_index.h"
#include "domain/audit/snapshot.h"

#include <memory>

namespace steward::test {

/// A snapshot of three empty stores, read whole.
Snapshot emptySnapshot();
/// Adds an instance with its enabled row and cache entry: healthy unless changed. `n` gives it an organization, a
/// number and an age of its own.
void addHealthy(Snapshot& snapshot, const QString& name, int n);
std::shared_ptr<const AuditIndex> indexOf(Snapshot snapshot);
/// `count` healthy instances of `organizations` organizations, named "clinic-0", ….
Snapshot largeSnapshot(int count, int organizations);

} // namespace steward::test
