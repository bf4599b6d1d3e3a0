#pragma once

#include "app/style/shapes.h"
#include "app/style/tokens.h"

#include <QString>

class QApplication;

namespace steward {

/// The window's looks: light or dark, or as the desktop is.
enum class Appearance : quint8 { System, Light, Dark };
QString appearanceWord(Appearance appearance); ///< "system", "light", "dark": kept in the window's settings
Appearance appearanceFromWord(const QString& word);

/// Sets style, type and palette. System: as the desktop's own palette was when the program started.
void applyAppearance(QApplication& application, Appearance appearance);

bool isDark(const QPalette& palette);
/// Readable on the palette's base, in light and dark.
QColor toneColor(Tone tone, const QPalette& palette);
/// Text that says less than the rest.
QColor quietColor(const QPalette& palette);

} // namespace steward
