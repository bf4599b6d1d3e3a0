#pragma once

#include "app/profiles/profile_service.h"
#include "app/shell/window_settings.h"
#include "app/shell/workspace_view.h"
#include "app/window/main_window.h"
#include "app/work/background_runner.h"
#include "local/profile_contexts.h"
#include "local/session_keychain.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"

#include <QTemporaryDir>
#include <QTest>

namespace steward::test {

/// A window of its own in an empty data directory, over practice stores whose world the test can change.
struct Desk {
    explicit Desk(bool opened = true, const ManagedSettings& set = {})
        : managed(set)
    {
        settings.setPage(static_cast<int>(Page::Instances)); // what most tests are about
        window.resize(1440, 900);
        if (opened)
            window.openStores(practice());
    }
    ProfileContext practice() const
    {
        ProfileContext stores = practiceContext();
        stores.stores = std::make_shared<PracticeStores>(world);
        return stores;
    }

    ManagedSettings managed; ///< what an administrator has set
    QTemporaryDir folder;
    std::shared_ptr<PracticeWorld> world = makePracticeFleet();
    BackgroundRunner runner;
    WindowSettings settings{runner, folder.path(), {}, managed};
    ProfileService profiles{
        {*DataDirectory::open(folder.path()),
         std::make_shared<SessionKeychain>(),
         QProcessEnvironment(),
         [this](const ConnectionSettings&) { return std::make_shared<PracticeStores>(world); },
         {},
         {},
         managed},
        runner};
    MainWindow window{runner, profiles, settings};
};

/// Shows the window; true once the first reading has ended.
inline bool waitForTable(Desk& workstation)
{
    workstation.window.show();
    return QTest::qWaitFor([&] { return workstation.window.view()->workspace().index() != nullptr; });
}

} // namespace steward::test
