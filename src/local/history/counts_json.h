#pragma once

#include "local/history/reading_record.h"

namespace steward {

/// By words, so that another version reads them whatever its enumerations are.
QByteArray countsJson(const ReadingCounts& counts);
/// Nothing where it is not what countsJson() writes.
std::optional<ReadingCounts> countsFromJson(Timestamp at, const QByteArray& json);

QString stateToWord(const std::optional<InstanceState>& state);
/// What this version does not know is InstanceState::Other.
std::optional<InstanceState> stateFromWord(const QString& word);

} // namespace steward
