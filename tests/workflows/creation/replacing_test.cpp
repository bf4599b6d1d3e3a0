#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/apply_rig.h"
#include "workflows/creation/replacing.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/watched_stores.h"

#include <QTest>

#include <algorithm>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::replacing_test {

/// Replaced is one operation: both halves in one record of the journal, and each way in which it can stop half-way says
/// that the organization has none and which command creates it.
class ReplacingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void bothHalvesAreOneOperation();
    void underTheSameNameToo();
    void nothingIsDeletedWhereTheNewOneCannotBe();
    void aRefusedCreationSaysThatThereIsNone();
    void aStoreThatIsAwayInBetweenIsGoneOnFrom();

private:
    struct Subject {
        NewClinic clinic;
        QString name;
        CreationRequest request;
    };
    Subject store(const QString& newName = {});
    ReplacingResult replace(const Subject& subject);
    std::vector<JournalEntry> operations();
    static QString commandOf(const Subject& subject);

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
};

void ReplacingTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_rig.fleet.server.setDeletionDelay(10ms);
}

void ReplacingTest::cleanup()
{
    m_rig.wrapStores = {};
    m_rig.heal();
}

ReplacingTest::Subject ReplacingTest::store(const QString& newName)
{
    StoredInstance instance;
    instance.clinic = m_rig.addOrganization();
    instance.name = QLatin1String("clinic-") + instance.clinic.organization.toString();
    m_apply.store(instance);
    const QString name = newName.isEmpty() ? instance.name + QStringLiteral("-new") : newName;
    return {instance.clinic, instance.name, m_rig.requestFor(instance.clinic, name)};
}

ReplacingResult ReplacingTest::replace(const Subject& subject)
{
    const MadePlan made = m_apply.make(ApplyRig::request(PlanKind::Replace, {subject.name}));
    const auto agreed = AgreedPlan::from(std::make_shared<const Plan>(made.plan), made.verdict, made.verdict.confirm);
    if (!agreed)
        qFatal("%s", qPrintable(agreed.error().sentence));
    return rig::onWorker([&] {
        const auto session = Session::open(m_rig.parts());
        ApplyObserver items;
        WorkflowObserver steps;
        const PauseControl free;
        return Replacing(*session, CreationRig::times(), ApplyRig::unhurried())
            .replace(*agreed, subject.request, items, steps, free, CallContext::within(60s));
    });
}

std::vector<JournalEntry> ReplacingTest::operations()
{
    return rig::onWorker([&] { return readJournal({m_rig.journalPath()})->operations; });
}

QString ReplacingTest::commandOf(const Subject& subject)
{
    return QStringLiteral("steward-cli create --organization %1 --clinic %2 --name %3 --phone +5511999990000 "
                          "--if-exists replace")
        .arg(subject.clinic.organization.toString(), subject.clinic.clinic.toString(), subject.request.name.text());
}

void ReplacingTest::bothHalvesAreOneOperation()
{
    const Subject subject = store();
    const size_t before = operations().size();
    const ReplacingResult result = replace(subject);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.error ? result.error->sentence : QString()));
    QVERIFY(result.isRoomMade);
    QCOMPARE(result.items.size(), 2u);
    QCOMPARE(result.items.front().server, StoreOutcome::Gone);
    QCOMPARE(result.items.back().server, StoreOutcome::Written);
    QCOMPARE(m_apply.remains(subject.name), QString());
    QVERIFY(m_rig.holdsInAllThree(subject.clinic.organization, subject.request.name));
    const auto all = operations();
    QCOMPARE(all.size(), before + 1);
    QCOMPARE(all.back().task.kind, replacingKind());
    QCOMPARE(all.back().outcome, std::optional(OperationOutcome::Done));
}

void ReplacingTest::underTheSameNameToo()
{
    Subject subject = store();
    subject.request.name = InstanceName::fromText(subject.name);
    const auto old = m_rig.fleet.server.instance(subject.name)->id;
    const ReplacingResult result = replace(subject);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.error ? result.error->sentence : QString()));
    QVERIFY(m_rig.fleet.server.instance(subject.name)->id != old);
    QVERIFY(m_rig.holdsInAllThree(subject.clinic.organization, subject.request.name));
}

void ReplacingTest::nothingIsDeletedWhereTheNewOneCannotBe()
{
    const Subject other = store();
    Subject subject = store(other.name); // the name of another organization's
    const StorePicture before = m_rig.picture();
    const size_t recorded = operations().size();
    const ReplacingResult result = replace(subject);
    QCOMPARE(result.exitCode(), 4);
    QVERIFY(result.error && result.error->sentence.contains(other.name));
    QVERIFY(m_rig.picture() == before);
    QCOMPARE(operations().size(), recorded);
}

void ReplacingTest::aRefusedCreationSaysThatThereIsNone()
{
    Subject subject = store();
    subject.request.clinicId = subject.clinic.clinic;
    subject.request.expectedPhone = PhoneNumber::fromText(u"5511999990000");
    rig::HttpFault no;
    no.status = 401;
    no.body = R"({"status":401,"error":"Unauthorized","response":{"message":"Unauthorized"}})";
    no.method = "POST";
    no.pathPrefix = "/instance/create";
    no.carriedOut = false;
    m_rig.fleet.server.addFault(no);
    const ReplacingResult result = replace(subject);
    QCOMPARE(result.exitCode(), 1);
    QVERIFY(result.error);
    QVERIFY2(result.error->sentence.contains(QLatin1String("has no instance")), qPrintable(result.error->sentence));
    QVERIFY2(result.error->sentence.contains(commandOf(subject)), qPrintable(result.error->sentence));
    QCOMPARE(m_apply.remains(subject.name), QString());
    QCOMPARE(m_rig.enabledRows(subject.clinic.organization), 0);
    QVERIFY(!m_rig.hasUnfinished());
    QCOMPARE(operations().back().outcome, std::optional(OperationOutcome::Partial));
}

void ReplacingTest::aStoreThatIsAwayInBetweenIsGoneOnFrom()
{
    const Subject subject = store();
    bool isAway = false;
    m_rig.wrapStores = [&](const std::shared_ptr<const StoreFactory>& stores) {
        return watchedStores(stores, [&](Store store, const char* call, CallMoment moment) {
            const bool isRowGone =
                store == Store::Database && QByteArray(call) == "remove" && moment == CallMoment::After;
            if (isRowGone && !std::exchange(isAway, true))
                m_rig.fleet.server.addFault({.pathPrefix = "/instance/fetchInstances"});
        });
    };
    const ReplacingResult cut = replace(subject);
    QVERIFY(isAway);
    QCOMPARE(cut.exitCode(), 3);
    QVERIFY(m_rig.hasUnfinished());
    m_rig.wrapStores = {};
    m_rig.heal();
    QCOMPARE(m_rig.resume(), 1);
    QVERIFY(!m_rig.hasUnfinished());
    QCOMPARE(m_apply.remains(subject.name), QString());
    QVERIFY(m_rig.holdsInAllThree(subject.clinic.organization, subject.request.name));
    QCOMPARE(operations().back().outcome, std::optional(OperationOutcome::Done));
}

STEWARD_TEST(ReplacingTest)
} // namespace steward::replacing_test

#include "replacing_test.moc"
