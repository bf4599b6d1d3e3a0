#pragma once

#include <QString>

namespace steward {

/// Tool tips guess whether a text is HTML. This one is HTML that shows exactly the given text, whatever it holds.
QString escapedToolTip(const QString& text);

/// Lets a label break runs longer than any word of people, by invisible marks inside; other texts stay as they are.
QString breakable(const QString& text);

/// For actions and buttons, where an ampersand would become a mnemonic.
QString withoutMnemonics(QString text);

} // namespace steward
