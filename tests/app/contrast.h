#pragma once

#include <QColor>

#include <algorithm>
#include <cmath>

namespace steward::test {

inline double luminance(const QColor& color)
{
    const auto linear = [](float channel) {
        const double value = channel;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// From 1 (the same) to 21 (black on white).
inline double contrastOf(const QColor& one, const QColor& other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace steward::test
