#include "app/look/mark_delegate.h"

#include "app/look/appearance.h"
#include "app/look/item_roles.h"
#include "app/table/cells.h"

namespace steward {

MarkDelegate::MarkDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{
}

void MarkDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant value = index.data(MarkRole);
    const bool isSelected = option->state.testFlag(QStyle::State_Selected);
    if (value.isValid()) {
        const auto mark = value.value<Mark>();
        if (mark.shape != MarkShape::None) {
            QPalette palette = option->palette;
            if (isSelected) // on the accent colour only the highlighted text's colour is readable
                palette.setColor(QPalette::Active, QPalette::PlaceholderText, palette.color(QPalette::HighlightedText));
            const Mark shown{mark.shape, isSelected ? Tone::Quiet : mark.tone};
            option->icon = shapeIcon(shown, palette);
            option->features |= QStyleOptionViewItem::HasDecoration;
            const int side = option->fontMetrics.ascent() + 2;
            option->decorationSize = QSize(side, side);
        }
    }
    if (!isSelected && (index.data(UnknownRole).toBool() || index.data(QuietRole).toBool()))
        option->palette.setColor(QPalette::Text, quietColor(option->palette));
    if (index.data(ElideMiddleRole).toBool())
        option->textElideMode = Qt::ElideMiddle;
}

} // namespace steward
