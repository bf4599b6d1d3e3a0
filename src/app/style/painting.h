#pragma once

#include "app/style/tokens.h"
#include "app/style/type.h"

#include <QPainter>
#include <QStyleOption>

namespace steward {

constexpr qreal controlRadius = 6;
constexpr qreal cardRadius = 8;
constexpr qreal focusRing = 2;
constexpr qreal focusOffset = 1;

/// How far a button's outline stands inside its widget, so that its focus ring has room; layouts do not count it.
inline int ringRoom()
{
    return scaled(focusRing + focusOffset);
}

/// What a style's option says, in words.
struct OptionLook {
    explicit OptionLook(const QStyleOption& option)
        : tokens(Tokens::of(option.palette))
        , isEnabled(option.state.testFlag(QStyle::State_Enabled))
        , isHovered(isEnabled && option.state.testFlag(QStyle::State_MouseOver))
        , isPressed(isEnabled && option.state.testFlag(QStyle::State_Sunken))
        , isOn(option.state.testFlag(QStyle::State_On))
        , isFocused(isEnabled && option.state.testFlag(QStyle::State_HasFocus))
    {
    }
    const Tokens& tokens;
    bool isEnabled;
    bool isHovered;
    bool isPressed;
    bool isOn;
    bool isFocused;
};

/// Restores the painter at its end, and paints smooth edges until then.
class SmoothPainting final {
    Q_DISABLE_COPY_MOVE(SmoothPainting)

public:
    explicit SmoothPainting(QPainter& painter)
        : m_painter(painter)
    {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
    }
    ~SmoothPainting() { m_painter.restore(); }

private:
    QPainter& m_painter;
};

/// A box with a line of its own inside the rect; no line where its colour is transparent.
inline void
paintBox(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& line, qreal width = 1)
{
    const SmoothPainting smooth(painter);
    const qreal half = line.alpha() == 0 ? 0 : width / 2;
    painter.setBrush(fill);
    painter.setPen(line.alpha() == 0 ? QPen(Qt::NoPen) : QPen(line, width));
    const qreal corner = scaledF(radius) - half;
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), corner, corner);
}

/// A place that is thought of from left to right, as it is seen within `whole` where text runs the other way.
inline QRectF placedIn(const QRectF& whole, const QRectF& logical, Qt::LayoutDirection direction)
{
    if (direction == Qt::LeftToRight)
        return logical;
    return {whole.left() + whole.right() - logical.right(), logical.top(), logical.width(), logical.height()};
}

/// One line of plain text there, cut with an ellipsis, in the painter's font and pen.
inline void paintWords(
    QPainter& painter, const QRectF& whole, const QRectF& logical, const QString& text, Qt::LayoutDirection direction,
    bool isAtEnd = false)
{
    const bool isLeft = (direction == Qt::LeftToRight) != isAtEnd;
    painter.drawText(
        placedIn(whole, logical, direction),
        Qt::AlignVCenter | Qt::TextSingleLine | (isLeft ? Qt::AlignLeft : Qt::AlignRight),
        QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, logical.width()));
}

/// A line along the rect's edges, inside of it, whole at every scale.
inline void paintOutline(QPainter& painter, const QRectF& rect, const QColor& line)
{
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), line);
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), line);
    painter.fillRect(QRectF(rect.left(), rect.top(), 1, rect.height()), line);
    painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), line);
}

/// Around a box, outside of it.
inline void paintFocusRing(QPainter& painter, const QRectF& box, qreal radius, const Tokens& tokens)
{
    const qreal away = scaledF(focusOffset) + scaledF(focusRing);
    paintBox(
        painter, box.adjusted(-away, -away, away, away), radius + focusOffset + focusRing, Qt::transparent,
        tokens.accentText, scaledF(focusRing));
}

} // namespace steward
