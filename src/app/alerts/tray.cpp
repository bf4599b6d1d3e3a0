#include "app/alerts/tray.h"

#include <QIcon>

namespace steward {

Tray::Tray(QObject* parent)
    : QObject(parent)
{
    m_icon.setIcon(QIcon(QStringLiteral(":/icons/steward-128.png")));
    m_icon.setToolTip(tr("Steward"));
    QAction* open = m_menu.addAction(QString());
    QAction* quit = m_menu.addAction(QString());
    const auto speak = [open, quit] { // the language may be another one by now
        open->setText(tr("&Open Steward"));
        quit->setText(tr("&Quit"));
    };
    speak();
    connect(&m_menu, &QMenu::aboutToShow, this, speak);
    connect(open, &QAction::triggered, this, &Tray::openWanted);
    connect(quit, &QAction::triggered, this, &Tray::quitWanted);
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT openWanted();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, [this] {
        if (m_act)
            m_act();
    });
}

bool Tray::isThere() const
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void Tray::notify(const QString& title, const QString& text, std::function<void()> act)
{
    if (!isThere())
        return;
    m_act = std::move(act);
    m_icon.show(); // a message needs it
    if (QSystemTrayIcon::supportsMessages())
        m_icon.showMessage(title, text, m_icon.icon());
}

void Tray::setShown(bool isShown)
{
    m_icon.setVisible(isShown && isThere());
}

} // namespace steward
