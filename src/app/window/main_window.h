#pragma once

#include "app/style/appearance.h"
#include "local/store_set.h"

#include <QMainWindow>

#include <memory>

class QLabel;
class QProgressBar;

namespace Ui {
class MainWindow;
}

namespace steward {

class ActivityButton;
class BackgroundRunner;
class FirstRunPage;
class ProfileActions;
class ProfileService;
class StoreStatusBar;
class WindowSettings;
class WorkspaceView;

/// The window: menus, the first-run page or the opened workspace, and the foot. It composes; what each part does
/// stands in the part.
class MainWindow final : public QMainWindow {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    MainWindow(BackgroundRunner& runner, ProfileService& profiles, WindowSettings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Replaces what is open, and reads. `profileId` is empty for practice and the environment.
    void openStores(const StoreSet& stores, const QString& profileId = {});
    /// By id or name; what goes wrong is said on the first-run page.
    void openProfile(const QString& idOrName);
    /// The page with the three ways in; with a sentence that says why, where something could not be opened.
    void showFirstRun(const QString& trouble = {}, const QString& profileId = {});
    /// Null before a workspace is open.
    WorkspaceView* view() const { return m_view; }

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void connectActions();
    void connectProfiles();
    void connectView();
    void connectActivity();
    void showActivity();
    void setAppearance(Appearance appearance);
    void listProfiles();
    void showReading();
    void showWhatCanBeDone();
    void keepLayout();
    void leaveWorkspace();
    void showAbout();

    std::unique_ptr<Ui::MainWindow> m_ui;
    BackgroundRunner& m_runner;
    ProfileService& m_profiles;
    WindowSettings& m_settings;
    ProfileActions* m_profileActions = nullptr;
    FirstRunPage* m_firstRun = nullptr;
    WorkspaceView* m_view = nullptr;
    QString m_profileId;
    StoreStatusBar* m_stores = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_environment = nullptr;
    QLabel* m_summary = nullptr;
    ActivityButton* m_activity = nullptr;
};

} // namespace steward
