#pragma once

#include "app/profiles/profile_service.h"
#include "app/screenshots/screenshot_scenes.h"
#include "app/shell/window_settings.h"
#include "app/shell/workspace_view.h"
#include "app/window/main_window.h"
#include "app/work/background_runner.h"
#include "local/profile_contexts.h"
#include "local/session_keychain.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"

#include <QCoreApplication>
#include <QSize>
#include <QTemporaryDir>

namespace steward {

/// As the mockups are drawn.
constexpr QSize mockupSize{1440, 900};

/// As if they were of a production.
inline void asProduction(ProfileContext& stores)
{
    stores.title = QCoreApplication::translate("steward::Screenshots", "Clinics Brazil");
    stores.environment = Environment::Production;
    stores.isPractice = false;
}

/// What every scene stands on: a data directory of its own, and a practice fleet.
struct SceneFixture {
    /// Most are about the instances.
    explicit SceneFixture(Page page = Page::Instances) { settings.setPage(static_cast<int>(page)); }
    QTemporaryDir folder;
    std::shared_ptr<PracticeWorld> world = makePracticeFleet();
    BackgroundRunner runner;
    WindowSettings settings;
    ProfileService profiles{
        {*DataDirectory::open(folder.path()), std::make_shared<SessionKeychain>(), QProcessEnvironment(), {}}, runner};

    ProfileContext practice() const
    {
        ProfileContext stores = practiceContext();
        stores.stores = std::make_shared<PracticeStores>(world);
        return stores;
    }
    ProfileContext production() const
    {
        ProfileContext stores = practice();
        asProduction(stores);
        return stores;
    }
};

/// The main window on all that.
class WindowScene : public Scene {
public:
    QWidget* window() override { return &m_window; }

protected:
    explicit WindowScene(Page page = Page::Instances)
        : m_fixture(page)
    {
    }
    void openWindow(const ProfileContext& stores, const QSize& size = mockupSize)
    {
        m_window.resize(size);
        m_window.show();
        m_window.openStores(stores);
    }
    WorkspaceView& view() const { return *m_window.view(); }
    bool isRead() const { return view().workspace().index() != nullptr; }

    SceneFixture m_fixture;
    MainWindow m_window{m_fixture.runner, m_fixture.profiles, m_fixture.settings};
};

} // namespace steward
