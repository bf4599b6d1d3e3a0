#pragma once

#include <QString>

#include <expected>

namespace steward::rig {

/// What the rig's own work ends in; the error is a plain English text for the developer.
template<class T>
using RigResult = std::expected<T, QString>;

} // namespace steward::rig

/// For QtTest slots: fails the test with the rig's own words.
#define RIG_VERIFY(...)                                                                                                \
    do {                                                                                                               \
        const auto& rigOutcome = (__VA_ARGS__);                                                                        \
        QVERIFY2(rigOutcome.has_value(), rigOutcome.has_value() ? "" : qPrintable(rigOutcome.error()));                \
    } while (false)
