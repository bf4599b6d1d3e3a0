#include "support/any_id.h"
#include "support/test_registry.h"
#include "workflows/creation/pairing_reset.h"
#include "workflows/undo_desk.h"

#include <QTest>

#include <thread>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::pairing_reset_test {

/// The cure for an endless pairing, on real stores.
class PairingResetTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void rowAndTokenAreKept();
    void neverOfAConnectedOne();
    void whatChangedSinceItWasShownIsRefused();
    void inProductionTheNameIsTyped();
    void whatIsProtectedIsRefused();
    void whatDoesNotGoKeepsItsRowAndIsResumed();
    void aResumeBeforeItIsGoneWaits_data();
    void aResumeBeforeItIsGoneWaits();
    void whatIsDeletedAndNotMadeAgainIsHalfDone();
    void whatAResumeTakesBackIsHalfDoneToo();

private:
    InstanceName createOne();
    ResetPlan planFor(const InstanceName& name);
    CreationResult reset(const ResetPlan& plan);
    CreationResult resetTyping(const ResetPlan& plan, const std::optional<QString>& typed);
    void refuses(const ResetPlan& plan, const std::optional<QString>& typed);
    QByteArray row(const InstanceName& name);

    CreationRig m_rig;
};

void PairingResetTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
}

void PairingResetTest::init()
{
    m_rig.heal();
    m_rig.fleet.server.setDeletionDelay(100ms);
}

InstanceName PairingResetTest::createOne()
{
    const CreationRequest request = m_rig.requestFor(m_rig.addOrganization());
    const CreationResult made = m_rig.create(request);
    if (made.outcome != OperationOutcome::Done)
        qFatal("cannot create");
    return request.name;
}

ResetPlan PairingResetTest::planFor(const InstanceName& name)
{
    return rig::onWorker([&] {
        const auto session = Session::open(m_rig.parts());
        return PairingReset(*session, CreationRig::times()).plan(name, CallContext::within(10s));
    });
}

CreationResult PairingResetTest::reset(const ResetPlan& plan)
{
    return resetTyping(plan, plan.verdict.confirm);
}

CreationResult PairingResetTest::resetTyping(const ResetPlan& plan, const std::optional<QString>& typed)
{
    return rig::onWorker([&] {
        const auto session = Session::open(m_rig.parts());
        WorkflowObserver silent;
        return PairingReset(*session, CreationRig::times()).reset(plan, typed, silent, CallContext::within(60s));
    });
}

void PairingResetTest::refuses(const ResetPlan& plan, const std::optional<QString>& typed)
{
    m_rig.fleet.server.clearRequests();
    QCOMPARE(resetTyping(plan, typed).exitCode(), 4);
    QCOMPARE(m_rig.fleet.server.requestCount("DELETE"), 0);
}

QByteArray PairingResetTest::row(const InstanceName& name)
{
    return m_rig.fleet.postgres
        .value(
            QStringLiteral("select id::text || webhook_token || enabled from healthcare.integrations where "
                           "config->>'instance_name' = '%1'")
                .arg(name.text()),
            m_rig.fleet.database())
        .value_or(QByteArray());
}

void PairingResetTest::rowAndTokenAreKept()
{
    const InstanceName name = createOne();
    m_rig.fleet.server.setListed(name.text(), QStringLiteral("connecting"));
    const QByteArray before = row(name);
    const auto old = m_rig.fleet.server.instance(name.text())->id;
    const ResetPlan plan = planFor(name);
    QVERIFY2(!plan.refusal, plan.refusal ? qPrintable(plan.refusal->sentence) : "");
    QVERIFY(plan.lines.size() > 3);
    const CreationResult result = reset(plan);
    QVERIFY2(result.outcome == OperationOutcome::Done, result.error ? qPrintable(result.error->detail) : "");
    const auto now = m_rig.fleet.server.instance(name.text());
    QVERIFY(now && now->id != old);
    QVERIFY(now->webhook && now->webhook->events.size() == 5);
    QCOMPARE(row(name), before);
    QVERIFY(m_rig.holdsInAllThree(plan.item.organizationId, name));
    QVERIFY(!m_rig.hasUnfinished());
}

void PairingResetTest::neverOfAConnectedOne()
{
    const InstanceName name = createOne();
    const ResetPlan plan = planFor(name);
    m_rig.fleet.server.pair(name.text(), QStringLiteral("5511988887777@s.whatsapp.net"));
    m_rig.fleet.server.clearRequests();
    QVERIFY(planFor(name).refusal);
    QCOMPARE(reset(plan).exitCode(), 4); // it was shown while it was closed
    QCOMPARE(m_rig.fleet.server.requestCount("DELETE"), 0);
}

void PairingResetTest::whatChangedSinceItWasShownIsRefused()
{
    const InstanceName name = createOne();
    ResetPlan plan = planFor(name);
    plan.item.seen.server->id = newId(); // another instance of that name was shown
    refuses(plan, plan.verdict.confirm);
    const CreationResult refused = reset(plan); // it is said what changed
    QVERIFY(refused.error);
    QVERIFY2(
        refused.error->sentence.contains(QStringLiteral("deleted and created again since")),
        qPrintable(refused.error->sentence));
}

void PairingResetTest::inProductionTheNameIsTyped()
{
    const InstanceName name = createOne();
    const ResetPlan plan = planFor(name);
    QCOMPARE(plan.verdict.confirm, name.text());
    refuses(plan, {});
    refuses(plan, name.text() + QLatin1Char('x'));
    QCOMPARE(resetTyping(plan, name.text()).outcome, OperationOutcome::Done);
}

void PairingResetTest::whatIsProtectedIsRefused()
{
    const InstanceName name = createOne();
    const ResetPlan plan = planFor(name);
    QVERIFY(m_rig.fleet.postgres
                .value(
                    QStringLiteral("update healthcare.integrations set config = config || "
                                   "'{\"steward_protected\": true}' where config->>'instance_name' = '%1' returning id")
                        .arg(name.text()),
                    m_rig.fleet.database())
                .has_value());
    QVERIFY(planFor(name).refusal);
    refuses(plan, plan.verdict.confirm);
}

void PairingResetTest::whatDoesNotGoKeepsItsRowAndIsResumed()
{
    const InstanceName name = createOne();
    const ResetPlan plan = planFor(name);
    const StorePicture before = m_rig.picture();
    m_rig.fleet.server.setDeletionDelay(-1ms); // says SUCCESS and does nothing
    const CreationResult result = reset(plan);
    QCOMPARE(result.exitCode(), 3);
    QVERIFY(!result.left.empty());
    const StorePicture after = m_rig.picture();
    QCOMPARE(after.database, before.database);
    QCOMPARE(after.cache, before.cache);
    QVERIFY(m_rig.hasUnfinished());
    m_rig.fleet.server.removeInstance(name.text()); // it went in the end
    QCOMPARE(m_rig.resume(), 1);
    QVERIFY(!m_rig.hasUnfinished());
    QVERIFY(m_rig.holdsInAllThree(plan.item.organizationId, name));
}

void PairingResetTest::aResumeBeforeItIsGoneWaits_data()
{
    QTest::addColumn<bool>("isPlan");
    QTest::newRow("by the page") << false;
    QTest::newRow("by the command") << true;
}

/// Asked to go, without a state and still listed: that is no end, and nothing is asked to go twice.
void PairingResetTest::aResumeBeforeItIsGoneWaits()
{
    QFETCH(const bool, isPlan);
    const InstanceName name = createOne();
    const ResetPlan plan = planFor(name);
    ApplyRig apply(m_rig);
    rig::EvolutionServer& server = m_rig.fleet.server;
    server.setDeletionDelay(-1ms); // says SUCCESS, and is at it for long
    const int code = isPlan ? apply.apply(PlanKind::ResetPairing, {name.text()}).exitCode() : reset(plan).exitCode();
    QCOMPARE(code, 3);
    server.clearRequests();
    const std::jthread goes([&] { // while its proof is awaited
        const QByteArray path = "/instance/connectionState/" + name.text().toUtf8();
        for (int tries = 0; tries < 2'000 && server.requestCount("GET", path) < 5; ++tries)
            QThread::msleep(10);
        server.removeInstance(name.text());
    });
    QCOMPARE(isPlan ? static_cast<int>(apply.resume(ApplyRig::unhurried()).size()) : m_rig.resume(), 1);
    QCOMPARE(server.requestCount("DELETE"), 0);
    QVERIFY(!m_rig.hasUnfinished());
    QVERIFY(m_rig.holdsInAllThree(plan.item.organizationId, name));
}

/// In the journal as well as in the answer: the instance is gone, which nobody may read as "nothing was changed".
void PairingResetTest::whatIsDeletedAndNotMadeAgainIsHalfDone()
{
    const InstanceName name = createOne();
    const ResetPlan plan = planFor(name);
    m_rig.fleet.server.addFault(
        {.status = 400,
         .body = R"({"status":400,"error":"Bad Request","response":{"message":["no"]}})",
         .method = "POST",
         .pathPrefix = "/instance/create",
         .carriedOut = false});
    const CreationResult result = reset(plan);
    QVERIFY(!m_rig.fleet.server.instance(name.text()));
    QVERIFY(!result.isOpen);
    QCOMPARE(operationOutcomeWord(result.outcome), QStringLiteral("partial"));
    QCOMPARE(result.exitCode(), 1);
    QVERIFY(lastOperation(m_rig).outcome.has_value());
    QCOMPARE(operationOutcomeWord(*lastOperation(m_rig).outcome), QStringLiteral("partial"));
}

void PairingResetTest::whatAResumeTakesBackIsHalfDoneToo()
{
    const ResetPlan plan = planFor(createOne());
    m_rig.fleet.server.addFault(
        {.kind = rig::HttpFault::Kind::Reset, .method = "POST", .pathPrefix = "/instance/create", .carriedOut = false});
    QCOMPARE(reset(plan).exitCode(), 3); // its answer may turn up
    QVERIFY(m_rig.hasUnfinished());
    m_rig.heal();
    QCOMPARE(m_rig.resume(), 1);
    QVERIFY(!m_rig.hasUnfinished());
    QVERIFY(!m_rig.fleet.server.instance(plan.name.text()));
    QCOMPARE(operationOutcomeWord(*lastOperation(m_rig).outcome), QStringLiteral("partial"));
}

STEWARD_TEST(PairingResetTest)
} // namespace steward::pairing_reset_test

#include "pairing_reset_test.moc"
