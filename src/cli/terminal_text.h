#pragma once

#include <QString>

namespace steward {

/// Text from the stores, fit for a terminal: control characters, line breaks and marks that change the direction of
/// writing are shown as \u{…}, so that no name can move the cursor, recolour or disguise itself.
QString terminalText(const QString& text);

/// True where standard output is a terminal, which understands ANSI sequences.
bool outIsTerminal();
/// Cells of a line on stdout; 0 where it is no terminal.
int terminalWidth();
/// True where a person can be asked: standard input and output are terminals.
bool canAskOnTerminal();

} // namespace steward
