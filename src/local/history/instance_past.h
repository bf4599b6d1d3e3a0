#pragma once

#include "local/history/reading_record.h"

#include <map>
#include <vector>

namespace steward {

/// What an instance was from one reading on.
struct PastMoment {
    Timestamp at{}; ///< of the reading that showed it
    /// The reading before that is kept: it became so in between. Nothing: none is.
    std::optional<Timestamp> before;
    InstanceMoment now;
    bool operator==(const PastMoment&) const = default;
};

/// An instance's past as far as readings tell, oldest first.
struct InstancePast {
    std::vector<PastMoment> moments;
    std::vector<Timestamp> readings; ///< of the days that are summed up; also those that showed nothing new
};

/// How long it was in each state. What no reading tells of is no state's time.
struct TimeInStates {
    std::map<InstanceState, std::chrono::milliseconds> states;
    std::chrono::milliseconds unknown{0};
    bool operator==(const TimeInStates&) const = default;
};
constexpr std::chrono::days daysSummedUp{7};
/// Longer without a reading is a gap, whatever it was before and after. Of older days one reading an hour is kept.
constexpr std::chrono::hours longestSilence{2};
/// From then to then. Pure.
TimeInStates timeInStates(const InstancePast& past, Timestamp from, Timestamp upTo);

/// It changed within a gap, so that nobody knows when.
bool isWithinGap(const PastMoment& moment);

} // namespace steward
