#pragma once

#include <QPalette>
#include <QString>

class QKeySequence;
class QPainter;

namespace steward {

/// A key as it stands on the keyboard, in a small box: "Ctrl K".
QString keyCapText(const QKeySequence& key);
QSizeF keyCapSize(const QString& text);
/// In the middle of the rect's height, at its right end, or in a right-to-left layout at its left one.
void paintKeyCap(
    QPainter& painter, const QRectF& rect, const QString& text, const QPalette& palette, bool isRightToLeft);

} // namespace steward
