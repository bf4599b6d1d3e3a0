#include "app/palette/palette_foot.h"

#include "app/components/key_cap.h"
#include "app/style/painting.h"

#include <QEvent>
#include <QKeySequence>

namespace steward {
namespace {

constexpr qreal footHigh = 36;
constexpr qreal footPadding = 16;
constexpr qreal footCorner = 9; ///< inside the panel's line

} // namespace

PaletteFoot::PaletteFoot(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    speak();
}

void PaletteFoot::speak()
{
    setAccessibleName(tr("Arrow keys move, Enter opens, Ctrl+Enter pairs. Type > for commands only."));
}

void PaletteFoot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        speak();
}

QSize PaletteFoot::sizeHint() const
{
    return {scaled(300), scaled(footHigh)};
}

void PaletteFoot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    // The panel's corners are round below; above, the corners are out of sight.
    paintBox(painter, rect().adjusted(0, -height(), 0, 0), footCorner, tokens.side, Qt::transparent);
    painter.fillRect(QRect(0, 0, width(), 1), tokens.line);
    const std::pair<QStringList, QString> keys[] = {
        {{QStringLiteral("↑"), QStringLiteral("↓")}, tr("Move")},
        {{keyCapText(QKeySequence(Qt::Key_Enter))}, tr("Open")},
        {{keyCapText(QKeySequence(Qt::CTRL | Qt::Key_Enter))}, tr("Pair")}};
    const bool isRightToLeft = layoutDirection() == Qt::RightToLeft;
    const QFont font = textFont(TextSize::Small);
    const QFontMetricsF metrics(font);
    qreal left = scaledF(footPadding);
    const auto place = [&](qreal width) {
        const QRectF box(isRightToLeft ? this->width() - left - width : left, 0, width, height());
        left += width + scaledF(4);
        return box;
    };
    const auto write = [&](const QString& text) {
        painter.setFont(font);
        painter.setPen(tokens.quiet);
        painter.drawText(place(metrics.horizontalAdvance(text) + 1), Qt::AlignCenter | Qt::TextSingleLine, text);
    };
    for (const auto& [caps, what] : keys) {
        for (const QString& cap : caps)
            paintKeyCap(painter, place(keyCapSize(cap).width()), cap, palette(), isRightToLeft);
        write(what);
        left += scaledF(12);
    }
    const QString hint = tr("Type > for commands only");
    const qreal wide = metrics.horizontalAdvance(hint) + 1;
    left = std::max(left, width() - wide - scaledF(footPadding));
    write(hint);
}

} // namespace steward
