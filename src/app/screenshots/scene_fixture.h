#pragma once

#include "app/profiles/profile_service.h"
#include "app/shell/window_settings.h"
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
    /// The same, as if it were of a production.
    ProfileContext production() const
    {
        ProfileContext stores = practice();
        stores.title = QCoreApplication::translate("steward::Screenshots", "Clinics Brazil");
        stores.environment = Environment::Production;
        stores.isPractice = false;
        return stores;
    }
};

} // namespace steward
