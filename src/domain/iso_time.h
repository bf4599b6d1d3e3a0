#pragma once

#include "domain/store_records.h"

#include <QDateTime>

namespace steward {

/// ISO 8601 in UTC with milliseconds.
QString isoTime(Timestamp time);
/// As this computer's clock shows it.
QDateTime localTime(Timestamp time);
/// Nothing where the text is no such time.
std::optional<Timestamp> timeFromIso(const QString& text);

} // namespace steward
