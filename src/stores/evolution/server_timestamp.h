#pragma once

#include "domain/store_records.h"

#include <QByteArray>

#include <optional>
#include <string_view>

namespace steward {

/// "2026-11-22T11:30:01.811Z", with or without milliseconds, as the server writes every time. Nothing for other text:
/// an age is then not known.
std::optional<Timestamp> serverTimestamp(std::string_view text);

/// "Sun, 22 Nov 2026 11:30:01 GMT", as HTTP writes it; whole seconds.
std::optional<Timestamp> httpDate(const QByteArray& text);

} // namespace steward
