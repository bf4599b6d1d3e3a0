#pragma once

#include <QSize>

class QPainter;
class QPushButton;
class QStyleOptionButton;
class QStyleOptionToolButton;
class QWidget;

namespace steward {

/// What a button is for (DESIGN, "Components"). A Designer file says it as the property `kind`: "primary", "danger",
/// "danger-text", "ghost", "link"; and its height as the property `buttonSize`: "small", "large".
enum class ButtonKind : quint8 { Default, Primary, Danger, DangerText, Ghost, Link };
enum class ButtonSize : quint8 { Small, Default, Large };
void setButtonKind(QPushButton& button, ButtonKind kind);
void setButtonSize(QPushButton& button, ButtonSize size);
/// The key that does the same, at the end of its text; a Designer file says it as the property `keyCap`.
void setButtonKey(QPushButton& button, const QString& key);

void paintButtonBevel(QPainter& painter, const QStyleOptionButton& option, const QWidget* button);
void paintButtonLabel(QPainter& painter, const QStyleOptionButton& option, const QWidget* button);
QSize sizeOfButton(const QStyleOptionButton& option, const QWidget* button);

/// The box of a button in a tool bar or of a chip.
void paintToolButtonPanel(QPainter& painter, const QStyleOptionToolButton& option);

} // namespace steward
