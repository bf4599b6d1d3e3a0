#include "app/components/text_label.h"

#include <QEvent>
#include <QGuiApplication>

namespace steward {

TextLabel::TextLabel(QWidget* parent)
    : TextLabel(QString(), TextSize::Body, QFont::Normal, &Tokens::text, parent)
{
}

TextLabel::TextLabel(const QString& text, TextSize size, QFont::Weight weight, QColor Tokens::*color, QWidget* parent)
    : QLabel(text, parent)
    , m_color(color)
{
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText); // which it colours, also on a list, where another would hold
    setFont(textFont(size, weight));
    takeColor();
}

void TextLabel::setLook(TextSize size, QFont::Weight weight, QColor Tokens::*color)
{
    setFont(textFont(size, weight));
    m_color = color;
    takeColor();
}

void TextLabel::takeColor()
{
    QPalette own = palette();
    own.setColor(QPalette::WindowText, Tokens::of(QGuiApplication::palette()).*m_color);
    setPalette(own);
}

void TextLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        takeColor();
}

} // namespace steward
