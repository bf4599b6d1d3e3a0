#include "app/style/mark_delegate.h"

#include "app/style/appearance.h"
#include "app/style/item_roles.h"

namespace steward {

MarkDelegate::MarkDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{
}

void MarkDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant value = index.data(MarkRole);
    if (value.isValid()) {
        const auto mark = value.value<Mark>();
        if (mark.shape != MarkShape::None) {
            option->icon = shapeIcon(mark, option->palette);
            option->features |= QStyleOptionViewItem::HasDecoration;
            const int side = option->fontMetrics.ascent() + 2;
            option->decorationSize = QSize(side, side);
        }
    }
    if (index.data(UnknownRole).toBool() || index.data(QuietRole).toBool()) {
        for (const auto role : {QPalette::Text, QPalette::HighlightedText})
            option->palette.setColor(role, quietColor(option->palette));
    }
    if (index.data(ElideMiddleRole).toBool())
        option->textElideMode = Qt::ElideMiddle;
}

} // namespace steward
