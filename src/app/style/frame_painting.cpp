#include "app/style/frame_painting.h"

#include "app/style/painting.h"

#include <QAbstractScrollArea>
#include <QFrame>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QWidget>

namespace steward {
namespace {

constexpr qreal progressHeight = 6;

QRectF progressBarOf(const QStyleOptionProgressBar& option)
{
    QRectF bar(option.rect);
    const bool isUpright = !option.state.testFlag(QStyle::State_Horizontal);
    if (isUpright)
        bar.setWidth(scaledF(progressHeight));
    else
        bar.setHeight(scaledF(progressHeight));
    bar.moveCenter(QRectF(option.rect).center());
    return bar;
}

/// What is scrolled has no ground of its own, so the bar has none either.
bool showsThrough(const QWidget* bar)
{
    for (const QWidget* around = bar ? bar->parentWidget() : nullptr; around; around = around->parentWidget()) {
        if (const auto* area = qobject_cast<const QAbstractScrollArea*>(around))
            return !area->viewport()->autoFillBackground();
    }
    return false;
}

} // namespace

void paintFrame(QPainter& painter, const QStyleOption& option)
{
    paintOutline(painter, option.rect, Tokens::of(option.palette).line2);
}

void paintShapedFrame(QPainter& painter, const QStyleOptionFrame& option)
{
    const Tokens& tokens = Tokens::of(option.palette);
    const QPoint middle = option.rect.center();
    switch (option.frameShape) {
    case QFrame::HLine:
        return painter.fillRect(QRect(option.rect.left(), middle.y(), option.rect.width(), 1), tokens.line);
    case QFrame::VLine:
        return painter.fillRect(QRect(middle.x(), option.rect.top(), 1, option.rect.height()), tokens.line);
    case QFrame::NoFrame:
        return;
    default: // Qt's other shapes differ by a relief that we do not paint
        return paintFrame(painter, option);
    }
}

void paintCard(QPainter& painter, const QStyleOption& option)
{
    const Tokens& tokens = Tokens::of(option.palette);
    paintBox(painter, option.rect, cardRadius, tokens.surface, tokens.line);
}

void paintSide(QPainter& painter, const QStyleOption& option, bool isAbove)
{
    const Tokens& tokens = Tokens::of(option.palette);
    painter.fillRect(option.rect, tokens.side);
    const int line = isAbove ? option.rect.bottom() : option.rect.top();
    painter.fillRect(QRect(option.rect.left(), line, option.rect.width(), 1), tokens.line);
}

void paintSplitter(QPainter& painter, const QStyleOption& option)
{
    const OptionLook look(option);
    if (!look.isHovered && !look.isPressed)
        return;
    const bool isUpright = option.state.testFlag(QStyle::State_Horizontal);
    QRect line = option.rect;
    if (isUpright)
        line = QRect(line.center().x(), line.top(), 2, line.height());
    else
        line = QRect(line.left(), line.center().y(), line.width(), 2);
    painter.fillRect(line, look.tokens.control);
}

void paintProgressGroove(QPainter& painter, const QStyleOptionProgressBar& option)
{
    paintBox(painter, progressBarOf(option), progressHeight / 2, Tokens::of(option.palette).quietSoft, Qt::transparent);
}

void paintProgress(QPainter& painter, const QStyleOptionProgressBar& option)
{
    const bool isUpright = !option.state.testFlag(QStyle::State_Horizontal);
    QRectF done = progressBarOf(option);
    const qint64 range = qint64(option.maximum) - option.minimum;
    const qreal whole = isUpright ? done.height() : done.width();
    // Without an end in sight: a third, at rest.
    const qreal part = range > 0
                           ? whole * static_cast<qreal>(option.progress - option.minimum) / static_cast<qreal>(range)
                           : whole / 3;
    if (part <= 0)
        return;
    const bool fromEnd = isUpright || (option.direction == Qt::RightToLeft) != option.invertedAppearance;
    if (isUpright)
        done.setTop(done.bottom() - part);
    else if (fromEnd)
        done.setLeft(done.right() - part);
    else
        done.setWidth(part);
    paintBox(painter, done, progressHeight / 2, Tokens::of(option.palette).accent, Qt::transparent);
}

void paintScrollBar(QPainter& painter, const QStyleOptionSlider& option, const QWidget* bar)
{
    const OptionLook look(option);
    if (!showsThrough(bar))
        painter.fillRect(option.rect, look.tokens.surface);
    if (!bar || option.maximum <= option.minimum)
        return;
    const QRect slider = bar->style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, bar);
    const bool isActive =
        option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider) && (look.isHovered || look.isPressed);
    const qreal inset = scaledF(3);
    const QRectF handle = QRectF(slider).adjusted(
        option.orientation == Qt::Vertical ? inset : 2, option.orientation == Qt::Vertical ? 2 : inset,
        option.orientation == Qt::Vertical ? -inset : -2, option.orientation == Qt::Vertical ? -2 : -inset);
    paintBox(painter, handle, 3, isActive ? look.tokens.text2 : look.tokens.control, Qt::transparent);
}

} // namespace steward
