#include "app/plan_desk.h"
#include "app/pressable.h"
#include "app/wait_probe.h"
#include "support/live_fleet.h"
#include "support/test_registry.h"

#include "app/operations/activity_log.h"
#include "app/shell/window_lock.h"
#include "app/shell/workspace_pages.h"
#include "app/style/appearance.h"
#include "app/table/instance_table.h"
#include "stores/live_stores.h"

#include <QDialog>
#include <QDir>
#include <QSet>

#include <cstdio>
#include <functional>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::silent_fleet_test {

namespace {

constexpr int mostPresses = 1500; ///< of which there is no need
constexpr int leastButtons = 20;  ///< fewer would say that the pages are not shown

/// A window over real stores, before which something stands that can fall silent.
struct FleetDesk : Desk {
    explicit FleetDesk(LiveFleet& stores)
        : Desk(false)
        , fleet(stores)
    {
        window.idleLock().setAfter(std::chrono::hours(24)); // nobody moves a mouse here
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

/// Presses, and tells which of them the event loop stood still for.
class Finger final {
    Q_DISABLE_COPY_MOVE(Finger)

public:
    explicit Finger(FleetDesk& desk)
        : m_desk(desk)
    {
        // What opens a loop of its own is left, not waited for.
        m_watch.setInterval(1000);
        m_watch.callOnTimeout([this] {
            if (m_isPressing)
                closeWhatWaits();
        });
        m_watch.start();
    }

    void press(const QString& what, const std::function<void()>& act)
    {
        ++m_presses;
        m_probe.begin();
        m_isPressing = true;
        act();
        m_isPressing = false;
        WaitProbe::settle(std::chrono::milliseconds(30));
        const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(m_probe.longest());
        if (waited > longestWait)
            m_trouble << QStringLiteral("%1 lets the window wait for %2 ms").arg(what).arg(waited.count());
    }
    /// Every button of this page, each once; what a press shows is closed.
    void pressAllOf(Page page)
    {
        while (m_presses < mostPresses) {
            closeOthers();
            if (!m_desk.window.pages()) { // it was left
                if (!m_desk.open()) {
                    m_trouble << QStringLiteral("the stores are not read again");
                    return;
                }
                m_desk.fallSilent();
            }
            press(QStringLiteral("page %1").arg(static_cast<int>(page)), [this, page] {
                m_desk.window.pages()->show(page);
            });
            std::vector<Pressable> found;
            for (QAbstractButton* button : m_desk.window.pages()->findChildren<QAbstractButton*>()) {
                const QString key = keyOf(*button);
                if (button->isVisible() && button->isEnabled() && !isLeftOut(*button) && !menuOf(*button) &&
                    !m_pressed.contains(key))
                    found.push_back({button, key});
            }
            if (found.empty())
                return;
            m_pressed.insert(found.front().key);
            press(found.front().key, [&found] { qobject_cast<QAbstractButton*>(found.front().what)->click(); });
        }
        m_trouble << QStringLiteral("there is no end of what can be pressed");
    }
    void trigger(const char* name)
    {
        QPointer<QAction> action = m_desk.window.findChild<QAction*>(QLatin1String(name));
        if (!action || !action->isEnabled()) {
            m_trouble << QStringLiteral("%1 cannot be pressed").arg(QLatin1String(name));
            return;
        }
        press(QLatin1String(name), [action] { action->trigger(); });
        closeOthers();
    }

    qsizetype buttons() const { return m_pressed.size(); }
    QByteArray trouble() const { return m_trouble.join(QLatin1Char('\n')).toUtf8(); }

private:
    void closeOthers()
    {
        for (int left = 20; (QApplication::activePopupWidget() || QApplication::activeModalWidget()) && left > 0;
             --left) {
            closeWhatWaits();
            WaitProbe::settle(std::chrono::milliseconds(1));
        }
        for (QWidget* other : QApplication::topLevelWidgets()) {
            if (other->isVisible() && other != &m_desk.window && other->windowType() != Qt::ToolTip)
                other->close();
        }
    }

    FleetDesk& m_desk;
    WaitProbe m_probe;
    QTimer m_watch;
    bool m_isPressing = false;
    int m_presses = 0;
    QSet<QString> m_pressed;
    QStringList m_trouble;
};

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
    void init();
    void cleanup();
    void readingAndLookingWaitForNobody();
    void noButtonOfThePagesWaits();
    void applyingWaitsForNobody();

private:
    std::unique_ptr<LiveFleet> m_fleet;
    QTemporaryDir m_folder; ///< where a file would go that names none
    QString m_before;
};

void SilentFleetTest::initTestCase()
{
    m_fleet = std::make_unique<LiveFleet>(GeneratedFleet{30, 0});
    RIG_VERIFY(m_fleet->start());
}

void SilentFleetTest::init()
{
    m_before = QDir::currentPath();
    QDir::setCurrent(m_folder.path());
}

void SilentFleetTest::cleanup()
{
    QDir::setCurrent(m_before);
    applyAppearance(*qobject_cast<QApplication*>(QCoreApplication::instance()), Appearance::Light);
    m_fleet->heal();
}

void SilentFleetTest::readingAndLookingWaitForNobody()
{
    FleetDesk desk(*m_fleet);
    QVERIFY(desk.open());
    desk.fallSilent();
    Finger finger(desk);
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
    Finger finger(desk);
    for (int page = 0; page < pageCount; ++page)
        finger.pressAllOf(static_cast<Page>(page));
    std::printf("%d buttons\n", static_cast<int>(finger.buttons()));
    std::fflush(stdout);
    QVERIFY2(finger.trouble().isEmpty(), finger.trouble().constData());
    QVERIFY2(finger.buttons() >= leastButtons, qPrintable(QString::number(finger.buttons())));
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
    Finger finger(desk);
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
