#include "app/activity_desk.h"
#include "support/test_registry.h"

#include "app/components/banner.h"
#include "app/components/toast.h"
#include "app/profiles/profile_editor.h"
#include "app/welcome/welcome_page.h"
#include "local/profile_store.h"

#include <QLabel>
#include <QMessageBox>
#include <QPointer>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::leave_guard_test {

namespace {

QPushButton* choice(Desk& workstation, const char* name)
{
    const auto* banner = workstation.window.findChild<Banner*>(QStringLiteral("leaving"));
    return banner && banner->isVisible() ? button(*banner, name) : nullptr;
}

QString words(Desk& workstation)
{
    const auto* banner = workstation.window.findChild<Banner*>(QStringLiteral("leaving"));
    return banner && banner->isVisible() ? labelsOf(*banner) : QString();
}

int enabledOf(Desk& workstation, const std::vector<InstanceName>& names)
{
    return workstation.world->visit([&names](PracticeState& state, Timestamp) {
        return static_cast<int>(std::ranges::count_if(state.rows, [&names](const PracticeRow& row) {
            return row.row.enabled && std::ranges::find(names, row.row.instanceName) != names.end();
        }));
    });
}

bool saysThatItIsUnderWay(const Desk& workstation)
{
    const auto toasts = workstation.window.findChildren<Toast*>();
    return std::ranges::any_of(toasts, [](const Toast* toast) {
        return labelsOf(*toast).contains(QStringLiteral("still under way in this workspace"));
    });
}

} // namespace

/// What changes the stores belongs to no window: before one is left it is asked what is to come of it, in place.
class LeaveGuardTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsAskedWhereNothingIsUnderWay();
    void theWorkspaceIsStayedIn();
    void theWorkspaceIsLeftOnceItIsStopped();
    void itGoesOnWithoutItsWorkspace();
    void itsProfileStaysUntilItHasEnded();
    void ofSeveralThatWentOnAllEndsAreTold();
    void whatEndsUndecidedLeavesNothing();
    void theWindowClosesOnceItIsStopped();
    void theWindowGoesOutOfTheWayAndCloses();
    void anOperationGoesOnWithoutItsDialog();
};

void LeaveGuardTest::nothingIsAskedWhereNothingIsUnderWay()
{
    ActivityDesk workstation;
    workstation.window.showWelcome();
    QVERIFY(!workstation.window.view());
    workstation.window.openStores(workstation.practice());
    QVERIFY(waitForTable(workstation));
    workstation.window.close();
    QVERIFY(!workstation.window.isVisible());
}

void LeaveGuardTest::theWorkspaceIsStayedIn()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    const QPointer<PlanPage> dialog = workstation.applyHeld(PlanKind::Disable, names);
    WorkspaceView* view = workstation.window.view();
    workstation.window.showWelcome();
    QCOMPARE(workstation.window.view(), view);
    QVERIFY2(words(workstation).contains(QStringLiteral("Disable 3 instances")), qPrintable(words(workstation)));
    QVERIFY(choice(workstation, "goOn") && choice(workstation, "stopThem") && choice(workstation, "stay"));
    QCOMPARE(workstation.window.focusWidget(), choice(workstation, "stay")); // the plan's dialog is a window of its own
    choice(workstation, "stay")->click();
    QVERIFY(words(workstation).isEmpty());
    QCOMPARE(workstation.window.view(), view);
    QCOMPARE(workstation.stateOf(0), QStringLiteral("paused")); // nothing was done to it
    workstation.log().at(0)->stop();
    QTRY_VERIFY_WITH_TIMEOUT(workstation.log().underWay() == 0, longWait);
    QTest::qWait(50);
    QCOMPARE(workstation.window.view(), view); // what was asked once is forgotten
}

void LeaveGuardTest::theWorkspaceIsLeftOnceItIsStopped()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    workstation.applyHeld(PlanKind::Disable, names);
    workstation.window.showWelcome();
    choice(workstation, "stopThem")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!workstation.window.view(), longWait);
    QCOMPARE(enabledOf(workstation, names), 3);
    QTRY_COMPARE_WITH_TIMEOUT(workstation.runner.running(), 0, longWait);
}

void LeaveGuardTest::itGoesOnWithoutItsWorkspace()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    workstation.world->setFault(Store::Database, {{}, std::chrono::milliseconds(60)}); // not all at once
    const QPointer<PlanPage> dialog = workstation.apply(PlanKind::Disable, names);
    workstation.window.showWelcome();
    QVERIFY(choice(workstation, "goOn"));
    choice(workstation, "goOn")->click();
    QVERIFY(!workstation.window.view());
    QTRY_VERIFY(!dialog); // its window goes, and it goes on
    QVERIFY(workstation.runner.running() > 0);
    QTRY_COMPARE_WITH_TIMEOUT(enabledOf(workstation, names), 0, longWait);
    QTRY_VERIFY_WITH_TIMEOUT(words(workstation).contains(QStringLiteral("done and proven")), longWait);
    QVERIFY(words(workstation).contains(QStringLiteral("Disable 3 instances")));
    choice(workstation, "dismiss")->click();
    QVERIFY(words(workstation).isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(workstation.runner.running(), 0, longWait);
}

/// Neither with the workspace shown nor once it was left is its profile taken away under it.
void LeaveGuardTest::itsProfileStaysUntilItHasEnded()
{
    ActivityDesk workstation(false);
    const ProfileStore store(*DataDirectory::open(workstation.folder.path()));
    Profile profile;
    profile.name = QStringLiteral("Clinics");
    profile.serverUrl = QStringLiteral("https://evolution.example.org");
    const Result<Profile> saved = store.save(profile);
    QVERIFY(saved);
    ProfileContext stores = workstation.practice();
    stores.profileId = saved->id;
    workstation.window.openStores(stores, saved->id);
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    workstation.applyHeld(PlanKind::Disable, names);
    QVERIFY(workstation.window.isAtWork(saved->id) && !workstation.window.isAtWork(QStringLiteral("other")));
    auto* remove = workstation.window.findChild<QAction*>(QStringLiteral("actionRemoveProfile"));
    const auto isAsked = [&] { return workstation.window.findChild<QMessageBox*>() != nullptr; };
    remove->trigger();
    QVERIFY(saysThatItIsUnderWay(workstation));
    QTest::qWait(50);
    QVERIFY(!isAsked());

    workstation.world->setFault(Store::Database, {{}, std::chrono::milliseconds(200)}); // not all at once
    workstation.window.showWelcome();
    choice(workstation, "goOn")->click();
    QVERIFY(!workstation.window.view() && workstation.window.isAtWork(saved->id));
    QTRY_VERIFY(!workstation.window.findChild<ProfileEditor*>()); // of what it has left
    auto* welcome = workstation.window.findChild<WelcomePage*>();
    QVERIFY(welcome && workstation.window.isAtWork(saved->id));
    Q_EMIT welcome->removeWanted(saved->id);
    Q_EMIT welcome->editWanted(saved->id);
    QVERIFY(saysThatItIsUnderWay(workstation));
    QTRY_VERIFY_WITH_TIMEOUT(!workstation.window.isAtWork(saved->id), longWait);
    QVERIFY(!isAsked() && !workstation.window.findChild<ProfileEditor*>());
    QCOMPARE(enabledOf(workstation, names), 0);
    Q_EMIT welcome->removeWanted(saved->id);
    QTRY_VERIFY(isAsked()); // nothing is in the way any more
    QTRY_COMPARE_WITH_TIMEOUT(workstation.runner.running(), 0, longWait);
}

void LeaveGuardTest::ofSeveralThatWentOnAllEndsAreTold()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 5);
    workstation.applyHeld(PlanKind::Disable, {names[0], names[1]});
    workstation.applyHeld(PlanKind::Protect, {names[2], names[3], names[4]});
    QCOMPARE(workstation.log().underWay(), 2);
    workstation.window.showWelcome();
    choice(workstation, "goOn")->click();
    QTRY_VERIFY_WITH_TIMEOUT(words(workstation).contains(QStringLiteral("Protect 3 instances: ")), longWait);
    QVERIFY2(words(workstation).contains(QStringLiteral("Disable 2 instances: ")), qPrintable(words(workstation)));
    QCOMPARE(words(workstation).count(QStringLiteral("done and proven")), 2);
    choice(workstation, "dismiss")->click();
    QVERIFY(words(workstation).isEmpty());
}

/// What ends while the question stands is seen before anything is left.
void LeaveGuardTest::whatEndsUndecidedLeavesNothing()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    workstation.applyHeld(PlanKind::Disable, names);
    WorkspaceView* view = workstation.window.view();
    workstation.window.showWelcome();
    QVERIFY(!words(workstation).isEmpty());
    workstation.log().at(0)->stop();
    QTRY_VERIFY_WITH_TIMEOUT(words(workstation).isEmpty(), longWait);
    QCOMPARE(workstation.window.view(), view);
}

void LeaveGuardTest::theWindowClosesOnceItIsStopped()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    workstation.applyHeld(PlanKind::Disable, names);
    workstation.window.close();
    QVERIFY(workstation.window.isVisible());
    QVERIFY(!words(workstation).isEmpty());
    choice(workstation, "stopThem")->click();
    QVERIFY(workstation.window.isVisible()); // until what was begun has ended
    QTRY_VERIFY_WITH_TIMEOUT(!workstation.window.isVisible(), longWait);
    QCOMPARE(enabledOf(workstation, names), 3);
}

/// The process waits behind a window, and ends with its last operation.
void LeaveGuardTest::theWindowGoesOutOfTheWayAndCloses()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    workstation.applyHeld(PlanKind::Disable, names);
    workstation.window.close();
    choice(workstation, "goOn")->click(); // and is no longer paused, since nobody could let it continue
    QVERIFY(workstation.window.isMinimized());
    QTRY_VERIFY_WITH_TIMEOUT(!workstation.window.isVisible(), longWait);
    QCOMPARE(enabledOf(workstation, names), 0);
}

void LeaveGuardTest::anOperationGoesOnWithoutItsDialog()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    PlanPage* dialog = workstation.applyHeld(PlanKind::Disable, names);
    delete dialog;
    QCOMPARE(workstation.stateOf(0), QStringLiteral("paused"));
    QVERIFY(!workstation.press("open").isVisible());
    QVERIFY(workstation.press("pause").isEnabled() && workstation.press("stop").isEnabled());
    workstation.press("pause").click(); // go on
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("done"), longWait);
    QCOMPARE(enabledOf(workstation, names), 0);
    QCOMPARE(workstation.log().index(0, ActivityLog::ProgressColumn).data().toString(), QStringLiteral("3 of 3"));
    QVERIFY(workstation.press("report").isVisible());
}

STEWARD_TEST(LeaveGuardTest)
} // namespace steward::leave_guard_test

#include "leave_guard_test.moc"
