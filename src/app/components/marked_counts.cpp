#include "app/components/marked_counts.h"

#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"

#include <QLocale>
#include <QtMath>

namespace steward {
namespace {

constexpr qreal countMark = 14;
constexpr qreal afterMark = 7;
constexpr qreal afterNumber = 7;
constexpr qreal betweenCounts = 24;
constexpr qreal countsHeight = 20;

qreal widthIn(const QFont& font, const QString& text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

QFont numberFont()
{
    return textFont(TextSize::Body, QFont::DemiBold);
}

} // namespace

MarkedCounts::MarkedCounts(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MarkedCounts::setCounts(std::vector<MarkedCount> counts)
{
    if (counts == m_counts)
        return;
    m_counts = std::move(counts);
    setAccessibleName(text());
    setToolTip(escapedToolTip(text()));
    updateGeometry();
    update();
}

QString MarkedCounts::text() const
{
    QStringList parts;
    for (const MarkedCount& count : m_counts)
        parts << QLocale().toString(count.count) + QLatin1Char(' ') + count.words;
    return parts.join(QStringLiteral(" · "));
}

qreal MarkedCounts::widthOf(const MarkedCount& count) const
{
    return scaledF(countMark + afterMark + afterNumber) + widthIn(numberFont(), QLocale().toString(count.count)) +
           widthIn(textFont(TextSize::Body), count.words) + 1;
}

QSize MarkedCounts::sizeHint() const
{
    qreal width = 0;
    for (const MarkedCount& count : m_counts)
        width += widthOf(count) + scaledF(betweenCounts);
    return {qCeil(width), scaled(countsHeight)};
}

QSize MarkedCounts::minimumSizeHint() const
{
    return {m_counts.empty() ? 0 : qCeil(widthOf(m_counts.front())), scaled(countsHeight)};
}

void MarkedCounts::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    const QRectF whole(rect());
    qreal left = 0;
    const auto write = [&](const QString& text, const QFont& font, const QColor& color) {
        const qreal width = widthIn(font, text) + 1;
        painter.setFont(font);
        painter.setPen(color);
        paintWords(painter, whole, {left, 0, width, whole.height()}, text, layoutDirection());
        left += width;
    };
    for (const MarkedCount& count : m_counts) {
        if (left > 0 && left + widthOf(count) > whole.width())
            return;
        const qreal side = scaledF(countMark);
        const QRectF square(left, (whole.height() - side) / 2, side, side);
        paintShape(painter, placedIn(whole, square, layoutDirection()), count.mark, tokens.tone(count.mark.tone));
        left += scaledF(countMark + afterMark);
        write(QLocale().toString(count.count), numberFont(), tokens.text);
        left += scaledF(afterNumber);
        write(count.words, textFont(TextSize::Body), tokens.text2);
        left += scaledF(betweenCounts);
    }
}

} // namespace steward
