#include "workflows/live/reading_pace.h"

#include <algorithm>
#include <random>

namespace steward {
namespace {

constexpr double spread = 0.1; ///< more or less
constexpr int mostDoublings = 10;
constexpr int distanceInReadings = 10; ///< a large fleet's reading takes long, and is not done for each hint

double anyChance()
{
    thread_local std::minstd_rand engine{std::random_device()()};
    return std::uniform_real_distribution<double>(0, 1)(engine);
}

} // namespace

ReadingPace::ReadingPace(Settings settings, Chance chance)
    : m_settings(settings)
    , m_chance(chance ? std::move(chance) : Chance(anyChance))
{
}

ReadingPace::Milliseconds ReadingPace::around(Milliseconds time)
{
    const double factor = 1 - spread + 2 * spread * m_chance();
    return std::chrono::round<Milliseconds>(time * factor);
}

void ReadingPace::ended(Time now, Milliseconds took, bool isWhole)
{
    m_failures = isWhole ? 0 : std::min(m_failures + 1, mostDoublings);
    m_quietUntil = now + std::max(m_settings.hintDistance, took * distanceInReadings);
    if (m_settings.every.count() <= 0)
        return;
    const Milliseconds longest = std::max(m_settings.longest, m_settings.every);
    m_due = now + around(std::min(m_settings.every * (1 << m_failures), longest));
}

void ReadingPace::hinted(Time now)
{
    // Before the first reading there is nothing to be renewed; where a store is down its return is waited for.
    if (!m_due || m_failures > 0)
        return;
    m_due = std::min(*m_due, std::max(now + around(m_settings.hintDelay), m_quietUntil));
}

std::optional<ReadingPace::Time> ReadingPace::next() const
{
    return m_isAwake ? m_due : std::nullopt;
}

std::optional<ReadingPace::Milliseconds> ReadingPace::untilScreen()
{
    if (m_settings.every.count() <= 0 || m_failures > 0)
        return {};
    return around(std::min(m_settings.screenEvery, m_settings.every / 2));
}

} // namespace steward
