#pragma once

#include "app/alerts/notifier.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

namespace steward {

/// Steward's icon beside the clock, where the desktop has room for such.
class Tray final : public QObject, public Notifier {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Tray)

public:
    explicit Tray(QObject* parent = nullptr);
    bool isThere() const override;
    void notify(const QString& title, const QString& text, std::function<void()> act) override;
    void setShown(bool isShown) override;
    void setPlace(const QString& title) override;

Q_SIGNALS:
    void openWanted();
    void quitWanted();

private:
    void speak();

    QMenu m_menu;
    QAction* m_open;
    QAction* m_quit;
    QString m_place;
    QSystemTrayIcon m_icon;
    std::function<void()> m_act; ///< of what was told last
};

} // namespace steward
