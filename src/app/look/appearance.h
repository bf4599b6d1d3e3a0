#pragma once

#include "app/table/cells.h"

#include <QColor>
#include <QIcon>
#include <QPalette>

class QApplication;
class QPainter;

namespace steward {

/// The window's looks: Fusion, calm, one accent colour, light or dark.
enum class Appearance : quint8 { System, Light, Dark };
QString appearanceWord(Appearance appearance); ///< "system", "light", "dark": kept in the window's settings
Appearance appearanceFromWord(const QString& word);

/// Sets style and palette. System: as the desktop's own palette was when the program started.
void applyAppearance(QApplication& application, Appearance appearance);

bool isDark(const QPalette& palette);
/// Readable on the palette's base, in light and dark.
QColor toneColor(Tone tone, const QPalette& palette);
/// Text that says less than the rest.
QColor quietColor(const QPalette& palette);

/// Paints the shape in the middle of the square.
void paintShape(QPainter& painter, const QRectF& square, const Mark& mark, const QColor& color);
/// The same as an icon, sharp at every scale.
QIcon shapeIcon(const Mark& mark, const QPalette& palette);

} // namespace steward
