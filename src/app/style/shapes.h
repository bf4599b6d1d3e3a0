#pragma once

#include "app/style/mark.h"

#include <QColor>
#include <QIcon>
#include <QPalette>

class QPainter;

namespace steward {

/// Paints the shape in the middle of the square.
void paintShape(QPainter& painter, const QRectF& square, const Mark& mark, const QColor& color);
/// The same as an icon in the colour of its tone, sharp at every scale.
QIcon shapeIcon(const Mark& mark, const QPalette& palette);

} // namespace steward
