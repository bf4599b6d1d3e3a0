#include "app/pairing/queue_delegate.h"

#include "app/style/item_roles.h"
#include "app/style/mark.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"

namespace steward {
namespace {

constexpr qreal queueHeight = 48;
constexpr qreal queueInset = 8;
constexpr qreal queueShape = 18;
constexpr qreal queueText = 38;

} // namespace

QueueDelegate::QueueDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {scaled(120), scaled(queueHeight)};
}

void QueueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& tokens = Tokens::of(option.palette);
    const QRectF item(option.rect);
    const bool isCurrent = !index.data(QuietRole).toBool();
    painter->save();
    if (isCurrent || option.state.testFlag(QStyle::State_MouseOver))
        paintBox(*painter, item, controlRadius, isCurrent ? tokens.selection : tokens.hover, Qt::transparent);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintBox(*painter, item, controlRadius, Qt::transparent, tokens.accentText, scaledF(focusRing));
    const qreal side = scaledF(queueShape);
    const QRectF square(item.left() + scaledF(queueInset), item.center().y() - side / 2, side, side);
    const auto mark = index.data(MarkRole).value<Mark>();
    paintShape(*painter, placedIn(item, square, option.direction), mark, tokens.tone(mark.tone));
    const qreal left = item.left() + scaledF(queueText);
    const qreal width = item.right() - scaledF(10) - left;
    const qreal middle = item.center().y();
    painter->setFont(textFont(TextSize::Body, isCurrent ? QFont::DemiBold : QFont::Medium));
    painter->setPen(tokens.text);
    paintWords(
        *painter, item, {left, middle - scaledF(18), width, scaledF(18)}, index.data().toString(), option.direction);
    painter->setFont(textFont(TextSize::Small));
    painter->setPen(isCurrent ? tokens.text2 : tokens.quiet);
    paintWords(*painter, item, {left, middle, width, scaledF(17)}, index.data(DetailRole).toString(), option.direction);
    painter->restore();
}

} // namespace steward
