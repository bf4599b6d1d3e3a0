#include "app/plan_desk.h"
#include "support/test_registry.h"

#include "app/look/item_roles.h"
#include "app/operations/workspace_actions.h"
#include "app/plans/apply_page.h"
#include "app/plans/plan_actions.h"
#include "app/plans/plan_dialog.h"
#include "app/plans/plan_page.h"
#include "app/table/instance_table.h"
#include "domain/plans/plan_json.h"

#include <QAction>
#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace {

/// Instances that a deletion takes without asking for a text: not connected, with one row that is theirs.
std::vector<InstanceName> closedInstances(Desk& desk, size_t count)
{
    std::vector<InstanceName> names;
    for (const AuditRow& row : desk.window.view()->workspace().index()->audit().rows()) {
        const bool fits = WorkspaceActions::canBePaired(row) && row.connection() == Connection::Close &&
                          row.enabledIntegration() && row.integrations.size() == 1 && !row.isProtected &&
                          row.memory != MemoryState::Missing && row.cacheEntry();
        if (fits && names.size() < count)
            names.push_back(row.name);
    }
    return names;
}

} // namespace

class PlanDialogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsChangedBeforeTheButton();
    void aDeletionReachesAllThreeStores();
    void enterNeverApplies();
    void asksForTheTextAndTakesNoOther();
    void disableInstead();
    void showsWhatIsLeftAndWhy();
    void failuresStaySelectedAndAreTriedAgain();
    void pausesAndStopsAfterThisOne();
    void closingStopsAfterThisOne();
    void savesThePlanAndAppliesTheFile();
    void aDamagedFileIsRefused();
    void savesTheReport();
    void actionsSayWhyTheyCannot();
    void protectedRowsShowALock();
    void residueIsClearedOnlyWhenTicked();
    void leavingTheWorkspaceStops();
    void everyStateIsShownApart();
    void thousandsOfItemsAreShownAtOnce();
};

void PlanDialogTest::nothingIsChangedBeforeTheButton()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = closedInstances(desk, 2);
    QCOMPARE(names.size(), size_t(2));
    const QString before = worldText(desk);
    PlanDialog* dialog = openPlan(desk, PlanKind::Delete, names);
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    QTRY_VERIFY(isPlanned(*dialog));
    const QString lines = linesOf(*dialog);
    for (const InstanceName& name : names)
        QVERIFY2(lines.contains(QStringLiteral("− delete the instance ") + name.text()), qPrintable(lines));
    QVERIFY2(lines.contains(QStringLiteral("Lost for good: ")), qPrintable(lines));
    QVERIFY(lines.contains(QStringLiteral("session cannot come back")));
    QVERIFY2(labelsOf(*dialog).contains(QStringLiteral("Delete 2 instances, 2 rows")), qPrintable(labelsOf(*dialog)));
    QCOMPARE(button(*dialog, "apply")->text(), QStringLiteral("Delete 2 instances"));
    QVERIFY(button(*dialog, "cancel")->isDefault());
    QVERIFY(!button(*dialog, "apply")->isDefault() && !button(*dialog, "apply")->autoDefault());
    QCOMPARE(worldText(desk), before);
    button(*dialog, "cancel")->click();
    QTRY_VERIFY(!desk.window.findChild<PlanDialog*>());
    QCOMPARE(worldText(desk), before);
}

void PlanDialogTest::aDeletionReachesAllThreeStores()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = closedInstances(desk, 1);
    PlanDialog* dialog = openPlan(desk, PlanKind::Delete, names);
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    QCOMPARE(remains(desk, names.front()), QStringLiteral("server row cache"));
    QCOMPARE(button(*dialog, "apply")->text(), QStringLiteral("Delete 1 instance"));
    button(*dialog, "apply")->click();
    QVERIFY(dialog->isApplying());
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(remains(desk, names.front()), QString());
    const ApplyModel& model = dialog->findChild<ApplyPage*>()->model();
    QCOMPARE(model.counts().done, 1);
    QCOMPARE(model.index(0, ApplyModel::ServerColumn).data().toString(), QStringLiteral("gone"));
    QCOMPARE(model.index(0, ApplyModel::DatabaseColumn).data().toString(), QStringLiteral("gone"));
    // The table is read again by itself.
    QTRY_VERIFY(!desk.window.view()->workspace().index()->audit().find(names.front()));
}

void PlanDialogTest::enterNeverApplies()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = addInstances(desk, 6); // more than five: the number is asked for
    PlanDialog* dialog = openPlan(desk, PlanKind::Delete, names);
    QTRY_VERIFY(isPlanned(*dialog));
    const QString before = worldText(desk);
    auto* confirm = dialog->findChild<QLineEdit*>(QStringLiteral("confirm"));
    QTRY_VERIFY(confirm->isVisible());
    confirm->setFocus();
    QTest::keyClicks(confirm, QStringLiteral("6"));
    QVERIFY(button(*dialog, "apply")->isEnabled());
    QTest::keyClick(confirm, Qt::Key_Return);
    QTest::keyClick(confirm, Qt::Key_Enter);
    QVERIFY(dialog->isVisible() && !dialog->isApplying());
    button(*dialog, "apply")->setFocus();
    QTest::keyClick(button(*dialog, "apply"), Qt::Key_Return);
    QVERIFY(!dialog->isApplying());
    QTRY_VERIFY(!desk.window.findChild<PlanDialog*>()); // it was Cancel that Enter pressed
    QCOMPARE(worldText(desk), before);
}

void PlanDialogTest::asksForTheTextAndTakesNoOther()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    InstanceName open;
    for (const AuditRow& row : desk.window.view()->workspace().index()->audit().rows()) {
        if (row.isHealthy() && row.connection() == Connection::Open && row.name.isReachable())
            open = row.name;
    }
    QVERIFY(!open.isEmpty());
    PlanDialog* dialog = openPlan(desk, PlanKind::Delete, {open});
    QTRY_VERIFY(isPlanned(*dialog));
    auto* confirm = dialog->findChild<QLineEdit*>(QStringLiteral("confirm"));
    QVERIFY(confirm->isVisible());
    QVERIFY2(labelsOf(*dialog).contains(open.text()), qPrintable(labelsOf(*dialog)));
    QVERIFY(linesOf(*dialog).contains(QStringLiteral("the link to the number +")));
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    confirm->setText(QStringLiteral("yes"));
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    confirm->setText(open.text());
    QVERIFY(button(*dialog, "apply")->isEnabled());
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(remains(desk, open), QString());
}

void PlanDialogTest::disableInstead()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = closedInstances(desk, 1);
    PlanDialog* dialog = openPlan(desk, PlanKind::Delete, names);
    QTRY_VERIFY(isPlanned(*dialog));
    button(*dialog, "disableInstead")->click();
    QTRY_COMPARE(button(*dialog, "apply")->text(), QStringLiteral("Disable 1 instance"));
    QVERIFY(!button(*dialog, "disableInstead")->isVisible());
    QVERIFY(!linesOf(*dialog).contains(QStringLiteral("Lost for good")));
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(remains(desk, names.front()), QStringLiteral("server row"));
    QVERIFY(desk.world->visit([&](PracticeState& state, Timestamp) {
        return std::ranges::none_of(
            state.rows, [&](const PracticeRow& row) { return row.row.names(names.front()) && row.row.enabled; });
    }));
}

void PlanDialogTest::showsWhatIsLeftAndWhy()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = closedInstances(desk, 2);
    desk.world->visit([&](PracticeState& state, Timestamp) {
        for (PracticeRow& row : state.rows)
            row.row.isProtected = row.row.isProtected || row.row.names(names.front());
    });
    PlanDialog* dialog = openPlan(desk, PlanKind::Delete, {names.front()});
    QTRY_VERIFY(isPlanned(*dialog));
    QVERIFY2(linesOf(*dialog).contains(QStringLiteral("rotect")), qPrintable(linesOf(*dialog)));
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    QCOMPARE(remains(desk, names.front()), QStringLiteral("server row cache"));
}

void PlanDialogTest::failuresStaySelectedAndAreTriedAgain()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = closedInstances(desk, 2);
    PlanDialog* dialog = openPlan(desk, PlanKind::Disable, names);
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    // Somebody changes one of them meanwhile: it is skipped, and said.
    desk.world->visit([&](PracticeState& state, Timestamp) {
        for (PracticeRow& row : state.rows) {
            if (row.row.names(names.back()))
                row.row.status = QStringLiteral("changed-meanwhile");
        }
    });
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QVERIFY(button(*dialog, "retry")->isVisible());
    const InstanceTable& table = desk.window.view()->table();
    const auto index = desk.window.view()->workspace().index();
    QCOMPARE(table.selection().count(), 1);
    QCOMPARE(index->row(table.selection().rows().front()).name, names.back());

    button(*dialog, "retry")->click();
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    QVERIFY(!linesOf(*dialog).contains(names.front().text()));
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QVERIFY(!button(*dialog, "retry")->isVisible());
    QCOMPARE(remains(desk, names.back()), QStringLiteral("server row"));
}

void PlanDialogTest::pausesAndStopsAfterThisOne()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = addInstances(desk, 4);
    PlanDialog* dialog = openPlan(desk, PlanKind::Disable, names);
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    button(*dialog, "apply")->click();
    button(*dialog, "pause")->click(); // before the first is begun
    QCOMPARE(button(*dialog, "pause")->text(), QStringLiteral("&Continue"));
    QTest::qWait(600);
    for (const InstanceName& name : names)
        QCOMPARE(remains(desk, name), QStringLiteral("server row cache"));
    button(*dialog, "stop")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    const ApplyModel& model = dialog->findChild<ApplyPage*>()->model();
    QCOMPARE(model.counts().notBegun, 4);
    for (const InstanceName& name : names)
        QCOMPARE(remains(desk, name), QStringLiteral("server row cache"));
}

void PlanDialogTest::closingStopsAfterThisOne()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = addInstances(desk, 3);
    PlanDialog* dialog = openPlan(desk, PlanKind::Disable, names);
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    button(*dialog, "apply")->click();
    button(*dialog, "pause")->click();
    dialog->close();
    QVERIFY(dialog->isVisible()); // it stays until what was begun has ended
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QVERIFY(dialog->findChild<ApplyPage*>()->model().counts().notBegun > 0);
    dialog->close();
    QTRY_VERIFY(!desk.window.findChild<PlanDialog*>());
}

void PlanDialogTest::savesThePlanAndAppliesTheFile()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = closedInstances(desk, 1);
    PlanDialog* dialog = openPlan(desk, PlanKind::Delete, names);
    QTRY_VERIFY(isPlanned(*dialog));
    const QString path = desk.folder.filePath(QStringLiteral("plan.json"));
    button(*dialog, "save")->click();
    auto* chooser = dialog->findChild<QFileDialog*>();
    QVERIFY(chooser);
    Q_EMIT chooser->fileSelected(path);
    chooser->reject();
    QTRY_VERIFY(QFile::exists(path));
    QTRY_VERIFY(labelsOf(*dialog).contains(QStringLiteral("plan.json")));
    button(*dialog, "cancel")->click();
    QTRY_VERIFY(!desk.window.findChild<PlanDialog*>());

    desk.window.view()->plans().showSaved(path);
    dialog = desk.window.findChild<PlanDialog*>();
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    QVERIFY(linesOf(*dialog).contains(names.front().text()));
    QVERIFY(!dialog->findChild<QCheckBox*>(QStringLiteral("residue"))->isEnabled()); // as the file says
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(remains(desk, names.front()), QString());
}

void PlanDialogTest::aDamagedFileIsRefused()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const QString path = desk.folder.filePath(QStringLiteral("plan.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"version\": 1, \"kind\": \"delete\"}");
    file.close();
    desk.window.view()->plans().showSaved(path);
    auto* dialog = desk.window.findChild<PlanDialog*>();
    QTRY_VERIFY(labelsOf(*dialog).contains(QStringLiteral("There is no plan.")));
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    QVERIFY(!button(*dialog, "save")->isEnabled());
}

void PlanDialogTest::savesTheReport()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = closedInstances(desk, 2);
    PlanDialog* dialog = openPlan(desk, PlanKind::Delete, names);
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    const auto report = [&](const QString& file) {
        const QString path = desk.folder.filePath(file);
        button(*dialog, "report")->click();
        auto* chooser = dialog->findChild<QFileDialog*>();
        Q_EMIT chooser->fileSelected(path);
        chooser->reject();
        QByteArray content;
        static_cast<void>(QTest::qWaitFor([&] {
            QFile written(path);
            content = written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
            return !content.isEmpty();
        }));
        QTest::qWait(20); // the chooser is gone
        return content;
    };
    const QByteArray csv = report(QStringLiteral("report.csv"));
    QCOMPARE(csv.count("\r\n"), 3);
    QVERIFY(csv.startsWith("instance_name,organization_id,server,database,cache,"));
    QVERIFY2(csv.contains(names.front().utf8() + ","), csv.constData());
    QVERIFY(csv.contains(",gone,gone,gone,"));
    const QByteArray json = report(QStringLiteral("report.json"));
    QVERIFY2(json.contains("\"operation\": \"delete\""), json.constData());
    QVERIFY(json.contains("\"server\": \"gone\""));
}

void PlanDialogTest::actionsSayWhyTheyCannot()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    auto* remove = desk.window.findChild<QAction*>(QStringLiteral("actionDelete"));
    QVERIFY(!remove->isEnabled() && !remove->toolTip().isEmpty());
    QVERIFY(desk.window.view()->table().showInstance(closedInstances(desk, 1).front()));
    QVERIFY(remove->isEnabled());
    QVERIFY(desk.window.findChild<QAction*>(QStringLiteral("actionDisable"))->isEnabled());
    QVERIFY(!desk.window.findChild<QAction*>(QStringLiteral("actionUnprotect"))->isEnabled());
    remove->trigger();
    QVERIFY(desk.window.findChild<PlanDialog*>());
    QVERIFY(
        desk.window.findChild<PlanDialog*>()->focusWidget() == button(*desk.window.findChild<PlanDialog*>(), "cancel"));

    Desk reading(false);
    StoreSet stores = reading.practice();
    stores.readOnly = true;
    reading.window.openStores(stores);
    QVERIFY(waitForTable(reading));
    reading.window.view()->table().selectRow(0);
    for (const char* name : {"actionDelete", "actionDisable", "actionRepair", "actionRepairAll", "actionApplySaved"}) {
        const auto* action = reading.window.findChild<QAction*>(QLatin1String(name));
        QVERIFY2(!action->isEnabled(), name);
        QVERIFY2(action->toolTip().contains(QStringLiteral("only reads")), name);
    }
    QVERIFY(!button(reading.window, "repair")->isEnabled());
    QVERIFY(button(reading.window, "repair")->toolTip().contains(QStringLiteral("only reads")));
}

void PlanDialogTest::protectedRowsShowALock()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    InstanceName orphan; // without a row: the profile protects it
    for (const AuditRow& row : desk.window.view()->workspace().index()->audit().rows()) {
        if (row.has(FindingCode::OrphanedInstance) && row.name.isReachable() && !row.isIgnored)
            orphan = row.name;
    }
    QVERIFY(!orphan.isEmpty());
    for (const InstanceName& name : {orphan, closedInstances(desk, 1).front()}) {
        PlanDialog* dialog = openPlan(desk, PlanKind::Protect, {name});
        QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
        QCOMPARE(button(*dialog, "apply")->text(), QStringLiteral("Protect 1 instance"));
        button(*dialog, "apply")->click();
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
        dialog->reject();
        const auto isShown = [&] {
            InstanceTable& table = desk.window.view()->table();
            if (!table.showInstance(name))
                return false;
            const QModelIndex cell = table.currentIndex().siblingAtColumn(static_cast<int>(Column::Instance));
            return cell.data(MarkRole).value<Mark>().shape == MarkShape::Lock &&
                   cell.data(Qt::AccessibleTextRole).toString() == name.text() + QStringLiteral(", protected");
        };
        QTRY_VERIFY(isShown());
        QTRY_VERIFY(desk.window.findChild<QLabel*>(QStringLiteral("protection"))->isVisible());
        QVERIFY(desk.window.findChild<QAction*>(QStringLiteral("actionUnprotect"))->isEnabled());
    }
}

void PlanDialogTest::residueIsClearedOnlyWhenTicked()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const InstanceName name = addInstances(desk, 1).front();
    desk.world->visit([&name](PracticeState& state, Timestamp) {
        Residue residue = state.residues.front();
        residue.name = name;
        residue.streamMessages = 5;
        residue.undelivered = 3;
        state.residues.push_back(residue);
    });
    PlanDialog* dialog = openPlan(desk, PlanKind::Delete, {name});
    QTRY_VERIFY(isPlanned(*dialog));
    auto* residue = dialog->findChild<QCheckBox*>(QStringLiteral("residue"));
    QVERIFY(!residue->isChecked());
    QVERIFY(linesOf(*dialog).contains(QStringLiteral("3 messages that were not delivered yet stay in its queue")));
    residue->click();
    QVERIFY(!button(*dialog, "apply")->isEnabled()); // what was shown is not what is asked for any more
    QTRY_VERIFY(isPlanned(*dialog));
    QVERIFY2(
        linesOf(*dialog).contains(QStringLiteral("3 messages that were not delivered yet.")),
        qPrintable(linesOf(*dialog)));
    QVERIFY(residue->isChecked());
}

void PlanDialogTest::leavingTheWorkspaceStops()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = addInstances(desk, 3);
    PlanDialog* dialog = openPlan(desk, PlanKind::Disable, names);
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    button(*dialog, "apply")->click();
    button(*dialog, "pause")->click();
    desk.window.showFirstRun(); // the dialog goes with what it worked on
    QTRY_VERIFY(!desk.window.findChild<PlanDialog*>());
    QTRY_COMPARE_WITH_TIMEOUT(desk.runner.running(), 0, longWait);
    for (const InstanceName& name : names)
        QCOMPARE(remains(desk, name), QStringLiteral("server row cache"));
}

void PlanDialogTest::everyStateIsShownApart()
{
    const auto plan = std::make_shared<Plan>();
    for (int number = 0; number < 3; ++number) {
        PlanItem item;
        item.name = InstanceName::fromText(QStringLiteral("<b>%1</b>").arg(number));
        item.identity = "name:" + item.name.utf8();
        item.steps.emplace_back().action = StepAction::DeleteInstance;
        plan->items.push_back(item);
    }
    ApplyModel model;
    model.setPlan(plan);
    const auto state = [&](int row) { return model.index(row, ApplyModel::StateColumn).data().toString(); };
    const QByteArray first = plan->items.front().identity;
    QStringList states{state(0)};
    for (const ItemStage stage : {ItemStage::Working, ItemStage::Accepted, ItemStage::Gone, ItemStage::Proving}) {
        model.hear({{}, first, stage, {}});
        model.flush();
        states << state(0);
    }
    ChangeItem done;
    done.server = done.database = done.cache = StoreOutcome::Gone;
    model.hear({{}, first, ItemStage::Ended, done});
    ChangeItem still;
    still.server = StoreOutcome::StillThere;
    still.error = Error{ErrorKind::Rejected, QStringLiteral("It waits for a dead webhook."), {}};
    model.hear({{}, plan->items[1].identity, ItemStage::Ended, still});
    model.flush();
    states << state(0) << state(1);
    QCOMPARE(QSet<QString>(states.cbegin(), states.cend()).size(), states.size());
    QCOMPARE(state(1), QStringLiteral("still there"));
    QCOMPARE(model.detail(1), QStringLiteral("It waits for a dead webhook."));
    QCOMPARE(model.counts().done, 1);
    QCOMPARE(model.counts().stillThere, 1);
    QCOMPARE(model.counts().ended, 2);
    QCOMPARE(model.notDone(), std::vector<QByteArray>{plan->items[1].identity});
    QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;b&gt;"))); // no markup
}

void PlanDialogTest::thousandsOfItemsAreShownAtOnce()
{
    const auto plan = std::make_shared<Plan>();
    for (int number = 0; number < 20'000; ++number) {
        PlanItem item;
        item.name = InstanceName::fromText(QStringLiteral("clinic-%1").arg(number));
        item.identity = "name:" + item.name.utf8();
        item.steps.emplace_back().action = StepAction::DeleteInstance;
        item.steps.back().instance = item.name;
        plan->items.push_back(item);
    }
    MadePlan made;
    made.audit =
        std::make_shared<const Audit>(std::make_shared<const Snapshot>(), std::vector<AuditRow>(), AuditSettings());
    made.plan = *plan;
    PlanPage page;
    page.resize(900, 600);
    page.show();
    page.showPlan(made, false);
    auto* lines = page.findChild<QTableView*>(QStringLiteral("lines"));
    QCOMPARE(lines->model()->rowCount(), 60'000); // title, step, what is lost
    QVERIFY(!lines->wordWrap());                  // no line is measured that is not looked at
    lines->setCurrentIndex(lines->model()->index(59'998, 1));
    QVERIFY(labelsOf(page).contains(QStringLiteral("− delete the instance clinic-19999")));
}

STEWARD_TEST(PlanDialogTest)
#include "plan_dialog_test.moc"
