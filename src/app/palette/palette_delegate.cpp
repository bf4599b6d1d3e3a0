#include "app/palette/palette_delegate.h"

#include "app/components/key_cap.h"
#include "app/palette/palette_model.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"

#include <QTextLayout>

namespace steward {
namespace {

constexpr qreal paletteLineHeight = 38;
constexpr qreal paletteHeadingHeight = 30;
constexpr qreal paletteLineMargin = 8;
constexpr qreal paletteLinePadding = 10;
constexpr qreal lineIconPlace = 24;
constexpr qreal paletteLineIcon = 16;
constexpr qreal paletteLineMark = 14;
constexpr qreal paletteLineGap = 10;

/// Takes room from the line's beginning and its end, whichever side that is.
class PaletteLine final {
public:
    PaletteLine(const QRectF& rect, bool isRightToLeft)
        : m_rect(rect)
        , m_isRightToLeft(isRightToLeft)
    {
    }
    QRectF takeFirst(qreal width) { return take(width, m_isRightToLeft); }
    QRectF takeLast(qreal width) { return take(width, !m_isRightToLeft); }
    const QRectF& rest() const { return m_rect; }
    int alignment() const
    {
        return Qt::AlignVCenter | Qt::TextSingleLine | Qt::AlignAbsolute |
               (m_isRightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    }

private:
    QRectF take(qreal width, bool isRight)
    {
        width = std::clamp<qreal>(width, 0, m_rect.width());
        QRectF taken = m_rect;
        if (isRight) {
            taken.setLeft(m_rect.right() - width);
            m_rect.setRight(m_rect.right() - width);
        } else {
            taken.setWidth(width);
            m_rect.setLeft(m_rect.left() + width);
        }
        return taken;
    }
    QRectF m_rect;
    bool m_isRightToLeft;
};

QRectF middleSquare(const QRectF& rect, qreal side)
{
    QRectF square(0, 0, side, side);
    square.moveCenter(rect.center());
    return square;
}

void paintHeading(QPainter& painter, const QStyleOptionViewItem& option, const QString& text)
{
    painter.setFont(textFont(TextSize::Label, QFont::DemiBold));
    painter.setPen(Tokens::of(option.palette).quiet);
    PaletteLine line(option.rect, option.direction == Qt::RightToLeft);
    line.takeFirst(scaledF(16));
    painter.drawText(line.rest().adjusted(0, scaledF(6), 0, 0), line.alignment(), text);
}

/// With what was typed heavier and in the accent's colour. Says how wide it came out.
qreal paintMarked(
    QPainter& painter, const QRectF& rect, const PaletteItem& item, const Tokens& tokens, bool isRightToLeft)
{
    const QFont font = textFont(TextSize::Body);
    const QFont heavy = textFont(TextSize::Body, QFont::DemiBold);
    const QString text = QFontMetricsF(font).elidedText(item.text, Qt::ElideRight, rect.width());
    QTextLayout layout(text, font);
    QList<QTextLayout::FormatRange> formats;
    for (const auto& [from, count] : item.marks) {
        QTextCharFormat format;
        format.setFont(heavy);
        format.setForeground(item.isEnabled ? tokens.accentText : tokens.quiet);
        if (from + count <= text.size())
            formats.append({from, count, format});
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(rect.width());
    layout.endLayout();
    const qreal width = line.naturalTextWidth();
    painter.setPen(item.isEnabled ? tokens.text : tokens.quiet);
    const qreal left = isRightToLeft ? rect.right() - width : rect.left();
    layout.draw(&painter, QPointF(left, rect.center().y() - line.height() / 2));
    return width;
}

} // namespace

PaletteDelegate::PaletteDelegate(const PaletteModel& model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const PaletteItem& item = m_model.item(index.row());
    if (item.isHeading)
        return paintHeading(*painter, option, item.text);
    const Tokens& tokens = Tokens::of(option.palette);
    const bool isRightToLeft = option.direction == Qt::RightToLeft;
    const QRectF box = QRectF(option.rect).adjusted(scaledF(paletteLineMargin), 0, -scaledF(paletteLineMargin), 0);
    if (option.state.testFlag(QStyle::State_Selected))
        paintBox(*painter, box, controlRadius, tokens.selection, Qt::transparent);
    PaletteLine line(box.adjusted(scaledF(paletteLinePadding), 0, -scaledF(paletteLinePadding), 0), isRightToLeft);
    const QRectF icon = line.takeFirst(scaledF(lineIconPlace));
    if (item.icon)
        paintIcon(
            *painter, middleSquare(icon, scaledF(paletteLineIcon)), *item.icon,
            item.isEnabled ? tokens.text2 : tokens.quiet);
    else
        paintShape(*painter, middleSquare(icon, scaledF(paletteLineMark)), item.mark, tokens.tone(item.mark.tone));
    line.takeFirst(scaledF(paletteLineGap));
    const QFont small = textFont(TextSize::Small);
    if (!item.key.isEmpty()) {
        paintKeyCap(*painter, line.takeLast(keyCapSize(item.key).width()), item.key, option.palette, isRightToLeft);
        line.takeLast(scaledF(paletteLineGap));
    }
    if (!item.right.isEmpty()) {
        const QRectF right = line.takeLast(QFontMetricsF(small).horizontalAdvance(item.right) + 2);
        painter->setFont(small);
        painter->setPen(tokens.quiet);
        painter->drawText(right, line.alignment(), item.right);
        const QRectF mark = line.takeLast(scaledF(6 + 12));
        paintShape(*painter, middleSquare(mark, scaledF(12)), item.rightMark, tokens.tone(item.rightMark.tone));
        line.takeLast(scaledF(paletteLineGap));
    }
    const qreal width = paintMarked(*painter, line.rest(), item, tokens, isRightToLeft);
    if (item.detail.isEmpty())
        return;
    line.takeFirst(width + scaledF(paletteLineGap));
    painter->setFont(small);
    painter->setPen(tokens.quiet);
    painter->drawText(
        line.rest(), line.alignment(),
        QFontMetricsF(small).elidedText(item.detail, Qt::ElideRight, line.rest().width()));
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {
        option.rect.width(), scaled(m_model.item(index.row()).isHeading ? paletteHeadingHeight : paletteLineHeight)};
}

} // namespace steward
