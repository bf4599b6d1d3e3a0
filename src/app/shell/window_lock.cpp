#include "app/shell/window_lock.h"

#include "app/lock/lock_cover.h"
#include "app/lock/secret_clipboard.h"
#include "app/shell/window_settings.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QToolTip>

#include <utility>

namespace steward {

WindowLock::WindowLock(QMainWindow& window, WindowSettings& settings, std::function<bool()> hasSomething, Unlock unlock)
    : QObject(&window)
    , m_window(window)
    , m_settings(settings)
    , m_hasSomething(std::move(hasSomething))
    , m_unlock(std::move(unlock))
    , m_idle([this] {
        if (!isOn())
            return std::chrono::milliseconds(0);
        return m_sooner.count() > 0 ? m_sooner : std::chrono::milliseconds(after());
    })
{
    connect(&m_idle, &IdleWatch::idle, this, &WindowLock::lock);
}

WindowLock::~WindowLock() = default;

bool WindowLock::isOn() const
{
    return m_settings.lockMinutes() > 0;
}

void WindowLock::setOn(bool isOn)
{
    m_settings.setLockMinutes(isOn ? static_cast<int>(after().count()) : 0);
    m_idle.look();
}

std::chrono::minutes WindowLock::after() const
{
    return isOn() ? std::chrono::minutes(m_settings.lockMinutes()) : usual;
}

void WindowLock::lock()
{
    if (isLocked() || !m_hasSomething())
        return;
    clearOurClipboard();
    hideSecrets();
    m_cover = new LockCover(&m_window);
    connect(m_cover, &LockCover::unlockWanted, this, &WindowLock::ask);
    Q_EMIT lockedChanged(true);
    m_focus = m_window.focusWidget();
    hideWindows();
    hideContent();
    setMenusOn(false);
    m_cover->setGeometry(m_window.rect());
    m_cover->show();
    m_cover->raise();
    m_cover->takeFocus();
    qApp->installEventFilter(this); // before those that were there
}

void WindowLock::hideSecrets()
{
    for (const QLineEdit* field : m_window.findChildren<QLineEdit*>()) {
        for (QAction* eye : field->actions()) {
            if (eye->objectName() == QLatin1String("showSecret"))
                eye->setChecked(false);
        }
    }
}

/// Dialogs come back, what was entered in them too; menus and what fills a screen of its own do not.
void WindowLock::hideWindows()
{
    QToolTip::hideText();
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget* other : windows) {
        if (other == &m_window || !other->isVisible() || !isOurs(other))
            continue;
        if (qobject_cast<QDialog*>(other))
            hide(*other);
        else
            other->close();
    }
}

void WindowLock::hideContent()
{
    const auto children = m_window.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget* child : children) {
        if (child != m_cover && !child->isWindow() && !child->isHidden())
            hide(*child);
    }
}

/// Where the desktop shows them, outside the window, they are not hidden with it.
void WindowLock::setMenusOn(bool isOn)
{
    const QList<QAction*> titles = m_window.menuBar()->actions();
    for (QAction* title : titles)
        title->setEnabled(isOn);
}

void WindowLock::hide(QWidget& widget)
{
    m_hidden.append(Hidden{&widget, widget.isModal()});
    widget.hide();
}

bool WindowLock::isOurs(const QObject* object) const
{
    for (; object; object = object->parent()) {
        if (object == &m_window)
            return true;
    }
    return false;
}

/// Of the window, and not of the cover.
bool WindowLock::isBelow(const QObject* object) const
{
    for (const QObject* each = object; each; each = each->parent()) {
        if (each == m_cover)
            return false;
    }
    return object != &m_window && isOurs(object);
}

void WindowLock::say(const QString& sentence)
{
    if (m_cover)
        m_cover->say(sentence);
}

void WindowLock::ask(const Secret& typed)
{
    m_cover->setAsking(true);
    m_unlock(typed, [this](const Unlocking& answer) {
        if (!m_cover)
            return;
        m_cover->setAsking(false);
        if (answer.refusal)
            m_cover->say(answer.refusal->sentence);
        else if (answer.isKeyWanted)
            m_cover->askForKey();
        else
            unlock();
    });
}

void WindowLock::unlock()
{
    qApp->removeEventFilter(this);
    std::exchange(m_cover, nullptr)->deleteLater();
    setMenusOn(true);
    const auto hidden = std::exchange(m_hidden, {});
    for (const auto& [widget, isModal] : hidden) {
        auto* dialog = qobject_cast<QDialog*>(widget.data());
        if (dialog && dialog->isWindow() && isModal)
            dialog->open();
        else if (widget)
            widget->show();
    }
    if (m_focus)
        m_focus->setFocus(Qt::OtherFocusReason);
    m_idle.begin();
    Q_EMIT lockedChanged(false);
}

/// While it is locked: nothing below the cover hears a key, and what would come over it waits.
bool WindowLock::eventFilter(QObject* watched, QEvent* event)
{
    if (!m_cover)
        return false;
    switch (event->type()) {
    case QEvent::Resize:
        if (watched == &m_window)
            m_cover->setGeometry(m_window.rect());
        return false;
    case QEvent::Shortcut:
    case QEvent::Drop:
    case QEvent::DragEnter:
    case QEvent::ContextMenu:
        return isBelow(watched) || watched == &m_window;
    case QEvent::KeyPress:
    case QEvent::KeyRelease: { // which ask for the menu bar
        const int key = static_cast<const QKeyEvent*>(event)->key();
        return isOurs(watched) && (key == Qt::Key_Alt || key == Qt::Key_F10);
    }
    case QEvent::ZOrderChange:
        if (watched != m_cover && watched->parent() == &m_window)
            m_cover->raise();
        return false;
    case QEvent::Polish:
    case QEvent::Show:
        break;
    default: // of Qt's own events only these lead below it
        return false;
    }
    auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || !isBelow(widget) || (!widget->isWindow() && widget->parent() != &m_window))
        return false;
    if (event->type() == QEvent::Polish && widget->isWindow())
        widget->setAttribute(Qt::WA_DontShowOnScreen); // until it is shown again
    if (event->type() == QEvent::Show) {
        m_cover->raise();
        QMetaObject::invokeMethod(
            this,
            [this, shown = QPointer<QWidget>(widget)] {
                if (!shown || !m_cover)
                    return;
                hide(*shown);
                shown->setAttribute(Qt::WA_DontShowOnScreen, false);
            },
            Qt::QueuedConnection);
    }
    return false;
}

} // namespace steward
