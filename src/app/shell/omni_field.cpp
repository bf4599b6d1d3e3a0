#include "app/shell/omni_field.h"

#include "app/components/key_cap.h"
#include "app/style/icons.h"
#include "app/style/painting.h"

#include <QEvent>

namespace steward {
namespace {

constexpr qreal omniWidth = 440;
constexpr qreal omniLeast = 180;
constexpr qreal omniHeight = 32;
constexpr qreal omniIcon = 16;
constexpr qreal omniBefore = 10;
constexpr qreal omniGap = 8;

} // namespace

OmniField::OmniField(QWidget* parent)
    : QPushButton(parent)
{
    speak();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMaximumWidth(scaled(omniWidth) + 2 * ringRoom());
}

void OmniField::speak()
{
    m_words = tr("Search an organization or phone, or run a command");
    setAccessibleName(m_words);
    update();
}

void OmniField::changeEvent(QEvent* event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        speak();
}

void OmniField::setKey(const QKeySequence& key)
{
    m_key = keyCapText(key);
    update();
}

QSize OmniField::sizeHint() const
{
    return {scaled(omniWidth) + 2 * ringRoom(), scaled(omniHeight) + 2 * ringRoom()};
}

QSize OmniField::minimumSizeHint() const
{
    return {scaled(omniLeast), sizeHint().height()};
}

void OmniField::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    const int room = ringRoom();
    const QRectF box = QRectF(rect()).adjusted(room, room, -room, -room);
    const bool isActive = underMouse() || isDown();
    paintBox(painter, box, controlRadius, isActive ? tokens.hover : tokens.surface, tokens.line2);
    if (hasFocus())
        paintFocusRing(painter, box, controlRadius, tokens);
    const bool isRightToLeft = layoutDirection() == Qt::RightToLeft;
    QRectF inside = box.adjusted(scaledF(omniBefore), 0, -scaledF(omniGap), 0);
    if (isRightToLeft)
        inside = box.adjusted(scaledF(omniGap), 0, -scaledF(omniBefore), 0);
    const qreal icon = scaledF(omniIcon);
    paintIcon(
        painter,
        QRectF(isRightToLeft ? inside.right() - icon : inside.left(), inside.center().y() - icon / 2, icon, icon),
        Icon::Search, tokens.quiet);
    paintKeyCap(painter, inside, m_key, palette(), isRightToLeft);
    const qreal taken = icon + scaledF(omniGap);
    const qreal cap = m_key.isEmpty() ? 0 : keyCapSize(m_key).width() + scaledF(omniGap);
    const QRectF words = isRightToLeft ? inside.adjusted(cap, 0, -taken, 0) : inside.adjusted(taken, 0, -cap, 0);
    const QFont font = textFont(TextSize::Body);
    painter.setFont(font);
    painter.setPen(tokens.quiet);
    painter.drawText(
        words,
        Qt::AlignVCenter | Qt::TextSingleLine | Qt::AlignAbsolute | (isRightToLeft ? Qt::AlignRight : Qt::AlignLeft),
        QFontMetricsF(font).elidedText(m_words, Qt::ElideRight, words.width()));
}

} // namespace steward
