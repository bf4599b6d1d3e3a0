#pragma once

#include "local/history/alerts.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <vector>

class QMenu;
class QWidget;

namespace steward {

class AlertCenter;
class Notifier;
class Toasts;

/// Tells what a workspace's AlertCenter finds: in the window, and by the desktop where it has a place for that. More
/// than five at once are told as one.
class AlertTeller final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AlertTeller)

public:
    /// `window` is brought to the front where somebody pressed what the desktop shows.
    AlertTeller(Toasts& toasts, Notifier& notifier, QWidget& window);
    /// Null: no workspace is open.
    void follow(AlertCenter* center);
    /// Whose changes they are; empty: no workspace's.
    void setPlace(const QString& title) { m_place = title; }
    const AlertCenter* center() const;
    /// Nobody may read here what it is about: the desktop is told without names, and the window not at all.
    void setDiscreet(bool isDiscreet) { m_isDiscreet = isDiscreet; }
    /// What was told, newest first; each leads to its row.
    void fill(QMenu& menu);

Q_SIGNALS:
    /// There is more in the list, or another one.
    void changed();
    /// One pressed: its row, or the rows, are to be shown.
    void showWanted(const std::vector<steward::Alert>& alerts);

private:
    void tell(const std::vector<Alert>& alerts, bool isQuiet);
    void notifyWithoutNames(const std::vector<Alert>& alerts);
    /// Of one reading: `told` is said, and a press leads to all.
    void notify(const std::vector<Alert>& told, const std::vector<Alert>& all);

    Toasts& m_toasts;
    Notifier& m_notifier;
    QWidget& m_window;
    QPointer<AlertCenter> m_center;
    QString m_place;
    bool m_isDiscreet = false;
};

/// Shown, not minimized, and before the others.
void bringForward(QWidget& window);

} // namespace steward
