#include "app/activity_desk.h"
#include "support/test_registry.h"

#include "app/table/instance_table.h"
#include "support/worker.h"

#include "app/components/empty_state.h"
#include "app/creation/creation_page.h"
#include "app/operations/checklist_model.h"
#include "app/operations/operation_page.h"
#include "app/operations/result_section.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_pages.h"
#include "workflows/journal/journal.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QListView>
#include <QPointer>
#include <QTableView>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::activity_page_test {

namespace {

bool isEnabledInWorld(Desk& workstation, const InstanceName& name)
{
    return workstation.world->visit([&name](PracticeState& state, Timestamp) {
        return std::ranges::any_of(
            state.rows, [&name](const PracticeRow& row) { return row.row.names(name) && row.row.enabled; });
    });
}

int enabledOf(Desk& workstation, const std::vector<InstanceName>& names)
{
    return static_cast<int>(std::ranges::count_if(
        names, [&workstation](const InstanceName& name) { return isEnabledInWorld(workstation, name); }));
}

/// Leaves an operation behind as a process does that was killed: begun, and held by nobody.
void leaveOpen(const ProfileContext& stores, const QString& title)
{
    rig::onWorker([&] {
        const auto journal = Journal::open(stores.journalPath, Role::Administrator);
        if (!journal || !(*journal)->begin({QStringLiteral("create"), stores.profileId, QStringLiteral("desk"), title}))
            qFatal("the journal was not written");
    });
}

} // namespace

class ActivityPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beforeTheFirstItSaysWhatItIsFor();
    void aPlansChecklistIsLive();
    void pausesAndStopsFromThePage();
    void goesOnInTheBackgroundAndIsOpenedAgain();
    void endsInTheBackgroundWithoutTouchingTheSelection();
    void closingItsWindowStillStops();
    void whatFailedIsTriedAgain();
    void whatFailedIsTriedAgainInItsOwnWindow();
    void keepsTheReportAsCsvAndJson();
    void copiesTheReport();
    void saysWhatWasProvenInWhichStore();
    void takesBackFromTheResult();
    void standUnderHeadings();
    void whereThereIsLittleRoomTheListThenTheChosenOne();
    void whatIsStillThereSaysWhatToDo();
    void severalAtOnce();
    void aCreationsStepsAreListed();
    void whatWasLeftOpenIsResumed();
    void aReadOnlyProfileSaysWhyItCannotResume();
    void anotherWorkspaceHasItsOwn();
};

void ActivityPageTest::beforeTheFirstItSaysWhatItIsFor()
{
    Desk workstation(false);
    workstation.window.show();
    auto* action = workstation.window.findChild<QAction*>(QStringLiteral("actionActivity"));
    QVERIFY(!action->isEnabled()); // nothing is open
    workstation.window.openStores(workstation.practice());
    QVERIFY(waitForTable(workstation));
    auto* panel = workstation.window.findChild<ActivityPage*>();
    QVERIFY(action->isEnabled() && !panel->isVisible());
    auto* foot = workstation.window.findChild<ActivityButton*>();
    QVERIFY(!foot->isVisible()); // there is nothing to tell
    action->trigger();
    QVERIFY(panel->isVisible() && action->isChecked());
    QVERIFY(panel->findChild<EmptyState*>()->isVisible());
    QVERIFY(!button(*panel, "stop")->isVisible());
    workstation.window.findChild<QAction*>(QStringLiteral("actionInstances"))->trigger();
    QVERIFY(!panel->isVisible() && !action->isChecked());
    foot->click();
    QVERIFY(panel->isVisible() && action->isChecked());
}

void ActivityPageTest::aPlansChecklistIsLive()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    PlanPage* dialog = workstation.applyHeld(PlanKind::Disable, names);
    QCOMPARE(workstation.log().rowCount(), 1);
    QCOMPARE(workstation.log().index(0, 0).data().toString(), QStringLiteral("Disable 3 instances"));
    QCOMPARE(workstation.stateOf(0), QStringLiteral("paused"));
    QCOMPARE(workstation.log().index(0, ActivityLog::ProgressColumn).data().toString(), QStringLiteral("0 of 3"));
    QCOMPARE(workstation.footWords(), QStringLiteral("1 running"));
    QCOMPARE(workstation.checklist()->rowCount(), 3);
    QCOMPARE(workstation.checklist()->index(0, 0).data().toString(), names.front().text());
    const QString before = workstation.checklist()->index(0, ApplyModel::StateColumn).data().toString();
    QVERIFY(!workstation.press("report").isVisible() && !workstation.press("retry").isVisible());
    QVERIFY(!workstation.press("resume").isVisible());
    button(*dialog, "pause")->click();
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("done"), longWait);
    QVERIFY(workstation.checklist()->index(0, ApplyModel::StateColumn).data().toString() != before);
    QCOMPARE(workstation.log().index(0, ActivityLog::ProgressColumn).data().toString(), QStringLiteral("3 of 3"));
    QCOMPARE(workstation.footWords(), QStringLiteral("Activity"));
    QVERIFY2(workstation.outcome().contains(QStringLiteral("done and proven")), qPrintable(workstation.outcome()));
    QVERIFY(!workstation.press("stop").isVisible() && !workstation.press("pause").isVisible());
    QVERIFY(workstation.press("report").isVisible());
    // Its window goes, what came of it stays.
    QVERIFY(workstation.press("open").isVisible());
    dialog->close();
    QTRY_VERIFY(!workstation.window.findChild<PlanPage*>());
    QVERIFY(!workstation.press("open").isVisible());
    QCOMPARE(workstation.checklist()->rowCount(), 3);
}

void ActivityPageTest::pausesAndStopsFromThePage()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 4);
    PlanPage* dialog = openPlan(workstation, PlanKind::Disable, names);
    workstation.applyHeld(*dialog, [&workstation] { workstation.press("pause").click(); });
    QCOMPARE(workstation.stateOf(0), QStringLiteral("paused"));
    QCOMPARE(button(*dialog, "pause")->accessibleName(), QStringLiteral("Continue")); // both say the same
    QCOMPARE(workstation.press("pause").accessibleName(), QStringLiteral("Continue"));
    QTest::qWait(600);
    QCOMPARE(enabledOf(workstation, names), 4);
    QCOMPARE(workstation.press("stop").accessibleName(), QStringLiteral("Stop after this one"));
    workstation.press("stop").click();
    QCOMPARE(workstation.stateOf(0), QStringLiteral("stopping"));
    QVERIFY(!workstation.press("stop").isEnabled() && !workstation.press("stop").toolTip().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(workstation.log().underWay() == 0, longWait);
    QCOMPARE(workstation.stateOf(0), QStringLiteral("stopped")); // by the person: not a failure
    QCOMPARE(enabledOf(workstation, names), 4);
    QCOMPARE(dialog->run()->items()->counts().notStarted, 4);
}

void ActivityPageTest::goesOnInTheBackgroundAndIsOpenedAgain()
{
    ActivityDesk workstation;
    workstation.window.findChild<QAction*>(QStringLiteral("actionInstances"))->trigger();
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    PlanPage* dialog = workstation.applyHeld(PlanKind::Disable, names);
    const QPointer<PlanPage> watched = dialog;
    button(*dialog, "background")->click();
    QVERIFY(!dialog->isVisible());
    QVERIFY(workstation.panel().isVisible()); // where it is seen from now on
    QTest::qWait(100);
    QVERIFY(watched && dialog->isApplying());
    workstation.press("open").click();
    QVERIFY(dialog->isVisible());
    button(*dialog, "background")->click();
    workstation.press("pause").click(); // go on
    QCOMPARE(workstation.stateOf(0), QStringLiteral("under way"));
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("done"), longWait);
    QCOMPARE(enabledOf(workstation, names), 0);
    QVERIFY(watched && !dialog->isVisible());
    workstation.press("open").click();
    QVERIFY(dialog->isVisible() && hasEnded(*dialog));
    QVERIFY(!button(*dialog, "background")->isVisible());
    QCOMPARE(dialog->run()->items()->counts().done, 3);
    dialog->close();
    QTRY_VERIFY(!watched);
}

void ActivityPageTest::endsInTheBackgroundWithoutTouchingTheSelection()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 2);
    PlanPage* dialog = workstation.applyHeld(PlanKind::Disable, names);
    button(*dialog, "background")->click();
    InstanceTable& table = workstation.window.view()->table();
    table.selectOnly({workstation.window.view()->model().row(0).identity()});
    QCOMPARE(table.selection().count(), 1);
    workstation.press("stop").click();
    QTRY_VERIFY_WITH_TIMEOUT(workstation.log().underWay() == 0, longWait);
    QCOMPARE(table.selection().count(), 1); // the person is at something else by now
}

void ActivityPageTest::closingItsWindowStillStops()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    PlanPage* dialog = workstation.applyHeld(PlanKind::Disable, names);
    dialog->close();
    QVERIFY(dialog->isVisible());
    QCOMPARE(workstation.stateOf(0), QStringLiteral("stopping"));
    QTRY_VERIFY_WITH_TIMEOUT(workstation.log().underWay() == 0, longWait);
    QCOMPARE(enabledOf(workstation, names), 3);
}

void ActivityPageTest::whatFailedIsTriedAgain()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 2);
    PlanPage* dialog = workstation.applyHeld(PlanKind::Disable, names);
    button(*dialog, "stop")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    dialog->close();
    QTRY_VERIFY(!workstation.window.findChild<PlanPage*>());

    QVERIFY(workstation.press("retry").isVisible());
    workstation.press("retry").click();
    dialog = workstation.window.findChild<PlanPage*>();
    QVERIFY(dialog); // with a plan of its own, shown first
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    QVERIFY(linesOf(*dialog).contains(names.back().text()));
    QVERIFY(workstation.press("retry").isVisible()); // nothing is done yet
    button(*dialog, "apply")->click();
    QCOMPARE(workstation.log().rowCount(), 2);
    QVERIFY(!workstation.log().at(1)->ending()->again);
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("done"), longWait);
    QCOMPARE(enabledOf(workstation, names), 0);
}

void ActivityPageTest::whatFailedIsTriedAgainInItsOwnWindow()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 2);
    PlanPage* dialog = workstation.applyHeld(PlanKind::Disable, names);
    button(*dialog, "background")->click();
    workstation.press("stop").click();
    QTRY_VERIFY_WITH_TIMEOUT(workstation.log().underWay() == 0, longWait);
    QAbstractItemModel* former = workstation.log().at(0)->checklist();
    workstation.press("retry").click();
    QVERIFY(dialog->isVisible());
    QCOMPARE(workstation.window.findChildren<PlanPage*>().size(), 1);
    QVERIFY(!workstation.log().at(0)->dialog()); // it is about the next attempt by now
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    button(*dialog, "apply")->click();
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("done"), longWait);
    QCOMPARE(workstation.log().at(1)->checklist(), former); // what came of the first attempt stays
    QVERIFY(
        former->index(0, ApplyModel::StateColumn).data().toString() !=
        workstation.log().at(0)->checklist()->index(0, ApplyModel::StateColumn).data().toString());
}

void ActivityPageTest::keepsTheReportAsCsvAndJson()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 2);
    PlanPage* dialog = workstation.apply(PlanKind::Delete, names);
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    dialog->close();
    const QByteArray csv = workstation.report(QStringLiteral("report.csv"));
    QCOMPARE(csv.count("\r\n"), 3);
    QVERIFY2(csv.contains(names.front().utf8() + ","), csv.constData());
    QVERIFY2(csv.contains(",gone,gone,gone,"), csv.constData());
    QTRY_VERIFY(labelsOf(workstation.panel()).contains(QStringLiteral("report.csv")));
    const QByteArray json = workstation.report(QStringLiteral("report.json"));
    QVERIFY2(json.contains("\"operation\": \"delete\""), json.constData());
}

void ActivityPageTest::copiesTheReport()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 2);
    PlanPage* dialog = workstation.apply(PlanKind::Disable, names);
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QGuiApplication::clipboard()->clear();
    workstation.press("copy").click();
    const QString copied = QGuiApplication::clipboard()->text();
    for (const InstanceName& name : names)
        QVERIFY2(copied.contains(name.text()), qPrintable(copied));
    QVERIFY(labelsOf(workstation.panel()).contains(QStringLiteral("copied")));
}

void ActivityPageTest::saysWhatWasProvenInWhichStore()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 2);
    PlanPage* dialog = workstation.apply(PlanKind::Delete, names);
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    workstation.press("report");                                           // which shows the page
    for (QWidget* place : QList<QWidget*>{dialog, &workstation.panel()}) { // one implementation
        const auto* done = place->findChild<QTableView*>(QStringLiteral("done"));
        QCOMPARE(done->model()->rowCount(), 2);
        for (const int column : {ApplyModel::ServerColumn, ApplyModel::DatabaseColumn, ApplyModel::CacheColumn}) {
            QCOMPARE(done->model()->index(0, column).data().toString(), QStringLiteral("gone"));
            QCOMPARE(done->model()->index(0, column).data(MarkRole).value<Mark>().shape, MarkShape::Tick);
        }
        QVERIFY(
            done->model()->index(0, ApplyModel::WorkersColumn).data().toString().contains(QStringLiteral("heard it")));
        QCOMPARE(place->findChild<QLabel*>(QStringLiteral("restTitle"))->text(), QStringLiteral("Done and proven"));
    }
}

void ActivityPageTest::takesBackFromTheResult()
{
    ActivityDesk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    workstation.window.openStores(stores);
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 1);
    PlanPage* plan = openPlan(workstation, PlanKind::Delete, names);
    QTRY_VERIFY(isPlanned(*plan));
    confirm(*plan);
    button(*plan, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*plan), longWait);
    QTRY_VERIFY(button(*plan, "restore")->isVisible()); // on the plan's own page as well
    QTRY_VERIFY(workstation.press("restore").isVisible() && workstation.press("restoreWhole").isVisible());
    workstation.press("restoreWhole").click();
    QPointer<OperationPage> page = workstation.window.findChild<OperationPage*>();
    QVERIFY(page && page->isVisible() && !page->isWindow()); // a place, not a dialog
    QTRY_VERIFY(button(*page, "go")->isEnabled());
    QVERIFY(!page->lines().empty());
    QVERIFY(!remains(workstation, names.front()).contains(QStringLiteral("row")));
    button(*page, "go")->click();
    QTRY_VERIFY_WITH_TIMEOUT(remains(workstation, names.front()).contains(QStringLiteral("row")), longWait);
    // Its instance is another plan, shown and agreed to by itself.
    QTRY_VERIFY_WITH_TIMEOUT(
        workstation.window.findChild<PlanPage*>() && isPlanned(*workstation.window.findChild<PlanPage*>()), longWait);
    QVERIFY(!remains(workstation, names.front()).contains(QStringLiteral("server")));
}

void ActivityPageTest::standUnderHeadings()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 4);
    PlanPage* first = workstation.apply(PlanKind::Disable, {names[0], names[1]});
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*first), longWait);
    PlanPage* second = workstation.applyHeld(PlanKind::Disable, {names[2], names[3]});
    button(*second, "background")->click();
    const QAbstractItemModel* lines = workstation.panel().findChild<QListView*>(QStringLiteral("operations"))->model();
    QStringList shown;
    for (int row = 0; row < lines->rowCount(); ++row)
        shown << lines->index(row, 0).data().toString() + u'|' + lines->index(row, 0).data(ActivityNoteRole).toString();
    QCOMPARE(shown.size(), 4);
    QCOMPARE(shown[0], QStringLiteral("Now|"));
    QCOMPARE(shown[1], QStringLiteral("Disable 2 instances|paused · 0 of 2"));
    QCOMPARE(shown[2], QStringLiteral("Today|"));
    QVERIFY2(shown[3].endsWith(QStringLiteral(" · all proven")), qPrintable(shown[3]));
    QVERIFY(
        lines->index(1, 0).data(ActivityDoneRole).isValid() && !lines->index(3, 0).data(ActivityDoneRole).isValid());
    QVERIFY(!lines->index(0, 0).flags().testFlag(Qt::ItemIsSelectable));
    workstation.press("stop").click();
    QTRY_VERIFY_WITH_TIMEOUT(workstation.log().underWay() == 0, longWait);
    QTRY_COMPARE(lines->rowCount(), 3);
    QCOMPARE(workstation.shown(), workstation.log().at(0)); // rearranged, and still the chosen one
}

void ActivityPageTest::whereThereIsLittleRoomTheListThenTheChosenOne()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 2);
    PlanPage* plan = workstation.apply(PlanKind::Disable, names);
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*plan), longWait);
    workstation.press("report");
    const ActivityPage& page = workstation.panel();
    auto* list = page.findChild<QListView*>(QStringLiteral("operations"));
    QVERIFY(list->isVisible() && page.shown().isVisible());
    workstation.window.resize(900, 700);
    QTRY_VERIFY(list->isVisible() && !page.shown().isVisible());
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(page.shown().isVisible() && !list->isVisible());
    QVERIFY(button(page, "back")->isVisible());
    QTest::keyClick(&page.shown(), Qt::Key_Escape);
    QTRY_VERIFY(list->isVisible() && !page.shown().isVisible());
    workstation.window.resize(1440, 900);
    QTRY_VERIFY(list->isVisible() && page.shown().isVisible());
}

void ActivityPageTest::whatIsStillThereSaysWhatToDo()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 2);
    workstation.world->visit([](PracticeState& state, Timestamp) {
        state.deletionTime = std::chrono::hours(1); // says that it deletes, and lists it still
    });
    BackgroundRunner& runner = workstation.runner;
    OperationService operations(workstation.practice(), runner);
    ActivityPage panel(operations);
    panel.resize(1200, 600);
    panel.show();
    ApplyTimes times;
    times.removal.proving = std::chrono::milliseconds(400);
    times.removal.longestPause = std::chrono::milliseconds(100);
    PlanRequest request;
    request.names = names;
    PlanPage dialog(operations, {request, {}}, nullptr, times);
    dialog.show();
    QTRY_VERIFY(button(dialog, "apply")->isEnabled());
    button(dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(dialog), longWait);
    const ApplyModel& model = *dialog.run()->items();
    QCOMPARE(model.counts().stillThere, 2);
    QCOMPARE(model.index(0, ApplyModel::StateColumn).data().toString(), QStringLiteral("Still there"));
    QCOMPARE(model.index(0, ApplyModel::ServerColumn).data().toString(), QStringLiteral("still there"));
    const QString cure = QStringLiteral("try again later, or ask the server's administrator for a restart.");
    QVERIFY2(labelsOf(dialog).contains(cure), qPrintable(labelsOf(dialog))); // before all else
    QVERIFY(labelsOf(dialog).contains(QStringLiteral("2 are still there.")));
    QVERIFY(button(dialog, "retry")->isVisible());
    for (const InstanceName& name : names)
        QCOMPARE(remains(workstation, name), QStringLiteral("server row cache"));
    // The page of activity says the same, in the same way.
    QVERIFY2(labelsOf(panel).contains(QStringLiteral("2 are still there.")), qPrintable(labelsOf(panel)));
    QVERIFY2(labelsOf(panel).contains(cure), qPrintable(labelsOf(panel)));
    QCOMPARE(panel.findChildren<ResultSection*>().size(), 1);
    QCOMPARE(dialog.findChildren<ResultSection*>().size(), 1);
    const QListView* list = panel.findChild<QListView*>(QStringLiteral("operations"));
    QVERIFY(list->currentIndex().data(ActivityNoteRole).toString().endsWith(QStringLiteral("2 still there")));
    QVERIFY(button(panel, "retry")->isVisible());
}

void ActivityPageTest::severalAtOnce()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 4);
    PlanPage* first = workstation.applyHeld(PlanKind::Disable, {names[0], names[1]});
    button(*first, "background")->click();
    PlanPage* second = workstation.applyHeld(PlanKind::Disable, {names[2], names[3]});
    button(*second, "background")->click();
    QCOMPARE(workstation.footWords(), QStringLiteral("2 running"));
    QCOMPARE(workstation.log().rowCount(), 2);
    QCOMPARE(workstation.log().at(0)->dialog(), second); // the newest first
    workstation.panel().choose(workstation.log().at(1));
    QCOMPARE(workstation.checklist()->index(0, 0).data().toString(), names[0].text());
    workstation.press("pause").click();
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(1), QStringLiteral("done"), longWait);
    QCOMPARE(workstation.stateOf(0), QStringLiteral("paused")); // each by itself
    QCOMPARE(enabledOf(workstation, names), 2);
    QCOMPARE(workstation.footWords(), QStringLiteral("1 running"));
    workstation.panel().choose(workstation.log().at(0));
    QCOMPARE(workstation.checklist()->index(0, 0).data().toString(), names[2].text());
    workstation.press("pause").click();
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("done"), longWait);
    QCOMPARE(enabledOf(workstation, names), 0);
}

void ActivityPageTest::aCreationsStepsAreListed()
{
    ActivityDesk workstation;
    OrganizationId organization;
    for (const OrganizationSummary& summary : workstation.window.view()->workspace().index()->organizations()) {
        if (!summary.id.isNull() && summary.active && summary.rows == 0)
            organization = summary.id;
    }
    workstation.window.view()->actions().create(organization);
    auto* page = workstation.window.findChild<CreationPage*>();
    QTRY_VERIFY(button(*page, "create")->isEnabled());
    button(*page, "create")->click();
    QVERIFY(workstation.log().index(0, 0).data().toString().startsWith(QStringLiteral("Create ")));
    workstation.window.pages()->show(Page::Activity);
    QVERIFY(!page->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("done"), longWait);
    QVERIFY(workstation.checklist()->rowCount() >= 8); // seven steps, and what came of them
    QCOMPARE(workstation.checklist()->index(0, ChecklistModel::StateColumn).data().toString(), QStringLiteral("done"));
    QVERIFY(!workstation.press("retry").isVisible());
    const QByteArray csv = workstation.report(QStringLiteral("created.csv"));
    QVERIFY2(csv.contains(",written,written,"), csv.constData());
    workstation.press("open").click();
    QVERIFY(page->isVisible());
    QCOMPARE(button(*page, "create")->text(), QStringLiteral("Pair…"));
}

void ActivityPageTest::whatWasLeftOpenIsResumed()
{
    ActivityDesk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    leaveOpen(stores, QStringLiteral("<b>Clinica Aurora</b>"));
    workstation.window.openStores(stores);
    QVERIFY(waitForTable(workstation));
    QTRY_COMPARE(workstation.footWords(), QStringLiteral("1 left open"));
    workstation.window.findChild<ActivityButton*>()->click();
    QCOMPARE(workstation.log().index(0, 0).data().toString(), QStringLiteral("<b>Clinica Aurora</b>"));
    QCOMPARE(workstation.stateOf(0), QStringLiteral("left open"));
    QVERIFY(!workstation.press("stop").isVisible() && !workstation.press("open").isVisible());
    QVERIFY(workstation.press("resume").isVisible() && workstation.press("resume").isEnabled());
    workstation.press("resume").click();
    auto* dialog = workstation.window.findChild<OperationPage*>();
    QVERIFY(dialog);
    button(*dialog, "background")->click(); // a resume is an operation as any other
    QTRY_VERIFY_WITH_TIMEOUT(workstation.log().leftOpen() == 0, longWait);
    QCOMPARE(workstation.log().rowCount(), 1); // what was left open has become what brought it to its end
    QTRY_COMPARE(workstation.stateOf(0), QStringLiteral("done"));
    QTRY_VERIFY(workstation.checklist() && workstation.checklist()->rowCount() > 0);
    QVERIFY(workstation.checklist()
                ->index(workstation.checklist()->rowCount() - 1, 0)
                .data()
                .toString()
                .contains(QStringLiteral("Clinica Aurora")));
    // The next one begins anew, though the former's window was never closed.
    leaveOpen(stores, QStringLiteral("Clinica Boreal"));
    workstation.window.view()->actions().resume();
    QTRY_COMPARE_WITH_TIMEOUT(workstation.log().rowCount(), 2, longWait);
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("done"), longWait);
}

void ActivityPageTest::aReadOnlyProfileSaysWhyItCannotResume()
{
    ActivityDesk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.readOnly = true;
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    leaveOpen(stores, QStringLiteral("Clinica Aurora"));
    workstation.window.openStores(stores);
    QVERIFY(waitForTable(workstation));
    QTRY_COMPARE(workstation.footWords(), QStringLiteral("1 left open"));
    workstation.window.findChild<ActivityButton*>()->click();
    QVERIFY(workstation.press("resume").isVisible() && !workstation.press("resume").isEnabled());
    QVERIFY(workstation.press("resume").toolTip().contains(QStringLiteral("read only")));
}

void ActivityPageTest::anotherWorkspaceHasItsOwn()
{
    ActivityDesk workstation;
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    PlanPage* dialog = workstation.apply(PlanKind::Disable, names);
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    workstation.window.showWelcome();
    QTRY_VERIFY(!workstation.window.findChild<PlanPage*>());
    QVERIFY(!workstation.window.findChild<QAction*>(QStringLiteral("actionActivity"))->isEnabled());
    workstation.window.openStores(workstation.practice());
    QCOMPARE(workstation.footWords(), QStringLiteral("Activity"));
    QCOMPARE(workstation.log().rowCount(), 0);
}

STEWARD_TEST(ActivityPageTest)
} // namespace steward::activity_page_test

#include "activity_page_test.moc"
