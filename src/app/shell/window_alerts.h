#pragma once

#include "app/alerts/alert_settings.h"
#include "app/alerts/alert_teller.h"
#include "app/alerts/notifier.h"

#include <QMenu>
#include <QObject>
#include <QPointer>

#include <memory>

class QMainWindow;

namespace steward {

class WindowHeader;
class WindowSettings;
class WorkspacePages;

/// What the window has to do with alerts: it tells those of the open workspace, leads to their rows, keeps what a
/// person wants to be told, and goes on beside the clock where it is closed and that is wished.
class WindowAlerts final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowAlerts)

public:
    WindowAlerts(QMainWindow& window, Toasts& toasts, WindowHeader& header, WindowSettings& settings);
    ~WindowAlerts() override;

    /// Null: no workspace is open any more.
    void follow(WorkspacePages* pages, const QString& profileId);
    AlertRules rules() const;
    void setRules(const AlertRules& rules);
    /// All rows, the views that have a word, and those that were saved.
    AlertSettings::Views views() const;

    bool hasPlace() const { return m_notifier->isThere(); }
    bool closesToTray() const;
    void setClosesToTray(bool isOn);
    /// The window is locked: what is told names nobody.
    void setDiscreet(bool isDiscreet);
    /// Closing the window hides it and no more.
    bool hidesAtClosing() const;
    void hideWindow();
    /// For tests: another desktop.
    void setNotifier(std::unique_ptr<Notifier> notifier);

Q_SIGNALS:
    void quitWanted();

private:
    void apply();
    /// They may have been changed in another window.
    void takeSettings();
    void makeTeller();
    void showRows(const std::vector<Alert>& alerts);
    void showBell();
    QString place() const;

    QMainWindow& m_window;
    Toasts& m_toasts;
    WindowHeader& m_header;
    WindowSettings& m_settings;
    std::unique_ptr<Notifier> m_notifier;
    std::unique_ptr<AlertTeller> m_teller;
    QPointer<WorkspacePages> m_pages;
    QString m_profileId;
    QMenu m_menu;
    int m_unseen = 0;
    bool m_closesToTray;
    bool m_isDiscreet = false;
};

} // namespace steward
