#include "app/overview/event_list.h"

#include "app/components/text_label.h"
#include "app/style/painting.h"

#include <QVBoxLayout>

#include <memory>

namespace steward {
namespace {

constexpr qreal eventSide = 16;
constexpr qreal eventSquare = 24;
constexpr qreal eventIcon = 14;
constexpr qreal eventGap = 10;
constexpr qreal eventPadding = 7;
constexpr int wrapped = Qt::AlignTop | Qt::TextWordWrap;

} // namespace

EventButton::EventButton(const ListedEvent& event, QWidget* parent)
    : QAbstractButton(parent)
    , m_event(event)
{
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setText(event.title);
    QString spoken = event.title;
    for (const QString& part : {event.detail, event.time})
        spoken += part.isEmpty() ? QString() : QStringLiteral(", ") + part;
    setAccessibleName(spoken);
    setFocusPolicy(event.leadsTo.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    if (!event.leadsTo.isEmpty())
        setCursor(Qt::PointingHandCursor);
}

qreal EventButton::textWidth(int width) const
{
    const QFontMetricsF metrics(textFont(TextSize::Small));
    const qreal time = m_event.time.isEmpty() ? 0 : metrics.horizontalAdvance(m_event.time) + scaledF(eventGap);
    return std::max<qreal>(width - scaledF(2 * eventSide + eventSquare + eventGap) - time, 1);
}

qreal EventButton::heightOf(const QString& text, const QFont& font, int width) const
{
    if (text.isEmpty())
        return 0;
    const QFontMetricsF metrics(font);
    return metrics.boundingRect(QRectF(0, 0, textWidth(width), 10000), wrapped, text).height();
}

int EventButton::heightFor(int width) const
{
    const qreal words = heightOf(m_event.title, textFont(TextSize::Body), width) +
                        heightOf(m_event.detail, textFont(TextSize::Small), width);
    return qCeil(std::max(words, scaledF(eventSquare)) + scaledF(2 * eventPadding));
}

QSize EventButton::sizeHint() const
{
    return {scaled(160), heightFor(scaled(400))};
}

/// A scroll area asks nobody how high he is in a certain width.
void EventButton::resizeEvent(QResizeEvent* event)
{
    QAbstractButton::resizeEvent(event);
    setFixedHeight(heightFor(width()));
}

void EventButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    const bool isLeft = layoutDirection() == Qt::LeftToRight;
    const auto placed = [&](const QRectF& logical) {
        return isLeft ? logical : QRectF(width() - logical.right(), logical.top(), logical.width(), logical.height());
    };
    const int start = wrapped | (isLeft ? Qt::AlignLeft : Qt::AlignRight);
    if (!m_event.leadsTo.isEmpty() && underMouse())
        paintBox(painter, QRectF(rect()).adjusted(8, 1, -8, -1), controlRadius, tokens.hover, Qt::transparent);
    const QRectF square(scaledF(eventSide), scaledF(eventPadding) - 2, scaledF(eventSquare), scaledF(eventSquare));
    paintBox(painter, placed(square), controlRadius, tokens.soft(m_event.tone), Qt::transparent);
    QRectF icon(0, 0, scaledF(eventIcon), scaledF(eventIcon));
    icon.moveCenter(square.center());
    paintIcon(
        painter, placed(icon), m_event.icon, m_event.tone == Tone::Quiet ? tokens.text2 : tokens.tone(m_event.tone));
    const qreal left = square.right() + scaledF(eventGap);
    const QFont body = textFont(TextSize::Body);
    const qreal title = heightOf(m_event.title, body, width());
    painter.setFont(body);
    painter.setPen(tokens.text);
    painter.drawText(placed({left, scaledF(eventPadding), textWidth(width()), title + 1}), start, m_event.title);
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(tokens.quiet);
    const qreal top = scaledF(eventPadding) + title;
    painter.drawText(placed({left, top, textWidth(width()), height() - top}), start, m_event.detail);
    painter.drawText(
        placed({left, scaledF(eventPadding), width() - scaledF(eventSide) - left, scaledF(18)}),
        Qt::AlignVCenter | Qt::TextSingleLine | (isLeft ? Qt::AlignRight : Qt::AlignLeft), m_event.time);
    if (hasFocus()) {
        const QRectF ring = QRectF(rect()).adjusted(scaledF(8), 1, -scaledF(8), -1);
        paintBox(painter, ring, controlRadius, Qt::transparent, tokens.accentText, scaledF(focusRing));
    }
}

EventList::EventList(QWidget* parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout(this))
{
    m_lines->setContentsMargins(0, 0, 0, scaled(8));
    m_lines->setSpacing(0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

void EventList::setEvents(const std::vector<ListedEvent>& events, const QString& sentence)
{
    if (events == m_events && sentence == m_sentence && m_lines->count() > 0)
        return; // who stands on one stays there
    m_events = events;
    m_sentence = sentence;
    while (const std::unique_ptr<QLayoutItem> item{m_lines->takeAt(0)})
        delete item->widget();
    m_label = nullptr;
    for (const ListedEvent& event : events) {
        auto* button = new EventButton(event);
        button->setObjectName(QStringLiteral("event"));
        if (!event.leadsTo.isEmpty())
            connect(button, &QAbstractButton::clicked, this, [this, to = event.leadsTo] { Q_EMIT wanted(to); });
        m_lines->addWidget(button);
    }
    if (!sentence.isEmpty()) {
        m_label = new TextLabel(sentence, TextSize::Body, QFont::Normal, &Tokens::quiet);
        m_label->setObjectName(QStringLiteral("sentence"));
        m_label->setWordWrap(true);
        m_label->setContentsMargins(scaled(eventSide), scaled(4), scaled(eventSide), scaled(4));
        m_lines->addWidget(m_label);
        fitSentence();
    }
}

void EventList::fitSentence()
{
    if (m_label)
        m_label->setFixedHeight(m_label->heightForWidth(width()));
}

void EventList::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitSentence();
}

} // namespace steward
