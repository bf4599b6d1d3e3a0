#include "app/components/toasts.h"

#include "app/components/toast.h"
#include "app/style/type.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QVariantAnimation>

namespace steward {
namespace {

constexpr std::chrono::seconds toastTime{6};
constexpr int toastRise = 120; ///< milliseconds

} // namespace

Toasts::Toasts(QWidget& place)
    : QObject(&place)
    , m_place(place)
{
    place.installEventFilter(this);
    m_time.setSingleShot(true);
    m_time.setInterval(toastTime);
    connect(&m_time, &QTimer::timeout, this, [this] {
        if (m_toast && (m_toast->underMouse() || m_toast->isAncestorOf(QApplication::focusWidget())))
            return m_time.start(); // somebody is about to use it
        delete m_toast;
    });
}

void Toasts::show(const QString& text, const QString& action, std::function<void()> act, const Mark& mark)
{
    delete m_toast;
    m_toast = new Toast(text, action, mark, &m_place);
    connect(m_toast, &Toast::actionWanted, this, [this, act = std::move(act)] {
        m_toast->deleteLater();
        m_toast = nullptr;
        act();
    });
    m_toast->show();
    if (m_toast->isVisible()) { // below a lock's cover it is no more told than seen
        QAccessibleEvent said(m_toast.data(), QAccessible::Alert);
        QAccessible::updateAccessibility(&said);
    }
    rise();
    m_time.start();
}

void Toasts::rise()
{
    m_height = m_toast->height();
    layOut();
    if (!QApplication::isEffectEnabled(Qt::UI_General)) // the desktop wants nothing to move
        return;
    auto* rise = new QVariantAnimation(m_toast);
    rise->setDuration(toastRise);
    rise->setStartValue(0);
    rise->setEndValue(m_toast->height());
    connect(rise, &QVariantAnimation::valueChanged, this, [this](const QVariant& height) {
        m_height = height.toInt();
        layOut();
    });
    rise->start(QAbstractAnimation::DeleteWhenStopped);
}

void Toasts::layOut()
{
    if (!m_toast)
        return;
    const int gap = scaled(16);
    const int width = std::min(m_toast->sizeHint().width(), m_place.width() - 2 * gap);
    const int left = m_place.layoutDirection() == Qt::RightToLeft ? gap : m_place.width() - gap - width;
    m_toast->setGeometry(left, m_place.height() - gap - m_height, width, m_toast->height());
    m_toast->raise();
}

bool Toasts::eventFilter(QObject* watched, QEvent* event)
{
    // A page that comes while a toast is shown would else stand above it.
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        layOut();
    return QObject::eventFilter(watched, event);
}

} // namespace steward
