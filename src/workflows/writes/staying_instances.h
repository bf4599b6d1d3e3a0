#pragma once

#include "domain/instance_name.h"
#include "domain/store_records.h"

#include <QSet>

#include <vector>

namespace steward {

class Audit;

/// Instances known to stay while others are deleted: by them it shows whether a list that lacks the others is to be
/// believed (WORKFLOWS, "Deletion", proof).
class StayingInstances final {
public:
    /// None is known.
    StayingInstances() = default;
    /// Those that were listed, less those that are to go.
    StayingInstances(const ServerListing& listing, const std::vector<InstanceName>& leaving);
    StayingInstances(const Audit& audit, const std::vector<InstanceName>& leaving);

    bool isEmpty() const { return m_names.isEmpty(); }
    /// The list still holds at least half of them. False where none is known.
    bool believes(const ServerListing& listing) const;

private:
    QSet<InstanceName> m_names;
};

} // namespace steward
