#pragma once

#include <QString>
#include <QStringList>

namespace steward {

/// The word that shells put before what was typed, to be told how it may go on; no command of its own, and not in the
/// help.
QString completionWord();

/// How the last of `typed` (empty: a new word) may go on. Nothing where it is the person's own: a name, a file.
QStringList completions(const QStringList& typed);

} // namespace steward
