#include "app/activity_desk.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include "app/activity/checklist_model.h"
#include "app/creation/creation_dialog.h"
#include "app/operations/operation_dialog.h"
#include "app/operations/steps_panel.h"
#include "app/operations/workspace_actions.h"
#include "app/plans/apply_page.h"
#include "workflows/journal/journal.h"

#include <QLabel>
#include <QTableView>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace {

bool isEnabledInWorld(Desk& desk, const InstanceName& name)
{
    return desk.world->visit([&name](PracticeState& state, Timestamp) {
        return std::ranges::any_of(
            state.rows, [&name](const PracticeRow& row) { return row.row.names(name) && row.row.enabled; });
    });
}

int enabledOf(Desk& desk, const std::vector<InstanceName>& names)
{
    return static_cast<int>(
        std::ranges::count_if(names, [&desk](const InstanceName& name) { return isEnabledInWorld(desk, name); }));
}

/// Leaves an operation behind as a process does that was killed: begun, and held by nobody.
void leaveOpen(const StoreSet& stores, const QString& title)
{
    rig::onWorker([&] {
        const auto journal = Journal::open(stores.journalPath);
        if (!journal || !(*journal)->begin({QStringLiteral("create"), stores.profileId, QStringLiteral("desk"), title}))
            qFatal("the journal was not written");
    });
}

} // namespace

class ActivityPanelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beforeTheFirstItSaysWhatItIsFor();
    void aPlansChecklistIsLive();
    void pausesAndStopsFromThePanel();
    void goesOnInTheBackgroundAndIsOpenedAgain();
    void endsInTheBackgroundWithoutTouchingTheSelection();
    void closingItsWindowStillStops();
    void whatFailedIsTriedAgain();
    void whatFailedIsTriedAgainInItsOwnWindow();
    void keepsTheReportAsCsvAndJson();
    void whatIsStillThereSaysWhatToDo();
    void severalAtOnce();
    void aCreationsStepsAreListed();
    void whatWasLeftOpenIsResumed();
    void aReadOnlyProfileSaysWhyItCannotResume();
    void leavingTheWorkspaceTakesItAlong();
};

void ActivityPanelTest::beforeTheFirstItSaysWhatItIsFor()
{
    Desk desk(false);
    desk.window.show();
    auto* action = desk.window.findChild<QAction*>(QStringLiteral("actionActivity"));
    QVERIFY(!action->isEnabled()); // nothing is open
    desk.window.openStores(desk.practice());
    QVERIFY(waitForTable(desk));
    auto* panel = desk.window.findChild<ActivityPanel*>();
    QVERIFY(action->isEnabled() && !panel->isVisible());
    auto* foot = desk.window.findChild<ActivityButton*>();
    QCOMPARE(foot->text(), QStringLiteral("Activity"));
    foot->click();
    QVERIFY(panel->isVisible() && action->isChecked() && foot->isChecked());
    QVERIFY(panel->findChild<QLabel*>(QStringLiteral("emptiness"))->isVisible());
    QVERIFY(!button(*panel, "stop")->isVisible());
    panel->findChild<QAbstractButton*>(QStringLiteral("hide"))->click();
    QVERIFY(!panel->isVisible() && !action->isChecked() && !foot->isChecked());
    action->trigger();
    QVERIFY(panel->isVisible() && foot->isChecked());
    QVERIFY(desk.settings.showsActivity()); // also the next time
}

void ActivityPanelTest::aPlansChecklistIsLive()
{
    ActivityDesk desk;
    const std::vector<InstanceName> names = addInstances(desk, 3);
    PlanDialog* dialog = desk.applyHeld(PlanKind::Disable, names);
    QCOMPARE(desk.log().rowCount(), 1);
    QCOMPARE(desk.log().index(0, 0).data().toString(), QStringLiteral("Disable 3 instances"));
    QCOMPARE(desk.stateOf(0), QStringLiteral("paused"));
    QCOMPARE(desk.log().index(0, ActivityLog::ProgressColumn).data().toString(), QStringLiteral("0 of 3"));
    QCOMPARE(desk.footWords(), QStringLiteral("1 running"));
    QCOMPARE(desk.checklist()->rowCount(), 3);
    QCOMPARE(desk.checklist()->index(0, 0).data().toString(), names.front().text());
    const QString before = desk.checklist()->index(0, ApplyModel::StateColumn).data().toString();
    QVERIFY(!desk.press("report").isVisible() && !desk.press("retry").isVisible());
    QVERIFY(!desk.press("resume").isVisible());
    button(*dialog, "pause")->click();
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("done"), longWait);
    QVERIFY(desk.checklist()->index(0, ApplyModel::StateColumn).data().toString() != before);
    QCOMPARE(desk.log().index(0, ActivityLog::ProgressColumn).data().toString(), QStringLiteral("3 of 3"));
    QCOMPARE(desk.footWords(), QStringLiteral("Activity"));
    QVERIFY(desk.sentence().contains(QStringLiteral("done and proven")));
    QVERIFY(!desk.press("stop").isVisible() && !desk.press("pause").isVisible());
    QVERIFY(desk.press("report").isVisible());
    // Its window goes, what came of it stays.
    QVERIFY(desk.press("open").isEnabled());
    dialog->close();
    QTRY_VERIFY(!desk.window.findChild<PlanDialog*>());
    QVERIFY(!desk.press("open").isEnabled() && !desk.press("open").toolTip().isEmpty());
    QCOMPARE(desk.checklist()->rowCount(), 3);
}

void ActivityPanelTest::pausesAndStopsFromThePanel()
{
    ActivityDesk desk;
    const std::vector<InstanceName> names = addInstances(desk, 4);
    PlanDialog* dialog = desk.apply(PlanKind::Disable, names);
    desk.press("pause").click(); // before the first is begun
    QCOMPARE(desk.stateOf(0), QStringLiteral("paused"));
    QVERIFY(button(*dialog, "pause")->isChecked()); // both say the same
    QCOMPARE(desk.press("pause").accessibleName(), QStringLiteral("Continue"));
    QTest::qWait(600);
    QCOMPARE(enabledOf(desk, names), 4);
    QCOMPARE(desk.press("stop").accessibleName(), QStringLiteral("Stop After This One"));
    desk.press("stop").click();
    QCOMPARE(desk.stateOf(0), QStringLiteral("stopping"));
    QVERIFY(!desk.press("stop").isEnabled() && !desk.press("stop").toolTip().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(desk.log().underWay() == 0, longWait);
    QCOMPARE(desk.stateOf(0), QStringLiteral("stopped")); // by the person: not a failure
    QCOMPARE(enabledOf(desk, names), 4);
    QCOMPARE(dialog->findChild<ApplyPage*>()->model().counts().notBegun, 4);
}

void ActivityPanelTest::goesOnInTheBackgroundAndIsOpenedAgain()
{
    ActivityDesk desk;
    desk.window.findChild<QAction*>(QStringLiteral("actionActivity"))->trigger(); // hidden
    const std::vector<InstanceName> names = addInstances(desk, 3);
    PlanDialog* dialog = desk.applyHeld(PlanKind::Disable, names);
    const QPointer<PlanDialog> watched = dialog;
    button(*dialog, "background")->click();
    QVERIFY(!dialog->isVisible());
    QVERIFY(desk.panel().isVisible()); // where it is seen from now on
    QTest::qWait(100);
    QVERIFY(watched && dialog->isApplying());
    desk.press("open").click();
    QVERIFY(dialog->isVisible());
    button(*dialog, "background")->click();
    desk.press("pause").click(); // go on
    QCOMPARE(desk.stateOf(0), QStringLiteral("under way"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("done"), longWait);
    QCOMPARE(enabledOf(desk, names), 0);
    QVERIFY(watched && !dialog->isVisible());
    desk.press("open").click();
    QVERIFY(dialog->isVisible() && hasEnded(*dialog));
    QVERIFY(!button(*dialog, "background")->isVisible());
    QCOMPARE(dialog->findChild<ApplyPage*>()->model().counts().done, 3);
    dialog->close();
    QTRY_VERIFY(!watched);
}

void ActivityPanelTest::endsInTheBackgroundWithoutTouchingTheSelection()
{
    ActivityDesk desk;
    const std::vector<InstanceName> names = addInstances(desk, 2);
    PlanDialog* dialog = desk.applyHeld(PlanKind::Disable, names);
    button(*dialog, "background")->click();
    InstanceModel& model = desk.window.view()->model();
    model.setData(model.index(0, static_cast<int>(Column::Instance)), Qt::Checked, Qt::CheckStateRole);
    QCOMPARE(model.checks().count(), 1);
    desk.press("stop").click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.log().underWay() == 0, longWait);
    QCOMPARE(model.checks().count(), 1); // the person is at something else by now
}

void ActivityPanelTest::closingItsWindowStillStops()
{
    ActivityDesk desk;
    const std::vector<InstanceName> names = addInstances(desk, 3);
    PlanDialog* dialog = desk.applyHeld(PlanKind::Disable, names);
    dialog->close();
    QVERIFY(dialog->isVisible());
    QCOMPARE(desk.stateOf(0), QStringLiteral("stopping"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.log().underWay() == 0, longWait);
    QCOMPARE(enabledOf(desk, names), 3);
}

void ActivityPanelTest::whatFailedIsTriedAgain()
{
    ActivityDesk desk;
    const std::vector<InstanceName> names = addInstances(desk, 2);
    PlanDialog* dialog = desk.applyHeld(PlanKind::Disable, names);
    button(*dialog, "stop")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    dialog->close();
    QTRY_VERIFY(!desk.window.findChild<PlanDialog*>());

    QVERIFY(desk.press("retry").isVisible());
    desk.press("retry").click();
    dialog = desk.window.findChild<PlanDialog*>();
    QVERIFY(dialog); // with a plan of its own, shown first
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    QVERIFY(linesOf(*dialog).contains(names.back().text()));
    QVERIFY(desk.press("retry").isVisible()); // nothing is done yet
    button(*dialog, "apply")->click();
    QCOMPARE(desk.log().rowCount(), 2);
    QVERIFY(!desk.log().at(1)->ending()->again);
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("done"), longWait);
    QCOMPARE(enabledOf(desk, names), 0);
}

void ActivityPanelTest::whatFailedIsTriedAgainInItsOwnWindow()
{
    ActivityDesk desk;
    const std::vector<InstanceName> names = addInstances(desk, 2);
    PlanDialog* dialog = desk.applyHeld(PlanKind::Disable, names);
    button(*dialog, "background")->click();
    desk.press("stop").click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.log().underWay() == 0, longWait);
    QAbstractItemModel* former = desk.log().at(0)->checklist();
    desk.press("retry").click();
    QVERIFY(dialog->isVisible());
    QCOMPARE(desk.window.findChildren<PlanDialog*>().size(), 1);
    QVERIFY(!desk.press("open").isEnabled()); // it is about the next attempt by now
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    button(*dialog, "apply")->click();
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("done"), longWait);
    QCOMPARE(desk.log().at(1)->checklist(), former); // what came of the first attempt stays
    QVERIFY(
        former->index(0, ApplyModel::StateColumn).data().toString() !=
        desk.log().at(0)->checklist()->index(0, ApplyModel::StateColumn).data().toString());
}

void ActivityPanelTest::keepsTheReportAsCsvAndJson()
{
    ActivityDesk desk;
    const std::vector<InstanceName> names = addInstances(desk, 2);
    PlanDialog* dialog = desk.apply(PlanKind::Delete, names);
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    dialog->close();
    const QByteArray csv = desk.report(QStringLiteral("report.csv"));
    QCOMPARE(csv.count("\r\n"), 3);
    QVERIFY2(csv.contains(names.front().utf8() + ","), csv.constData());
    QVERIFY2(csv.contains(",gone,gone,gone,"), csv.constData());
    QTRY_VERIFY(labelsOf(desk.panel()).contains(QStringLiteral("report.csv")));
    const QByteArray json = desk.report(QStringLiteral("report.json"));
    QVERIFY2(json.contains("\"operation\": \"delete\""), json.constData());
}

void ActivityPanelTest::whatIsStillThereSaysWhatToDo()
{
    ActivityDesk desk;
    const std::vector<InstanceName> names = addInstances(desk, 2);
    desk.world->visit([](PracticeState& state, Timestamp) {
        state.deletionTime = std::chrono::hours(1); // says that it deletes, and lists it still
    });
    BackgroundRunner& runner = desk.runner;
    OperationService operations(desk.practice(), runner);
    ActivityPanel panel;
    panel.start(operations);
    panel.resize(1200, 300);
    panel.show();
    ApplyTimes times;
    times.removal.proving = std::chrono::milliseconds(400);
    times.removal.longestPause = std::chrono::milliseconds(100);
    PlanRequest request;
    request.names = names;
    PlanDialog dialog(operations, {request, {}}, nullptr, times);
    dialog.show();
    QTRY_VERIFY(button(dialog, "apply")->isEnabled());
    button(dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(dialog), longWait);
    const ApplyModel& model = dialog.findChild<ApplyPage*>()->model();
    QCOMPARE(model.counts().stillThere, 2);
    QCOMPARE(model.index(0, ApplyModel::StateColumn).data().toString(), QStringLiteral("still there"));
    QCOMPARE(model.index(0, ApplyModel::ServerColumn).data().toString(), QStringLiteral("still there"));
    const QString cure = QStringLiteral("try again later, or ask the server's administrator for a restart.");
    QVERIFY2(labelsOf(dialog).contains(cure), qPrintable(labelsOf(dialog))); // the first of them is chosen
    QVERIFY(labelsOf(dialog).contains(QStringLiteral("2 still there")));
    QVERIFY(button(dialog, "retry")->isVisible());
    for (const InstanceName& name : names)
        QCOMPARE(remains(desk, name), QStringLiteral("server row cache"));
    // The panel says the same.
    QVERIFY2(labelsOf(panel).contains(QStringLiteral("2 still there")), qPrintable(labelsOf(panel)));
    panel.findChild<QTableView*>(QStringLiteral("checklist"))->selectRow(0);
    QVERIFY2(labelsOf(panel).contains(cure), qPrintable(labelsOf(panel)));
    QVERIFY(button(panel, "retry")->isVisible());
}

void ActivityPanelTest::severalAtOnce()
{
    ActivityDesk desk;
    const std::vector<InstanceName> names = addInstances(desk, 4);
    PlanDialog* first = desk.applyHeld(PlanKind::Disable, {names[0], names[1]});
    button(*first, "background")->click();
    PlanDialog* second = desk.applyHeld(PlanKind::Disable, {names[2], names[3]});
    button(*second, "background")->click();
    QCOMPARE(desk.footWords(), QStringLiteral("2 running"));
    QCOMPARE(desk.log().rowCount(), 2);
    QCOMPARE(desk.log().at(0)->dialog(), second); // the newest first
    desk.operations().selectRow(1);
    QCOMPARE(desk.checklist()->index(0, 0).data().toString(), names[0].text());
    desk.press("pause").click();
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), QStringLiteral("done"), longWait);
    QCOMPARE(desk.stateOf(0), QStringLiteral("paused")); // each by itself
    QCOMPARE(enabledOf(desk, names), 2);
    QCOMPARE(desk.footWords(), QStringLiteral("1 running"));
    desk.operations().selectRow(0);
    QCOMPARE(desk.checklist()->index(0, 0).data().toString(), names[2].text());
    desk.press("pause").click();
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("done"), longWait);
    QCOMPARE(enabledOf(desk, names), 0);
}

void ActivityPanelTest::aCreationsStepsAreListed()
{
    ActivityDesk desk;
    QUuid organization;
    for (const OrganizationSummary& summary : desk.window.view()->workspace().index()->organizations()) {
        if (!summary.id.isNull() && summary.active && summary.rows == 0)
            organization = summary.id;
    }
    desk.window.view()->actions().create(organization);
    auto* dialog = desk.window.findChild<CreationDialog*>();
    QTRY_VERIFY(button(*dialog, "create")->isEnabled());
    button(*dialog, "create")->click();
    QVERIFY(desk.log().index(0, 0).data().toString().startsWith(QStringLiteral("Create ")));
    QVERIFY(button(*dialog, "background")->isVisible());
    button(*dialog, "background")->click();
    QVERIFY(!dialog->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("done"), longWait);
    const auto* steps = dialog->findChild<StepsPanel*>();
    QVERIFY(steps->steps().lines().size() >= 7);
    QCOMPARE(
        desk.checklist()->rowCount(),
        static_cast<int>(steps->steps().lines().size() + steps->outcome().lines().size()));
    QCOMPARE(desk.checklist()->index(0, 0).data().toString(), steps->steps().lines().front().title);
    QCOMPARE(desk.checklist()->index(0, ChecklistModel::StateColumn).data().toString(), QStringLiteral("done"));
    QVERIFY(!desk.press("retry").isVisible());
    const QByteArray csv = desk.report(QStringLiteral("created.csv"));
    QVERIFY2(csv.contains(",written,written,"), csv.constData());
    desk.press("open").click();
    QVERIFY(dialog->isVisible() && button(*dialog, "pair")->isVisible());
}

void ActivityPanelTest::whatWasLeftOpenIsResumed()
{
    ActivityDesk desk(false);
    StoreSet stores = desk.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = desk.folder.filePath(QStringLiteral("journal"));
    leaveOpen(stores, QStringLiteral("<b>Clinica Aurora</b>"));
    desk.window.openStores(stores);
    QVERIFY(waitForTable(desk));
    QTRY_COMPARE(desk.footWords(), QStringLiteral("1 left open"));
    desk.window.findChild<ActivityButton*>()->click();
    QCOMPARE(desk.log().index(0, 0).data().toString(), QStringLiteral("<b>Clinica Aurora</b>"));
    QCOMPARE(desk.stateOf(0), QStringLiteral("left open"));
    QVERIFY(!desk.press("stop").isVisible() && !desk.press("open").isVisible());
    QVERIFY(desk.press("resume").isVisible() && desk.press("resume").isEnabled());
    desk.press("resume").click();
    auto* dialog = desk.window.findChild<OperationDialog*>();
    QVERIFY(dialog);
    button(*dialog, "background")->click(); // a resume is an operation as any other
    QTRY_VERIFY_WITH_TIMEOUT(desk.log().leftOpen() == 0, longWait);
    QCOMPARE(desk.log().rowCount(), 1); // what was left open has become what brought it to its end
    QTRY_COMPARE(desk.stateOf(0), QStringLiteral("done"));
    QTRY_VERIFY(desk.checklist() && desk.checklist()->rowCount() > 0);
    QVERIFY(desk.checklist()
                ->index(desk.checklist()->rowCount() - 1, 0)
                .data()
                .toString()
                .contains(QStringLiteral("Clinica Aurora")));
    // The next one begins anew, though the former's window was never closed.
    leaveOpen(stores, QStringLiteral("Clinica Boreal"));
    desk.window.view()->actions().resume();
    QTRY_COMPARE_WITH_TIMEOUT(desk.log().rowCount(), 2, longWait);
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("done"), longWait);
}

void ActivityPanelTest::aReadOnlyProfileSaysWhyItCannotResume()
{
    ActivityDesk desk(false);
    StoreSet stores = desk.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.readOnly = true;
    stores.journalPath = desk.folder.filePath(QStringLiteral("journal"));
    leaveOpen(stores, QStringLiteral("Clinica Aurora"));
    desk.window.openStores(stores);
    QVERIFY(waitForTable(desk));
    QTRY_COMPARE(desk.footWords(), QStringLiteral("1 left open"));
    desk.window.findChild<ActivityButton*>()->click();
    QVERIFY(desk.press("resume").isVisible() && !desk.press("resume").isEnabled());
    QVERIFY(desk.press("resume").toolTip().contains(QStringLiteral("only reads")));
}

void ActivityPanelTest::leavingTheWorkspaceTakesItAlong()
{
    ActivityDesk desk;
    const std::vector<InstanceName> names = addInstances(desk, 3);
    PlanDialog* dialog = desk.applyHeld(PlanKind::Disable, names);
    button(*dialog, "background")->click();
    desk.window.showFirstRun();
    QTRY_VERIFY(!desk.window.findChild<PlanDialog*>());
    QVERIFY(!desk.window.findChild<QAction*>(QStringLiteral("actionActivity"))->isEnabled());
    QTRY_COMPARE_WITH_TIMEOUT(desk.runner.running(), 0, longWait);
    QCOMPARE(enabledOf(desk, names), 3); // it was stopped before the first
    desk.window.openStores(desk.practice());
    QCOMPARE(desk.footWords(), QStringLiteral("Activity"));
    QCOMPARE(desk.log().rowCount(), 0);
}

STEWARD_TEST(ActivityPanelTest)
#include "activity_panel_test.moc"
