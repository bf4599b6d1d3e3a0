#include "app/plan_desk.h"
#include "support/test_registry.h"

#include "app/guards/guards_page.h"
#include "app/inspector/inspector_panel.h"
#include "app/inspector/several_view.h"
#include "app/overview/overview_words.h"
#include "app/overview/problem_list.h"
#include "app/pairing/pair_page.h"
#include "app/palette/command_palette.h"
#include "app/plans/choose_step.h"
#include "app/shell/environment_button.h"
#include "app/shell/settings_page.h"
#include "app/shell/workspace_pages.h"
#include "app/table/instance_table.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

using namespace steward;
using namespace steward::test;

namespace steward::staff_window_test {

namespace {

const QString said = QStringLiteral("Only administrators may do this.");

QAction& action(const MainWindow& window, const char* name)
{
    auto* found = window.findChild<QAction*>(QLatin1String(name));
    if (!found)
        qFatal("there is no action %s", name);
    return *found;
}

bool isExplained(const QAction& action)
{
    return !action.isEnabled() && action.toolTip().contains(said);
}

QString plainText(const QAction& action)
{
    return QString(action.text()).remove(QLatin1Char('&'));
}

/// A window over a workspace for staff.
struct StaffDesk : Desk {
    StaffDesk()
        : Desk(false)
    {
        ProfileContext stores = practice();
        stores.role = Role::Staff;
        window.openStores(stores);
    }
};

} // namespace

/// What staff may not do is off in the window and says why, wherever it is offered; what they may is as it always was.
class StaffWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void actionsAndTheirKeysAreOff();
    void menusOfARowAreOff();
    void theInspectorSaysWhy();
    void theOverviewSaysWhy();
    void thePaletteOffersNoCleaning();
    void duplicatesAndGuardsSayWhy();
    void instancesAreCreatedAndPhonesPaired();
};

void StaffWindowTest::actionsAndTheirKeysAreOff()
{
    StaffDesk workstation;
    QVERIFY(waitForTable(workstation));
    QVERIFY(workstation.window.findChild<EnvironmentButton*>()->accessibleName().contains(QStringLiteral("staff")));
    workstation.window.view()->table().selectAll();
    for (const char* name :
         {"actionRepair", "actionDisable", "actionEnable", "actionProtect", "actionUnprotect", "actionDelete",
          "actionClean", "actionRepairAll", "actionApplySaved"})
        QVERIFY2(isExplained(action(workstation.window, name)), name);
    for (const char* name : {"actionNewInstance", "actionCreateFromFile", "actionPair", "actionRefresh"})
        QVERIFY2(action(workstation.window, name).isEnabled(), name);
    for (const char* name : {"repair", "disable", "remove"}) { // of the bar that stands over the table then
        for (const QPushButton* each : workstation.window.findChildren<QPushButton*>(QLatin1String(name)))
            QVERIFY2(!each->isVisible() || (!each->isEnabled() && each->toolTip().contains(said)), name);
    }
    workstation.window.activateWindow();
    workstation.window.view()->table().setFocus();
    QTest::keyClick(&workstation.window.view()->table(), Qt::Key_Delete);
    for (const Qt::Key key : {Qt::Key_R, Qt::Key_D, Qt::Key_E, Qt::Key_L})
        QTest::keyClick(&workstation.window, key, Qt::ControlModifier);
    QVERIFY(!workstation.window.findChild<PlanPage*>());
}

void StaffWindowTest::menusOfARowAreOff()
{
    StaffDesk workstation;
    QVERIFY(waitForTable(workstation));
    int offered = 0;
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        QMenu menu;
        workstation.window.view()->plans().fillTableMenu(menu, row);
        for (const QAction* each : menu.actions())
            QVERIFY2(each->isSeparator() || isExplained(*each), qPrintable(plainText(*each)));
        offered += menu.isEmpty() ? 0 : 1;
    }
    QVERIFY(offered > 40);
}

void StaffWindowTest::theInspectorSaysWhy()
{
    StaffDesk workstation;
    QVERIFY(waitForTable(workstation));
    auto& panel = *workstation.window.findChild<InspectorPanel*>();
    int pairable = 0;
    const auto& rows = workstation.window.view()->workspace().index()->audit().rows();
    for (const AuditRow& row : rows) {
        if (row.kind != RowKind::Instance || !workstation.window.view()->table().showInstance(row.name))
            continue;
        for (const QPushButton* each : panel.findChildren<QPushButton*>()) {
            if (!each->isVisible())
                continue;
            const QString name = each->objectName();
            if (name == QStringLiteral("disable") || name == QStringLiteral("protect") ||
                name == QStringLiteral("change") || name == QStringLiteral("remove"))
                QVERIFY2(!each->isEnabled() && each->toolTip().contains(said), qPrintable(name));
            pairable += name == QStringLiteral("pair") && each->isEnabled() ? 1 : 0;
        }
    }
    QVERIFY(pairable > 0);
    workstation.window.view()->table().selectAll();
    QTRY_VERIFY(labelsOf(*workstation.window.findChild<SeveralView*>()).contains(said));
}

void StaffWindowTest::theOverviewSaysWhy()
{
    StaffDesk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.window.pages()->show(Page::Overview);
    int off = 0;
    int open = 0;
    for (const ProblemLine* line : workstation.window.findChildren<ProblemLine*>()) {
        const ProblemWay way = mainWayOf(line->code());
        const bool isTheirs = !isChange(way) || way == ProblemWay::Pair;
        const auto* shown = line->findChild<QPushButton*>();
        QCOMPARE(shown->isEnabled(), isTheirs);
        QVERIFY(isTheirs || shown->toolTip().contains(said));
        (isTheirs ? open : off) += 1;
    }
    QVERIFY(off > 0 && open > 0);
    for (const char* name : {"repairAll", "cleanDuplicates"})
        QVERIFY2(!button(workstation.window, name)->isEnabled(), name);
    QVERIFY(button(workstation.window, "pairPhones")->isEnabled());
}

void StaffWindowTest::thePaletteOffersNoCleaning()
{
    StaffDesk workstation;
    QVERIFY(waitForTable(workstation));
    action(workstation.window, "actionPalette").trigger();
    auto& palette = *workstation.window.findChild<CommandPalette*>();
    const auto linesFor = [&palette](const QString& text) {
        palette.findChild<QLineEdit*>()->setText(text);
        std::vector<PaletteItem> lines;
        for (int row = 0; row < palette.model().rowCount(); ++row)
            lines.push_back(palette.model().item(row));
        return lines;
    };
    QTRY_VERIFY(std::ranges::any_of(linesFor(QStringLiteral("rede sorriso do vale")), [](const PaletteItem& item) {
        return item.text == QStringLiteral("Rede Sorriso do Vale");
    }));
    for (const PaletteItem& item : linesFor(QStringLiteral("rede sorriso do vale")))
        QVERIFY2(!item.text.startsWith(QStringLiteral("Clean up")), qPrintable(item.text));
    int explained = 0;
    for (const PaletteItem& item : linesFor(QStringLiteral(">repair")))
        explained += !item.isEnabled && item.detail.contains(said) ? 1 : 0;
    QVERIFY(explained > 0);
}

void StaffWindowTest::duplicatesAndGuardsSayWhy()
{
    StaffDesk workstation;
    QVERIFY(waitForTable(workstation));
    action(workstation.window, "actionDuplicates").trigger();
    QVERIFY(!workstation.window.findChild<ChooseStep*>());
    QVERIFY(labelsOf(*workstation.window.pages()).contains(said));
    action(workstation.window, "actionGuards").trigger();
    auto& guards = *workstation.window.findChild<GuardsPage*>();
    QTRY_VERIFY(labelsOf(guards).contains(said));
    QVERIFY(!button(guards, "propose")->isEnabled());
}

void StaffWindowTest::instancesAreCreatedAndPhonesPaired()
{
    StaffDesk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.world->visit([](PracticeState& state, Timestamp) { state.scanTime = std::chrono::hours(1); });
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (!row.has(FindingCode::ConnectionLost))
            continue;
        workstation.window.view()->actions().pair(row.name);
        break;
    }
    auto& page = *workstation.window.findChild<PairPage*>();
    QTRY_VERIFY_WITH_TIMEOUT(button(page, "fullScreen")->isVisible(), longWait); // its code is shown
    QVERIFY(!button(page, "reset")->isEnabled() && button(page, "reset")->toolTip().contains(said));
}

STEWARD_TEST(StaffWindowTest)
} // namespace steward::staff_window_test

#include "staff_window_test.moc"
