#include "app/alerts_desk.h"
#include "app/desk.h"
#include "support/test_registry.h"

#include "app/components/banner.h"
#include "app/components/toast.h"
#include "app/profiles/profile_editor.h"
#include "app/shell/settings_page.h"
#include "app/shell/window_alerts.h"
#include "app/shell/workspace_pages.h"
#include "app/start/windows.h"
#include "local/profile_store.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

using namespace steward;
using namespace steward::test;

namespace steward::windows_test {

namespace {

/// Whose secrets come from variables, so that nothing is asked for.
QProcessEnvironment variables()
{
    QProcessEnvironment all;
    all.insert(QStringLiteral("STEWARD_EVOLUTION_API_KEY"), QStringLiteral("key"));
    all.insert(QStringLiteral("STEWARD_DATABASE_URL"), QStringLiteral("postgresql://u:p@127.0.0.1:1/d"));
    all.insert(QStringLiteral("STEWARD_REDIS_URL"), QStringLiteral("redis://:p@127.0.0.1:1"));
    return all;
}

/// The program's windows over profiles whose stores are not there.
struct OpenProgram {
    OpenProgram()
    {
        for (const char* name : {"North", "South"}) {
            Profile profile;
            profile.name = QLatin1String(name);
            profile.serverUrl = QStringLiteral("http://127.0.0.1:1");
            profile.database = {QStringLiteral("127.0.0.1"), 1, QStringLiteral("d"), QStringLiteral("u"), {}, {}};
            profile.cache.host = QStringLiteral("127.0.0.1");
            profile.cache.port = 1;
            profile.readEvery = std::chrono::minutes(0);
            if (!ProfileStore(*DataDirectory::open(folder.path())).save(profile))
                qFatal("a profile could not be saved");
        }
        windows.add().show();
    }
    /// The window that has it open; null: none.
    MainWindow* of(const QString& id) const
    {
        for (const auto& window : windows.all()) {
            if (window->openProfileId() == id)
                return window.get();
        }
        return nullptr;
    }
    /// Both, each in a window of its own; false: not within the time.
    bool openBoth()
    {
        windows.active().openProfile(QStringLiteral("north"));
        return QTest::qWaitFor([this] { return of(QStringLiteral("north")) != nullptr; }) &&
               choose(*of(QStringLiteral("north")), "South") &&
               QTest::qWaitFor([this] { return of(QStringLiteral("south")) != nullptr; });
    }
    /// In the menu of further windows; false: it is not there.
    static bool choose(MainWindow& window, const char* title)
    {
        const auto* menu = window.findChild<QMenu*>(QStringLiteral("menuOpenInWindow"));
        const auto found = [&]() -> QAction* {
            for (QAction* action : menu->actions()) {
                if (action->text() == QLatin1String(title))
                    return action;
            }
            return nullptr;
        };
        if (!QTest::qWaitFor([&] { return found() != nullptr; }))
            return false;
        found()->trigger();
        return true;
    }

    QTemporaryDir folder;
    BackgroundRunner runner;
    WindowSettings settings{runner, folder.path(), {}};
    ProfileService profiles{
        {*DataDirectory::open(folder.path()), std::make_shared<SessionKeychain>(), variables(),
         [](const ConnectionSettings&) { return std::make_shared<PracticeStores>(makePracticeFleet()); }},
        runner};
    Windows windows{runner, profiles, settings};
};

QAction& action(const MainWindow& window, const char* name)
{
    auto* found = window.findChild<QAction*>(QLatin1String(name));
    if (!found)
        qFatal("there is no %s", name);
    return *found;
}

/// Its window says in a note that it is open there.
bool saysThatItIsOpen(const MainWindow& window)
{
    for (const Toast* toast : window.findChildren<Toast*>()) {
        for (const QLabel* label : toast->findChildren<QLabel*>()) {
            if (label->text().contains(QLatin1String("open in this window")))
                return true;
        }
    }
    return false;
}

const auto north = QStringLiteral("north");
const auto south = QStringLiteral("south");

} // namespace

/// Several profiles at once, one window each, in one process.
class WindowsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachProfileHasItsWindow();
    void theSameProfileComesToTheFront();
    void whatIsOpenElsewhereIsNotChangedHere_data();
    void whatIsOpenElsewhereIsNotChangedHere();
    void whatWasOpenedMeanwhileIsNotRemoved();
    void practiceStandsBesideIt();
    void thePaletteOpensWindows();
    void closingOneLeavesTheOthers();
    void quittingAsksFirst();
    void whatIsChosenReachesAll();
    void alertsNameTheProfile();
};

void WindowsTest::eachProfileHasItsWindow()
{
    OpenProgram program;
    QVERIFY(program.openBoth());
    QCOMPARE(program.windows.all().size(), size_t(2));
    MainWindow& first = *program.of(north);
    MainWindow& second = *program.of(south);
    QVERIFY(first.isVisible() && second.isVisible() && first.pos() != second.pos());
    QVERIFY(first.windowTitle().contains(QLatin1String("North")));
    QVERIFY(second.windowTitle().contains(QLatin1String("South")));
    // Each has its own stores, operations and readings.
    const ProfileContext& one = first.view()->operations().stores();
    const ProfileContext& other = second.view()->operations().stores();
    QVERIFY(one.profileId == north && other.profileId == south && one.stores != other.stores);
    QVERIFY(one.historyPath != other.historyPath);
    QVERIFY(&first.view()->workspace() != &second.view()->workspace());
}

void WindowsTest::theSameProfileComesToTheFront()
{
    OpenProgram program;
    QVERIFY(program.openBoth());
    MainWindow& first = *program.of(north);
    MainWindow& second = *program.of(south);
    const auto isInFront = [](const MainWindow& window) {
        return QTest::qWaitFor([&] { return QApplication::activeWindow() == &window; });
    };
    QVERIFY(OpenProgram::choose(second, "North"));
    QVERIFY(isInFront(first));
    second.openProfile(QStringLiteral("North")); // by its name, in place of what is open there
    second.activateWindow();
    QVERIFY(isInFront(first));
    QTest::qWait(50);
    QVERIFY(program.of(south) == &second);
    first.showMinimized();
    QVERIFY(OpenProgram::choose(second, "North"));
    QVERIFY(isInFront(first) && !first.isMinimized());
    QVERIFY(OpenProgram::choose(first, "North")); // its own
    // Asked for twice before the first is open, there is one window for it.
    first.showWelcome();
    QVERIFY(OpenProgram::choose(second, "North") && OpenProgram::choose(second, "North"));
    QTRY_VERIFY(program.of(north));
    QTRY_COMPARE(program.windows.all().size(), size_t(3)); // the welcome page is still there
    QCOMPARE(
        std::ranges::count_if(program.windows.all(), [](const auto& one) { return one->openProfileId() == north; }), 1);
}

void WindowsTest::whatIsOpenElsewhereIsNotChangedHere_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"actionEditProfile", "actionRemoveProfile"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// The menu of a window where it could not be opened, while another one has it by now.
void WindowsTest::whatIsOpenElsewhereIsNotChangedHere()
{
    QFETCH(QString, name);
    OpenProgram program;
    QVERIFY(program.openBoth());
    const MainWindow& first = *program.of(north);
    MainWindow& second = *program.of(south);
    second.showWelcome(QStringLiteral("It could not be opened."), north);
    QTRY_VERIFY(!second.findChild<ProfileEditor*>()); // of what it has left
    QAction& act = action(second, qPrintable(name));
    QVERIFY(act.isEnabled());
    act.trigger();
    QVERIFY(saysThatItIsOpen(first));
    QTRY_VERIFY(QApplication::activeWindow() == &first);
    QTest::qWait(100);
    QVERIFY(!second.findChild<QMessageBox*>() && !second.findChild<ProfileEditor*>());
    QVERIFY(program.of(north) == &first);
}

void WindowsTest::whatWasOpenedMeanwhileIsNotRemoved()
{
    OpenProgram program;
    QVERIFY(program.openBoth());
    MainWindow& first = *program.of(north);
    MainWindow& second = *program.of(south);
    first.showWelcome();
    second.showWelcome(QStringLiteral("It could not be opened."), north);
    action(second, "actionRemoveProfile").trigger();
    QTRY_VERIFY(second.findChild<QMessageBox*>());
    first.openProfile(north);
    QTRY_VERIFY(program.of(north) == &first);
    const auto* box = second.findChild<QMessageBox*>();
    for (QAbstractButton* one : box->buttons()) {
        if (box->buttonRole(one) == QMessageBox::DestructiveRole)
            one->click();
    }
    QVERIFY(saysThatItIsOpen(first));
    QTest::qWait(100);
    QVERIFY(ProfileStore(*DataDirectory::open(program.folder.path())).load(north));
}

void WindowsTest::practiceStandsBesideIt()
{
    OpenProgram program;
    QVERIFY(program.openBoth());
    QVERIFY(OpenProgram::choose(*program.of(north), "Practice"));
    QCOMPARE(program.windows.all().size(), size_t(3));
    QVERIFY(program.windows.all().back()->view()->operations().stores().isPractice);
    QVERIFY(program.of(north) && program.of(south));
}

void WindowsTest::thePaletteOpensWindows()
{
    OpenProgram program;
    MainWindow& window = program.windows.active();
    const auto found = [&]() -> QAction* {
        for (QAction* one : window.actions()) { // those that the palette knows
            if (one->text() == QLatin1String("South in a new window"))
                return one;
        }
        return nullptr;
    };
    QTRY_VERIFY(found());
    found()->trigger();
    QTRY_VERIFY(program.of(south));
    QCOMPARE(program.windows.all().size(), size_t(2));
    Desk alone(false); // where there is no program around it
    QVERIFY(!alone.window.findChild<QMenu*>(QStringLiteral("menuOpenInWindow"))->menuAction()->isVisible());
}

void WindowsTest::closingOneLeavesTheOthers()
{
    OpenProgram program;
    QVERIFY(program.openBoth());
    const QPointer<MainWindow> second = program.of(south);
    second->close();
    QTRY_VERIFY(!second);
    QVERIFY(program.windows.all().size() == 1 && program.of(north)->isVisible());
    // Where a closed one goes on beside the clock it is still there, and comes back; "Close this window" ends it.
    QVERIFY(OpenProgram::choose(*program.of(north), "South"));
    QTRY_VERIFY(program.of(south));
    NotingDesktop::Notes notes;
    program.of(south)->alerts().setNotifier(std::make_unique<NotingDesktop>(notes));
    program.settings.setClosesToTray(true);
    program.of(south)->close();
    QVERIFY(program.of(south) && !program.of(south)->isVisible() && notes.isShown);
    QVERIFY(OpenProgram::choose(*program.of(north), "South"));
    QVERIFY(program.of(south)->isVisible());
    action(*program.of(south), "actionCloseWindow").trigger();
    QTRY_COMPARE(program.windows.all().size(), size_t(1));
}

void WindowsTest::quittingAsksFirst()
{
    OpenProgram program;
    QVERIFY(program.openBoth());
    const QPointer<MainWindow> first = program.of(north);
    MainWindow& second = *program.of(south);
    second.pages()->show(Page::Settings);
    QTRY_VERIFY(second.pages()->editor());
    second.pages()->editor()->findChild<QLineEdit*>(QStringLiteral("name"))->setText(QStringLiteral("Other"));
    QVERIFY(second.isBusy() && !first->isBusy());
    const auto asks = [](const MainWindow& window) {
        const auto* banner = window.findChild<Banner*>(QStringLiteral("leaving"));
        return banner && banner->isVisible();
    };
    action(*first, "actionQuit").trigger();
    // Nothing has closed as long as it may be answered with no.
    QVERIFY(asks(second) && !asks(*first) && first->isVisible());
    second.findChild<Banner*>(QStringLiteral("leaving"))->findChild<QPushButton*>(QStringLiteral("stay"))->click();
    QVERIFY(!asks(second) && first->isVisible() && second.isVisible());
    action(*first, "actionQuit").trigger();
    second.findChild<Banner*>(QStringLiteral("leaving"))->findChild<QPushButton*>(QStringLiteral("discard"))->click();
    // All of them, the one that was asked from too.
    QTRY_VERIFY(program.windows.all().size() == 1 && !program.windows.all().front()->isVisible());
}

void WindowsTest::whatIsChosenReachesAll()
{
    OpenProgram program;
    QVERIFY(program.openBoth());
    MainWindow& first = *program.of(north);
    MainWindow& second = *program.of(south);
    action(first, "actionDarkLook").trigger();
    QVERIFY(action(second, "actionDarkLook").isChecked());
    action(second, "actionSystemLook").trigger();
    QVERIFY(action(first, "actionSystemLook").isChecked() && !action(first, "actionDarkLook").isChecked());
    NotingDesktop::Notes notes;
    second.alerts().setNotifier(std::make_unique<NotingDesktop>(notes));
    first.alerts().setClosesToTray(true);
    QVERIFY(notes.isShown && second.alerts().closesToTray());
    first.alerts().setClosesToTray(false);
    QVERIFY(!notes.isShown);
    const auto spanish = [](const MainWindow& window) {
        return window.findChild<QMenu*>(QStringLiteral("menuLanguage"))->actions().back();
    };
    spanish(first)->trigger();
    QTRY_VERIFY(action(second, "actionQuit").text().contains(QLatin1String("Salir")));
    QVERIFY(spanish(second)->isChecked());
    first.findChild<QMenu*>(QStringLiteral("menuLanguage"))->actions().at(1)->trigger(); // English
    QTRY_VERIFY(action(second, "actionQuit").text().contains(QLatin1String("Quit")));
}

void WindowsTest::alertsNameTheProfile()
{
    OpenProgram program;
    QVERIFY(program.openBoth());
    MainWindow& second = *program.of(south);
    NotingDesktop::Notes notes;
    second.alerts().setNotifier(std::make_unique<NotingDesktop>(notes));
    QCOMPARE(notes.place, QStringLiteral("South"));
    // A fleet in which something changes, under the profile's name.
    const auto world = makePracticeFleet();
    ProfileContext stores = practiceContext();
    stores.stores = std::make_shared<PracticeStores>(world);
    stores.isPractice = false;
    stores.title = QStringLiteral("East");
    second.openStores(stores, QStringLiteral("east"));
    QCOMPARE(notes.place, QStringLiteral("East"));
    const auto read = [&] {
        const auto before = second.view()->workspace().index();
        second.view()->workspace().refresh();
        return QTest::qWaitFor([&] {
            return second.view()->workspace().index() != before && !second.view()->workspace().isReading() &&
                   program.runner.running() == 0;
        });
    };
    QVERIFY(read());
    setConnected(*world, connectedOnes(*world).front(), false);
    QVERIFY(read());
    QTRY_COMPARE(notes.titles, QStringList{QStringLiteral("Steward: East")});
}

STEWARD_TEST(WindowsTest)
} // namespace steward::windows_test

#include "windows_test.moc"
