#include "support/any_id.h"
#include "support/test_registry.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/resume/resume.h"
#include "workflows/undo_desk.h"
#include "workflows/watched_stores.h"

#include <QJsonDocument>
#include <QTest>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::row_restore_test {

/// What a deletion took comes back from its tombstone: the row whole, with its id and a new token.
class RestoringTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aRowComesBackDisabledWithANewToken();
    void enabledOnlyTogetherWithANewInstance();
    void anotherRowIsLeftAsItIs();
    void whatWasShownToStayStays();
    void whatIsNotThereIsSaid();
    void theTombstoneHoldsNoToken();
    void whatWasStoppedIsNotCalledDone();
    void whatWasCutOffIsNotCalledDone();
    void aResumeThatIsStoppedNamesWhatItLeft();

private:
    OperationId lastOperation() { return test::lastOperation(m_rig).id; }
    Result<std::vector<DeletedRow>> archived(const OperationId& operation);
    ChangeResult restore(const OperationId& operation);
    QByteArray row(const QString& name, const QString& columns);

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
};

void RestoringTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
}

void RestoringTest::init()
{
    m_rig.heal();
    m_rig.fleet.server.setDeletionDelay(30ms);
}

Result<std::vector<DeletedRow>> RestoringTest::archived(const OperationId& operation)
{
    return rig::onWorker([&] {
        const auto session = Session::open(m_rig.parts());
        return RowRestore(*session).archivedBy(operation);
    });
}

ChangeResult RestoringTest::restore(const OperationId& operation)
{
    return rig::onWorker([&] {
        const auto session = Session::open(m_rig.parts());
        RowRestore restoring(*session);
        const auto rows = restoring.archivedBy(operation);
        return rows ? restoring.restore(*rows, CallContext::within(20s)) : ChangeResult{.error = rows.error()};
    });
}

QByteArray RestoringTest::row(const QString& name, const QString& columns)
{
    return m_apply.value(QStringLiteral("select %1 from healthcare.integrations where config->>'instance_name' = '%2'")
                             .arg(columns, name));
}

void RestoringTest::aRowComesBackDisabledWithANewToken()
{
    const QString name = m_apply.storeOne();
    const QString kept = QStringLiteral("id::text || organization_id || coalesce(clinic_id::text, '-') || (config - "
                                        "'webhook_url')::text || created_at");
    const QByteArray before = row(name, kept);
    const QByteArray token = row(name, QStringLiteral("webhook_token"));
    QCOMPARE(m_apply.remove({name}).exitCode(), 0);
    const OperationId operation = lastOperation();
    QCOMPARE(m_apply.remains(name), QString());
    QCOMPARE(restore(operation).exitCode(), 0);
    QCOMPARE(m_apply.remains(name), QStringLiteral("row"));
    QCOMPARE(row(name, kept), before);
    QCOMPARE(row(name, QStringLiteral("enabled::text || status")), QByteArray("falsedisabled"));
    const QByteArray now = row(name, QStringLiteral("webhook_token"));
    QVERIFY(now.size() >= 16 && now != token);
    QCOMPARE(restore(operation).exitCode(), 0); // twice ends the same way
    QCOMPARE(row(name, QStringLiteral("webhook_token")), now);
    QVERIFY(!m_rig.hasUnfinished());
}

void RestoringTest::enabledOnlyTogetherWithANewInstance()
{
    const QString name = m_apply.storeOne();
    QCOMPARE(m_apply.remove({name}).exitCode(), 0);
    QCOMPARE(restore(lastOperation()).exitCode(), 0);
    const ChangeResult enabled = m_apply.apply(PlanKind::Enable, {name});
    QVERIFY2(enabled.outcome == OperationOutcome::Done, enabled.error ? qPrintable(enabled.error->detail) : "an item");
    QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
    QVERIFY(row(name, QStringLiteral("enabled::text")) == "true");
}

void RestoringTest::anotherRowIsLeftAsItIs()
{
    const QString name = m_apply.storeOne();
    const QByteArray id = row(name, QStringLiteral("id"));
    QCOMPARE(m_apply.remove({name}).exitCode(), 0);
    const OperationId operation = lastOperation();
    m_apply.execute(QStringLiteral("insert into healthcare.integrations (id, organization_id, type, provider, status, "
                                   "config, enabled) values ('%1', gen_random_uuid(), 'whatsapp', 'evolution', "
                                   "'active', '{\"instance_name\": \"somebody\"}', true)")
                        .arg(QString::fromLatin1(id)));
    const ChangeResult refused = restore(operation);
    QCOMPARE(refused.exitCode(), 4);
    QVERIFY(refused.items.front().error);
    QCOMPARE(row(QStringLiteral("somebody"), QStringLiteral("status || enabled")), QByteArray("activetrue"));
    m_apply.execute(QStringLiteral("delete from healthcare.integrations where id = '%1'").arg(QString::fromLatin1(id)));
}

/// The look ahead says what stands in the way, changes nothing, and bounds what is done.
void RestoringTest::whatWasShownToStayStays()
{
    const QString name = m_apply.storeOne();
    const QByteArray id = row(name, QStringLiteral("id"));
    QCOMPARE(m_apply.remove({name}).exitCode(), 0);
    const OperationId operation = lastOperation();
    m_apply.execute(QStringLiteral("insert into healthcare.integrations (id, organization_id, type, provider, status, "
                                   "config, enabled) values ('%1', gen_random_uuid(), 'whatsapp', 'evolution', "
                                   "'active', '{\"instance_name\": \"somebody\"}', true)")
                        .arg(QString::fromLatin1(id)));
    auto rows = archived(operation);
    QVERIFY(rows && rows->size() == 1);
    const StorePicture before = m_rig.picture();
    const auto look = [&](std::vector<DeletedRow>& looked) {
        rig::onWorker([&] {
            const auto session = Session::open(m_rig.parts());
            RowRestore(*session).judge(looked, CallContext::within(20s));
        });
    };
    look(*rows);
    QVERIFY(
        rows->front().obstacle &&
        rows->front().obstacle->sentence.contains(QLatin1String("There is a row with this ID")));
    QCOMPARE(m_rig.picture(), before);
    QCOMPARE(lastOperation(), operation); // nor is anything in the journal
    m_apply.execute(QStringLiteral("delete from healthcare.integrations where id = '%1'").arg(QString::fromLatin1(id)));
    const ChangeResult kept = rig::onWorker([&] {
        const auto session = Session::open(m_rig.parts());
        return RowRestore(*session).restore(*rows, CallContext::within(20s));
    });
    QCOMPARE(kept.exitCode(), 4);
    QCOMPARE(m_apply.remains(name), QString());
    auto again = archived(operation);
    look(*again);
    QVERIFY(!again->front().obstacle); // looked at anew, nothing stands in the way
    QCOMPARE(restore(operation).exitCode(), 0);
    look(*again);
    QVERIFY(!again->front().obstacle); // it is back, which is what was wanted
}

void RestoringTest::whatIsNotThereIsSaid()
{
    QCOMPARE(archived(newId()).error().kind, ErrorKind::NotFound);
    const QString name = m_apply.storeOne();
    QCOMPARE(m_apply.apply(PlanKind::Protect, {name}).exitCode(), 0);
    QVERIFY(archived(lastOperation())); // a changed row can be taken back as well as a deleted one
}

void RestoringTest::theTombstoneHoldsNoToken()
{
    const QString name = m_apply.storeOne();
    const QByteArray token = row(name, QStringLiteral("webhook_token"));
    m_rig.fleet.server.setWebhook(
        name, rig::EvolutionWebhook{.url = QStringLiteral("https://hooks.example/x/") + QString::fromUtf8(token)});
    QCOMPARE(m_apply.remove({name}).exitCode(), 0);
    const auto content = rig::onWorker([&] { return *readJournal({m_rig.journalPath()}, {.ours = lastOperation()}); });
    const JournalTrail& trail = content.operations.back().trail;
    QVERIFY(!trail.empty());
    for (const JournaledStep& step : trail) {
        const QByteArray text = QJsonDocument(step.before).toJson() + QJsonDocument(step.after).toJson();
        QVERIFY(!text.contains(token));
        QVERIFY(!step.target.contains(QString::fromUtf8(token)));
    }
}

/// After the first of two rows: the second is named, and the operation is done in part.
void RestoringTest::whatWasStoppedIsNotCalledDone()
{
    const QStringList names{m_apply.storeOne(), m_apply.storeOne()};
    QCOMPARE(m_apply.remove(names).exitCode(), 0);
    const OperationId operation = lastOperation();
    std::stop_source stop;
    const auto plainStores = m_rig.wrapStores;
    m_rig.wrapStores = [&](const std::shared_ptr<const StoreFactory>& stores) {
        return watchedStores(stores, [&](Store, const char* call, CallMoment moment) {
            if (QByteArray(call) == "restore" && moment == CallMoment::After)
                stop.request_stop();
        });
    };
    const ChangeResult stopped = rig::onWorker([&] {
        const auto session = Session::open(m_rig.parts());
        RowRestore restoring(*session);
        return restoring.restore(*restoring.archivedBy(operation), CallContext::within(20s, stop.get_token()));
    });
    m_rig.wrapStores = plainStores;
    QVERIFY(stopped.outcome == OperationOutcome::Partial);
    QCOMPARE(stopped.exitCode(), 1);
    QCOMPARE(stopped.items.size(), size_t(2));
    QVERIFY(!stopped.items[0].error && stopped.items[1].error);
    QVERIFY(stopped.items[1].error->kind == ErrorKind::Stopped);
    QVERIFY(test::lastOperation(m_rig).outcome == OperationOutcome::Partial);
    QCOMPARE(restore(operation).exitCode(), 0); // the rest
    for (const QString& name : names)
        QCOMPARE(m_apply.remains(name), QStringLiteral("row"));
}

/// Killed after the first of its rows, or where a row that was announced is not there.
void RestoringTest::whatWasCutOffIsNotCalledDone()
{
    const QString name = m_apply.storeOne();
    JournaledStep step{.store = Store::Database, .action = JournalAction::RestoreRow};
    step.target = QString::fromLatin1(row(name, QStringLiteral("id")));
    const auto resumed = [this](const JournaledStep& announced) {
        return rig::onWorker([&] {
            const auto session = Session::open(m_rig.parts());
            auto run = WorkflowRun::begin(
                session->journal.get(), {restoringKind(), session->profileId, session->workstation, announced.target});
            return RowRestore(*session).resume(*run, {announced}, CallContext::within(20s));
        });
    };
    QVERIFY(resumed(step).outcome == OperationOutcome::Done); // as earlier versions wrote it
    step.before.insert(QStringLiteral("rows"), 1);
    QVERIFY(resumed(step).outcome == OperationOutcome::Done);
    step.before.insert(QStringLiteral("rows"), 2);
    const ChangeResult part = resumed(step);
    QVERIFY(part.outcome == OperationOutcome::Partial && part.exitCode() == 1);
    QVERIFY(part.error && part.error->sentence.contains(QLatin1String("journal restore")));
    JournaledStep undoing{.store = Store::Database, .action = JournalAction::UndoRow};
    undoing.target = QString::fromLatin1(m_apply.value(QStringLiteral("select gen_random_uuid()")));
    undoing.before.insert(QStringLiteral("wanted"), QStringLiteral("{\"status\": \"pending\"}"));
    QVERIFY(resumed(undoing).outcome == OperationOutcome::Failed); // that row is gone, and so is not as it was
}

/// Stopped before its turn, an interrupted operation is still there: nobody is told that nothing was interrupted.
void RestoringTest::aResumeThatIsStoppedNamesWhatItLeft()
{
    const bool isBegun = rig::onWorker([&] { // what it began is held as long as it is open
        const auto session = Session::open(m_rig.parts());
        const JournalTask task{
            restoringKind(), session->profileId, session->workstation, QStringLiteral("killed at once")};
        return WorkflowRun::begin(session->journal.get(), task).has_value();
    });
    QVERIFY(isBegun && m_rig.hasUnfinished());
    const auto stopped = rig::onWorker([&] {
        const auto session = Session::open(m_rig.parts());
        std::stop_source stop;
        stop.request_stop();
        WorkflowObserver silent;
        return Resume(*session).resumeAll(silent, CallContext::within(20s, stop.get_token()));
    });
    QVERIFY(stopped && !stopped->empty()); // the tests before leave some, too
    for (const ResumedOperation& left : *stopped)
        QVERIFY(left.result.error && left.result.error->kind == ErrorKind::Stopped);
    QCOMPARE(exitCodeOf(*stopped), 3);
    QVERIFY(m_rig.hasUnfinished());
    QCOMPARE(m_rig.resume(), static_cast<int>(stopped->size()));
    QVERIFY(!m_rig.hasUnfinished());
}

STEWARD_TEST(RestoringTest)
} // namespace steward::row_restore_test

#include "row_restore_test.moc"
