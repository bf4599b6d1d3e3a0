#include "app/look/appearance.h"

#include "app/look/calm_style.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace steward {
namespace {

QPalette paletteOf(bool dark)
{
    const auto color = [dark](QRgb light, QRgb night) { return QColor(dark ? night : light); };
    const QColor text = color(0x1b2430, 0xe4e8ee);
    const QColor window = color(0xf3f4f6, 0x1c2128);
    const QColor base = color(0xffffff, 0x161a20);
    const QColor accent = color(0x0f6b66, 0x2a8c85);
    const QColor quiet = color(0x626c7a, 0x98a2b0);
    QPalette palette;
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, color(0xf8f9fa, 0x1a1f26));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::PlaceholderText, quiet);
    palette.setColor(QPalette::Button, color(0xf0f1f3, 0x2a313b));
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, QColor(Qt::white));
    palette.setColor(QPalette::ToolTipBase, color(0xffffff, 0x2a313b));
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, QColor(Qt::white));
    palette.setColor(QPalette::Link, color(0x0f6b66, 0x5cc8bf));
    palette.setColor(QPalette::Light, color(0xffffff, 0x343c47));
    palette.setColor(QPalette::Midlight, color(0xe6e8eb, 0x2e3540));
    palette.setColor(QPalette::Mid, color(0xc3c8cf, 0x434c58));
    palette.setColor(QPalette::Dark, color(0xa0a7b1, 0x11151a));
    palette.setColor(QPalette::Shadow, color(0x7a828d, 0x0b0e12));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(0x8b939f, 0x79828f));
    return palette;
}

/// Draws at whatever size and scale is asked for, so that a shape is never a stretched picture.
class ShapeIconEngine final : public QIconEngine {
public:
    ShapeIconEngine(const Mark& mark, const QColor& color)
        : m_mark(mark)
        , m_color(color)
    {
    }
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QColor color = m_color;
        if (mode == QIcon::Disabled)
            color.setAlphaF(0.5F);
        paintShape(*painter, rect, m_mark, color);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new ShapeIconEngine(m_mark, m_color); }

private:
    Mark m_mark;
    QColor m_color;
};

} // namespace

QString appearanceWord(Appearance appearance)
{
    switch (appearance) {
    case Appearance::System:
        return QStringLiteral("system");
    case Appearance::Light:
        return QStringLiteral("light");
    case Appearance::Dark:
        return QStringLiteral("dark");
    }
    Q_UNREACHABLE();
}

Appearance appearanceFromWord(const QString& word)
{
    if (word == QLatin1String("light"))
        return Appearance::Light;
    return word == QLatin1String("dark") ? Appearance::Dark : Appearance::System;
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

void applyAppearance(QApplication& application, Appearance appearance)
{
    const char* const key = "stewardSystemIsDark";
    if (!application.property(key).isValid())
        application.setProperty(key, isDark(QApplication::palette()));
    const bool dark =
        appearance == Appearance::System ? application.property(key).toBool() : appearance == Appearance::Dark;
    QApplication::setStyle(new CalmStyle);
    QApplication::setPalette(paletteOf(dark));
}

QColor toneColor(Tone tone, const QPalette& palette)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Quiet:
        return quietColor(palette);
    case Tone::Good:
        return QColor(dark ? 0x4cc38a : 0x1a7f4b);
    case Tone::Busy:
        return QColor(dark ? 0x6db3f2 : 0x1f6fb2);
    case Tone::Warning:
        return QColor(dark ? 0xe6b450 : 0xa15c00);
    case Tone::Error:
        return QColor(dark ? 0xf2777a : 0xb42318);
    }
    Q_UNREACHABLE();
}

QColor quietColor(const QPalette& palette)
{
    return palette.color(QPalette::Active, QPalette::PlaceholderText);
}

void paintShape(QPainter& painter, const QRectF& square, const Mark& mark, const QColor& color)
{
    if (mark.shape == MarkShape::None)
        return;
    const qreal side = std::min(square.width(), square.height());
    const QPointF middle = square.center();
    const qreal radius = side * 0.34;
    const QRectF circle(middle.x() - radius, middle.y() - radius, radius * 2, radius * 2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(color, std::max<qreal>(side * 0.11, 1.2));
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    switch (mark.shape) {
    case MarkShape::None:
        break;
    case MarkShape::Dot:
        painter.setBrush(color);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(middle, radius * 0.85, radius * 0.85);
        break;
    case MarkShape::Ring:
        painter.drawEllipse(circle);
        break;
    case MarkShape::DottedRing:
        pen.setDashPattern({1.1, 1.3});
        painter.setPen(pen);
        painter.drawEllipse(circle);
        break;
    case MarkShape::FilledRing:
        painter.drawEllipse(circle);
        painter.setBrush(color);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(middle, radius * 0.5, radius * 0.5);
        break;
    case MarkShape::Triangle:
    case MarkShape::Diamond: {
        const bool triangle = mark.shape == MarkShape::Triangle;
        QPolygonF corners;
        corners << middle + QPointF(0, -radius * 1.15) << middle + QPointF(radius * 1.15, triangle ? radius * 0.9 : 0);
        if (!triangle)
            corners << middle + QPointF(0, radius * 1.15);
        corners << middle + QPointF(-radius * 1.15, triangle ? radius * 0.9 : 0);
        painter.setBrush(color);
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(corners);
        break;
    }
    case MarkShape::Square:
        painter.setBrush(color);
        painter.setPen(Qt::NoPen);
        painter.drawRect(QRectF(middle.x() - radius, middle.y() - radius, radius * 2, radius * 2));
        break;
    case MarkShape::Arrow:
        painter.drawLine(middle - QPointF(radius, 0), middle + QPointF(radius, 0));
        painter.drawPolyline(QPolygonF{
            middle + QPointF(radius * 0.2, -radius * 0.8), middle + QPointF(radius, 0),
            middle + QPointF(radius * 0.2, radius * 0.8)});
        break;
    case MarkShape::Dash:
        painter.drawLine(middle - QPointF(radius, 0), middle + QPointF(radius, 0));
        break;
    case MarkShape::Lock: {
        const QRectF body(middle.x() - radius * 0.85, middle.y() - radius * 0.1, radius * 1.7, radius * 1.2);
        painter.drawArc(
            QRectF(middle.x() - radius * 0.5, middle.y() - radius * 1.05, radius, radius * 1.7), 0, 180 * 16);
        painter.setBrush(color);
        painter.setPen(Qt::NoPen);
        painter.drawRoundedRect(body, radius * 0.2, radius * 0.2);
        break;
    }
    case MarkShape::Question: {
        QFont font = painter.font();
        font.setPixelSize(std::max(static_cast<int>(side * 0.8), 6));
        font.setBold(true);
        painter.setFont(font);
        painter.drawText(square, Qt::AlignCenter, QStringLiteral("?"));
        break;
    }
    }
    painter.restore();
}

QIcon shapeIcon(const Mark& mark, const QPalette& palette)
{
    return QIcon(new ShapeIconEngine(mark, toneColor(mark.tone, palette)));
}

} // namespace steward
