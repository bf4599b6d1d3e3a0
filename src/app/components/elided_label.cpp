#include "app/components/elided_label.h"

#include "app/style/plain_text.h"

#include <QPainter>
#include <QStyle>

namespace steward {

ElidedLabel::ElidedLabel(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setLook(TextSize size, QFont::Weight weight, QColor Tokens::*color)
{
    m_size = size;
    m_weight = weight;
    m_color = color;
    updateGeometry();
    update();
}

void ElidedLabel::setText(const QString& text)
{
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    setToolTip(escapedToolTip(text));
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics(textFont(m_size, m_weight));
    return {metrics.horizontalAdvance(m_text) + 2, metrics.height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), scaled(40)), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont font = textFont(m_size, m_weight);
    painter.setFont(font);
    painter.setPen(Tokens::of(palette()).*m_color);
    painter.drawText(
        rect(), Qt::AlignVCenter | Qt::TextSingleLine | QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft),
        QFontMetrics(font).elidedText(m_text, Qt::ElideRight, width()));
}

} // namespace steward
