#include "app/desk.h"
#include "domain/doctor_advice.h"
#include "support/live_fleet.h"
#include "support/test_registry.h"

#include "app/status/trouble_banner.h"
#include "app/style/item_roles.h"
#include "app/table/instance_table.h"
#include "stores/live_stores.h"

#include <QLabel>
#include <QTest>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::live_window_test {

namespace {

ProfileContext storesOf(const ConnectionSettings& settings)
{
    ProfileContext stores;
    stores.role = Role::Administrator;
    stores.stores = std::make_shared<LiveStores>(settings);
    stores.title = QStringLiteral("Real stores");
    return stores;
}

bool waitForReading(Desk& workstation)
{
    Workspace& workspace = workstation.window.view()->workspace();
    return QTest::qWaitFor([&] { return workspace.index() && !workspace.isReading(); }, 30'000);
}

QString bannerText(Desk& workstation)
{
    QString text;
    for (const QLabel* label : workstation.window.findChild<TroubleBanner*>()->findChildren<QLabel*>()) {
        if (label->isVisible())
            text += label->text() + QLatin1Char('\n');
    }
    return text;
}

} // namespace

/// The window on real PostgreSQL and Redis and a server that answers as recorded.
class LiveWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_fleet->heal(); }
    void showsTheFleet();
    void aStoreThatGoesAndComesBack();
    void aWrongKeyIsSaidWithItsCure();

private:
    std::unique_ptr<LiveFleet> m_fleet;
};

void LiveWindowTest::initTestCase()
{
    m_fleet = std::make_unique<LiveFleet>(GeneratedFleet{30, 0});
    RIG_VERIFY(m_fleet->start());
}

void LiveWindowTest::showsTheFleet()
{
    Desk workstation(false);
    workstation.window.show();
    workstation.window.openStores(storesOf(m_fleet->settings()));
    QVERIFY(waitForReading(workstation));
    const InstanceModel& model = workstation.window.view()->model();
    QCOMPARE(model.rowCount(), 30);
    // What works is asked in the background.
    QTRY_COMPARE_WITH_TIMEOUT(model.auditIndex()->audit().counts().verdicts.value(Verdict::Working), 30, 30'000);
    const InstanceName name = InstanceName::fromUtf8(GeneratedFleet::instanceName(3));
    QVERIFY(workstation.window.view()->table().showInstance(name));
    // Choosing it asks the server's memory and its webhook.
    QTRY_COMPARE(workstation.window.view()->table().currentRow()->memory, MemoryState::Open);
    const Workspace& workspace = workstation.window.view()->workspace();
    QTRY_VERIFY(workspace.index()->audit().snapshot().webhooks.contains(name));
}

void LiveWindowTest::aStoreThatGoesAndComesBack()
{
    Desk workstation(false);
    workstation.window.show();
    workstation.window.openStores(storesOf(m_fleet->settings()));
    QVERIFY(waitForReading(workstation));
    const InstanceModel& model = workstation.window.view()->model();
    m_fleet->redisProxy->setMode({ProxyMode::Kind::Refuse, 0, {}});
    workstation.window.view()->workspace().refresh();
    QVERIFY(waitForReading(workstation));
    QCOMPARE(model.rowCount(), 30);
    QVERIFY(model.index(0, static_cast<int>(Column::Cache)).data(UnknownRole).toBool());
    QVERIFY(!bannerText(workstation).isEmpty());
    QCOMPARE(
        model.auditIndex()->counts().findings[static_cast<size_t>(FindingCode::NotCached)], 0); // nothing from unknown
    m_fleet->heal();
    workstation.window.view()->workspace().refresh();
    QVERIFY(waitForReading(workstation));
    QVERIFY(!model.index(0, static_cast<int>(Column::Cache)).data(UnknownRole).toBool());
    QVERIFY(bannerText(workstation).isEmpty());
}

void LiveWindowTest::aWrongKeyIsSaidWithItsCure()
{
    ConnectionSettings settings = m_fleet->settings();
    settings.server.apiKey = Secret("wrong-key-entered");
    Desk workstation(false);
    workstation.window.show();
    workstation.window.openStores(storesOf(settings));
    QVERIFY(waitForReading(workstation));
    QVERIFY2(
        bannerText(workstation).contains(adviceFor(ErrorKind::WrongKey, Store::Server).cure),
        qPrintable(bannerText(workstation)));
    QVERIFY(!bannerText(workstation).contains(QStringLiteral("wrong-key-entered")));
    QVERIFY(workstation.window.view()->model().index(0, static_cast<int>(Column::Server)).data(UnknownRole).toBool());
}

STEWARD_TEST(LiveWindowTest)
} // namespace steward::live_window_test

#include "live_window_test.moc"
