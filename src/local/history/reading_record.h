#pragma once

#include "domain/audit/audit.h"
#include "domain/query/instance_state.h"
#include "domain/query/problem_groups.h"

#include <QByteArray>

#include <array>
#include <optional>
#include <vector>

namespace steward {

/// What one complete reading counted.
struct ReadingCounts {
    Timestamp at{};
    qint64 rows = 0;
    qint64 organizations = 0; ///< that have a row
    std::array<qint64, instanceStateCount> states{};
    /// Nothing: it was not asked of every row, and what was not read is no number.
    std::array<std::optional<qint64>, findingCodeCount> findings{};
    std::array<qint64, 3> records{};      ///< of server, database, cache
    std::array<qint64, 3> milliseconds{}; ///< that each took
    bool operator==(const ReadingCounts&) const = default;
};

/// What was known of an instance at one time.
struct InstanceMoment {
    /// Nothing: no store named it any more. Of one that is listed what the list says: the memory of some alone is
    /// asked, and one is not another because it was.
    std::optional<InstanceState> state;
    ProblemSet problems = 0;
    ProblemSet known = 0; ///< which of them were judged at all
    std::optional<PhoneNumber> phone;
    int reason = 0; ///< why the server says that it was disconnected
    bool operator==(const InstanceMoment&) const = default;

    bool has(FindingCode code) const { return (problems & problemBit(code)) != 0; }
    bool knows(FindingCode code) const { return (known & problemBit(code)) != 0; }
};

struct InstanceRecord {
    InstanceName name;
    OrganizationId organization; ///< null: none known
    InstanceMoment now;
};

/// What is kept of one reading. Names, numbers and states; no token, and no row that leads to no name.
struct ReadingRecord {
    ReadingCounts counts;
    std::vector<InstanceRecord> instances;
};

/// False: a store is unread, or the server was only starting, and nothing is to be remembered of it.
bool isCompleteReading(const Audit& audit);
/// Nothing: the reading was not complete.
std::optional<ReadingRecord> recordOf(const Audit& audit);

/// What is known after the earlier and the later: what the later did not judge stays as it was.
InstanceMoment mergedMoment(const InstanceMoment& earlier, const InstanceMoment& later);

} // namespace steward
