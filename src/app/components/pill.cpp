#include "app/components/pill.h"

#include "app/style/painting.h"
#include "app/style/shapes.h"

namespace steward {
namespace {

constexpr qreal pillHeight = 20;
constexpr qreal pillShape = 12;
constexpr qreal pillBefore = 6;
constexpr qreal pillBetween = 6;
constexpr qreal pillAfter = 8;

QColor textColorOfPill(const Pill& pill, const Tokens& tokens)
{
    if (pill.isPlain)
        return tokens.text;
    if (pill.mark.tone == Tone::Quiet)
        return pill.isFilled ? tokens.text2 : tokens.quiet;
    return pill.isFilled ? tokens.tone(pill.mark.tone) : tokens.text;
}

} // namespace

QSizeF pillSize(const Pill& pill)
{
    const QFontMetricsF metrics(textFont(TextSize::Small, QFont::Medium));
    return {
        scaledF(pillBefore + pillShape + pillBetween + pillAfter) + metrics.horizontalAdvance(pill.text),
        scaledF(pillHeight)};
}

void paintPill(QPainter& painter, const QRectF& rect, const Pill& pill, const QPalette& palette, bool isOnSelection)
{
    const Tokens& tokens = Tokens::of(palette);
    QRectF box(rect.topLeft(), pillSize(pill));
    box.setWidth(std::min(box.width(), rect.width()));
    box.moveTop(rect.center().y() - box.height() / 2);
    const SmoothPainting smooth(painter);
    if (pill.isFilled)
        paintBox(
            painter, box, pillHeight / 2,
            isOnSelection && pill.mark.tone == Tone::Quiet ? tokens.surface : tokens.soft(pill.mark.tone),
            Qt::transparent);
    const qreal side = scaledF(pillShape);
    const QRectF square(box.left() + scaledF(pillBefore), box.center().y() - side / 2, side, side);
    paintShape(painter, square, pill.mark, tokens.tone(pill.mark.tone));
    painter.setFont(textFont(TextSize::Small, QFont::Medium));
    painter.setPen(textColorOfPill(pill, tokens));
    const QRectF text(
        square.right() + scaledF(pillBetween), box.top(), box.right() - square.right() - scaledF(pillBetween),
        box.height());
    painter.drawText(
        text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
        QFontMetricsF(painter.font()).elidedText(pill.text, Qt::ElideRight, text.width()));
}

PillLabel::PillLabel(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

PillLabel::PillLabel(const Pill& pill, QWidget* parent)
    : PillLabel(parent)
{
    setPill(pill);
}

void PillLabel::setPill(const Pill& pill)
{
    m_pill = pill;
    setAccessibleName(pill.text);
    updateGeometry();
    update();
}

QSize PillLabel::sizeHint() const
{
    const QSizeF size = pillSize(m_pill);
    return {qCeil(size.width()) + 1, qCeil(size.height())};
}

void PillLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPill(painter, rect(), m_pill, palette());
}

} // namespace steward
