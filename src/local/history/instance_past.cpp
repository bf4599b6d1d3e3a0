#include "local/history/instance_past.h"

#include <algorithm>

namespace steward {
namespace {

/// Of the last moment that is not later; null where it was not there yet.
const PastMoment* momentAt(const std::vector<PastMoment>& moments, Timestamp time)
{
    const auto later = std::ranges::upper_bound(moments, time, {}, &PastMoment::at);
    return later == moments.begin() ? nullptr : &*std::prev(later);
}

} // namespace

bool isWithinGap(const PastMoment& moment)
{
    return moment.before && moment.at - *moment.before > longestSilence;
}

TimeInStates timeInStates(const InstancePast& past, Timestamp from, Timestamp upTo)
{
    TimeInStates times;
    std::vector<Timestamp> readings = past.readings;
    for (const PastMoment& moment : past.moments)
        readings.push_back(moment.at); // its own reading may be thinned out by now
    std::ranges::sort(readings);
    Timestamp since = from;
    std::optional<Timestamp> last; ///< the reading before
    const auto take = [&](Timestamp until, bool isKnown) {
        const auto time = std::min(until, upTo) - std::max(since, from);
        if (time.count() <= 0)
            return;
        const PastMoment* moment = last ? momentAt(past.moments, *last) : nullptr;
        if (isKnown && moment && moment->now.state)
            times.states[*moment->now.state] += time;
        else
            times.unknown += time;
    };
    for (const Timestamp reading : readings) {
        if (reading > upTo)
            break;
        // Where it is another at the end, nobody knows when it became so; the one that was seen first is taken, unless
        // they are far apart.
        take(reading, last && reading - *last <= longestSilence);
        last = reading;
        since = std::max(from, reading);
    }
    take(upTo, last && upTo - *last <= longestSilence);
    return times;
}

} // namespace steward
