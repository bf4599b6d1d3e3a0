#pragma once

#include <chrono>
#include <functional>
#include <optional>

namespace steward {

/// When the stores are read again by themselves: after the profile's time, a little more or less, so that many windows
/// do not ask in the same second; later and later while a store is down; soon after a hint, but never in a row; and not
/// at all while nobody looks and nothing is watched. Pure: told what time it is.
class ReadingPace final {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Milliseconds = std::chrono::milliseconds;
    struct Settings {
        Milliseconds every{std::chrono::minutes(5)};         ///< 0: never by itself, after hints neither
        Milliseconds longest{std::chrono::minutes(60)};      ///< while a store is down
        Milliseconds hintDelay{1500};                        ///< what is said in one go is read once
        Milliseconds hintDistance{std::chrono::seconds(30)}; ///< from the end of a reading to one for a hint
        Milliseconds screenEvery{std::chrono::seconds(60)};  ///< the parts on screen are asked again, at most so often
    };
    /// From 0 to 1.
    using Chance = std::function<double()>;
    explicit ReadingPace(Settings settings, Chance chance = {});

    /// A reading has ended, whoever asked for it. `isWhole`: every store was read.
    void ended(Time now, Milliseconds took, bool isWhole);
    void hinted(Time now);
    /// Somebody looks, or something is watched. What became due meanwhile is due at once.
    void setAwake(bool isAwake) { m_isAwake = isAwake; }
    /// When the next reading begins; nothing: not by itself.
    std::optional<Time> next() const;
    /// How long until the parts on screen are asked again; nothing: not by itself.
    std::optional<Milliseconds> untilScreen();

private:
    Milliseconds around(Milliseconds time);

    const Settings m_settings;
    Chance m_chance;
    bool m_isAwake = true;
    int m_failures = 0; ///< readings in a row with a store that was not read
    std::optional<Time> m_due;
    Time m_quietUntil{}; ///< no hint is followed before
};

} // namespace steward
