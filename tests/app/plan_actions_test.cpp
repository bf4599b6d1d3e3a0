#include "app/plan_desk.h"
#include "support/campaign.h"
#include "support/test_registry.h"

#include "app/inspector/inspector_panel.h"
#include "app/pairing/pair_page.h"
#include "app/plans/adoption_dialog.h"
#include "app/plans/choose_step.h"
#include "app/plans/webhook_dialog.h"
#include "app/shell/window_foot.h"
#include "app/table/instance_table.h"
#include "domain/webhook_events.h"

#include <QAction>
#include <QCheckBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::plan_actions_test {

namespace {

const QStringList actionWords{
    QStringLiteral("Repair…"),  QStringLiteral("Disable…"),           QStringLiteral("Enable…"),
    QStringLiteral("Protect…"), QStringLiteral("Remove protection…"), QStringLiteral("Delete…")};

QAction* actionOf(const QMenu& menu, const QString& words)
{
    for (QAction* action : menu.actions()) {
        if (QString(action->text()).remove(QLatin1Char('&')) == words)
            return action;
    }
    return nullptr;
}

/// The table's menu for its current row, as the right button opens it.
QMenu* tableMenu(Desk& workstation)
{
    InstanceTable& table = workstation.window.view()->table();
    Q_EMIT table.customContextMenuRequested(table.visualRect(table.currentIndex()).center());
    return workstation.window.view()->findChildren<QMenu*>().last();
}

/// The inspector's menu for the row it shows, as its button opens it.
QMenu* inspectorMenu(Desk& workstation)
{
    QMenu* menu = button(*workstation.window.findChild<InspectorPanel*>(), "change")->menu();
    Q_EMIT menu->aboutToShow();
    return menu;
}

void check(Desk& workstation, const InstanceName& name)
{
    InstanceModel& model = workstation.window.view()->model();
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.row(row).name == name)
            workstation.window.view()->table().setSelected(row, true);
    }
}

/// Of the plan that was just asked for, which is closed then.
QStringList namesInPlan(Desk& workstation)
{
    const std::unique_ptr<PlanPage> dialog(workstation.window.findChild<PlanPage*>());
    if (!dialog || !QTest::qWaitFor([&dialog] { return isPlanned(*dialog); }))
        return {QStringLiteral("no plan")};
    const QString lines = linesOf(*dialog);
    QStringList names;
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (row.kind == RowKind::Instance && !row.name.isEmpty() && lines.contains(row.name.text()))
            names << row.name.text();
    }
    return names;
}

/// One that works, with its webhook off.
InstanceName breakWebhook(Desk& workstation)
{
    return workstation.world->visit([](PracticeState& state, Timestamp) {
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

InstanceName firstWith(Desk& workstation, FindingCode code)
{
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (row.has(code) && row.kind == RowKind::Instance &&
            !row.organizationId.isNull() == (code != FindingCode::OrphanedInstance))
            return row.name;
    }
    return {};
}

/// A connected one, for whose row another phone was expected.
InstanceName expectAnotherPhone(Desk& workstation)
{
    return workstation.world->visit([](PracticeState& state, Timestamp) {
        for (const PracticeInstance& instance : state.instances) {
            if (instance.listed.connection != Connection::Open || !instance.listed.phone)
                continue;
            std::vector<PracticeRow*> rows;
            for (PracticeRow& row : state.rows) {
                if (row.row.names(instance.listed.name))
                    rows.push_back(&row);
            }
            if (rows.size() != 1 || !rows.front()->row.enabled || rows.front()->row.isProtected)
                continue;
            rows.front()->row.expectedPhone = PhoneNumber::fromText(u"5511900000000");
            return instance.listed.name;
        }
        return InstanceName();
    });
}

QPushButton* wayOf(const PlanPage& dialog, const QString& words)
{
    for (QPushButton* way : dialog.findChildren<QPushButton*>(QStringLiteral("way"))) {
        if (way->text().remove(QLatin1Char('&')).startsWith(words))
            return way;
    }
    return nullptr;
}

} // namespace

/// Every action is at hand where a person looks for it: the table, the inspector, and for a selection.
class PlanActionsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyActionFromTableAndInspector_data();
    void everyActionFromTableAndInspector();
    void duplicatesAndOrphansHaveTheirOwn();
    void theWebhookIsAskedForFirst();
    void unlinkingAfterAPairingShowsItsPlan();
    void everyActionOfASelection();
    void whatTheFilterHidesIsLeftAlone();
    void onlyWhatIsSelectedAndSeenIsActedOn();
    void theMenuIsOfTheRowUnderThePointer();
    void clickingARowLeavesItInItsPlace();
    void whatIsLeftHasAWayOn();
    void whatAPersonDecidesHasAWayOn_data();
    void whatAPersonDecidesHasAWayOn();
    void aRowWithoutANameHasItsWaysOn();
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
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const InstanceName name = closedInstances(workstation, 1).front();
    for (const QString& words : actionWords) {
        QVERIFY(workstation.window.view()->table().showInstance(name));
        const QPointer<QMenu> menu = fromInspector ? inspectorMenu(workstation) : tableMenu(workstation);
        QAction* action = actionOf(*menu, words);
        QVERIFY2(action, qPrintable(words));
        if (!action->isEnabled()) { // as it stands there is nothing to enable, say
            QVERIFY2(!action->toolTip().isEmpty(), qPrintable(words));
            continue;
        }
        action->trigger();
        auto* dialog = workstation.window.findChild<PlanPage*>();
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
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const InstanceName duplicate = firstWith(workstation, FindingCode::DuplicateInstance);
    QVERIFY(workstation.window.view()->table().showInstance(duplicate));
    for (const bool fromInspector : {false, true}) {
        const QPointer<QMenu> menu = fromInspector ? inspectorMenu(workstation) : tableMenu(workstation);
        QAction* clean = actionOf(*menu, QStringLiteral("Clean this organization's duplicates…"));
        QVERIFY(clean && clean->isEnabled());
        clean->trigger();
        QVERIFY(workstation.window.findChild<ChooseStep*>()->isVisible());
        delete workstation.window.findChild<PlanPage*>();
        workstation.window.findChild<QAction*>(QStringLiteral("actionInstances"))->trigger();
        if (menu)
            menu->close();
    }
    const InstanceName orphan = firstWith(workstation, FindingCode::OrphanedInstance);
    QVERIFY(workstation.window.view()->table().showInstance(orphan));
    for (const bool fromInspector : {false, true}) {
        const QPointer<QMenu> menu = fromInspector ? inspectorMenu(workstation) : tableMenu(workstation);
        QAction* adopt = actionOf(*menu, QStringLiteral("Assign organization…"));
        QVERIFY(adopt && adopt->isEnabled());
        adopt->trigger();
        QVERIFY(workstation.window.findChild<AdoptionDialog*>());
        delete workstation.window.findChild<AdoptionDialog*>();
        if (menu)
            menu->close();
    }
}

/// The button of the pair page logs nothing out by itself.
void PlanActionsTest::unlinkingAfterAPairingShowsItsPlan()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const InstanceName name = breakWebhook(workstation); // it is connected
    QVERIFY(!name.isEmpty());
    auto* pairing = workstation.window.findChild<PairPage*>();
    QVERIFY(pairing);
    const auto now = [&name](PracticeState& state, Timestamp) { return state.instance(name)->listed.connection; };
    Q_EMIT pairing->unlinkWanted(name);
    auto* page = workstation.window.findChild<PlanPage*>();
    QVERIFY(page);
    QTRY_VERIFY(isPlanned(*page));
    QVERIFY2(linesOf(*page).contains(name.text()), qPrintable(linesOf(*page)));
    const QString said = labelsOf(*page) + linesOf(*page) + button(*page, "apply")->text();
    QVERIFY2(said.contains(QStringLiteral("Unlink")), qPrintable(said));
    QVERIFY(workstation.world->visit(now) == Connection::Open);
}

void PlanActionsTest::theWebhookIsAskedForFirst()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    WorkspaceView& view = *workstation.window.view();
    view.instances().search(QStringLiteral("state:connected"));
    QVERIFY(view.model().rowCount() > 0);
    for (int row = 0; row < view.model().rowCount(); ++row)
        view.table().setSelected(row, true);
    QAction* set = workstation.window.findChild<QAction*>(QStringLiteral("actionSetWebhook"));
    QVERIFY(set && set->isEnabled());
    QVERIFY(workstation.window.findChild<QAction*>(QStringLiteral("actionRestart"))->isEnabled());
    set->trigger();
    auto* dialog = workstation.window.findChild<WebhookDialog*>();
    QVERIFY(dialog);
    auto& address = *dialog->findChild<QLineEdit*>(QStringLiteral("address"));
    auto& show = *dialog->findChild<QPushButton*>(QStringLiteral("show"));
    address.setText(QStringLiteral("https://hooks.example.org/?key=secret"));
    QVERIFY(!show.isEnabled());
    QVERIFY(!dialog->findChild<QLabel*>(QStringLiteral("note"))->text().isEmpty());
    address.setText(QStringLiteral("https://hooks.example.org/{instance_name}"));
    QVERIFY(show.isEnabled());
    QVERIFY(dialog->choice().events.empty());
    dialog->findChild<QCheckBox*>(QStringLiteral("choosesEvents"))->setChecked(true);
    QCOMPARE(dialog->choice().events, creationEvents());
    show.click();
    auto* page = workstation.window.findChild<PlanPage*>();
    QVERIFY(page);
    QTRY_VERIFY(isPlanned(*page));
    QVERIFY2(linesOf(*page).contains(QLatin1String("hooks.example.org")), qPrintable(linesOf(*page)));
}

void PlanActionsTest::everyActionOfASelection()
{
    Desk workstation(false);
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    workstation.world->visit([&names](PracticeState& state, Timestamp) {
        for (PracticeRow& row : state.rows) {
            if (std::ranges::find(names, row.row.instanceName) != names.end())
                row.row.status = QStringLiteral("active"); // and closed: something to repair
        }
    });
    workstation.window.openStores(workstation.practice());
    QVERIFY(waitForTable(workstation));
    InstanceModel& model = workstation.window.view()->model();
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, static_cast<int>(Column::Instance));
        if (index.data().toString().startsWith(QStringLiteral("added-")))
            workstation.window.view()->table().setSelected(row, true);
    }
    QCOMPARE(workstation.window.view()->table().selection().count(), 3);
    for (const char* action : {"actionRepair", "actionDisable", "actionProtect", "actionDelete"}) {
        auto* chosen = workstation.window.findChild<QAction*>(QLatin1String(action));
        QVERIFY2(chosen->isEnabled(), action);
        QVERIFY2(chosen->text().contains(QLatin1Char('3')), qPrintable(chosen->text()));
        chosen->trigger();
        auto* dialog = workstation.window.findChild<PlanPage*>();
        QVERIFY2(dialog, action);
        QTRY_VERIFY(isPlanned(*dialog));
        for (const InstanceName& name : names)
            QVERIFY2(linesOf(*dialog).contains(name.text()), action);
        delete dialog;
    }
    for (const char* action : {"actionEnable", "actionUnprotect"}) {
        const auto* chosen = workstation.window.findChild<QAction*>(QLatin1String(action));
        QVERIFY2(!chosen->isEnabled() && !chosen->toolTip().isEmpty(), action);
    }
}

/// A selected row that a search hides is neither deleted nor disabled, whichever way one asks for it, and how many are
/// left alone is said.
void PlanActionsTest::whatTheFilterHidesIsLeftAlone()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 2);
    QCOMPARE(names.size(), size_t{2});
    check(workstation, names[0]);
    auto* search = workstation.window.findChild<QLineEdit*>(QStringLiteral("search"));
    search->setText(QStringLiteral("name:\"") + names[1].text() + QLatin1Char('"'));
    auto* remove = workstation.window.findChild<QAction*>(QStringLiteral("actionDelete"));
    QVERIFY(!remove->isEnabled()); // nothing that is shown is chosen
    QVERIFY(workstation.window.view()->actions().chosenRows().empty());
    const QString& foot = workstation.window.findChild<WindowFoot*>()->summary();
    QVERIFY2(foot.contains(QStringLiteral("1 hidden and left alone")), qPrintable(foot));
    search->clear(); // the row is in sight again, and counts again
    remove->trigger();
    QCOMPARE(namesInPlan(workstation), QStringList{names[0].text()});
    search->setText(QStringLiteral("name:\"") + names[1].text() + QLatin1Char('"'));

    QVERIFY(workstation.window.view()->table().showInstance(names[1]));
    for (const char* name : {"actionDelete", "actionDisable"}) {
        QVERIFY2(workstation.window.findChild<QAction*>(QLatin1String(name))->isEnabled(), name);
        workstation.window.findChild<QAction*>(QLatin1String(name))->trigger();
        QCOMPARE(namesInPlan(workstation), QStringList{names[1].text()});
    }
    for (const QString& words : {QStringLiteral("Delete…"), QStringLiteral("Disable…")}) {
        const QPointer<QMenu> menu = tableMenu(workstation);
        actionOf(*menu, words)->trigger();
        QCOMPARE(namesInPlan(workstation), QStringList{names[1].text()});
        if (menu)
            menu->close();
    }
    search->clear(); // what was selected last is all that is selected
    remove->trigger();
    QCOMPARE(namesInPlan(workstation), QStringList{names[1].text()});
}

/// Whatever is selected, filtered and sorted: neither more nor less than what a person sees to be selected.
void PlanActionsTest::onlyWhatIsSelectedAndSeenIsActedOn()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    WorkspaceView& view = *workstation.window.view();
    const InstanceModel& model = view.model();
    auto* search = workstation.window.findChild<QLineEdit*>(QStringLiteral("search"));
    QRandomGenerator random(20'261'130);
    Campaign campaign(QStringLiteral("What is acted on behind filters"));
    qsizetype hidden = 0;
    qsizetype acted = 0;
    for (int number = 0; number < Campaign::count(104, 2'000); ++number) {
        campaign.addCase();
        search->clear();
        view.table().sortByColumn(
            random.bounded(columnCount), random.bounded(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
        QSet<QByteArray> selected;
        QString name;
        for (int row = 0; row < model.rowCount(); ++row) {
            const bool isSelected = random.bounded(4) == 0;
            view.table().setSelected(row, isSelected);
            if (isSelected)
                selected << model.row(row).identity();
            if (name.size() < 8 || random.bounded(model.rowCount()) == 0)
                name = model.row(row).name.text();
        }
        search->setText(
            QStringLiteral("name:\"%1\"").arg(name.mid(random.bounded(4), 2 + random.bounded(6)).simplified()));
        QSet<QByteArray> expected;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (selected.contains(model.row(row).identity()))
                expected << model.row(row).identity();
        }
        QSet<QByteArray> chosen;
        for (const int row : view.actions().chosenRows())
            chosen << view.shownIndex()->row(row).identity();
        hidden += selected.size() - expected.size();
        acted += chosen.size();
        if (chosen != expected)
            campaign.violate(QStringLiteral("%1: %2 selected, %3 of them seen, %4 acted on")
                                 .arg(search->text())
                                 .arg(selected.size())
                                 .arg(expected.size())
                                 .arg(chosen.size()));
    }
    QVERIFY(campaign.finish());
    QVERIFY(hidden > 50 && acted > 50);
}

void PlanActionsTest::theMenuIsOfTheRowUnderThePointer()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 2);
    check(workstation, names[0]);
    QVERIFY(workstation.window.view()->table().showInstance(names[1]));
    const QPointer<QMenu> menu = tableMenu(workstation); // another one was selected before, and is in sight too
    actionOf(*menu, QStringLiteral("Delete…"))->trigger();
    QCOMPARE(namesInPlan(workstation), QStringList{names[1].text()});
    if (menu)
        menu->close();

    // Beside the rows there is none to act on.
    InstanceTable& table = workstation.window.view()->table();
    workstation.window.findChild<QLineEdit*>(QStringLiteral("search"))->setText(names[1].text());
    const auto menus = [&workstation] { return workstation.window.view()->findChildren<QMenu*>().size(); };
    const qsizetype before = menus();
    Q_EMIT table.customContextMenuRequested({5, table.viewport()->height() - 2});
    QCOMPARE(menus(), before);
}

/// What is asked of a row because it was clicked neither moves nor hides it, nor what else is chosen.
void PlanActionsTest::clickingARowLeavesItInItsPlace()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    InstanceModel& model = workstation.window.view()->model();
    InstanceTable& table = workstation.window.view()->table();
    QTRY_VERIFY(!workstation.window.view()->workspace().isReading());
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
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    openPlan(workstation, PlanKind::Repair, {firstWith(workstation, FindingCode::DuplicateInstance)});
    QPointer<PlanPage> dialog = workstation.window.findChild<PlanPage*>();
    QTRY_VERIFY(isPlanned(*dialog));
    auto* way = button(*dialog, "way");
    QVERIFY(way);
    QVERIFY2(way->text().contains(QStringLiteral("uplicates")), qPrintable(way->text()));
    way->click();
    QTRY_VERIFY(!dialog);
    QVERIFY(workstation.window.findChild<ChooseStep*>()->isVisible());

    ProfileContext stores = workstation.practice();
    stores.settings.webhookTemplate.clear();
    stores.protectInProfile = [](const InstanceName&, bool) { return Result<void>(); };
    workstation.window.openStores(stores);
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    const InstanceName silent = breakWebhook(workstation);
    dialog = openPlan(workstation, PlanKind::Repair, {silent}); // the page of duplicates has one of its own
    QTRY_VERIFY(isPlanned(*dialog));
    way = button(*dialog, "way");
    QVERIFY2(way, qPrintable(linesOf(*dialog)));
    QVERIFY2(way->text().contains(QStringLiteral("ebhook")), qPrintable(way->text()));
    QSignalSpy wanted(workstation.window.view(), &WorkspaceView::profileWanted);
    way->click();
    QCOMPARE(wanted.size(), 1);
}

void PlanActionsTest::whatAPersonDecidesHasAWayOn_data()
{
    QTest::addColumn<FindingCode>("code");
    QTest::addColumn<QString>("way");   ///< the button's first words
    QTest::addColumn<QString>("title"); ///< of what it opens: a plan, which asks as any other; empty: no plan
    QTest::addColumn<QString>("menu");  ///< the same in the row's menu; empty: it is no entry of its own
    const auto add = [](const char* name, FindingCode code, const char* way, const char* title, const char* menu) {
        QTest::newRow(name) << code << QString::fromUtf8(way) << QString::fromUtf8(title) << QString::fromUtf8(menu);
    };
    add("a shared phone: disable", FindingCode::DuplicatePhone, "Disable ", "Disable instances", "");
    add("a shared phone: delete", FindingCode::DuplicatePhone, "Delete ", "Delete instances", "");
    add("another phone: use it", FindingCode::PhoneMismatch, "Use this phone ", "Repair", "Use this phone…");
    add("another phone: unlink it", FindingCode::PhoneMismatch, "Unlink the phone ", "Unlink phone", "Unlink phone…");
    add("another organization", FindingCode::OrganizationMismatch, "Give ", "", "Assign organization…");
    add("a lost connection", FindingCode::ConnectionLost, "Pair ", "", "Pair…");
}

/// A button beside the sentence, which opens the ordinary plan or dialog: nothing is changed by pressing it.
void PlanActionsTest::whatAPersonDecidesHasAWayOn()
{
    QFETCH(FindingCode, code);
    QFETCH(QString, way);
    QFETCH(QString, title);
    QFETCH(QString, menu);
    Desk workstation(false);
    if (code == FindingCode::PhoneMismatch)
        expectAnotherPhone(workstation);
    workstation.window.openStores(workstation.practice());
    QVERIFY(waitForTable(workstation));
    const InstanceName name =
        code == FindingCode::PhoneMismatch ? expectAnotherPhone(workstation) : firstWith(workstation, code);
    QVERIFY(!name.isEmpty());
    const QString before = worldText(workstation);
    openPlan(workstation, PlanKind::Repair, {name});
    QPointer<PlanPage> dialog = workstation.window.findChild<PlanPage*>();
    QTRY_VERIFY(isPlanned(*dialog));
    QPushButton* found = wayOf(*dialog, way);
    QVERIFY2(found, qPrintable(linesOf(*dialog)));
    QVERIFY(found->accessibleName().startsWith(way));
    found->click();
    QTRY_VERIFY(!dialog);
    QPointer<QDialog> opened;
    for (QDialog* each : workstation.window.findChildren<QDialog*>())
        opened = each;
    const auto* pairing = workstation.window.findChild<PairPage*>();
    QVERIFY((opened && opened->isVisible()) || (code == FindingCode::ConnectionLost && pairing->isVisible()));
    if (auto* plan = qobject_cast<PlanPage*>(opened)) {
        QCOMPARE(plan->windowTitle(), title);
        QTRY_VERIFY(isPlanned(*plan));
        QVERIFY2(linesOf(*plan).contains(name.text()), qPrintable(linesOf(*plan)));
        QVERIFY(!button(*plan, "apply")->isHidden());
    } else {
        QVERIFY(title.isEmpty());
    }
    QCOMPARE(worldText(workstation), before);
    delete opened;
    if (menu.isEmpty())
        return;
    QVERIFY(workstation.window.view()->table().showInstance(name));
    const QPointer<QMenu> ofRow = tableMenu(workstation);
    QVERIFY2(actionOf(*ofRow, menu), qPrintable(menu));
    ofRow->close();
}

/// The repair of everything leaves it to a person, who names its instance or removes it.
void PlanActionsTest::aRowWithoutANameHasItsWaysOn()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    IntegrationId nameless;
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (row.kind == RowKind::NamelessIntegration)
            nameless = row.integration()->id;
    }
    QVERIFY(!nameless.isNull());
    const auto openRepair = [&workstation] {
        openPlan(workstation, PlanKind::Repair, {});
        return QPointer<PlanPage>(workstation.window.findChild<PlanPage*>());
    };
    QPointer<PlanPage> dialog = openRepair();
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(*dialog), longWait);
    QPushButton* naming = wayOf(*dialog, QStringLiteral("Choose the row's instance"));
    QVERIFY(naming);
    naming->click();
    auto* chooser = workstation.window.findChild<QInputDialog*>();
    QVERIFY(chooser && !chooser->comboBoxItems().isEmpty());
    const QString chosen = chooser->comboBoxItems().constFirst();
    chooser->setTextValue(chosen);
    chooser->accept();
    QTRY_VERIFY(!dialog);
    auto* plan = workstation.window.findChild<PlanPage*>();
    QTRY_VERIFY(plan && isPlanned(*plan));
    QVERIFY2(linesOf(*plan).contains(chosen), qPrintable(linesOf(*plan)));
    delete plan;

    dialog = openRepair();
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(*dialog), longWait);
    wayOf(*dialog, QStringLiteral("Remove the row"))->click();
    QTRY_VERIFY(!dialog);
    plan = workstation.window.findChild<PlanPage*>();
    QTRY_VERIFY(plan && isPlanned(*plan));
    confirm(*plan);
    QVERIFY2(button(*plan, "apply")->isEnabled(), qPrintable(labelsOf(*plan)));
    button(*plan, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*plan), longWait);
    QVERIFY(workstation.world->visit([&](PracticeState& state, Timestamp) {
        return std::ranges::none_of(state.rows, [&](const PracticeRow& row) { return row.row.id == nameless; });
    }));
}

void PlanActionsTest::actionsSayWhyTheyCannot()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    auto* remove = workstation.window.findChild<QAction*>(QStringLiteral("actionDelete"));
    QVERIFY(!remove->isEnabled() && !remove->toolTip().isEmpty());
    QVERIFY(workstation.window.view()->table().showInstance(closedInstances(workstation, 1).front()));
    QVERIFY(remove->isEnabled());
    QVERIFY(workstation.window.findChild<QAction*>(QStringLiteral("actionDisable"))->isEnabled());
    QVERIFY(!workstation.window.findChild<QAction*>(QStringLiteral("actionUnprotect"))->isEnabled());
    remove->trigger();
    const auto* plan = workstation.window.findChild<PlanPage*>();
    QVERIFY(plan);
    QVERIFY2(
        plan->focusWidget() == plan->findChild<ReviewStep*>()->findChild<QPushButton*>(QStringLiteral("cancel")),
        qPrintable(plan->focusWidget() ? plan->focusWidget()->objectName() : QStringLiteral("nothing")));

    Desk reading(false);
    ProfileContext stores = reading.practice();
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
} // namespace steward::plan_actions_test

#include "plan_actions_test.moc"
