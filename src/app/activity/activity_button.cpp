#include "app/activity/activity_button.h"

#include "app/operations/activity_log.h"
#include "app/operations/activity_words.h"
#include "app/style/appearance.h"
#include "app/style/plain_text.h"

#include <QAction>
#include <QEvent>

namespace steward {

ActivityButton::ActivityButton(QWidget* parent)
    : QToolButton(parent)
{
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
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
    Mark mark{MarkShape::Ring, Tone::Quiet};
    if (underWay > 0) {
        words = tr("%n running", nullptr, underWay);
        mark = activityMark(Operation::State::Running);
    } else if (leftOpen > 0) {
        words = tr("%n left open", nullptr, leftOpen);
        mark = activityMark(Operation::State::LeftOpen);
    }
    setText(words);
    //: %1 is "Activity", "2 running" or "1 left open"
    setAccessibleName(underWay + leftOpen > 0 ? tr("Activity: %1").arg(words) : words);
    setIcon(shapeIcon(mark, palette()));
    setVisible(underWay + leftOpen > 0);
}

void ActivityButton::changeEvent(QEvent* event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showCounts();
}

} // namespace steward
