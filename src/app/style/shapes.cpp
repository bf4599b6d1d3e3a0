#include "app/style/shapes.h"

#include "app/style/drawn_icon.h"
#include "app/style/tokens.h"

#include <QPainter>
#include <QPainterPath>

namespace steward {
namespace {

// All shapes are drawn in a square of 14, as in the mockups.
constexpr qreal shapeSide = 14;
const QPointF shapeMiddle(7, 7);

class ShapeEngine final : public DrawnIcon {
public:
    ShapeEngine(const Mark& mark, const QColor& color)
        : m_mark(mark)
        , m_color(color)
    {
    }
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QColor color = m_color;
        if (mode == QIcon::Disabled)
            color.setAlphaF(0.5F);
        paintShape(*painter, rect, m_mark, color);
    }
    QIconEngine* clone() const override { return new ShapeEngine(m_mark, m_color); }

private:
    Mark m_mark;
    QColor m_color;
};

void useFill(QPainter& painter, const QColor& color)
{
    painter.setBrush(color);
    painter.setPen(Qt::NoPen);
}

void useOutline(QPainter& painter, const QColor& color, qreal width)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void paintRing(QPainter& painter, MarkShape shape, const QColor& color)
{
    if (shape == MarkShape::DottedRing) {
        QPen pen(color, 1.8, Qt::SolidLine, Qt::FlatCap);
        pen.setDashPattern({2.2 / 1.8, 1.9 / 1.8});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
    } else
        useOutline(painter, color, 1.6);
    painter.drawEllipse(shapeMiddle, 5.2, 5.2);
    if (shape != MarkShape::FilledRing && shape != MarkShape::Note)
        return;
    useFill(painter, color);
    const qreal radius = shape == MarkShape::Note ? 1.3 : 2.6;
    painter.drawEllipse(shapeMiddle, radius, radius);
}

void paintWorking(QPainter& painter, const QColor& color)
{
    QColor faint = color;
    faint.setAlphaF(0.35F);
    useOutline(painter, faint, 1.6);
    painter.drawEllipse(shapeMiddle, 5.2, 5.2);
    useOutline(painter, color, 1.8);
    painter.drawArc(QRectF(1.8, 1.8, 10.4, 10.4), 0, 90 * 16);
}

/// The tick is cut out, so that it has the colour of whatever is behind.
void paintDone(QPainter& painter, const QColor& color)
{
    QPainterPath tick;
    tick.moveTo(4.3, 7.2);
    tick.lineTo(6.2, 9.1);
    tick.lineTo(9.7, 5.2);
    QPainterPathStroker stroker(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPainterPath disc;
    disc.addEllipse(shapeMiddle, 6, 6);
    painter.fillPath(disc.subtracted(stroker.createStroke(tick)), color);
}

void paintTick(QPainter& painter, const QColor& color)
{
    useOutline(painter, color, 1.8);
    painter.drawPolyline(QPolygonF{QPointF(2.8, 7.4), QPointF(5.8, 10.4), QPointF(11.2, 3.8)});
}

void paintLock(QPainter& painter, const QColor& color)
{
    useOutline(painter, color, 1.4);
    painter.drawArc(QRectF(4.5, 2, 5, 7), 0, 180 * 16);
    useFill(painter, color);
    painter.drawRoundedRect(QRectF(3, 6.2, 8, 6), 1.2, 1.2);
}

void paintQuestion(QPainter& painter, const QColor& color)
{
    QFont font = painter.font();
    font.setPixelSize(12);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QRectF(0, 0, shapeSide, shapeSide), Qt::AlignCenter, QStringLiteral("?"));
}

void paintFilled(QPainter& painter, MarkShape shape, const QColor& color)
{
    useFill(painter, color);
    if (shape == MarkShape::Dot)
        painter.drawEllipse(shapeMiddle, 5, 5);
    else if (shape == MarkShape::Square)
        painter.drawRoundedRect(QRectF(2, 2, 10, 10), 1.5, 1.5);
    else if (shape == MarkShape::Diamond)
        painter.drawPolygon(QPolygonF{QPointF(7, 1.2), QPointF(12.8, 7), QPointF(7, 12.8), QPointF(1.2, 7)});
    else {
        painter.setPen(QPen(color, 1, Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin));
        painter.drawPolygon(QPolygonF{QPointF(7, 1.6), QPointF(13, 12.4), QPointF(1, 12.4)});
    }
}

void paintStroke(QPainter& painter, MarkShape shape, const QColor& color)
{
    useOutline(painter, color, 1.8);
    painter.drawLine(QPointF(3, 7), QPointF(11, 7));
    if (shape == MarkShape::Arrow)
        painter.drawPolyline(QPolygonF{QPointF(8, 4), QPointF(11, 7), QPointF(8, 10)});
}

void paintIn14(QPainter& painter, MarkShape shape, const QColor& color)
{
    switch (shape) {
    case MarkShape::None:
        return;
    case MarkShape::Ring:
    case MarkShape::DottedRing:
    case MarkShape::FilledRing:
    case MarkShape::Note:
        return paintRing(painter, shape, color);
    case MarkShape::Dot:
    case MarkShape::Square:
    case MarkShape::Triangle:
    case MarkShape::Diamond:
        return paintFilled(painter, shape, color);
    case MarkShape::Done:
        return paintDone(painter, color);
    case MarkShape::Tick:
        return paintTick(painter, color);
    case MarkShape::Working:
        return paintWorking(painter, color);
    case MarkShape::Arrow:
    case MarkShape::Dash:
        return paintStroke(painter, shape, color);
    case MarkShape::Question:
        return paintQuestion(painter, color);
    case MarkShape::Lock:
        return paintLock(painter, color);
    }
    paintQuestion(painter, color);
}

} // namespace

void paintShape(QPainter& painter, const QRectF& square, const Mark& mark, const QColor& color)
{
    const qreal side = std::min(square.width(), square.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.center() - QPointF(side, side) / 2);
    painter.scale(side / shapeSide, side / shapeSide);
    paintIn14(painter, mark.shape, color);
    painter.restore();
}

QIcon shapeIcon(const Mark& mark, const QPalette& palette)
{
    return QIcon(new ShapeEngine(mark, Tokens::of(palette).tone(mark.tone)));
}

} // namespace steward
