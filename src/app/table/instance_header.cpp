#include "app/table/instance_header.h"

#include "app/style/field_painting.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/table/cells.h"
#include "app/table/instance_delegate.h"

#include <QMouseEvent>
#include <QStyleOptionButton>
#include <QStyleOptionHeader>

namespace steward {
namespace {

constexpr qreal headerArrow = 12;

} // namespace

InstanceHeader::InstanceHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setMouseTracking(true);
}

void InstanceHeader::setChecked(Qt::CheckState state)
{
    if (state == m_checked)
        return;
    m_checked = state;
    viewport()->update();
}

void InstanceHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    if (!rect.isValid())
        return;
    QStyleOptionHeader option;
    initStyleOption(&option);
    option.rect = rect;
    painter->save();
    style()->drawControl(QStyle::CE_HeaderSection, &option, painter, this);
    const Tokens& tokens = Tokens::of(palette());
    if (section == static_cast<int>(Column::Organization)) {
        QStyleOptionButton check;
        check.initFrom(this);
        check.rect = QStyle::visualRect(
            layoutDirection(), rect,
            QRect(rect.left() + scaled(14), rect.center().y() - scaled(8) + 1, scaled(16), scaled(16)));
        check.state = QStyle::State_Enabled | (m_checked == Qt::Checked     ? QStyle::State_On
                                               : m_checked == Qt::Unchecked ? QStyle::State_Off
                                                                            : QStyle::State_NoChange);
        paintCheck(*painter, check);
    }
    const bool isSorted = sortIndicatorSection() == section && isSortIndicatorShown();
    painter->setFont(textFont(TextSize::Small, QFont::Medium));
    painter->setPen(isSorted ? tokens.text : tokens.quiet);
    const QFontMetricsF metrics(painter->font());
    const QString title = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
    const qreal arrow = isSorted ? scaledF(headerArrow + 4) : 0;
    const bool isRight = isNumeric(static_cast<Column>(section));
    const QRectF room = QRectF(rect).adjusted(InstanceDelegate::textInset(section), 0, -scaledF(isRight ? 16 : 4), 0);
    const qreal width = std::min(metrics.horizontalAdvance(title) + 1, room.width() - arrow);
    const qreal left = isRight ? room.right() - width - arrow : room.left();
    const auto placed = [&](const QRectF& logical) {
        return QRectF(QStyle::visualRect(layoutDirection(), rect, logical.toAlignedRect()));
    };
    painter->drawText(
        placed({left, room.top(), width, room.height()}), Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(title, Qt::ElideRight, width));
    if (isSorted) {
        const QRectF place(
            left + width + scaledF(4), room.center().y() - scaledF(6), scaledF(headerArrow), scaledF(12));
        paintIcon(
            *painter, placed(place), sortIndicatorOrder() == Qt::AscendingOrder ? Icon::ChevronDown : Icon::ChevronUp,
            tokens.text2, 2);
    }
    painter->restore();
}

bool InstanceHeader::isAtCheck(const QPoint& place) const
{
    const int section = static_cast<int>(Column::Organization);
    const QRect cell(sectionViewportPosition(section), 0, sectionSize(section), height());
    return InstanceDelegate::checkZone(cell, layoutDirection()).contains(place);
}

void InstanceHeader::mousePressEvent(QMouseEvent* event)
{
    m_isPressed = event->button() == Qt::LeftButton && isAtCheck(event->pos());
    if (!m_isPressed)
        QHeaderView::mousePressEvent(event);
}

void InstanceHeader::mouseReleaseEvent(QMouseEvent* event)
{
    if (!std::exchange(m_isPressed, false))
        return QHeaderView::mouseReleaseEvent(event);
    if (isAtCheck(event->pos()))
        Q_EMIT checkWanted();
}

} // namespace steward
