#include "app/activity/activity_button.h"

#include "app/operations/activity_log.h"
#include "app/operations/activity_words.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"
#include "app/style/type.h"

#include <QAction>
#include <QEvent>
#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace steward {
namespace {

constexpr qreal markSide = 14;
constexpr qreal markGap = 6;
constexpr qreal sidePadding = 6;

} // namespace

ActivityButton::ActivityButton(QWidget* parent)
    : QToolButton(parent)
{
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    showCounts();
}

void ActivityButton::setAction(QAction& action)
{
    connect(this, &QToolButton::clicked, &action, &QAction::trigger);
    setToolTip(escapedToolTip(action.toolTip()));
}

void ActivityButton::follow(const ActivityLog* log)
{
    if (m_log)
        disconnect(m_log, nullptr, this, nullptr);
    m_log = log;
    if (log)
        connect(log, &ActivityLog::countsChanged, this, &ActivityButton::showCounts);
    showCounts();
}

void ActivityButton::showCounts()
{
    const int underWay = m_log ? m_log->underWay() : 0;
    const int leftOpen = m_log ? m_log->leftOpen() : 0;
    QString words = tr("Activity");
    m_mark = {MarkShape::Ring, Tone::Quiet};
    if (underWay > 0) {
        words = tr("%n running", nullptr, underWay);
        m_mark = activityMark(Operation::State::Running);
    } else if (leftOpen > 0) {
        words = tr("%n left open", nullptr, leftOpen);
        m_mark = activityMark(Operation::State::LeftOpen);
    }
    setText(words);
    //: %1 is "Activity", "2 running" or "1 left open"
    setAccessibleName(underWay + leftOpen > 0 ? tr("Activity: %1").arg(words) : words);
    updateGeometry();
    update();
    setVisible(underWay + leftOpen > 0);
}

QSize ActivityButton::sizeHint() const
{
    const QFontMetrics metrics(textFont(TextSize::Small));
    return {
        scaled(markSide + markGap + 2 * sidePadding) + metrics.horizontalAdvance(text()) + 1,
        QToolButton::sizeHint().height()};
}

/// As all that stands in the foot: shape and words apart, in its size and colour.
void ActivityButton::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = {};
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
    const Tokens& tokens = Tokens::of(palette());
    const QRectF all = QRectF(rect()).adjusted(scaledF(sidePadding), 0, -scaledF(sidePadding), 0);
    const QRectF square(all.left(), all.center().y() - scaledF(markSide) / 2, scaledF(markSide), scaledF(markSide));
    paintShape(painter, placedIn(rect(), square, layoutDirection()), m_mark, tokens.tone(m_mark.tone));
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(tokens.text2);
    const QRectF words = all.adjusted(scaledF(markSide + markGap), 0, 0, 0);
    paintWords(painter, rect(), words, text(), layoutDirection());
}

void ActivityButton::changeEvent(QEvent* event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace steward
