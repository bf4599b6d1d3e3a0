#include "app/alerts/tray.h"

#include "app/style/plain_text.h"

#include <QIcon>

namespace steward {

Tray::Tray(QObject* parent)
    : QObject(parent)
    , m_open(m_menu.addAction(QString()))
    , m_quit(m_menu.addAction(QString()))
{
    m_icon.setIcon(QIcon(QStringLiteral(":/icons/steward-128.png")));
    speak();
    connect(&m_menu, &QMenu::aboutToShow, this, &Tray::speak); // the language may be another one by now
    connect(m_open, &QAction::triggered, this, &Tray::openWanted);
    connect(m_quit, &QAction::triggered, this, &Tray::quitWanted);
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

void Tray::speak()
{
    m_quit->setText(tr("&Quit"));
    if (m_place.isEmpty()) {
        m_icon.setToolTip(tr("Steward"));
        return m_open->setText(tr("&Open Steward"));
    }
    //: %1 is a workspace's name
    m_icon.setToolTip(tr("Steward: %1").arg(m_place));
    //: %1 is a workspace's name
    m_open->setText(tr("&Open %1").arg(withoutMnemonics(m_place)));
}

void Tray::setPlace(const QString& title)
{
    m_place = title;
    speak();
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
