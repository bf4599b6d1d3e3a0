#include "app/activity/activity_delegate.h"

#include "app/activity/activity_lines.h"
#include "app/style/icons.h"
#include "app/style/painting.h"

namespace steward {
namespace {

constexpr qreal linePadding = 8;
constexpr qreal lineTop = 9;
constexpr qreal lineTile = 28;
constexpr qreal tileIconSide = 16;
constexpr qreal afterTile = 10;
constexpr qreal titleHeight = 17;
constexpr qreal noteHeight = 16;
constexpr qreal barHeight = 4;
constexpr qreal barAbove = 6;
constexpr qreal headingHeight = 32;

qreal heightOf(const QModelIndex& index)
{
    if (index.data(ActivityIsHeadingRole).toBool())
        return headingHeight;
    const bool hasBar = index.data(ActivityDoneRole).isValid();
    return 2 * lineTop + titleHeight + noteHeight + (hasBar ? barAbove + barHeight : 0);
}

/// Paints one line; places are thought of from left to right.
class ActivityLinePainter final {
public:
    ActivityLinePainter(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
        : m_painter(painter)
        , m_option(option)
        , m_index(index)
        , m_tokens(Tokens::of(option.palette))
        , m_whole(option.rect)
    {
    }

    void paint()
    {
        if (m_index.data(ActivityIsHeadingRole).toBool())
            return paintHeading();
        if (m_option.state.testFlag(QStyle::State_Selected))
            paintBox(m_painter, m_whole, controlRadius, m_tokens.selection, Qt::transparent);
        else if (m_option.state.testFlag(QStyle::State_MouseOver))
            paintBox(m_painter, m_whole, controlRadius, m_tokens.hover, Qt::transparent);
        paintTile();
        paintText();
        if (m_option.state.testFlag(QStyle::State_HasFocus))
            paintBox(
                m_painter, m_whole.adjusted(1, 1, -1, -1), controlRadius, Qt::transparent, m_tokens.accentText,
                scaledF(focusRing));
    }

private:
    QRectF placed(const QRectF& logical) const { return placedIn(m_whole, logical, m_option.direction); }

    void write(const QRectF& logical, const QString& text, const QFont& font, const QColor& color)
    {
        m_painter.setFont(font);
        m_painter.setPen(color);
        paintWords(m_painter, m_whole, logical, text, m_option.direction);
    }

    void paintHeading()
    {
        const QRectF place(
            m_whole.left() + scaledF(linePadding), m_whole.bottom() - scaledF(20), m_whole.width(), scaledF(16));
        write(place, m_index.data().toString(), textFont(TextSize::Label, QFont::DemiBold), m_tokens.quiet);
    }

    void paintTile()
    {
        const auto tone = static_cast<Tone>(m_index.data(ActivityToneRole).toInt());
        const QRectF tile = placed(
            {m_whole.left() + scaledF(linePadding), m_whole.top() + scaledF(lineTop), scaledF(lineTile),
             scaledF(lineTile)});
        const bool isQuiet = tone == Tone::Quiet;
        paintBox(m_painter, tile, controlRadius, isQuiet ? m_tokens.quietSoft : m_tokens.soft(tone), Qt::transparent);
        QRectF square(0, 0, scaledF(tileIconSide), scaledF(tileIconSide));
        square.moveCenter(tile.center());
        paintIcon(
            m_painter, square, static_cast<Icon>(m_index.data(ActivityIconRole).toInt()),
            isQuiet ? m_tokens.text2 : m_tokens.tone(tone));
    }

    void paintText()
    {
        const qreal left = m_whole.left() + scaledF(linePadding + lineTile + afterTile);
        const qreal width = m_whole.right() - scaledF(afterTile) - left;
        qreal top = m_whole.top() + scaledF(lineTop);
        write(
            {left, top, width, scaledF(titleHeight)}, m_index.data().toString(),
            textFont(TextSize::Body, QFont::Medium), m_tokens.text);
        top += scaledF(titleHeight);
        write(
            {left, top, width, scaledF(noteHeight)}, m_index.data(ActivityNoteRole).toString(),
            textFont(TextSize::Small), m_tokens.quiet);
        const QVariant done = m_index.data(ActivityDoneRole);
        if (!done.isValid())
            return;
        top += scaledF(noteHeight + barAbove);
        const QRectF bar(left, top, width, scaledF(barHeight));
        paintBox(m_painter, placed(bar), barHeight / 2, m_tokens.quietSoft, Qt::transparent);
        if (done.toDouble() > 0)
            paintBox(
                m_painter, placed({left, top, width * done.toDouble(), scaledF(barHeight)}), barHeight / 2,
                m_tokens.accent, Qt::transparent);
    }

    QPainter& m_painter;
    const QStyleOptionViewItem& m_option;
    const QModelIndex& m_index;
    const Tokens& m_tokens;
    const QRectF m_whole;
};

} // namespace

void ActivityDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    ActivityLinePainter(*painter, option, index).paint();
    painter->restore();
}

QSize ActivityDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {scaled(lineTile), scaled(heightOf(index))};
}

} // namespace steward
