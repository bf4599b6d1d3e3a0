#pragma once

#include "domain/error.h"
#include "local/profile_store.h"
#include "stores/profile_context.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

namespace Ui {
class MainWindow;
}

namespace steward {

class MainWindow;
class OtherWindowsMenu;
class ProfileActions;
class ProfileEditor;
class ProfileService;
class WelcomePage;
class WindowSettings;

/// The profiles as the window offers them: in its menus and on its welcome page. What another window has open is
/// brought to the front there. GUI thread only.
class WindowProfiles final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowProfiles)

public:
    struct Parts {
        const Ui::MainWindow& ui;
        ProfileService& profiles;
        const WindowSettings& settings;
        OtherWindowsMenu& others;
        std::function<QString()> shown; ///< which the menu's actions are about
    };
    WindowProfiles(Parts parts, MainWindow& window);

    ProfileActions& actions() const { return *m_actions; }
    /// In a window that was made for it: where another one has it by then, this one closes.
    void openAlone(const QString& id);
    /// Lists them there too, as long as the page is there.
    void offerOn(WelcomePage& page);
    void list();
    /// The editor of one that is not open.
    void follow(const ProfileEditor& editor);

private:
    void connectActions();
    void show(const Result<std::vector<ProfileStore::Entry>>& entries);
    /// Unless another window has it, which then comes to the front.
    void openHere(const ProfileContext& stores, const QString& profileId);

    const Parts m_parts;
    MainWindow& m_window;
    ProfileActions* m_actions;
    QPointer<WelcomePage> m_welcome;
    bool m_isForOne = false; ///< the window was made for a profile
};

} // namespace steward
