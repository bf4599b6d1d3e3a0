#include "app/plan_desk.h"
#include "support/test_registry.h"

#include "app/inspector/inspector_panel.h"
#include "app/plans/adoption_dialog.h"
#include "app/plans/cleaning_dialog.h"
#include "app/table/instance_table.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace {

const QStringList actionWords{QStringLiteral("Repair…"),  QStringLiteral("Disable…"),   QStringLiteral("Enable…"),
                              QStringLiteral("Protect…"), QStringLiteral("Unprotect…"), QStringLiteral("Delete…")};

QAction* actionOf(const QMenu& menu, const QString& words)
{
    for (QAction* action : menu.actions()) {
        if (QString(action->text()).remove(QLatin1Char('&')) == words)
            return action;
    }
    return nullptr;
}

/// The table's menu for its current row, as the right button opens it.
QMenu* tableMenu(Desk& desk)
{
    InstanceTable& table = desk.window.view()->table();
    Q_EMIT table.customContextMenuRequested(table.visualRect(table.currentIndex()).center());
    return desk.window.view()->findChildren<QMenu*>().last();
}

/// The inspector's menu for the row it shows, as its button opens it.
QMenu* inspectorMenu(Desk& desk)
{
    QMenu* menu = button(*desk.window.findChild<InspectorPanel*>(), "change")->menu();
    Q_EMIT menu->aboutToShow();
    return menu;
}

void check(Desk& desk, const InstanceName& name)
{
    InstanceModel& model = desk.window.view()->model();
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.row(row).name == name)
            model.setData(model.index(row, static_cast<int>(Column::Instance)), Qt::Checked, Qt::CheckStateRole);
    }
}

/// Of the plan that was just asked for, which is closed then.
QStringList namesInPlan(Desk& desk)
{
    const std::unique_ptr<PlanDialog> dialog(desk.window.findChild<PlanDialog*>());
    if (!dialog || !QTest::qWaitFor([&dialog] { return isPlanned(*dialog); }))
        return {QStringLiteral("no plan")};
    const QString lines = linesOf(*dialog);
    QStringList names;
    for (const AuditRow& row : desk.window.view()->workspace().index()->audit().rows()) {
        if (row.kind == RowKind::Instance && !row.name.isEmpty() && lines.contains(row.name.text()))
            names << row.name.text();
    }
    return names;
}

/// One that works, with its webhook off.
InstanceName breakWebhook(Desk& desk)
{
    return desk.world->visit([](PracticeState& state, Timestamp) {
        for (PracticeInstance& instance : state.instances) {
            const bool fits = instance.listed.connection == Connection::Open && instance.webhook &&
                              std::ranges::any_of(state.rows, [&](const PracticeRow& row) {
                                  return row.row.names(instance.listed.name) && row.row.enabled;
                              });
            if (!fits)
                continue;
            instance.webhook->enabled = false;
            return instance.listed.name;
        }
        return InstanceName();
    });
}

InstanceName firstWith(Desk& desk, FindingCode code)
{
    for (const AuditRow& row : desk.window.view()->workspace().index()->audit().rows()) {
        if (row.has(code) && row.kind == RowKind::Instance &&
            !row.organizationId.isNull() == (code != FindingCode::OrphanedInstance))
            return row.name;
    }
    return {};
}

} // namespace

/// Every action is at hand where a person looks for it: the table, the inspector, and for a selection.
class PlanActionsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyActionFromTableAndInspector_data();
    void everyActionFromTableAndInspector();
    void duplicatesAndOrphansHaveTheirOwn();
    void everyActionOfASelection();
    void whatTheFilterHidesIsLeftAlone();
    void theMenuIsOfTheRowUnderThePointer();
    void clickingARowLeavesItInItsPlace();
    void whatIsLeftHasAWayOn();
    void actionsSayWhyTheyCannot();
};

void PlanActionsTest::everyActionFromTableAndInspector_data()
{
    QTest::addColumn<bool>("fromInspector");
    QTest::newRow("table") << false;
    QTest::newRow("inspector") << true;
}

void PlanActionsTest::everyActionFromTableAndInspector()
{
    QFETCH(const bool, fromInspector);
    Desk desk;
    QVERIFY(waitForTable(desk));
    const InstanceName name = closedInstances(desk, 1).front();
    for (const QString& words : actionWords) {
        QVERIFY(desk.window.view()->table().showInstance(name));
        const QPointer<QMenu> menu = fromInspector ? inspectorMenu(desk) : tableMenu(desk);
        QAction* action = actionOf(*menu, words);
        QVERIFY2(action, qPrintable(words));
        if (!action->isEnabled()) { // as it stands there is nothing to enable, say
            QVERIFY2(!action->toolTip().isEmpty(), qPrintable(words));
            continue;
        }
        action->trigger();
        auto* dialog = desk.window.findChild<PlanDialog*>();
        QVERIFY2(dialog, qPrintable(words));
        QTRY_VERIFY(isPlanned(*dialog));
        QVERIFY2(linesOf(*dialog).contains(name.text()), qPrintable(words));
        delete dialog;
        if (menu) // it may have closed by itself
            menu->close();
    }
}

void PlanActionsTest::duplicatesAndOrphansHaveTheirOwn()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const InstanceName duplicate = firstWith(desk, FindingCode::DuplicateInstance);
    QVERIFY(desk.window.view()->table().showInstance(duplicate));
    for (const bool fromInspector : {false, true}) {
        const QPointer<QMenu> menu = fromInspector ? inspectorMenu(desk) : tableMenu(desk);
        QAction* clean = actionOf(*menu, QStringLiteral("Clean This Organization's Duplicates…"));
        QVERIFY(clean && clean->isEnabled());
        clean->trigger();
        QVERIFY(desk.window.findChild<CleaningDialog*>());
        delete desk.window.findChild<CleaningDialog*>();
        if (menu)
            menu->close();
    }
    const InstanceName orphan = firstWith(desk, FindingCode::OrphanedInstance);
    QVERIFY(desk.window.view()->table().showInstance(orphan));
    for (const bool fromInspector : {false, true}) {
        const QPointer<QMenu> menu = fromInspector ? inspectorMenu(desk) : tableMenu(desk);
        QAction* adopt = actionOf(*menu, QStringLiteral("Give It an Organization…"));
        QVERIFY(adopt && adopt->isEnabled());
        adopt->trigger();
        QVERIFY(desk.window.findChild<AdoptionDialog*>());
        delete desk.window.findChild<AdoptionDialog*>();
        if (menu)
            menu->close();
    }
}

void PlanActionsTest::everyActionOfASelection()
{
    Desk desk(false);
    const std::vector<InstanceName> names = addInstances(desk, 3);
    desk.world->visit([&names](PracticeState& state, Timestamp) {
        for (PracticeRow& row : state.rows) {
            if (std::ranges::find(names, row.row.instanceName) != names.end())
                row.row.status = QStringLiteral("active"); // and closed: something to repair
        }
    });
    desk.window.openStores(desk.practice());
    QVERIFY(waitForTable(desk));
    InstanceModel& model = desk.window.view()->model();
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, static_cast<int>(Column::Instance));
        if (index.data().toString().startsWith(QStringLiteral("added-")))
            model.setData(index, Qt::Checked, Qt::CheckStateRole);
    }
    QCOMPARE(model.checks().count(), 3);
    for (const char* action : {"actionRepair", "actionDisable", "actionProtect", "actionDelete"}) {
        auto* chosen = desk.window.findChild<QAction*>(QLatin1String(action));
        QVERIFY2(chosen->isEnabled(), action);
        QVERIFY2(chosen->text().contains(QLatin1Char('3')), qPrintable(chosen->text()));
        chosen->trigger();
        auto* dialog = desk.window.findChild<PlanDialog*>();
        QVERIFY2(dialog, action);
        QTRY_VERIFY(isPlanned(*dialog));
        for (const InstanceName& name : names)
            QVERIFY2(linesOf(*dialog).contains(name.text()), action);
        delete dialog;
    }
    for (const char* action : {"actionEnable", "actionUnprotect"}) {
        const auto* chosen = desk.window.findChild<QAction*>(QLatin1String(action));
        QVERIFY2(!chosen->isEnabled() && !chosen->toolTip().isEmpty(), action);
    }
}

/// A checked row that a search hides is neither deleted nor disabled, whichever way one asks for it.
void PlanActionsTest::whatTheFilterHidesIsLeftAlone()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = closedInstances(desk, 2);
    QCOMPARE(names.size(), size_t{2});
    check(desk, names[0]);
    auto* search = desk.window.findChild<QLineEdit*>(QStringLiteral("search"));
    search->setText(QStringLiteral("name:\"") + names[1].text() + QLatin1Char('"'));
    auto* remove = desk.window.findChild<QAction*>(QStringLiteral("actionDelete"));
    QVERIFY(!remove->isEnabled()); // nothing that is shown is chosen
    QVERIFY(desk.window.view()->actions().chosenRows().empty());

    QVERIFY(desk.window.view()->table().showInstance(names[1]));
    for (const char* name : {"actionDelete", "actionDisable"}) {
        QVERIFY2(desk.window.findChild<QAction*>(QLatin1String(name))->isEnabled(), name);
        desk.window.findChild<QAction*>(QLatin1String(name))->trigger();
        QCOMPARE(namesInPlan(desk), QStringList{names[1].text()});
    }
    for (const QString& words : {QStringLiteral("Delete…"), QStringLiteral("Disable…")}) {
        const QPointer<QMenu> menu = tableMenu(desk);
        actionOf(*menu, words)->trigger();
        QCOMPARE(namesInPlan(desk), QStringList{names[1].text()});
        if (menu)
            menu->close();
    }
    search->clear(); // the check is in sight again, and counts again
    remove->trigger();
    QCOMPARE(namesInPlan(desk), QStringList{names[0].text()});
}

void PlanActionsTest::theMenuIsOfTheRowUnderThePointer()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::vector<InstanceName> names = closedInstances(desk, 2);
    check(desk, names[0]);
    QVERIFY(desk.window.view()->table().showInstance(names[1]));
    const QPointer<QMenu> menu = tableMenu(desk); // another one is checked, and in sight too
    actionOf(*menu, QStringLiteral("Delete…"))->trigger();
    QCOMPARE(namesInPlan(desk), QStringList{names[1].text()});
    if (menu)
        menu->close();

    // Beside the rows there is none to act on.
    InstanceTable& table = desk.window.view()->table();
    desk.window.findChild<QLineEdit*>(QStringLiteral("search"))->setText(names[1].text());
    const auto menus = [&desk] { return desk.window.view()->findChildren<QMenu*>().size(); };
    const qsizetype before = menus();
    Q_EMIT table.customContextMenuRequested({5, table.viewport()->height() - 2});
    QCOMPARE(menus(), before);
}

/// What is asked of a row because it was clicked neither moves nor hides it, nor what else is chosen.
void PlanActionsTest::clickingARowLeavesItInItsPlace()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    InstanceModel& model = desk.window.view()->model();
    InstanceTable& table = desk.window.view()->table();
    QTRY_VERIFY(!desk.window.view()->workspace().isReading());
    table.sortByColumn(static_cast<int>(Column::Memory), Qt::AscendingOrder);
    const auto order = [&model] {
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names << model.index(row, static_cast<int>(Column::Instance)).data().toString();
        return names;
    };
    const QStringList before = order();
    const int last = model.rowCount() - 1;
    const auto memoryAt = [&](int row) { return model.row(row).memory; };
    int clicked = last;
    while (clicked > 0 &&
           (memoryAt(clicked) != MemoryState::NotAsked || !WorkspaceActions::canBePaired(model.row(clicked))))
        --clicked;
    QCOMPARE(memoryAt(clicked), MemoryState::NotAsked);
    table.scrollTo(model.index(clicked, 0));
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(model.index(clicked, 1)).center());
    QTRY_VERIFY(memoryAt(clicked) != MemoryState::NotAsked);
    QCOMPARE(order(), before);
    QCOMPARE(table.currentIndex().row(), clicked);
    QVERIFY(table.viewport()->rect().intersects(table.visualRect(model.index(clicked, 1))));
}

/// A repair that leaves something says why in one sentence, and has the button that goes on from there.
void PlanActionsTest::whatIsLeftHasAWayOn()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    openPlan(desk, PlanKind::Repair, {firstWith(desk, FindingCode::DuplicateInstance)});
    QPointer<PlanDialog> dialog = desk.window.findChild<PlanDialog*>();
    QTRY_VERIFY(isPlanned(*dialog));
    auto* way = button(*dialog, "way");
    QVERIFY(way);
    QVERIFY2(way->text().contains(QStringLiteral("uplicates")), qPrintable(way->text()));
    way->click();
    QVERIFY(desk.window.findChild<CleaningDialog*>());
    QTRY_VERIFY(!dialog);

    StoreSet stores = desk.practice();
    stores.settings.webhookTemplate.clear();
    stores.protectInProfile = [](const InstanceName&, bool) { return Result<void>(); };
    desk.window.openStores(stores);
    QTRY_VERIFY(desk.window.view()->workspace().index());
    const InstanceName silent = breakWebhook(desk);
    openPlan(desk, PlanKind::Repair, {silent});
    dialog = desk.window.findChild<PlanDialog*>();
    QTRY_VERIFY(isPlanned(*dialog));
    way = button(*dialog, "way");
    QVERIFY2(way, qPrintable(linesOf(*dialog)));
    QVERIFY2(way->text().contains(QStringLiteral("ebhook")), qPrintable(way->text()));
    QSignalSpy wanted(desk.window.view(), &WorkspaceView::profileWanted);
    way->click();
    QCOMPARE(wanted.size(), 1);
}

void PlanActionsTest::actionsSayWhyTheyCannot()
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

STEWARD_TEST(PlanActionsTest)
#include "plan_actions_test.moc"
