#pragma once

#include <QRect>
#include <QSize>

class QPainter;
class QStyleOption;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionTab;
class QStyleOptionViewItem;
class QWidget;

namespace steward {

/// What is behind a cell: selection with its bar, hover, the line below.
void paintItemPanel(QPainter& painter, const QStyleOptionViewItem& option, const QWidget* view);
/// The outline of the cell that the keyboard is at.
void paintItemFocus(QPainter& painter, const QStyleOption& option);
void paintBranch(QPainter& painter, const QStyleOption& option);

void paintHeaderSection(QPainter& painter, const QStyleOption& option);
void paintHeaderArrow(QPainter& painter, const QStyleOptionHeader& option);

void paintTabShape(QPainter& painter, const QStyleOptionTab& option);

void paintMenuPanel(QPainter& painter, const QStyleOption& option);
void paintMenuItem(QPainter& painter, const QStyleOptionMenuItem& option);
QSize sizeOfMenuItem(const QStyleOptionMenuItem& option);
void paintMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& option);

} // namespace steward
