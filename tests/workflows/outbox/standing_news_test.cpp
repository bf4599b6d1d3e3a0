#include "workflows/outbox/standing_news.h"

#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/apply_rig.h"

#include <QTest>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::standing_news_test {

/// Before kept news is told the stores are looked at: whether it is so still.
class StandingNewsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_rig.heal(); }
    void whatStandsAgainIsNotToldAsRemoved();
    void whatIsGoneIsNotToldAsAdded();
    void whatIsDisabledIsToldAsRemoved();
    void unreadStoresLetItWait_data();
    void unreadStoresLetItWait();
    void oneWitnessIsTooFew();

private:
    KeptNews judge(WorkerChannel channel, const QString& name);

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
};

void StandingNewsTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
}

KeptNews StandingNewsTest::judge(WorkerChannel channel, const QString& name)
{
    return rig::onWorker([&] {
        const auto session = Session::open(m_rig.parts());
        StandingNews news(*session->stores);
        return news.judge({{channel, InstanceName::fromText(name), {}}}, CallContext::within(10s)).front();
    });
}

void StandingNewsTest::whatStandsAgainIsNotToldAsRemoved()
{
    const QString name = m_apply.storeOne();
    QVERIFY(judge(WorkerChannel::Removed, name) == KeptNews::Drop);
    QVERIFY(judge(WorkerChannel::Added, name) == KeptNews::Tell);
}

void StandingNewsTest::whatIsGoneIsNotToldAsAdded()
{
    const QString nowhere = QStringLiteral("nowhere");
    QVERIFY(judge(WorkerChannel::Added, nowhere) == KeptNews::Drop);
    QVERIFY(judge(WorkerChannel::Removed, nowhere) == KeptNews::Tell);
    const QString name = m_apply.storeOne();
    m_rig.fleet.server.removeInstance(name); // its row alone
    QVERIFY(judge(WorkerChannel::Added, name) == KeptNews::Drop);
    QVERIFY(judge(WorkerChannel::Removed, name) == KeptNews::Tell);
}

void StandingNewsTest::whatIsDisabledIsToldAsRemoved()
{
    StoredInstance one;
    one.clinic = m_rig.addOrganization();
    one.name = QStringLiteral("switched-off");
    one.isEnabled = false;
    m_apply.store(one);
    QVERIFY(judge(WorkerChannel::Removed, one.name) == KeptNews::Tell);
    QVERIFY(judge(WorkerChannel::Added, one.name) == KeptNews::Drop);
}

void StandingNewsTest::unreadStoresLetItWait_data()
{
    QTest::addColumn<bool>("isServer");
    QTest::newRow("server") << true;
    QTest::newRow("database") << false;
}

void StandingNewsTest::unreadStoresLetItWait()
{
    QFETCH(const bool, isServer);
    const QString name = m_apply.storeOne();
    if (isServer)
        m_rig.fleet.server.addFault({.pathPrefix = "/instance/fetchInstances", .carriedOut = false});
    else
        m_rig.fleet.postgresProxy->setMode({.kind = rig::ProxyMode::Kind::Refuse});
    QVERIFY(judge(WorkerChannel::Removed, name) == KeptNews::Wait);
    QVERIFY(judge(WorkerChannel::Added, name) == KeptNews::Wait);
}

void StandingNewsTest::oneWitnessIsTooFew()
{
    const QString name = m_apply.storeOne();
    m_rig.fleet.server.setUnlisted(name, true);
    QVERIFY2(judge(WorkerChannel::Removed, name) == KeptNews::Drop, "connectionState answers for it");
    m_rig.fleet.server.addFault({.pathPrefix = "/instance/connectionState/", .carriedOut = false});
    QVERIFY(judge(WorkerChannel::Removed, name) == KeptNews::Wait);
}

STEWARD_TEST(StandingNewsTest)
} // namespace steward::standing_news_test

#include "standing_news_test.moc"
