#include "app/finger.h"
#include "app/plan_desk.h"
#include "support/live_fleet.h"
#include "support/test_registry.h"

#include "app/operations/activity_log.h"
#include "app/shell/workspace_pages.h"
#include "app/table/instance_table.h"
#include "stores/live_stores.h"

#include <QSet>

#include <cstdio>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::silent_fleet_test {

namespace {

constexpr int mostPresses = 1500; ///< of which there is no need
constexpr int leastButtons = 20;  ///< fewer would say that the pages are not shown
constexpr std::chrono::milliseconds moment{30};

/// A window over real stores, before which something stands that can fall silent.
struct FleetDesk : Desk {
    explicit FleetDesk(LiveFleet& stores)
        : Desk(false)
        , fleet(stores)
    {
        window.show();
    }
    /// With all that was read.
    bool open()
    {
        fleet.heal();
        ProfileContext stores;
        stores.role = Role::Administrator;
        stores.stores = std::make_shared<LiveStores>(fleet.settings());
        stores.title = QStringLiteral("Real stores");
        stores.journalPath = folder.filePath(QStringLiteral("journal-%1").arg(++opened));
        window.openStores(stores);
        const Workspace& workspace = window.view()->workspace();
        return QTest::qWaitFor([&workspace] { return workspace.index() && !workspace.isReading(); }, longWait) &&
               workspace.index()->audit().allStoresRead();
    }
    /// Connections are taken, and nothing that is said on them arrives.
    void fallSilent()
    {
        for (const auto* proxy : {&fleet.serverProxy, &fleet.postgresProxy, &fleet.redisProxy})
            (*proxy)->setMode({ProxyMode::Kind::Silent, 0, {}});
    }

    LiveFleet& fleet;
    int opened = 0;
};

/// Every button of this page that is not among those `pressed`, each once; what a press shows is closed.
void pressAllOf(Page page, FleetDesk& desk, Finger& finger, QSet<QString>& pressed)
{
    finger.setPlace(QStringLiteral("page %1").arg(static_cast<int>(page)));
    while (finger.presses() < mostPresses) {
        finger.closeOthers();
        if (!desk.window.pages()) { // it was left
            if (!desk.open())
                return finger.add(QStringLiteral("the stores are not read again"));
            desk.fallSilent();
        }
        finger.press(QStringLiteral("showing it"), [&desk, page] { desk.window.pages()->show(page); });
        std::vector<Pressable> found;
        for (QAbstractButton* button : desk.window.pages()->findChildren<QAbstractButton*>()) {
            const QString key = keyOf(*button);
            if (button->isVisible() && button->isEnabled() && !isLeftOut(*button) && !menuOf(*button) &&
                !pressed.contains(key))
                found.push_back({button, key});
        }
        if (found.empty())
            return;
        pressed.insert(found.front().key);
        finger.press(found.front().key, [&found] { qobject_cast<QAbstractButton*>(found.front().what)->click(); });
    }
    finger.add(QStringLiteral("there is no end of what can be pressed"));
}

/// What was begun while nothing answered comes to its end.
bool endsOnceTheyAnswer(FleetDesk& desk)
{
    if (desk.window.view()) {
        for (Operation* one : desk.window.view()->activities().allUnderWay())
            one->stop();
    }
    desk.fleet.heal();
    return QTest::qWaitFor(
        [&desk] { return !desk.window.view() || desk.window.view()->activities().allUnderWay().empty(); },
        4 * longWait);
}

} // namespace

/// Real PostgreSQL, Redis and a server that take connections and say nothing more: no press waits for them. What all of
/// the pages do so is SilentStoresTest's, on stores in memory.
class SilentFleetTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void readingAndLookingWaitForNobody();
    void noButtonOfThePagesWaits();
    void applyingWaitsForNobody();

private:
    std::unique_ptr<LiveFleet> m_fleet;
};

void SilentFleetTest::initTestCase()
{
    m_fleet = std::make_unique<LiveFleet>(GeneratedFleet{30, 0});
    RIG_VERIFY(m_fleet->start());
}

void SilentFleetTest::cleanup()
{
    m_fleet->heal();
}

void SilentFleetTest::readingAndLookingWaitForNobody()
{
    FleetDesk desk(*m_fleet);
    QVERIFY(desk.open());
    desk.fallSilent();
    Finger finger(desk.window, moment);
    finger.trigger("actionRefresh");
    QVERIFY(desk.window.view()->workspace().isReading()); // or nobody was asked
    finger.press(QStringLiteral("Instances"), [&desk] { desk.window.pages()->show(Page::Instances); });
    for (int row = 0; row < 5; ++row) // each asks the server's memory and its webhook
        finger.press(QStringLiteral("a row"), [&desk, row] { desk.window.view()->table().selectRow(row); });
    for (const char* action :
         {"actionOverview", "actionDuplicates", "actionJournal", "actionActivity", "actionPairing", "actionSettings",
          "actionStop"})
        finger.trigger(action);
    QTRY_VERIFY(!desk.window.view()->workspace().isReading());
    finger.trigger("actionRefresh");
    QVERIFY(desk.window.view()->workspace().isReading());
    finger.press(QStringLiteral("closing the workspace"), [&desk] { desk.window.showWelcome(); });
    QVERIFY2(finger.trouble().isEmpty(), finger.trouble().constData());
    m_fleet->heal();
    QTRY_COMPARE_WITH_TIMEOUT(desk.runner.running(), 0, 4 * longWait);
}

void SilentFleetTest::noButtonOfThePagesWaits()
{
    FleetDesk desk(*m_fleet);
    QVERIFY(desk.open());
    desk.fallSilent();
    Finger finger(desk.window, moment);
    QSet<QString> pressed;
    for (int page = 0; page < pageCount; ++page)
        pressAllOf(static_cast<Page>(page), desk, finger, pressed);
    std::printf("%d buttons\n", static_cast<int>(pressed.size()));
    std::fflush(stdout);
    QVERIFY2(finger.trouble().isEmpty(), finger.trouble().constData());
    QVERIFY2(pressed.size() >= leastButtons, qPrintable(QString::number(pressed.size())));
    QVERIFY(endsOnceTheyAnswer(desk));
}

void SilentFleetTest::applyingWaitsForNobody()
{
    FleetDesk desk(*m_fleet);
    QVERIFY(desk.open());
    const std::vector<InstanceName> names{InstanceName::fromUtf8(GeneratedFleet::instanceName(3))};
    const PlanPage* plan = openPlan(desk, PlanKind::Disable, names);
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(*plan), longWait);
    confirm(*plan);
    QPushButton* apply = button(*plan, "apply");
    QTRY_VERIFY(apply->isEnabled());
    desk.fallSilent();
    Finger finger(desk.window, moment);
    finger.press(QStringLiteral("apply"), [apply] { apply->click(); });
    QVERIFY(!desk.window.view()->activities().allUnderWay().empty()); // or nothing was begun
    finger.press(QStringLiteral("another page"), [&desk] { desk.window.pages()->show(Page::Activity); });
    for (Operation* one : desk.window.view()->activities().allUnderWay())
        finger.press(QStringLiteral("stop"), [one] { one->stop(); });
    QVERIFY2(finger.trouble().isEmpty(), finger.trouble().constData());
    QVERIFY(endsOnceTheyAnswer(desk));
}

STEWARD_TEST(SilentFleetTest)
} // namespace steward::silent_fleet_test

#include "silent_fleet_test.moc"
