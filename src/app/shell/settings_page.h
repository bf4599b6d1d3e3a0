#pragma once

#include <QWidget>

#include <memory>

class QAction;

namespace Ui {
class SettingsPage;
}

namespace steward {

class DialogPage;
struct StoreSet;
class WorkspaceView;

/// The window's actions that the settings show as buttons and choices.
struct SettingsParts {
    QWidget& window; ///< whose actions have the shortcuts
    QAction& editProfile;
    QAction& exportProfile;
    QAction& removeProfile;
    QAction& systemLook;
    QAction& lightLook;
    QAction& darkLook;
};

/// Of the workspace: its connections and the database's guards. Of Steward: looks, shortcuts, what it is.
class SettingsPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SettingsPage)

public:
    SettingsPage(const StoreSet& stores, WorkspaceView& view, const SettingsParts& parts, QWidget* parent = nullptr);
    ~SettingsPage() override;
    DialogPage& guards() const { return *m_guards; }
    void focusSections();

Q_SIGNALS:
    /// The page is to be shown, since the guards are asked for.
    void wanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void addSections();
    void addGuards(WorkspaceView& view);
    void showConnections(const StoreSet& stores);
    void listShortcuts();

    std::unique_ptr<Ui::SettingsPage> m_ui;
    const SettingsParts m_parts;
    DialogPage* m_guards = nullptr;
};

} // namespace steward
