#pragma once

#include "cli/command_table.h"

namespace steward {

/// What the program is called with, its commands with a line each, its variables and exit codes; no line longer than
/// `width` where words allow it.
QString helpText(int width);
/// One command, or the commands of one first word such as "journal": usage, options, examples. Empty where there is
/// none.
QString helpText(const QStringList& words, int width);
/// The commands as the sections of a manual page (roff), for the packages.
QString manualText();

} // namespace steward
