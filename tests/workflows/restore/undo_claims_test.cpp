#include "stores/database_port.h"
#include "support/any_id.h"
#include "support/test_registry.h"
#include "workflows/undo_desk.h"
#include "workflows/watched_stores.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <utility>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::undo_claims_test {

/// What a creation's claim did to a row is taken back, no secret of it is kept, and a deleted row's config comes back
/// as the very value that it was.
class UndoClaimsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aCreationsClaimIsTakenBack();
    void aFinishedRowGetsItsContentBack();
    void aFinishedRowsOtherSecretIsNotKept();
    void aConfigThatIsJsonNullComesBackAsSuch_data();
    void aConfigThatIsJsonNullComesBackAsSuch();

private:
    struct Subject {
        QString name;
        NewClinic clinic;
        QByteArray id;
        QByteArray before;
    };
    Subject storeWithoutInstance();
    CreationRequest finishing(const Subject& subject);
    QByteArray row(const QByteArray& id) { return rowOf(m_apply, id); }
    OperationId lastOperation() { return test::lastOperation(m_rig).id; }
    ChangeResult undo(const OperationId& operation) { return test::undo(m_rig, operation); }

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
};

void UndoClaimsTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
}

void UndoClaimsTest::aCreationsClaimIsTakenBack()
{
    const CreationRequest request = m_rig.requestFor(m_rig.addOrganization());
    QCOMPARE(m_rig.create(request).exitCode(), 0);
    QCOMPARE(m_rig.enabledRows(request.organizationId), 1);
    const OperationId operation = lastOperation();
    QCOMPARE(undo(operation).exitCode(), 0);
    QCOMPARE(m_rig.enabledRows(request.organizationId), 0); // it was inserted
    QVERIFY(m_rig.fleet.server.instance(request.name.text()));
    QCOMPARE(undo(operation).exitCode(), 0);
}

/// An enabled row whose instance is gone.
UndoClaimsTest::Subject UndoClaimsTest::storeWithoutInstance()
{
    StoredInstance instance;
    instance.clinic = m_rig.addOrganization();
    instance.name = QLatin1String("clinic-") + instance.clinic.organization.toString();
    instance.isCached = false;
    m_apply.store(instance);
    m_rig.fleet.server.removeInstance(instance.name);
    Subject subject{instance.name, instance.clinic, {}, {}};
    subject.id =
        m_apply.value(QStringLiteral("select id from healthcare.integrations where config->>'instance_name' = '%1'")
                          .arg(subject.name));
    m_apply.execute(QStringLiteral("update healthcare.integrations set status = 'disconnected' where id = '%1'")
                        .arg(QString::fromLatin1(subject.id)));
    subject.before = row(subject.id);
    return subject;
}

CreationRequest UndoClaimsTest::finishing(const Subject& subject)
{
    CreationRequest request = m_rig.requestFor(subject.clinic, subject.name);
    request.finishRow = anId(QString::fromLatin1(subject.id));
    return request;
}

void UndoClaimsTest::aFinishedRowGetsItsContentBack()
{
    const Subject subject = storeWithoutInstance();
    const CreationResult created = m_rig.create(finishing(subject));
    QVERIFY2(created.exitCode() == 0, qPrintable(created.error ? created.error->sentence : QString()));
    QVERIFY(row(subject.id) != subject.before);
    QCOMPARE(undo(lastOperation()).exitCode(), 0);
    QCOMPARE(row(subject.id), subject.before);
}

/// Its claim keeps a digest of it alone, also where it is taken back by another process that knows nothing but that.
void UndoClaimsTest::aFinishedRowsOtherSecretIsNotKept()
{
    const QByteArray address = "https://hooks.example/Another7Secret8Of9Somebody";
    Subject subject = storeWithoutInstance();
    m_apply.execute(QStringLiteral("update healthcare.integrations set config = config || '{\"webhook_url\": \"%2\"}' "
                                   "where id = '%1'")
                        .arg(QString::fromLatin1(subject.id), QString::fromLatin1(address)));
    subject.before = row(subject.id);
    rig::HttpFault lost{.kind = rig::HttpFault::Kind::Reset, .carriedOut = false};
    lost.method = "POST";
    lost.pathPrefix = "/instance/create";
    m_rig.fleet.server.addFault(lost);
    rig::HttpFault unread{.pathPrefix = "/instance/fetchInstances"}; // so that it stays open
    bool isUnread = false;
    const auto plainStores = m_rig.wrapStores;
    m_rig.wrapStores = [&](const std::shared_ptr<const StoreFactory>& stores) {
        return watchedStores(stores, [&](Store store, const char* call, CallMoment) {
            if (store == Store::Server && QByteArray(call) == "create" && !std::exchange(isUnread, true))
                m_rig.fleet.server.addFault(unread);
        });
    };
    const CreationResult cut = m_rig.create(finishing(subject));
    m_rig.wrapStores = plainStores;
    m_rig.heal();
    QCOMPARE(cut.exitCode(), 3);
    const OperationId operation = lastOperation();
    const auto content =
        rig::onWorker([&] { return readJournal({m_rig.journalPath()}, {.ours = operation, .part = TrailPart()}); });
    for (const JournaledStep& step : content->operations.back().trail)
        QVERIFY(
            !QJsonDocument(step.before).toJson().contains(address) &&
            !QJsonDocument(step.after).toJson().contains(address));
    QCOMPARE(m_rig.resume(), 1);
    QVERIFY(!m_rig.hasUnfinished());
    QVERIFY(!m_rig.fleet.server.instance(subject.name));
    const QByteArray now = row(subject.id);
    QVERIFY2(!now.contains("{webhook_url:"), now.constData());
    // All else is as it was; the address is the one that the claim gave it, where it gave it one.
    const auto without = [](const QByteArray& image) {
        QJsonObject row = QJsonDocument::fromJson(image).object();
        QJsonObject config = row.value(QLatin1String("config")).toObject();
        config.remove(QStringLiteral("webhook_url"));
        row.insert(QStringLiteral("config"), config);
        return row;
    };
    QCOMPARE(without(now), without(subject.before));
}

void UndoClaimsTest::aConfigThatIsJsonNullComesBackAsSuch_data()
{
    QTest::addColumn<QString>("config");
    for (const char* config : {"null", "'null'::jsonb", "'[1, null]'::jsonb", "'7'::jsonb", "'\"text\"'::jsonb"})
        QTest::newRow(config) << QString::fromLatin1(config);
}

/// A deleted row that no instance is named by comes back with exactly that.
void UndoClaimsTest::aConfigThatIsJsonNullComesBackAsSuch()
{
    QFETCH(QString, config);
    const QByteArray id = m_apply.value(
        QStringLiteral("insert into healthcare.integrations (organization_id, type, provider, status, config, enabled, "
                       "webhook_token) values ('%1', 'whatsapp', 'evolution', 'disconnected', %2, false, "
                       "'token-of-a-row-of-%1') returning id")
            .arg(m_rig.addOrganization().organization.toString(), config));
    const QString shape = QStringLiteral("select coalesce(config::text, 'NULL') from healthcare.integrations where id "
                                         "= '%1'")
                              .arg(QString::fromLatin1(id));
    const QByteArray before = m_apply.value(shape);
    const auto undone = rig::onWorker([&]() -> Result<RestoredRow> {
        const auto session = Session::open(m_rig.parts());
        const auto database = session->stores->makeDatabase();
        const IntegrationId row = anId(QString::fromLatin1(id));
        const auto image = database->image(row, CallContext::within(30s));
        if (!image || !*image)
            return std::unexpected(Error{ErrorKind::NotFound, {}, QStringLiteral("no image")});
        m_apply.execute(
            QStringLiteral("delete from healthcare.integrations where id = '%1'").arg(QString::fromLatin1(id)));
        return database->restore(
            **image, {QStringLiteral("desk"), newId(), QStringLiteral("restore")}, CallContext::within(30s));
    });
    QVERIFY2(undone && undone->row, undone ? "" : qPrintable(undone.error().detail));
    QCOMPARE(m_apply.value(shape), before);
}

STEWARD_TEST(UndoClaimsTest)
} // namespace steward::undo_claims_test

#include "undo_claims_test.moc"
