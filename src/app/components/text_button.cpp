#include "app/components/text_button.h"

#include "app/style/painting.h"
#include "app/style/plain_text.h"

#include <QEvent>

namespace steward {
namespace {

constexpr qreal textButtonHeight = 28; ///< at least: it has to be hit
constexpr qreal textButtonInset = 3;
constexpr qreal textButtonGap = 4;

} // namespace

TextButton::TextButton(QWidget* parent)
    : QAbstractButton(parent)
{
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

int TextButton::inset()
{
    return scaled(textButtonInset);
}

void TextButton::setLook(TextSize size, QFont::Weight weight, QColor Tokens::*color)
{
    m_color = color;
    m_size = size;
    m_weight = weight;
    updateGeometry();
    update();
}

void TextButton::setWords(const QString& text, const QString& spoken, const QString& lead)
{
    setText(text);
    m_lead = lead;
    setAccessibleName(spoken);
    setToolTip(escapedToolTip(spoken));
    updateGeometry();
    update();
}

void TextButton::setLeadColor(QColor Tokens::*color)
{
    m_leadColor = color;
    update();
}

QFont TextButton::fontOfLead() const
{
    return textFont(m_size, QFont::DemiBold);
}

QSize TextButton::sizeHint() const
{
    const QFontMetricsF metrics(textFont(m_size, m_weight));
    qreal width = metrics.horizontalAdvance(text()) + 2 * inset();
    if (!m_lead.isEmpty())
        width += QFontMetricsF(fontOfLead()).horizontalAdvance(m_lead) + scaledF(textButtonGap);
    return {qCeil(width) + 1, qCeil(std::max(metrics.height(), scaledF(textButtonHeight)))};
}

QSize TextButton::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), scaled(40)), sizeHint().height()};
}

void TextButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    const bool isLeft = layoutDirection() == Qt::LeftToRight;
    const bool isUnderlined = isEnabled() && (underMouse() || isDown());
    QRectF room = QRectF(rect()).adjusted(inset(), 0, -inset(), 0);
    if (m_isTrailing)
        room.setLeft(std::max(room.left(), room.right() - (sizeHint().width() - 2 * inset())));
    const auto draw = [&](const QString& text, QFont font, const QColor& color) {
        font.setUnderline(isUnderlined);
        const QFontMetricsF metrics(font);
        painter.setFont(font);
        painter.setPen(isEnabled() ? color : tokens.quiet);
        const QString shown = metrics.elidedText(text, Qt::ElideRight, room.width());
        const QRectF place = isLeft ? room : QRectF(width() - room.right(), room.top(), room.width(), room.height());
        painter.drawText(
            place, Qt::AlignVCenter | Qt::TextSingleLine | (isLeft ? Qt::AlignLeft : Qt::AlignRight), shown);
        room.setLeft(room.left() + metrics.horizontalAdvance(shown) + scaledF(textButtonGap));
    };
    if (!m_lead.isEmpty())
        draw(m_lead, fontOfLead(), tokens.*m_leadColor);
    draw(text(), textFont(m_size, m_weight), tokens.*m_color);
    if (hasFocus()) {
        const qreal half = scaledF(focusRing) / 2;
        paintBox(
            painter, QRectF(rect()).adjusted(half, half, -half, -half), 4, Qt::transparent, tokens.accentText,
            scaledF(focusRing));
    }
}

void TextButton::changeEvent(QEvent* event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace steward
