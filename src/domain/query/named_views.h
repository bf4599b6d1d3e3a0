#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace steward {

/// The parts of the table that have a word of their own, in window and command line: "all", "attention", "connected",
/// "disconnected", "pairing", "protected".
QStringList viewWords();
/// As it would be typed; nothing where there is no such word.
std::optional<QString> viewQuery(const QString& word);

} // namespace steward
