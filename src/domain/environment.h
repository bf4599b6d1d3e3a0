#pragma once

#include <QString>

#include <optional>

namespace steward {

/// What the stores of a profile are used for. Where nothing is said it is production, the most careful one.
enum class Environment : quint8 { Production, Staging, Development };

/// "production", "staging", "development": for files, JSON and STEWARD_ENVIRONMENT.
QString environmentWord(Environment environment);
/// Nothing for any other word, the empty one too.
std::optional<Environment> environmentFromWord(QStringView word);

} // namespace steward
