#pragma once

#include <QString>

namespace steward {

/// Control and format characters, line breaks, marks that change the direction of writing, what takes no room, and
/// halves of characters: whatever a person cannot see, beyond the basic plane too.
bool isInvisible(char32_t character);

/// Every unit is a letter or sign of the Latin alphabets that stands alone and is seen, as nearly all names are: each
/// takes one cell, and nothing has to be escaped. False for anything that needs a closer look.
bool isPlainText(QStringView text);

/// The text with what is invisible as \u{…}: no name can move a cursor, recolour or disguise itself.
QString visibleText(QStringView text);

/// The same for a text that a person has to type exactly: spaces at its ends stand out too.
QString typeableText(QStringView text);

/// True where what was typed is the text, or is the text as it is shown: what cannot be seen cannot be typed either.
bool isTypedAs(const QString& typed, const QString& text);

} // namespace steward
