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
constexpr qreal smallHeight = 18;
constexpr qreal smallInset = 6;
constexpr qreal smallGap = 5;
constexpr qreal smallCorner = 4;

} // namespace

QSizeF smallTagSize(const QString& word)
{
    return {
        scaledF(smallInset * 2 + tagMark + smallGap) + QFontMetricsF(environmentFont()).horizontalAdvance(word),
        scaledF(smallHeight)};
}

void paintSmallTag(QPainter& painter, const QRectF& rect, const QString& word, const QColor& color)
{
    QRectF box(rect.topLeft(), smallTagSize(word));
    box.moveTop(rect.center().y() - box.height() / 2);
    const QColor front = Tokens::light().onFill;
    paintBox(painter, box, smallCorner, color, Qt::transparent);
    const qreal side = scaledF(tagMark);
    paintShape(
        painter, QRectF(box.left() + scaledF(smallInset), box.center().y() - side / 2, side, side),
        {MarkShape::Square, Tone::Quiet}, front);
    painter.setFont(environmentFont());
    painter.setPen(front);
    painter.drawText(
        box.adjusted(scaledF(smallInset + tagMark + smallGap), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, word);
}

EnvironmentTag::EnvironmentTag(QWidget* parent)
    : QWidget(parent)
    , m_isSmall(true)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

EnvironmentTag::EnvironmentTag(const QString& word, const QColor& color, QWidget* parent)
    : QWidget(parent)
    , m_word(word)
    , m_color(color)
{
    setAccessibleName(word);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void EnvironmentTag::setEnvironment(const QString& word, const QColor& color)
{
    m_word = word;
    m_color = color;
    setAccessibleName(word);
    updateGeometry();
    update();
}

QSize EnvironmentTag::sizeHint() const
{
    if (m_isSmall)
        return smallTagSize(m_word).toSize() + QSize(1, 0);
    const qreal text = QFontMetricsF(environmentFont()).horizontalAdvance(m_word);
    return {qCeil(scaledF(tagBefore + tagMark + tagGap + tagAfter) + text), scaled(tagHeight)};
}

void EnvironmentTag::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_isSmall)
        return paintSmallTag(painter, rect(), m_word, m_color);
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
