#pragma once

#include <QString>

namespace steward {

/// Tool tips guess whether a text is HTML. This one is HTML that shows exactly the given text, whatever it holds.
QString escapedToolTip(const QString& text);

/// Lets a label break long names, by invisible marks inside: for showing, not for copying.
/// A run of more than `longestRun` characters without a space gets one.
QString breakable(const QString& text, int longestRun = 30);

/// For actions and buttons, where an ampersand would become a mnemonic.
QString withoutMnemonics(QString text);

} // namespace steward
