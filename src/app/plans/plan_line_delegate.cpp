#include "app/plans/plan_line_delegate.h"

#include "app/plans/plan_lines.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"

#include <QAbstractItemView>
#include <QApplication>

#include <algorithm>

namespace steward {
namespace {

constexpr qreal headHeight = 40;
constexpr qreal lineHeight = 28;
constexpr qreal chevronInset = 20;
constexpr qreal headInset = 44;
constexpr qreal signInset = 46;
constexpr qreal signSide = 20;
constexpr qreal placeInset = 76;
constexpr qreal placeWidth = 84;
constexpr qreal organizationWidth = 190;
constexpr qreal endInset = 24;

Tone toneOf(StepSign sign)
{
    switch (sign) {
    case StepSign::Add:
        return Tone::Good;
    case StepSign::Change:
        return Tone::Warning;
    case StepSign::Remove:
        return Tone::Error;
    }
    return Tone::Warning;
}

QRectF mirroredIn(const QStyleOptionViewItem& option, const QRectF& rect)
{
    return placedIn(option.rect, rect, option.direction);
}

int aligned(const QStyleOptionViewItem& option)
{
    return option.direction == Qt::LeftToRight ? Qt::AlignLeft : Qt::AlignRight;
}

qreal widthIn(const QStyleOptionViewItem& option)
{
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    return view ? view->viewport()->width() : option.rect.width();
}

} // namespace

PlanLineDelegate::PlanLineDelegate(const PlanLines& lines, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_lines(lines)
{
}

qreal PlanLineDelegate::textLeft() const
{
    const bool isByStore = m_lines.order() == PlanLines::Order::ByStore;
    return scaledF(placeInset) + scaledF(isByStore ? organizationWidth : placeWidth) + scaledF(8);
}

QSize PlanLineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (m_wraps && m_lines.kind(index.row()) == PlanLines::Kind::Head)
        return {10, scaled(headHeight)};
    const int least = scaled(lineHeight);
    if (!m_wraps)
        return {10, least};
    const int room = static_cast<int>(widthIn(option) - textLeft() - scaledF(endInset));
    const QRect text =
        QFontMetrics(textFont(TextSize::Body))
            .boundingRect(
                QRect(0, 0, std::max(room, 80), 10'000), Qt::TextWordWrap, breakable(m_lines.shownText(index.row())));
    return {10, std::max(least, text.height() + scaled(10))};
}

void PlanLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem panel = option;
    panel.index = index;
    const QStyle& style = *(option.widget ? option.widget->style() : QApplication::style());
    style.drawPrimitive(QStyle::PE_PanelItemViewItem, &panel, painter, option.widget);
    painter->save();
    if (m_lines.kind(index.row()) == PlanLines::Kind::Head)
        paintHead(*painter, option, index.row());
    else
        paintLine(*painter, option, index.row());
    painter->restore();
}

void PlanLineDelegate::paintHead(QPainter& painter, const QStyleOptionViewItem& option, int row) const
{
    const Tokens& tokens = Tokens::of(option.palette);
    const QRectF whole(option.rect);
    if (row > 0)
        painter.fillRect(QRectF(whole.left(), whole.top(), whole.width(), 1), tokens.line);
    const qreal side = scaledF(16);
    const QRectF chevron(whole.left() + scaledF(chevronInset), whole.center().y() - side / 2, side, side);
    paintIcon(
        painter, mirroredIn(option, chevron), m_lines.isOpen(row) ? Icon::ChevronDown : Icon::ChevronRight,
        tokens.text2);
    qreal left = whole.left() + scaledF(headInset);
    const qreal end = whole.right() - scaledF(endInset);
    const auto draw = [&](const QString& text, const QFont& font, const QColor& color) {
        const qreal wanted = QFontMetricsF(font).horizontalAdvance(text) + 1;
        const qreal width = std::min(wanted, std::max<qreal>(end - left, 0));
        painter.setFont(font);
        painter.setPen(color);
        paintWords(painter, whole, {left, whole.top(), width, whole.height()}, text, option.direction);
        left += width + scaledF(8);
    };
    draw(m_lines.shownText(row), textFont(TextSize::Body, QFont::DemiBold), tokens.text);
    for (const Pill& pill : m_lines.pills(row)) {
        const QSizeF size = pillSize(pill);
        if (left + size.width() > end)
            break;
        paintPill(
            painter, mirroredIn(option, QRectF(left, whole.top(), size.width() + 1, whole.height())), pill,
            option.palette);
        left += size.width() + scaledF(8);
    }
    draw(m_lines.headNote(row), textFont(TextSize::Body), tokens.quiet);
}

void PlanLineDelegate::paintLine(QPainter& painter, const QStyleOptionViewItem& option, int row) const
{
    const Tokens& tokens = Tokens::of(option.palette);
    const QRectF whole(option.rect);
    const qreal firstLine = std::min(whole.height(), scaledF(lineHeight));
    const QRectF sign(
        whole.left() + scaledF(signInset), whole.top() + (firstLine - scaledF(signSide)) / 2, scaledF(signSide),
        scaledF(signSide));
    const PlanLines::Kind kind = m_lines.kind(row);
    if (kind == PlanLines::Kind::Step) {
        const Tone tone = toneOf(m_lines.sign(row));
        paintBox(painter, mirroredIn(option, sign), 4, tokens.soft(tone), Qt::transparent);
        painter.setFont(textFont(TextSize::Body, QFont::DemiBold));
        painter.setPen(tokens.tone(tone));
        painter.drawText(mirroredIn(option, sign), Qt::AlignCenter, stepSignText(m_lines.sign(row)));
    } else if (kind != PlanLines::Kind::Nothing) {
        const Mark mark = kind == PlanLines::Kind::Lost ? Mark{MarkShape::Triangle, Tone::Error}
                                                        : Mark{MarkShape::Diamond, Tone::Warning};
        const qreal inset = scaledF(4);
        paintShape(
            painter, mirroredIn(option, sign.adjusted(inset, inset, -inset, -inset)), mark, tokens.tone(mark.tone));
    }
    const auto draw = [&](qreal left, qreal width, const QString& text, const QColor& color, bool wraps) {
        painter.setFont(textFont(TextSize::Body));
        painter.setPen(color);
        const QFontMetricsF metrics(painter.font());
        const qreal top = (firstLine - metrics.height()) / 2;
        const QRectF place(whole.left() + left, whole.top() + top, width, whole.height() - top);
        painter.drawText(
            mirroredIn(option, place), Qt::AlignTop | aligned(option) | (wraps ? Qt::TextWordWrap : Qt::TextSingleLine),
            wraps ? breakable(text) : metrics.elidedText(text, Qt::ElideRight, width));
    };
    const qreal left = textLeft();
    draw(scaledF(placeInset), left - scaledF(placeInset + 8), m_lines.placeText(row), tokens.quiet, false);
    draw(
        left, whole.width() - left - scaledF(endInset), m_lines.shownText(row),
        kind == PlanLines::Kind::Nothing ? tokens.quiet : tokens.text, m_wraps);
}

} // namespace steward
