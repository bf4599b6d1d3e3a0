#include "app/lock/idle_watch.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QMouseEvent>

#include <algorithm>
#include <utility>

namespace steward {
namespace {

constexpr std::chrono::milliseconds whileOff = std::chrono::minutes(1);
constexpr std::chrono::milliseconds soonest{20};

} // namespace

IdleWatch::IdleWatch(After after, QObject* parent)
    : QObject(parent)
    , m_after(std::move(after))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &IdleWatch::look);
    qApp->installEventFilter(this);
    begin();
}

void IdleWatch::begin()
{
    m_since.start();
    m_started = QDateTime::currentMSecsSinceEpoch();
    if (!m_timer.isActive()) // else it looks how long ago that is
        m_timer.start(m_after().count() > 0 ? std::max(m_after(), soonest) : whileOff);
}

bool IdleWatch::isOver() const
{
    const std::chrono::milliseconds after = m_after();
    const qint64 passed = std::max(m_since.elapsed(), QDateTime::currentMSecsSinceEpoch() - m_started);
    return after.count() > 0 && passed >= after.count();
}

void IdleWatch::look()
{
    m_timer.stop(); // it may have begun with another time
    if (isOver()) {
        Q_EMIT idle();
        return begin();
    }
    const std::chrono::milliseconds after = m_after();
    const std::chrono::milliseconds left = after - std::chrono::milliseconds(m_since.elapsed());
    m_timer.start(after.count() > 0 ? std::max(left, soonest) : whileOff);
}

bool IdleWatch::isUse(const QEvent& event)
{
    switch (event.type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
    case QEvent::DragMove:
        return true;
    case QEvent::MouseMove: {
        // What moves below a pointer that rests is nobody's hand.
        const QPoint now = static_cast<const QMouseEvent&>(event).globalPosition().toPoint();
        return std::exchange(m_pointer, now) != now;
    }
    default: // of Qt's own events these are a person's
        return false;
    }
}

bool IdleWatch::eventFilter(QObject*, QEvent* event)
{
    if (!isUse(*event))
        return false;
    // After the computer has slept the timer may come later than the first hand.
    const bool isLate = isOver();
    if (isLate)
        Q_EMIT idle();
    begin();
    return isLate;
}

} // namespace steward
