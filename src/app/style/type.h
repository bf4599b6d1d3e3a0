#pragma once

#include <QFont>
#include <QMargins>

class QApplication;
class QWidget;

namespace steward {

/// The sizes and weights of text (DESIGN, "Tokens"). Body is the desktop's own size; the rest scale with it.
enum class TextSize : quint8 { Label, Small, Body, Section, Page, Number };

/// Loads Inter, which is built in, and makes it the application's font in the size that the desktop asks for.
void applyType(QApplication& application);
QFont textFont(TextSize size, QFont::Weight weight = QFont::Normal);

/// A measure of the design, which is drawn for text of 13 pixels, at the size that the text has here.
qreal scaledF(qreal measure);
int scaled(qreal measure);

/// Margins as one reads: a line begins on the left, or on the right where one reads from there.
QMargins readingMargins(int begin, int top, int end, int bottom);
/// The same for a form that Designer made, with all that is in it: right after its setupUi().
void turnMargins(const QWidget& form);

} // namespace steward
