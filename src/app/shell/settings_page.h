#pragma once

#include <QList>
#include <QWidget>

#include <memory>

class QAction;
class QListWidgetItem;

namespace Ui {
class SettingsPage;
}

namespace steward {

class AlertSettings;
class BackgroundRunner;
class GuardsPage;
class ProfileEditor;
class ProfileService;
struct Profile;
struct ProfileContext;
class WindowAlerts;
class WindowLock;
class WindowSettings;
class WorkspaceView;

/// What the settings show beside the workspace: its profile, and the window's actions as buttons and choices.
struct SettingsParts {
    QWidget& window; ///< whose actions have the shortcuts
    ProfileService& profiles;
    WindowAlerts& alerts;
    WindowLock& lock;
    QString profileId; ///< empty: practice, or the environment's variables
    BackgroundRunner& runner;
    WindowSettings& settings;
    QAction& newProfile;
    QAction& exportProfile;
    QAction& removeProfile;
    QAction& systemLook;
    QAction& lightLook;
    QAction& darkLook;
    QList<QAction*> languages;
};

/// Of the workspace: its connections, names, guards, what is protected and its limits. Of Steward: looks, shortcuts,
/// passwords, what it is.
class SettingsPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SettingsPage)

public:
    enum class Section : quint8 {
        Connections,
        Names,
        Guards,
        Protected,
        Limits,
        Alerts,
        Appearance,
        Shortcuts,
        Passwords,
        About
    };
    SettingsPage(
        const ProfileContext& stores, WorkspaceView& view, const SettingsParts& parts, QWidget* parent = nullptr);
    ~SettingsPage() override;
    GuardsPage& guards() const { return *m_guards; }
    /// Null: there is no profile to be edited, or it is not read yet.
    ProfileEditor* editor() const { return m_editor; }
    void choose(Section section);
    Section section() const;
    void focusSections();

Q_SIGNALS:
    /// The page is to be shown, since the guards are asked for.
    void wanted();
    void saved(const steward::Profile& profile);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void dress();
    void addSections();
    void addLanguages();
    void addGuards();
    void addEditor(const ProfileContext& stores);
    void showEditor(const Profile& profile);
    void showNoEditor(const QString& sentence);
    void showSection(Section section);
    void listProtected();
    void showProtected(const QListWidgetItem& item);
    void listShortcuts();
    void showAbout();
    void addAlerts();
    void fillAlerts();
    void showTray();

    std::unique_ptr<Ui::SettingsPage> m_ui;
    WorkspaceView& m_view;
    const SettingsParts m_parts;
    GuardsPage* m_guards = nullptr;
    AlertSettings* m_alerts = nullptr;
    int m_startChoices = 0; ///< how often starting with the system was chosen
    ProfileEditor* m_editor = nullptr;
};

} // namespace steward
