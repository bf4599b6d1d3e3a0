#include "app/components/charts.h"

#include "app/style/painting.h"

#include <QPainterPath>

#include <cmath>

namespace steward {
namespace {

constexpr qreal ringSide = 48;
constexpr qreal ringWidth = 4;
constexpr QSizeF sparkSize(132, 34);
constexpr qreal sparkMargin = 4;
constexpr qreal partsBarHeight = 6;

} // namespace

RingWidget::RingWidget(double part, const QString& text, QColor Tokens::*color, QWidget* parent)
    : QWidget(parent)
    , m_part(part)
    , m_text(text)
    , m_color(color)
{
    setAccessibleName(text);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

RingWidget::RingWidget(QWidget* parent)
    : RingWidget(0, {}, &Tokens::good, parent)
{
}

void RingWidget::setPart(double part, const QString& text, QColor Tokens::*color)
{
    m_part = part;
    m_text = text;
    m_color = color;
    setAccessibleName(text);
    update();
}

QSize RingWidget::sizeHint() const
{
    return {scaled(ringSide), scaled(ringSide)};
}

void RingWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& tokens = Tokens::of(palette());
    const qreal inset = scaledF(ringWidth);
    const QRectF circle = QRectF(rect()).adjusted(inset, inset, -inset, -inset);
    painter.setPen(QPen(tokens.quietSoft, scaledF(ringWidth)));
    painter.drawEllipse(circle);
    painter.setPen(QPen(tokens.*m_color, scaledF(ringWidth), Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(circle, 90 * 16, -qRound(m_part * 360 * 16));
    QFont font = textFont(TextSize::Body, QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(tokens.text);
    painter.drawText(rect(), Qt::AlignCenter, m_text);
}

SparkWidget::SparkWidget(std::vector<double> values, Tone tone, QWidget* parent)
    : QWidget(parent)
    , m_values(std::move(values))
    , m_tone(tone)
    , m_size(sparkSize)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SparkWidget::setValues(std::vector<double> values)
{
    m_values = std::move(values);
    update();
}

void SparkWidget::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void SparkWidget::setDrawnSize(const QSizeF& size, bool isFilled)
{
    m_size = size;
    m_isFilled = isFilled;
    updateGeometry();
    update();
}

QSize SparkWidget::sizeHint() const
{
    return (m_size * scaledF(1)).toSize();
}

std::vector<QPolygonF> SparkWidget::lines() const
{
    double least = INFINITY;
    double most = -INFINITY;
    for (const double value : m_values) {
        if (!std::isnan(value)) {
            least = std::min(least, value);
            most = std::max(most, value);
        }
    }
    const double range = most > least ? most - least : 1;
    const qreal margin = scaledF(sparkMargin);
    std::vector<QPolygonF> all(1);
    for (size_t place = 0; place < m_values.size(); ++place) {
        if (std::isnan(m_values[place])) {
            if (!all.back().isEmpty())
                all.emplace_back();
            continue;
        }
        const double along = m_values.size() > 1 ? double(place) / double(m_values.size() - 1) : 1;
        all.back() << QPointF(
            scaledF(2) + along * (width() - scaledF(2) - margin),
            height() - margin - (m_values[place] - least) / range * (height() - 2 * margin));
    }
    return all;
}

void SparkWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = Tokens::of(palette()).tone(m_tone);
    QColor faint = color;
    faint.setAlphaF(0.1F);
    const std::vector<QPolygonF> all = lines();
    for (const QPolygonF& line : all) {
        if (line.isEmpty())
            continue;
        QPolygonF below = line;
        below << QPointF(line.last().x(), height()) << QPointF(line.first().x(), height());
        painter.setPen(Qt::NoPen);
        painter.setBrush(faint);
        if (m_isFilled)
            painter.drawPolygon(below);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, scaledF(1.6), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(line);
        if (line.size() == 1)
            painter.drawPoint(line.first()); // between two gaps
    }
    if (m_values.empty() || std::isnan(m_values.back()) || all.back().isEmpty())
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(all.back().last(), scaledF(2.6), scaledF(2.6));
}

PartsBar::PartsBar(std::vector<Part> parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(std::move(parts))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

PartsBar::PartsBar(QWidget* parent)
    : PartsBar(std::vector<Part>(), parent)
{
}

void PartsBar::setParts(std::vector<Part> parts)
{
    m_parts = std::move(parts);
    update();
}

QSize PartsBar::sizeHint() const
{
    return {scaled(110), scaled(partsBarHeight)};
}

void PartsBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& tokens = Tokens::of(palette());
    QPainterPath shape;
    shape.addRoundedRect(rect(), height() / 2.0, height() / 2.0);
    painter.setClipPath(shape);
    painter.fillRect(rect(), tokens.quietSoft);
    qreal left = 0;
    for (const Part& part : m_parts) {
        const qreal share = part.share * width();
        painter.fillRect(QRectF(left, 0, share, height()), tokens.*part.color);
        left += share;
    }
}

} // namespace steward
