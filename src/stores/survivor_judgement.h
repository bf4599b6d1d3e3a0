#pragma once

#include "domain/error.h"
#include "stores/row_edits.h"

#include <QJsonValue>

#include <optional>
#include <vector>

namespace steward {

/// A row as it stands under a lock, with its image.
struct LockedRow {
    Integration row;
    RowImage image;
};

/// What DatabasePort::keep() may do, from the rows that it saw under its locks: one rule for every database.
struct SurvivorJudgement {
    std::optional<RowLease> leasedBy;
    const LockedRow* target = nullptr; ///< the row to point, of the rows judged; none: one is to be inserted
    bool refused = false;              ///< nothing may be written
    std::vector<Integration> standing;
};

/// `rows`: all of the organization, and of other organizations those that name the survivor.
/// A config that is no object is never written to; who asks for that is refused.
Error oddConfigError();

SurvivorJudgement judgeSurvivor(const SurvivorRequest& request, const std::vector<LockedRow>& rows);

/// config.steward_lease as a reading shows it: nothing where it is malformed or has run out by `now`.
std::optional<RowLease> leaseIn(const QJsonValue& value, Timestamp now);

} // namespace steward
