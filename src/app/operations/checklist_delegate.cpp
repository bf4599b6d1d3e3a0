#include "app/operations/checklist_delegate.h"

#include "app/operations/checklist_role.h"
#include "app/style/item_painting.h"
#include "app/style/painting.h"

#include <algorithm>

namespace steward {
namespace {

constexpr qreal leadInset = 6;
constexpr qreal beforeSuffix = 6;

} // namespace

void ChecklistDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    MarkDelegate::initStyleOption(option, index);
    const Tokens& tokens = Tokens::of(option->palette);
    const QVariant part = index.data(ItemPartRole);
    if (part.isValid() && static_cast<ItemPart>(part.toInt()) == ItemPart::Working)
        option->backgroundBrush = tokens.infoSoft;
    const auto mark = index.data(MarkRole).value<Mark>();
    if (mark.shape != MarkShape::Tick && !(mark.shape == MarkShape::Triangle && index.column() > 1))
        return;
    for (const auto role : {QPalette::Text, QPalette::HighlightedText})
        option->palette.setColor(role, tokens.tone(mark.tone));
}

void ChecklistDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString lead = index.data(LeadRole).toString();
    if (index.column() != 0 || lead.isEmpty())
        return MarkDelegate::paint(painter, option, index);
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    painter->save();
    paintItemPanel(*painter, item, item.widget);
    const Tokens& tokens = Tokens::of(item.palette);
    const QString suffix = index.data(SuffixRole).toString();
    const QFont leadFont = textFont(TextSize::Body, QFont::Medium);
    const QFont suffixFont = textFont(TextSize::Label);
    const QRectF cell(item.rect);
    const QRectF inside = cell.adjusted(scaledF(leadInset), 0, -scaledF(leadInset), 0);
    const qreal suffixWidth = QFontMetricsF(suffixFont).horizontalAdvance(suffix) + 1;
    const qreal leadWidth = std::min(
        QFontMetricsF(leadFont).horizontalAdvance(lead) + 1,
        std::max<qreal>(inside.width() - suffixWidth - scaledF(beforeSuffix), 0));
    painter->setFont(leadFont);
    painter->setPen(tokens.text);
    paintWords(*painter, cell, {inside.left(), cell.top(), leadWidth, cell.height()}, lead, item.direction);
    painter->setFont(suffixFont);
    painter->setPen(tokens.quiet);
    const qreal left = inside.left() + leadWidth + scaledF(beforeSuffix);
    paintWords(*painter, cell, {left, cell.top(), suffixWidth, cell.height()}, suffix, item.direction);
    if (item.state.testFlag(QStyle::State_HasFocus))
        paintItemFocus(*painter, item);
    painter->restore();
}

} // namespace steward
