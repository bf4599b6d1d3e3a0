#include "app/alerts_desk.h"
#include "app/desk.h"
#include "support/test_registry.h"

#include "app/alerts/alert_rules.h"
#include "app/alerts/alert_settings.h"
#include "app/components/toast.h"
#include "app/shell/settings_page.h"
#include "app/shell/window_alerts.h"
#include "app/shell/workspace_pages.h"
#include "app/table/instance_table.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimeEdit>

using namespace steward;
using namespace steward::test;

namespace steward::window_alerts_test {

namespace {

/// A window over practice, whose desktop notes what it is told.
struct AlertDesk : Desk {
    AlertDesk() { window.alerts().setNotifier(std::make_unique<NotingDesktop>(notes)); }
    /// Reads once more; true once it was read and compared.
    bool readAgain()
    {
        const auto before = window.view()->workspace().index();
        window.view()->workspace().refresh();
        return QTest::qWaitFor([&] {
            return window.view()->workspace().index() != before && !window.view()->workspace().isReading() &&
                   runner.running() == 0;
        });
    }
    void disconnect(size_t count)
    {
        const std::vector<InstanceName> names = connectedOnes(*world);
        for (size_t each = 0; each < count && each < names.size(); ++each)
            setConnected(*world, names[each], false);
    }
    QPushButton& bell() { return *window.findChild<QPushButton*>(QStringLiteral("alerts")); }
    NotingDesktop::Notes notes;
};

} // namespace

/// What the window tells by itself, and where that leads.
class WindowAlertsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quietHoursGoOverMidnight();
    void rulesAreKept();
    void aChangeIsToldOnceEverywhere();
    void aStoreThatIsDownIsSaidByTheBannerAlone();
    void oneClickLeadsToTheRow();
    void manyAtOnceBecomeOne();
    void quietHoursFillTheListAlone();
    void switchedOffNothingIsTold();
    void onlyTheViewsRows();
    void theListLeadsToTheRow();
    void aStoreLeadsToTheOverview();
    void aClosedWindowGoesOnBesideTheClock();
    void withoutAPlaceAClosedWindowIsClosed();
    void settingsSayWhatIsPossible();
    void startingWithTheSystemIsAnOption();
};

void WindowAlertsTest::quietHoursGoOverMidnight()
{
    AlertRules rules;
    QVERIFY(!rules.isQuiet({23, 0}));
    rules.hasQuietHours = true; // 20:00 to 07:00
    QVERIFY(rules.isQuiet({20, 0}) && rules.isQuiet({23, 59}) && rules.isQuiet({0, 0}) && rules.isQuiet({6, 59}));
    QVERIFY(!rules.isQuiet({7, 0}) && !rules.isQuiet({19, 59}));
    rules.quietFrom = {12, 0};
    rules.quietUntil = {13, 30};
    QVERIFY(rules.isQuiet({13, 29}) && !rules.isQuiet({13, 30}) && !rules.isQuiet({0, 0}));
    rules.quietUntil = rules.quietFrom;
    QVERIFY(!rules.isQuiet({12, 0}));
}

void WindowAlertsTest::rulesAreKept()
{
    AlertRules rules{false, QStringLiteral("attention"), true, {21, 15}, {6, 45}};
    QCOMPARE(AlertRules::fromVariant(rules.toVariant()), rules);
    QCOMPARE(AlertRules::fromVariant(QStringLiteral("nonsense")), AlertRules());
}

void WindowAlertsTest::aChangeIsToldOnceEverywhere()
{
    AlertDesk desk;
    QVERIFY(waitForTable(desk));
    QVERIFY(desk.readAgain());
    QVERIFY(desk.notes.texts.isEmpty());
    QVERIFY2(!desk.bell().isVisible(), "quiet while there is nothing");
    desk.disconnect(1);
    QVERIFY(desk.readAgain());
    QTRY_COMPARE(desk.notes.texts.size(), 1);
    QVERIFY2(
        desk.notes.texts.front().contains(QLatin1String("not connected any more")),
        qPrintable(desk.notes.texts.front()));
    const auto* toast = desk.window.findChild<Toast*>();
    QVERIFY(toast);
    QCOMPARE(toast->mark(), (Mark{MarkShape::Diamond, Tone::Warning})); // not as if it were done
    QVERIFY(desk.bell().isVisible());
    QCOMPARE(desk.bell().text(), QStringLiteral("1"));
    QVERIFY(desk.readAgain());
    QTest::qWait(50);
    QCOMPARE(desk.notes.texts.size(), 1);
}

void WindowAlertsTest::aStoreThatIsDownIsSaidByTheBannerAlone()
{
    AlertDesk desk;
    QVERIFY(waitForTable(desk));
    QVERIFY(desk.readAgain());
    desk.world->setFault(Store::Database, {.failure = ErrorKind::Refused});
    QVERIFY(desk.readAgain());
    QTRY_COMPARE(desk.notes.texts.size(), 1); // the desktop is told, and the list
    QTRY_COMPARE(desk.bell().text(), QStringLiteral("1"));
    QVERIFY(!desk.window.findChild<Toast*>());
}

void WindowAlertsTest::oneClickLeadsToTheRow()
{
    AlertDesk desk;
    QVERIFY(waitForTable(desk));
    QVERIFY(desk.readAgain());
    desk.window.pages()->show(Page::Overview);
    const InstanceName name = connectedOnes(*desk.world).front();
    const Audit& audit = desk.window.view()->workspace().index()->audit();
    const QString organization = audit.organizationName(audit.find(name)->organizationId);
    setConnected(*desk.world, name, false);
    QVERIFY(desk.readAgain());
    QTRY_COMPARE(desk.notes.acts.size(), 1U);
    QVERIFY2(
        !organization.isEmpty() && desk.notes.texts.front().contains(organization),
        qPrintable(desk.notes.texts.front()));
    desk.window.showMinimized();
    desk.notes.acts.front()();
    QVERIFY(!desk.window.isMinimized());
    QCOMPARE(desk.window.pages()->page(), Page::Instances);
    QVERIFY(desk.window.view()->table().currentRow());
    QCOMPARE(desk.window.view()->table().currentRow()->name, name);
}

void WindowAlertsTest::manyAtOnceBecomeOne()
{
    AlertDesk desk;
    QVERIFY(waitForTable(desk));
    QVERIFY(desk.readAgain());
    desk.disconnect(5);
    QVERIFY(desk.readAgain());
    QTRY_COMPARE(desk.notes.texts.size(), 5);
    desk.disconnect(6);
    QVERIFY(desk.readAgain());
    QTRY_COMPARE(desk.notes.texts.size(), 6);
    QVERIFY2(desk.notes.texts.back().contains(QLatin1String("6 organization")), qPrintable(desk.notes.texts.back()));
    desk.notes.acts.back()();
    QCOMPARE(desk.window.view()->model().rowCount(), 6);
}

void WindowAlertsTest::quietHoursFillTheListAlone()
{
    AlertDesk desk;
    QVERIFY(waitForTable(desk));
    QVERIFY(desk.readAgain());
    AlertRules rules;
    rules.hasQuietHours = true;
    rules.quietFrom = QTime::currentTime().addSecs(-3600);
    rules.quietUntil = QTime::currentTime().addSecs(3600);
    desk.window.alerts().setRules(rules);
    desk.disconnect(1);
    QVERIFY(desk.readAgain());
    QTRY_VERIFY(desk.bell().isVisible());
    QVERIFY(desk.notes.texts.isEmpty());
    QVERIFY(!desk.window.findChild<Toast*>());
    QCOMPARE(desk.window.view()->alerts().told().size(), 1U);
}

void WindowAlertsTest::switchedOffNothingIsTold()
{
    AlertDesk desk;
    QVERIFY(waitForTable(desk));
    AlertRules rules;
    rules.isOn = false;
    desk.window.alerts().setRules(rules);
    QVERIFY(desk.readAgain());
    desk.disconnect(2);
    QVERIFY(desk.readAgain());
    QTest::qWait(50);
    QVERIFY(desk.notes.texts.isEmpty() && desk.window.view()->alerts().told().empty());
}

void WindowAlertsTest::onlyTheViewsRows()
{
    AlertDesk desk;
    QVERIFY(waitForTable(desk));
    AlertRules rules;
    rules.view = QStringLiteral("protected");
    desk.window.alerts().setRules(rules);
    QVERIFY(desk.readAgain());
    desk.disconnect(3);
    const size_t expected = 0; // none of them is protected
    QVERIFY(desk.readAgain());
    QTest::qWait(50);
    QCOMPARE(desk.window.view()->alerts().told().size(), expected);
    rules.view = QStringLiteral("connected");
    desk.window.alerts().setRules(rules);
    QTRY_COMPARE(desk.runner.running(), 0);
    desk.disconnect(2);
    QVERIFY(desk.readAgain());
    QTRY_COMPARE(desk.window.view()->alerts().told().size(), 2U);
}

void WindowAlertsTest::theListLeadsToTheRow()
{
    AlertDesk desk;
    QVERIFY(waitForTable(desk));
    QVERIFY(desk.readAgain());
    const InstanceName name = connectedOnes(*desk.world).front();
    setConnected(*desk.world, name, false);
    QVERIFY(desk.readAgain());
    QTRY_VERIFY(desk.bell().isVisible());
    desk.window.pages()->show(Page::Journal);
    desk.bell().click();
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 1);
    QCOMPARE(desk.bell().text(), QString()); // seen
    menu->actions().front()->trigger();
    menu->close();
    QCOMPARE(desk.window.pages()->page(), Page::Instances);
    QCOMPARE(desk.window.view()->table().currentRow()->name, name);
}

void WindowAlertsTest::aStoreLeadsToTheOverview()
{
    AlertDesk desk;
    QVERIFY(waitForTable(desk));
    QVERIFY(desk.readAgain());
    desk.world->setFault(Store::Cache, {.failure = ErrorKind::Refused});
    QVERIFY(desk.readAgain());
    QTRY_COMPARE(desk.notes.texts.size(), 1);
    desk.notes.acts.front()();
    QCOMPARE(desk.window.pages()->page(), Page::Overview);
    QVERIFY(desk.readAgain());
    QTest::qWait(50);
    QCOMPARE(desk.notes.texts.size(), 1);
}

void WindowAlertsTest::aClosedWindowGoesOnBesideTheClock()
{
    AlertDesk desk;
    QVERIFY(waitForTable(desk));
    desk.window.alerts().setClosesToTray(true);
    QVERIFY(desk.notes.isShown);
    QVERIFY(!desk.window.close());
    QVERIFY(!desk.window.isVisible());
    QVERIFY(desk.readAgain()); // it goes on
    desk.disconnect(1);
    QVERIFY(desk.readAgain());
    QTRY_COMPARE(desk.notes.acts.size(), 1U);
    desk.notes.acts.front()();
    QVERIFY(desk.window.isVisible());
}

void WindowAlertsTest::withoutAPlaceAClosedWindowIsClosed()
{
    AlertDesk desk;
    QVERIFY(waitForTable(desk));
    desk.window.alerts().setClosesToTray(true);
    desk.notes.isThere = false;
    QVERIFY(desk.window.close());
    QVERIFY(!desk.window.isVisible());
}

void WindowAlertsTest::settingsSayWhatIsPossible()
{
    AlertDesk desk;
    desk.notes.isThere = false;
    QVERIFY(waitForTable(desk));
    desk.window.pages()->show(Page::Settings);
    auto* page = desk.window.findChild<SettingsPage*>();
    page->choose(SettingsPage::Section::Alerts);
    auto* alerts = page->findChild<AlertSettings*>();
    QVERIFY(alerts && alerts->isVisible());
    QVERIFY(!alerts->findChild<QCheckBox*>(QStringLiteral("closesToTray"))->isEnabled());
    auto* view = alerts->findChild<QComboBox*>(QStringLiteral("alertsView"));
    view->setCurrentIndex(view->findData(QStringLiteral("attention")));
    alerts->findChild<QCheckBox*>(QStringLiteral("quietHours"))->click();
    alerts->findChild<QTimeEdit*>(QStringLiteral("quietFrom"))->setTime({19, 30});
    const AlertRules rules = desk.window.alerts().rules();
    QVERIFY(rules.isOn && rules.hasQuietHours);
    QCOMPARE(rules.view, QStringLiteral("attention"));
    QCOMPARE(rules.quietFrom, QTime(19, 30));
    alerts->findChild<QCheckBox*>(QStringLiteral("alertsOn"))->click();
    QVERIFY(!desk.window.alerts().rules().isOn && !view->isEnabled());
}

void WindowAlertsTest::startingWithTheSystemIsAnOption()
{
#ifdef Q_OS_LINUX
    const QTemporaryDir configuration; // not that of whoever runs the tests
    const QByteArray before = qgetenv("XDG_CONFIG_HOME");
    qputenv("XDG_CONFIG_HOME", configuration.path().toUtf8());
    const auto back = qScopeGuard([&before] {
        if (before.isNull())
            qunsetenv("XDG_CONFIG_HOME");
        else
            qputenv("XDG_CONFIG_HOME", before);
    });
    AlertDesk desk;
    QVERIFY(waitForTable(desk));
    desk.window.pages()->show(Page::Settings);
    auto* page = desk.window.findChild<SettingsPage*>();
    page->choose(SettingsPage::Section::Alerts);
    QTRY_COMPARE(desk.runner.running(), 0); // what is set already was looked at
    auto* box = page->findChild<QCheckBox*>(QStringLiteral("startsWithSystem"));
    QVERIFY(box && box->isVisible() && box->isEnabled() && !box->isChecked());
    const QString entry = configuration.filePath(QStringLiteral("autostart/steward.desktop"));
    QVERIFY(!QFileInfo::exists(entry));
    box->click();
    QTRY_VERIFY(QFileInfo::exists(entry));
    QTRY_COMPARE(desk.runner.running(), 0);
    box->click();
    QTRY_VERIFY(!QFileInfo::exists(entry));
    QTRY_COMPARE(desk.runner.running(), 0);
#endif
}

STEWARD_TEST(WindowAlertsTest)

} // namespace steward::window_alerts_test

#include "window_alerts_test.moc"
