#pragma once

#include "domain/store_records.h"

namespace steward {

/// ISO 8601 in UTC with milliseconds.
QString isoTime(Timestamp time);
/// Nothing where the text is no such time.
std::optional<Timestamp> timeFromIso(const QString& text);

} // namespace steward
