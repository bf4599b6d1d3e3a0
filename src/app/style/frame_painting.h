#pragma once

class QPainter;
class QStyleOption;
class QStyleOptionFrame;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QWidget;

namespace steward {

/// The outline of lists, trees and text fields of several lines; and the single lines between parts.
void paintFrame(QPainter& painter, const QStyleOption& option);
void paintShapedFrame(QPainter& painter, const QStyleOptionFrame& option);
void paintCard(QPainter& painter, const QStyleOption& option);
/// Head and foot of a window.
void paintSide(QPainter& painter, const QStyleOption& option, bool isAbove);
void paintSplitter(QPainter& painter, const QStyleOption& option);

void paintProgressGroove(QPainter& painter, const QStyleOptionProgressBar& option);
void paintProgress(QPainter& painter, const QStyleOptionProgressBar& option);
void paintScrollBar(QPainter& painter, const QStyleOptionSlider& option, const QWidget* bar);

} // namespace steward
