#include "app/plan_desk.h"
#include "domain/visible_text.h"
#include "support/test_registry.h"

#include "app/inspector/inspector_panel.h"
#include "app/operations/workspace_actions.h"
#include "app/plans/apply_page.h"
#include "app/plans/plan_actions.h"
#include "app/plans/plan_dialog.h"
#include "app/plans/plan_page.h"
#include "app/style/item_roles.h"
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

class PlanDialogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsChangedBeforeTheButton();
    void aDeletionReachesAllThreeStores();
    void enterNeverApplies();
    void asksForTheTextAndTakesNoOther();
    void disableInstead();
    void showsWhatIsLeftAndWhy();
    void savesThePlanAndAppliesTheFile();
    void aDamagedFileIsRefused();
    void protectedRowsShowALock();
    void residueIsClearedOnlyWhenTicked_data();
    void residueIsClearedOnlyWhenTicked();
};

void PlanDialogTest::nothingIsChangedBeforeTheButton()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 2);
    QCOMPARE(names.size(), size_t(2));
    const QString before = worldText(workstation);
    PlanDialog* dialog = openPlan(workstation, PlanKind::Delete, names);
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    QTRY_VERIFY(isPlanned(*dialog));
    const QString lines = linesOf(*dialog);
    for (const InstanceName& name : names)
        QVERIFY2(lines.contains(QStringLiteral("− delete the instance ") + name.text()), qPrintable(lines));
    QVERIFY2(lines.contains(QStringLiteral("Lost for good: ")), qPrintable(lines));
    QVERIFY(lines.contains(QStringLiteral("session cannot come back")));
    QVERIFY2(labelsOf(*dialog).contains(QStringLiteral("Delete 2 instances, 2 rows")), qPrintable(labelsOf(*dialog)));
    QCOMPARE(button(*dialog, "apply")->text(), QStringLiteral("Delete 2 instances in practice"));
    QVERIFY(button(*dialog, "cancel")->isDefault());
    QVERIFY(!button(*dialog, "apply")->isDefault() && !button(*dialog, "apply")->autoDefault());
    QCOMPARE(worldText(workstation), before);
    button(*dialog, "cancel")->click();
    QTRY_VERIFY(!workstation.window.findChild<PlanDialog*>());
    QCOMPARE(worldText(workstation), before);
}

void PlanDialogTest::aDeletionReachesAllThreeStores()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 1);
    PlanDialog* dialog = openPlan(workstation, PlanKind::Delete, names);
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    QCOMPARE(remains(workstation, names.front()), QStringLiteral("server row cache"));
    QCOMPARE(button(*dialog, "apply")->text(), QStringLiteral("Delete 1 instance in practice"));
    button(*dialog, "apply")->click();
    QVERIFY(dialog->isApplying());
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(remains(workstation, names.front()), QString());
    const ApplyModel& model = dialog->findChild<ApplyPage*>()->model();
    QCOMPARE(model.counts().done, 1);
    QCOMPARE(model.index(0, ApplyModel::ServerColumn).data().toString(), QStringLiteral("gone"));
    QCOMPARE(model.index(0, ApplyModel::DatabaseColumn).data().toString(), QStringLiteral("gone"));
    // The table is read again by itself.
    QTRY_VERIFY(!workstation.window.view()->workspace().index()->audit().find(names.front()));
}

void PlanDialogTest::enterNeverApplies()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = addInstances(workstation, 6); // more than five: the number is asked for
    PlanDialog* dialog = openPlan(workstation, PlanKind::Delete, names);
    QTRY_VERIFY(isPlanned(*dialog));
    const QString before = worldText(workstation);
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
    QTRY_VERIFY(!workstation.window.findChild<PlanDialog*>()); // it was Cancel that Enter pressed
    QCOMPARE(worldText(workstation), before);
}

void PlanDialogTest::asksForTheTextAndTakesNoOther()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    InstanceName open;
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (row.isHealthy() && row.connection() == Connection::Open && row.name.isReachable())
            open = row.name;
    }
    QVERIFY(!open.isEmpty());
    PlanDialog* dialog = openPlan(workstation, PlanKind::Delete, {open});
    QTRY_VERIFY(isPlanned(*dialog));
    auto* confirm = dialog->findChild<QLineEdit*>(QStringLiteral("confirm"));
    QVERIFY(confirm->isVisible());
    QVERIFY2(labelsOf(*dialog).contains(typeableText(open.text())), qPrintable(labelsOf(*dialog)));
    QVERIFY(linesOf(*dialog).contains(QStringLiteral("the link to the number +")));
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    confirm->setText(QStringLiteral("yes"));
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    confirm->setText(open.text());
    QVERIFY(button(*dialog, "apply")->isEnabled());
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(remains(workstation, open), QString());
}

void PlanDialogTest::disableInstead()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 1);
    PlanDialog* dialog = openPlan(workstation, PlanKind::Delete, names);
    QTRY_VERIFY(isPlanned(*dialog));
    button(*dialog, "disableInstead")->click();
    QTRY_COMPARE(button(*dialog, "apply")->text(), QStringLiteral("Disable 1 instance"));
    QVERIFY(!button(*dialog, "disableInstead")->isVisible());
    QVERIFY(!linesOf(*dialog).contains(QStringLiteral("Lost for good")));
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(remains(workstation, names.front()), QStringLiteral("server row"));
    QVERIFY(workstation.world->visit([&](PracticeState& state, Timestamp) {
        return std::ranges::none_of(
            state.rows, [&](const PracticeRow& row) { return row.row.names(names.front()) && row.row.enabled; });
    }));
}

void PlanDialogTest::showsWhatIsLeftAndWhy()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 2);
    workstation.world->visit([&](PracticeState& state, Timestamp) {
        for (PracticeRow& row : state.rows)
            row.row.isProtected = row.row.isProtected || row.row.names(names.front());
    });
    PlanDialog* dialog = openPlan(workstation, PlanKind::Delete, {names.front()});
    QTRY_VERIFY(isPlanned(*dialog));
    QVERIFY2(linesOf(*dialog).contains(QStringLiteral("rotect")), qPrintable(linesOf(*dialog)));
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    QCOMPARE(remains(workstation, names.front()), QStringLiteral("server row cache"));
}

void PlanDialogTest::savesThePlanAndAppliesTheFile()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 1);
    PlanDialog* dialog = openPlan(workstation, PlanKind::Delete, names);
    QTRY_VERIFY(isPlanned(*dialog));
    const QString path = workstation.folder.filePath(QStringLiteral("plan.json"));
    button(*dialog, "save")->click();
    auto* chooser = dialog->findChild<QFileDialog*>();
    QVERIFY(chooser);
    Q_EMIT chooser->fileSelected(path);
    chooser->reject();
    QTRY_VERIFY(QFile::exists(path));
    QTRY_VERIFY(labelsOf(*dialog).contains(QStringLiteral("plan.json")));
    button(*dialog, "cancel")->click();
    QTRY_VERIFY(!workstation.window.findChild<PlanDialog*>());

    workstation.window.view()->plans().showSaved(path);
    dialog = workstation.window.findChild<PlanDialog*>();
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    QVERIFY(linesOf(*dialog).contains(names.front().text()));
    QVERIFY(!dialog->findChild<QCheckBox*>(QStringLiteral("residue"))->isEnabled()); // as the file says
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(remains(workstation, names.front()), QString());
}

void PlanDialogTest::aDamagedFileIsRefused()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const QString path = workstation.folder.filePath(QStringLiteral("plan.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"version\": 1, \"kind\": \"delete\"}");
    file.close();
    workstation.window.view()->plans().showSaved(path);
    auto* dialog = workstation.window.findChild<PlanDialog*>();
    QTRY_VERIFY(labelsOf(*dialog).contains(QStringLiteral("There is no plan.")));
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    QVERIFY(!button(*dialog, "save")->isEnabled());
}

void PlanDialogTest::protectedRowsShowALock()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    InstanceName orphan; // without a row: the profile protects it
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (row.has(FindingCode::OrphanedInstance) && row.name.isReachable() && !row.isIgnored)
            orphan = row.name;
    }
    QVERIFY(!orphan.isEmpty());
    for (const InstanceName& name : {orphan, closedInstances(workstation, 1).front()}) {
        PlanDialog* dialog = openPlan(workstation, PlanKind::Protect, {name});
        QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
        QCOMPARE(button(*dialog, "apply")->text(), QStringLiteral("Protect 1 instance"));
        button(*dialog, "apply")->click();
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
        dialog->reject();
        const auto isShown = [&] {
            InstanceTable& table = workstation.window.view()->table();
            if (!table.showInstance(name))
                return false;
            const QModelIndex cell = table.currentIndex().siblingAtColumn(static_cast<int>(Column::Organization));
            const QModelIndex whole = cell.siblingAtColumn(static_cast<int>(Column::Instance));
            return whole.data(MarkRole).value<Mark>().shape == MarkShape::Lock &&
                   cell.data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral(", protected"));
        };
        QTRY_VERIFY(isShown());
        const auto* protect = button(*workstation.window.findChild<InspectorPanel*>(), "protect");
        QTRY_VERIFY(QString(protect->text()).remove(QLatin1Char('&')) == QStringLiteral("Unprotect"));
        QVERIFY(workstation.window.findChild<QAction*>(QStringLiteral("actionUnprotect"))->isEnabled());
    }
}

void PlanDialogTest::residueIsClearedOnlyWhenTicked_data()
{
    QTest::addColumn<PlanKind>("kind");
    QTest::newRow("deleted") << PlanKind::Delete;
    QTest::newRow("replaced") << PlanKind::Replace;
}

void PlanDialogTest::residueIsClearedOnlyWhenTicked()
{
    QFETCH(const PlanKind, kind);
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const InstanceName name = addInstances(workstation, 1).front();
    workstation.world->visit([&name](PracticeState& state, Timestamp) {
        Residue residue = state.residues.front();
        residue.name = name;
        residue.streamMessages = 5;
        residue.undelivered = 3;
        state.residues.push_back(residue);
    });
    PlanDialog* dialog = openPlan(workstation, kind, {name});
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

STEWARD_TEST(PlanDialogTest)
#include "plan_dialog_test.moc"
