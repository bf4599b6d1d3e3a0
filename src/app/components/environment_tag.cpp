#include "app/components/environment_tag.h"

#include "app/style/environment_look.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"

namespace steward {
namespace {

constexpr qreal tagHeight = 24;
constexpr qreal tagBefore = 10;
constexpr qreal tagMark = 9;
constexpr qreal tagGap = 8;
constexpr qreal tagAfter = 8;

} // namespace

EnvironmentTag::EnvironmentTag(const QString& word, const QColor& color, QWidget* parent)
    : QWidget(parent)
    , m_word(word)
    , m_color(color)
{
    setAccessibleName(word);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize EnvironmentTag::sizeHint() const
{
    const qreal text = QFontMetricsF(environmentFont()).horizontalAdvance(m_word);
    return {qCeil(scaledF(tagBefore + tagMark + tagGap + tagAfter) + text), scaled(tagHeight)};
}

void EnvironmentTag::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    paintBox(painter, rect(), controlRadius, m_color, Qt::transparent);
    const qreal side = scaledF(tagMark);
    paintShape(
        painter, QRectF(scaledF(tagBefore), (height() - side) / 2, side, side), {MarkShape::Square, Tone::Quiet},
        tokens.onFill);
    painter.setFont(environmentFont());
    painter.setPen(tokens.onFill);
    painter.drawText(
        QRectF(scaledF(tagBefore + tagMark + tagGap), 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, m_word);
}

} // namespace steward
