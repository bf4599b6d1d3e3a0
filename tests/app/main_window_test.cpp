#include "support/test_registry.h"

#include "app/profiles/profile_service.h"
#include "app/table/instance_table.h"
#include "app/window/main_window.h"
#include "app/window/window_settings.h"
#include "app/window/workspace_view.h"
#include "app/work/background_runner.h"
#include "local/session_keychain.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"

#include <QAction>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;

namespace {

/// A window of its own in an empty data directory, over practice stores whose world the test can change.
struct Desk {
    Desk() { window.openStores(practice()); }
    StoreSet practice() const
    {
        StoreSet stores = StoreSet::practice();
        stores.stores = std::make_shared<PracticeStores>(world);
        return stores;
    }

    QTemporaryDir folder;
    std::shared_ptr<PracticeWorld> world = makePracticeFleet();
    BackgroundRunner runner;
    WindowSettings settings{folder.path()};
    ProfileService profiles{
        {*DataDirectory::open(folder.path()), std::make_shared<SessionKeychain>(), QProcessEnvironment(), {}}, runner};
    MainWindow window{runner, profiles, settings};
};

void trigger(MainWindow& window, const char* action)
{
    auto* found = window.findChild<QAction*>(QLatin1String(action));
    QVERIFY(found);
    found->trigger();
}

} // namespace

class MainWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsThePracticeTableAndRefreshes();
};

void MainWindowTest::showsThePracticeTableAndRefreshes()
{
    Desk desk;
    MainWindow& window = desk.window;
    window.show();
    QCOMPARE(window.view()->model().rowCount(), 0); // nothing is read on the GUI thread
    QTRY_VERIFY(window.view()->workspace().index());
    const int before = window.view()->model().rowCount();
    QVERIFY2(before > 40, qPrintable(QString::number(before)));

    desk.world->visit([](PracticeState& state, Timestamp) {
        PracticeInstance added;
        added.listed.name = InstanceName::fromText(u"only-just-made");
        state.instances.push_back(added);
    });
    trigger(window, "actionRefresh");
    QTRY_COMPARE(window.view()->model().rowCount(), before + 1);
    if (qEnvironmentVariableIsSet("STEWARD_GRAB"))
        window.grab().save(qEnvironmentVariable("STEWARD_GRAB"));
}

STEWARD_TEST(MainWindowTest)
#include "main_window_test.moc"
