#pragma once

#include <QByteArray>

#include <string_view>

namespace steward {

/// True where the text is exactly one JSON value. On-Demand passes over what nobody asks for without looking at it, and
/// such text would count as read.
bool isSoundJson(std::string_view text);

/// The same text with what no reader takes replaced by U+FFFD: half of a surrogate pair ("\ud83d"), an escape that is
/// none, a raw control character within a string, bytes that are not UTF-8. Text without any of these stays as it is.
QByteArray mendedJson(const QByteArray& text);

} // namespace steward
