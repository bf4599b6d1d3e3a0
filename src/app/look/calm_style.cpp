#include "app/look/calm_style.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace steward {

CalmStyle::CalmStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void CalmStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_IndicatorItemViewItemCheck:
    case PE_IndicatorCheckBox:
        return drawCheck(*option, *painter);
    case PE_FrameLineEdit:
        return drawFieldFrame(*option, *painter);
    default:
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void CalmStyle::drawCheck(const QStyleOption& option, QPainter& painter)
{
    const bool isEnabled = option.state.testFlag(State_Enabled);
    const QPalette::ColorGroup group = isEnabled ? QPalette::Active : QPalette::Disabled;
    const qreal side = std::min(option.rect.width(), option.rect.height()) - 2;
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option.rect).center());
    const bool isOn = option.state.testFlag(State_On);
    const bool isFocused = option.state.testFlag(State_HasFocus);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = option.palette.color(group, QPalette::Highlight);
    painter.setPen(QPen(isOn || isFocused ? accent : option.palette.color(group, QPalette::PlaceholderText), 1));
    painter.setBrush(isOn ? accent : option.palette.color(group, QPalette::Base));
    painter.drawRoundedRect(box, 2, 2);
    if (isOn) {
        painter.setPen(QPen(Qt::white, side / 7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF corner = box.topLeft();
        painter.drawPolyline(QPolygonF{
            corner + QPointF(side * 0.24, side * 0.52), corner + QPointF(side * 0.43, side * 0.72),
            corner + QPointF(side * 0.78, side * 0.3)});
    }
    painter.restore();
}

void CalmStyle::drawFieldFrame(const QStyleOption& option, QPainter& painter)
{
    const bool isFocused = option.state.testFlag(State_HasFocus);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(option.palette.color(isFocused ? QPalette::Highlight : QPalette::Mid), isFocused ? 2 : 1));
    const qreal inset = isFocused ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), 2.5, 2.5);
    painter.restore();
}

} // namespace steward
