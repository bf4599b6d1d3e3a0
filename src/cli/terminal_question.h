#pragma once

#include "cli/console.h"

#include <optional>

namespace steward {

/// Prints what was written so far and the question, so that both stand there before the answer, and waits for a line.
/// Nothing: the terminal is gone, or the program was stopped.
std::optional<QString> askOnTerminal(const Console& console, const QString& question);

/// True where the answer was "yes".
bool agreesOnTerminal(const Console& console, const QString& question);
/// The same of what was just shown.
bool agreesToDoThis(const Console& console);
/// Where nobody can be asked.
QString nothingWithoutYes();

} // namespace steward
