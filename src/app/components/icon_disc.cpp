#include "app/components/icon_disc.h"

#include "app/style/painting.h"

namespace steward {

IconDisc::IconDisc(QWidget* parent)
    : QWidget(parent)
{
}

void IconDisc::setLook(Icon icon, qreal disc, qreal side, QColor Tokens::*fill, QColor Tokens::*color, qreal stroke)
{
    m_icon = icon;
    m_disc = disc;
    m_side = side;
    m_fill = fill;
    m_color = color;
    m_stroke = stroke;
    setFixedSize(scaled(disc), scaled(disc));
    update();
}

void IconDisc::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    paintBox(painter, rect(), m_disc / 2, tokens.*m_fill, Qt::transparent);
    QRectF square(0, 0, scaledF(m_side), scaledF(m_side));
    square.moveCenter(QRectF(rect()).center());
    paintIcon(painter, square, m_icon, tokens.*m_color, m_stroke);
}

} // namespace steward
