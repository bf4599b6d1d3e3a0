#include "app/components/key_cap.h"

#include "app/style/painting.h"

#include <QAction>
#include <QKeySequence>
#include <QWidget>

namespace steward {
namespace {

constexpr qreal capHeight = 18;
constexpr qreal capPadding = 5;
constexpr qreal capRadius = 4;

} // namespace

std::vector<KeyLine> keysOf(const QWidget& window)
{
    std::vector<KeyLine> lines;
    for (const QAction* action : window.actions()) {
        if (action->shortcut().isEmpty())
            continue;
        KeyLine& line = lines.emplace_back(KeyLine{action->text().remove(QLatin1Char('&')), {}});
        for (const QKeySequence& key : action->shortcuts())
            line.keys << key.toString(QKeySequence::NativeText);
    }
    return lines;
}

QString keyCapText(const QKeySequence& key)
{
    QString text = key.toString(QKeySequence::NativeText);
    if (text.size() > 1 && !text.endsWith(QStringLiteral("++")))
        text.replace(QLatin1Char('+'), QLatin1Char(' '));
    return text;
}

QSizeF keyCapSize(const QString& text)
{
    const qreal width = QFontMetricsF(textFont(TextSize::Label, QFont::Medium)).horizontalAdvance(text);
    return {width + 2 * scaledF(capPadding) + 2, scaledF(capHeight)};
}

void paintKeyCap(
    QPainter& painter, const QRectF& rect, const QString& text, const QPalette& palette, bool isRightToLeft)
{
    if (text.isEmpty())
        return;
    const Tokens& tokens = Tokens::of(palette);
    const QSizeF size = keyCapSize(text);
    const QRectF cap(
        isRightToLeft ? rect.left() : rect.right() - size.width(), rect.center().y() - size.height() / 2, size.width(),
        size.height());
    paintBox(painter, cap, capRadius, tokens.surface, tokens.line2);
    painter.setFont(textFont(TextSize::Label, QFont::Medium));
    painter.setPen(tokens.quiet);
    painter.drawText(cap, Qt::AlignCenter | Qt::TextSingleLine, text);
}

} // namespace steward
