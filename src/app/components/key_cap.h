#pragma once

#include <QPalette>
#include <QStringList>

#include <vector>

class QKeySequence;
class QPainter;
class QWidget;

namespace steward {

/// What one of a window's actions is called, and its keys.
struct KeyLine {
    QString words;
    QStringList keys;
};
/// Of all that have one, in their order.
std::vector<KeyLine> keysOf(const QWidget& window);

/// A key as it stands on the keyboard, in a small box: "Ctrl K".
QString keyCapText(const QKeySequence& key);
QSizeF keyCapSize(const QString& text);
/// In the middle of the rect's height, at its right end, or in a right-to-left layout at its left one.
void paintKeyCap(
    QPainter& painter, const QRectF& rect, const QString& text, const QPalette& palette, bool isRightToLeft);

} // namespace steward
