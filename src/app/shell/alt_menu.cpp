#include "app/shell/alt_menu.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QTimer>

namespace steward {

AltMenu::AltMenu(QMenuBar& bar)
    : QObject(&bar)
    , m_bar(bar)
{
    if (m_bar.isNativeMenuBar())
        return;
    m_bar.hide();
    const QList<QAction*> titles = m_bar.actions();
    for (const QAction* title : titles) {
        // The next menu opens in the same turn where one goes from menu to menu.
        connect(title->menu(), &QMenu::aboutToHide, this, [this] { QTimer::singleShot(0, this, &AltMenu::leave); });
    }
    qApp->installEventFilter(this); // whichever part of the window has the focus
}

void AltMenu::show()
{
    m_bar.show();
    m_bar.setActiveAction(m_bar.actions().front());
}

void AltMenu::leave()
{
    const QList<QAction*> titles = m_bar.actions();
    for (const QAction* title : titles) {
        if (title->menu()->isVisible())
            return;
    }
    m_bar.hide();
}

bool AltMenu::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::KeyRelease:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::Shortcut:
    case QEvent::WindowDeactivate: // Alt with Tab
        break;
    default: // of Qt's own events only these matter
        return false;
    }
    const auto* widget = qobject_cast<const QWidget*>(watched);
    return widget && widget->window() == m_bar.window() && hear(*event);
}

/// Whether it asks for the menu bar.
bool AltMenu::hear(const QEvent& event)
{
    const auto* key = dynamic_cast<const QKeyEvent*>(&event);
    const bool isAlt = key && key->key() == Qt::Key_Alt;
    const bool wasAltAlone = std::exchange(m_isAltAlone, false);
    if (event.type() == QEvent::KeyPress)
        m_isAltAlone = isAlt && key->modifiers() == Qt::AltModifier;
    const bool isF10 = event.type() == QEvent::KeyPress && key && key->key() == Qt::Key_F10 && !key->modifiers();
    const bool isAltDone = event.type() == QEvent::KeyRelease && isAlt && wasAltAlone;
    if (isF10 || isAltDone)
        show();
    return isF10 || isAltDone;
}

} // namespace steward
