#pragma once

#include "app/window/other_windows.h"
#include "app/workspace/page.h"
#include "local/translations.h"
#include "stores/profile_context.h"

#include <QMainWindow>

#include <array>
#include <functional>
#include <memory>

namespace Ui {
class MainWindow;
}

namespace steward {

class BackgroundRunner;
class CommandPalette;
class LeaveGuard;
class OperationService;
class ProfileEditor;
class ProfilePage;
class ProfileService;
class Toasts;
class WindowAlerts;
class WindowFrame;
class WindowLock;
class WindowMenus;
class WindowProfiles;
class WelcomePage;
class WindowSettings;
class Workspace;
class WorkspacePages;
class WorkspaceTies;
class WorkspaceView;
struct Profile;

/// The window: header, rail and foot around the welcome page or the pages of the opened workspace. It composes; what
/// each part does stands in the part.
class MainWindow final : public QMainWindow {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    MainWindow(BackgroundRunner& runner, ProfileService& profiles, WindowSettings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Replaces what is open, and reads. `profileId` is empty for practice and the environment. Asks first where
    /// something is under way (LeaveGuard); so does showWelcome().
    void openStores(const ProfileContext& stores, const QString& profileId = {});
    /// By id or name; what goes wrong is said on the welcome page.
    void openProfile(const QString& idOrName);
    /// The page with the three ways in; with a sentence that says why, where something could not be opened.
    void showWelcome(const QString& trouble = {}, const QString& profileId = {});
    /// Null before a workspace is open.
    WorkspaceView* view() const;
    WorkspacePages* pages() const { return m_pages; }
    WindowProfiles& profiles() const { return *m_offered; }
    WindowAlerts& alerts() const { return *m_alerts; }
    WindowLock& idleLock() const { return *m_lock; }

    void setOthers(OtherWindows others) { m_others->follow(std::move(others)); }
    /// Of the workspace that is open; empty: none is, or one without a profile.
    QString openProfileId() const { return m_pages ? m_profileId : QString(); }
    /// Something is under way or not saved: it asks before it closes.
    bool isBusy() const;
    /// Something is under way for that profile, also where its workspace was left meanwhile.
    bool isAtWork(const QString& profileId) const;
    /// A sentence at its lower end, for some seconds.
    void tell(const QString& sentence);
    /// Closes it, also where a closed one goes on beside the clock; false: it asks first, and then goes on by itself
    /// with that, or with ending them all.
    bool closeForGood(bool endsAll = false);

Q_SIGNALS:
    void workspaceOpened();
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void composeWindow();
    void connectActions();
    QString helpSection() const;
    void connectProfiles();
    /// Among the settings where it is open, else on a page of its own.
    void edit(const Profile& profile);
    ProfileEditor* editor() const; ///< of what is shown; null: none
    bool holds(const std::function<void()>& leave);
    void put(QWidget* page);
    void addLock();
    void entitle(const QString& title);
    void showPage(Page page);
    void setLanguage(Language language);
    /// Makes the pages anew, or leaves them until what is under way has ended.
    void speakOnPages();
    /// Says everything in the language that is spoken now.
    void speak();
    void speakOnceEnded();
    void openAgain();
    /// `operations` and `former`: of the same workspace as it was shown before; null: none was.
    void
    open(const ProfileContext& stores, const QString& profileId, OperationService* operations, const Workspace* former);
    void keepLayout();
    OperationService* operations() const; ///< of what is open; null: nothing is
    void leaveWorkspace();
    void quit();

    std::unique_ptr<Ui::MainWindow> m_ui;
    std::unique_ptr<WindowFrame> m_frame;
    BackgroundRunner& m_runner;
    ProfileService& m_profiles;
    WindowSettings& m_settings;
    WelcomePage* m_welcome = nullptr;
    ProfilePage* m_profilePage = nullptr;
    WorkspacePages* m_pages = nullptr;
    std::unique_ptr<WorkspaceTies> m_ties; ///< of these pages
    CommandPalette* m_palette = nullptr;
    Toasts* m_toasts = nullptr;
    WindowAlerts* m_alerts = nullptr;
    OtherWindowsMenu* m_others = nullptr;
    bool m_endsAll = false; ///< the other windows too
    WindowLock* m_lock = nullptr;
    QString m_title;           ///< which a locked window does not show
    bool m_isQuitting = false; ///< else a closed window may go on beside the clock
    std::array<QAction*, pageCount> m_pageActions{};
    std::unique_ptr<WindowMenus> m_menus;
    WindowProfiles* m_offered = nullptr;
    bool m_hasOldWords = false; ///< of the language before, since something is under way
    QString m_profileId;
    LeaveGuard* m_leaving;
};

} // namespace steward
