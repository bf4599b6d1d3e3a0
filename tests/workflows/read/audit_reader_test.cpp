#include "support/campaign.h"
#include "support/fake_stores.h"
#include "support/random_fleet.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/read/audit_reader.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>
#include <latch>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace steward;
using namespace steward::test;

namespace steward::audit_reader_test {
using steward::rig::eventually;
using steward::rig::onWorker;

namespace {

constexpr const char* phone1 = "5511988887777";
constexpr const char* phone2 = "5521977776666";

/// What progress told, in its order.
class RecordedProgress final : public AuditProgress {
public:
    void storeStarted(Store store) override { add(QStringLiteral("started %1").arg(storeWord(store))); }
    void storeRead(Store store, qint64 count, qint64) override
    {
        add(QStringLiteral("read %1 %2").arg(storeWord(store)).arg(count));
    }
    void storeFailed(Store store, const Error& error) override
    {
        add(QStringLiteral("failed %1 %2").arg(storeWord(store), errorWord(error.kind)));
    }
    void questionFailed(Store store, const Error& error) override
    {
        add(QStringLiteral("question %1 %2").arg(storeWord(store), errorWord(error.kind)));
    }
    void readOnlyOf(Store store, const InstanceName& name) override
    {
        add(QStringLiteral("only %1 of %2").arg(storeWord(store), name.text()));
    }
    void memoryAsked(qint64 count) override { add(QStringLiteral("memory %1").arg(count)); }

    QStringList told;

private:
    void add(const QString& what)
    {
        if (m_busy.test_and_set())
            overlapped = true;
        told << what;
        m_busy.clear();
    }
    std::atomic_flag m_busy;

public:
    bool overlapped = false;
};

Fleet smallFleet()
{
    Fleet fleet;
    fleet.healthy("a", org(1), phone1);
    fleet.healthy("b", org(2), phone2);
    return fleet;
}

FakeStores::Trouble failing(ErrorKind kind)
{
    return [kind](const CallContext&) { return Error{kind, QStringLiteral("It failed."), {}}; };
}

Audit readOn(const FakeStores& stores, const AuditRequest& request, AuditProgress& progress, std::stop_token stop = {})
{
    const AuditReader reader(stores, stores.fleet.settings, [&stores] { return stores.fleet.takenAt; });
    return onWorker([&] { return reader.read(request, progress, stop); });
}

Audit readOn(const FakeStores& stores, const AuditRequest& request = {})
{
    RecordedProgress progress;
    return readOn(stores, request, progress);
}

QStringList sortedNames(const std::vector<InstanceName>& names)
{
    QStringList texts;
    for (const InstanceName& name : names)
        texts << name.text();
    texts.sort();
    return texts;
}

} // namespace

class AuditReaderTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheStoresHold();
    void threeStoresAtTheSameTime();
    void oneStoreFails_data();
    void oneStoreFails();
    void allStoresFail();
    void stopEndsEveryStore();
    void stopKeepsWhatWasReadWhole();
    void memoryAsksTheRightNames();
    void listAndMemoryAreLookedAtTwice();
    void whatIsNotListedIsAskedFor();
    void allWebhooksAreAsked();
    void earlierAnswersCountForTheirAge();
    void onScreenIsAskedWithinTheLimit();
    void furtherQuestionsComeWithTheMemory();
    void memoryWithoutAnswerIsUnknown();
    void knownKeysThatTheScanMissedAreRead();
    void secondCacheReadingFails();
    void webhooksAreReadWhereAsked();
    void residueOnlyWhereAskedFor();
    void ofTheCacheOnlyWhatConcernsOne();
    void ofTheDatabaseOnlyWhatConcernsOne();
    void aPartIsNotTakenForTheWhole();
    void whatIsToldOfOneIsWhatAnAuditTells();
    void progressIsTold();
    void deadlineReachesThePorts();
    void everyPortOffTheMainThread();
    void refusesTheMainThread();
};

void AuditReaderTest::readsWhatTheStoresHold()
{
    const FakeStores stores(smallFleet());
    const Audit audit = readOn(stores);
    QVERIFY(audit.allStoresRead());
    QCOMPARE(audit.counts().rows, 2);
    QCOMPARE(audit.counts().healthy.value_or(-1), 2);
    QCOMPARE(audit.snapshot().takenAt, stores.fleet.takenAt);
    QCOMPARE(audit.exitCode(), 0);
}

void AuditReaderTest::threeStoresAtTheSameTime()
{
    FakeStores stores(smallFleet());
    std::latch combined(3);
    const auto meet = [&combined](const CallContext&) -> std::optional<Error> {
        combined.count_down();
        if (!eventually([&] { return combined.try_wait(); }, 10'000))
            return Error{ErrorKind::TimedOut, QStringLiteral("It waited alone."), {}};
        return {};
    };
    stores.serverList = stores.databaseList = stores.cacheScan = meet;
    QVERIFY(readOn(stores).allStoresRead());
    QVERIFY(stores.calls().threads.size() >= 3);
}

void AuditReaderTest::oneStoreFails_data()
{
    QTest::addColumn<int>("store");
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        QTest::addRow("%s", qPrintable(storeWord(store))) << static_cast<int>(store);
}

void AuditReaderTest::oneStoreFails()
{
    QFETCH(int, store);
    FakeStores stores(smallFleet());
    FakeStores::Trouble* hooks[] = {&stores.serverList, &stores.databaseList, &stores.cacheScan};
    *hooks[store] = failing(ErrorKind::Truncated);
    const Audit audit = readOn(stores);
    QVERIFY(!audit.allStoresRead());
    const std::optional<Error> errors[] = {
        audit.snapshot().server.error(), audit.snapshot().database.error(), audit.snapshot().cache.error()};
    for (int index = 0; index < 3; ++index)
        QCOMPARE(errors[index].has_value(), index == store);
    QCOMPARE(errors[store]->kind, ErrorKind::Truncated);
    QCOMPARE(audit.counts().rows, 2);
    QVERIFY(!audit.counts().healthy); // of no row is it said then
    QCOMPARE(audit.exitCode(), 1);
    QCOMPARE(stores.calls().memory.empty(), static_cast<Store>(store) == Store::Server);
    QCOMPARE(stores.calls().keys.empty(), true); // the scan met both, or there was none
}

void AuditReaderTest::allStoresFail()
{
    FakeStores stores(smallFleet());
    stores.serverList = failing(ErrorKind::Refused);
    stores.databaseList = failing(ErrorKind::RowSecurity);
    stores.cacheScan = failing(ErrorKind::Cluster);
    const Audit audit = readOn(stores);
    QVERIFY(audit.rows().empty());
    QCOMPARE(audit.exitCode(), 1);
    QCOMPARE(audit.snapshot().database.error()->kind, ErrorKind::RowSecurity);
}

void AuditReaderTest::stopEndsEveryStore()
{
    FakeStores stores(smallFleet());
    std::atomic<int> waiting = 0;
    const auto wait = [&waiting](const CallContext& limits) {
        ++waiting;
        return waitUntilStopped(limits);
    };
    stores.serverList = stores.databaseList = stores.cacheScan = wait;
    std::stop_source source;
    QElapsedTimer sinceStop;
    const std::jthread person([&] {
        eventually([&] { return waiting == 3; }, 10'000);
        sinceStop.start();
        source.request_stop();
    });
    RecordedProgress progress;
    const Audit audit = readOn(stores, {}, progress, source.get_token());
    QVERIFY2(sinceStop.elapsed() < 400, qPrintable(QString::number(sinceStop.elapsed())));
    QCOMPARE(audit.snapshot().server.error()->kind, ErrorKind::Stopped);
    QCOMPARE(audit.snapshot().database.error()->kind, ErrorKind::Stopped);
    QCOMPARE(audit.snapshot().cache.error()->kind, ErrorKind::Stopped);
    QCOMPARE(stores.calls().memoryCalls, 0);
}

void AuditReaderTest::stopKeepsWhatWasReadWhole()
{
    FakeStores stores(smallFleet());
    std::stop_source source;
    stores.databaseList = [&source](const CallContext& limits) {
        source.request_stop();
        return waitUntilStopped(limits);
    };
    stores.serverList = [&source](const CallContext&) -> std::optional<Error> {
        eventually([&] { return source.stop_requested(); }, 10'000);
        return {};
    };
    RecordedProgress progress;
    const Audit audit = readOn(stores, {}, progress, source.get_token());
    QVERIFY(audit.snapshot().server.isWhole());
    QCOMPARE(audit.snapshot().database.error()->kind, ErrorKind::Stopped);
    QCOMPARE(stores.calls().memoryCalls, 0); // nothing more is asked
    for (const AuditRow& row : audit.rows())
        QCOMPARE(row.memory, MemoryState::NotAsked);
}

void AuditReaderTest::memoryAsksTheRightNames()
{
    Fleet fleet;
    for (int number = 10; number < 30; ++number) {
        const QByteArray text = QByteArray::number(number);
        fleet.healthy("h" + text, org(uint(100 + number)), ("55119888800" + text).constData());
    }
    for (const char* name : {"d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9"})
        fleet.instance(name).row(org(1)).status("pending").cached();
    fleet.instance(".").connecting().changed(1h).row(org(2)).cached();
    fleet.name("not-listed").row(org(3));
    fleet.settings.secondLook = 0ms;
    const FakeStores stores(fleet);
    AuditRequest request;
    request.alsoAskMemory = {
        InstanceName::fromUtf8("h25"), InstanceName::fromUtf8("."), InstanceName::fromUtf8("not-listed"),
        InstanceName::fromUtf8("unheard-of"), InstanceName::fromUtf8("d1")};
    readOn(stores, request);
    // Also what is not listed, and a name that no store knows: of the server that takes both witnesses.
    const QString expected = QStringLiteral("d1 d2 d3 d4 d5 d6 d7 d8 d9 h25 not-listed unheard-of");
    QCOMPARE(sortedNames(stores.calls().memory), expected.split(QLatin1Char(' ')));
    QCOMPARE(stores.calls().memoryCalls, 1);

    const FakeStores everyone(fleet);
    AuditRequest all;
    all.allMemory = true;
    readOn(everyone, all);
    QCOMPARE(everyone.calls().memory.size(), size_t(30 + 9)); // the nine listed as closed are open, and looked at twice
}

/// Once for all of them, after a pause; only by show, plans and --memory.
void AuditReaderTest::listAndMemoryAreLookedAtTwice()
{
    Fleet fleet = smallFleet();
    for (const char* name : {"m", "n"}) {
        fleet.instance(name).row(org(name[0])).cached();
        fleet.name(name).memory(MemoryState::Open);
    }
    fleet.settings.secondLook = std::chrono::milliseconds(50);
    AuditRequest request;
    request.alsoAskMemory = {InstanceName::fromUtf8("m"), InstanceName::fromUtf8("n")};
    const FakeStores once(fleet);
    QCOMPARE(countOf(readOn(once, request), FindingCode::StateMismatch), 0);
    QCOMPARE(once.calls().memoryCalls, 1);
    request.secondLook = true;
    const FakeStores twice(fleet);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(countOf(readOn(twice, request), FindingCode::StateMismatch), 2);
    QVERIFY(timer.elapsed() >= 50);
    QCOMPARE(twice.calls().memoryCalls, 2);
    AuditRequest all;
    all.allMemory = true;
    QCOMPARE(countOf(readOn(FakeStores(fleet), all), FindingCode::StateMismatch), 2);
    // Closed at the second look: it was going to be.
    FakeStores closing(fleet);
    closing.memoryStates = [&closing](const CallContext&) -> std::optional<Error> {
        if (closing.calls().memoryCalls > 1)
            closing.fleet.memory.insert(InstanceName::fromUtf8("m"), MemoryState::Close);
        return {};
    };
    QCOMPARE(countOf(readOn(closing, request), FindingCode::StateMismatch), 1);
}

void AuditReaderTest::whatIsNotListedIsAskedFor()
{
    const auto findingsWhere = [](std::optional<MemoryState> answer, const FakeStores::Trouble& trouble = {}) {
        Fleet fleet = smallFleet();
        fleet.name("x").row(org(3)).cached();
        fleet.ofUnlisted = answer;
        FakeStores stores(fleet);
        stores.memoryStates = trouble;
        return findingsAt(readOn(stores), "x");
    };
    QCOMPARE(findingsWhere(MemoryState::Open), QStringLiteral("unlisted-instance"));
    QCOMPARE(findingsWhere(MemoryState::Missing), QStringLiteral("unlisted-instance"));
    QCOMPARE(findingsWhere(MemoryState::NotFound), QStringLiteral("orphaned-integration"));
    QCOMPARE(findingsWhere(MemoryState::Unknown), QString());
    QCOMPARE(findingsWhere(MemoryState::NotFound, failing(ErrorKind::TimedOut)), QString());
}

void AuditReaderTest::allWebhooksAreAsked()
{
    Fleet fleet = smallFleet();
    fleet.instance("..").row(org(3));
    fleet.name("not-listed").row(org(4));
    for (const char* name : {"a", "b"})
        fleet.name(name).webhook(QStringLiteral("https://api.example.org/hook"));
    const FakeStores stores(fleet);
    AuditRequest request;
    request.allWebhooks = true;
    request.allMemory = true;
    const Audit audit = readOn(stores, request);
    QCOMPARE(sortedNames(stores.calls().webhooks), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(audit.counts().verdicts.value(Verdict::Working), 2);
    QCOMPARE(readOn(FakeStores(fleet)).counts().verdicts.value(Verdict::Working), 0);
}

void AuditReaderTest::earlierAnswersCountForTheirAge()
{
    Fleet fleet = smallFleet();
    for (const char* name : {"a", "b"})
        fleet.name(name).webhook(QStringLiteral("https://api.example.org/hook"));
    AuditRequest all;
    all.allWebhooks = true;
    all.allMemory = true;
    const auto earlier = std::make_shared<EarlierAnswers>();
    earlier->take(readOn(FakeStores(fleet), all).snapshot());
    AuditRequest later;
    later.onlyMemoryAsked = true;
    later.earlier = earlier;
    fleet.takenAt += 59min;
    QCOMPARE(readOn(FakeStores(fleet), later).counts().verdicts.value(Verdict::Working), 2);
    fleet.takenAt += 2min;
    QCOMPARE(readOn(FakeStores(fleet), later).counts().verdicts.value(Verdict::NotChecked), 2);
}

void AuditReaderTest::onScreenIsAskedWithinTheLimit()
{
    Fleet fleet = smallFleet();
    fleet.settings.memoryLimit = 1;
    const FakeStores stores(fleet);
    AuditRequest request;
    request.alsoAskMemory = {InstanceName::fromUtf8("b")};
    readOn(stores, request);
    QCOMPARE(sortedNames(stores.calls().memory), QStringList{QStringLiteral("b")});
}

void AuditReaderTest::furtherQuestionsComeWithTheMemory()
{
    Fleet fleet = smallFleet();
    fleet.settings.memoryLimit = 1;
    const FakeStores stores(fleet);
    AuditRequest request;
    request.alsoAskMemory = {InstanceName::fromUtf8("b")};
    request.further = [](const Audit& audit) {
        ServerQuestions questions;
        for (const char* name : {"a", "b"}) {
            if (audit.find(InstanceName::fromUtf8(name)))
                questions.memory.push_back(InstanceName::fromUtf8(name));
        }
        questions.webhooks = {InstanceName::fromUtf8("a")};
        return questions;
    };
    readOn(stores, request);
    QCOMPARE(sortedNames(stores.calls().memory), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(stores.calls().memoryCalls, 1); // in one reading, beyond the audit's own limit
    QCOMPARE(sortedNames(stores.calls().webhooks), QStringList{QStringLiteral("a")});

    FakeStores unread(fleet);
    unread.cacheScan = failing(ErrorKind::TimedOut);
    readOn(unread, request);
    QVERIFY(unread.calls().webhooks.empty()); // nothing is planned then
}

void AuditReaderTest::memoryWithoutAnswerIsUnknown()
{
    FakeStores stores(smallFleet());
    stores.memoryStates = failing(ErrorKind::TimedOut);
    const Audit audit = readOn(stores);
    QCOMPARE(rowAt(audit, "a").memory, MemoryState::Unknown);
    QVERIFY(audit.allStoresRead());
    QCOMPARE(audit.counts().healthy.value_or(-1), 2);
}

void AuditReaderTest::knownKeysThatTheScanMissedAreRead()
{
    Fleet fleet = smallFleet();
    fleet.instance("late").open().row(org(3)).token("tokenLATEabcdefghijklmnop").cached().tokenCached();
    FakeStores stores(fleet);
    stores.notMetByScan = {InstanceName::fromUtf8("late")};
    const Audit audit = readOn(stores);
    QCOMPARE(stores.calls().keys.size(), size_t(2)); // its name and its token, not those that the scan met
    QCOMPARE(rowAt(audit, "late").inCache, Presence::Present);
    QCOMPARE(rowAt(audit, "late").tokenEntries.size(), size_t(1));
    QVERIFY(!rowAt(audit, "late").has(FindingCode::NotCached));
}

void AuditReaderTest::secondCacheReadingFails()
{
    Fleet fleet = smallFleet();
    fleet.instance("late").open().row(org(3)).cached();
    FakeStores stores(fleet);
    stores.notMetByScan = {InstanceName::fromUtf8("late")};
    stores.cacheRead = failing(ErrorKind::ConnectionLost);
    RecordedProgress progress;
    const Audit audit = readOn(stores, {}, progress);
    QVERIFY(!audit.snapshot().cache.isWhole());
    QCOMPARE(audit.snapshot().cache.error()->kind, ErrorKind::ConnectionLost);
    for (const AuditRow& row : audit.rows())
        QCOMPARE(row.inCache, Presence::Unknown);
    QCOMPARE(countOf(audit, FindingCode::NotCached), 0);
    QVERIFY(progress.told.contains(QStringLiteral("failed cache connection-lost")));
}

void AuditReaderTest::webhooksAreReadWhereAsked()
{
    Fleet fleet = smallFleet();
    fleet.name("a").webhook(QStringLiteral("https://api.example.org/hook"), false);
    FakeStores stores(fleet);
    stores.rowWebhookUrl = QStringLiteral("https://api.example.org/hook/CANARYabcdefghijk");
    AuditRequest request;
    request.askWebhooks = {InstanceName::fromUtf8("a"), InstanceName::fromUtf8("b")};
    RecordedProgress progress;
    const Audit audit = readOn(stores, request, progress);
    QCOMPARE(progress.told.filter(QStringLiteral("question")).size(), 1); // b's
    QVERIFY(progress.told.filter(QStringLiteral("question")).first().startsWith(QStringLiteral("question server ")));
    QCOMPARE(sortedNames(stores.calls().webhooks), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QVERIFY(rowAt(audit, "a").has(FindingCode::WebhookMismatch));
    QVERIFY(!rowAt(audit, "b").has(FindingCode::WebhookMismatch)); // no answer is no finding
    QVERIFY(rowAt(audit, "a").integration()->maskedWebhookUrl.contains(QLatin1String("CANA")));
    QVERIFY(!rowAt(audit, "a").integration()->maskedWebhookUrl.contains(QLatin1String("CANARY")));
}

void AuditReaderTest::residueOnlyWhereAskedFor()
{
    Fleet fleet = smallFleet();
    fleet.name("gone").leftBehind(2);
    const FakeStores stores(fleet);
    QCOMPARE(countOf(readOn(stores), FindingCode::Residue), 0);
    AuditRequest request;
    request.withResidue = true;
    QCOMPARE(countOf(readOn(stores, request), FindingCode::Residue), 1);
    QCOMPARE(stores.calls().scansWithResidue, 1);
}

void AuditReaderTest::ofTheCacheOnlyWhatConcernsOne()
{
    Fleet fleet = smallFleet();
    fleet.instance("c").open().row(org(7)).token("tokenCabcdefghijklmnopqr").cached().tokenCached();
    fleet.instance("ofnobody").open();
    fleet.name("c").leftBehind(3);
    const FakeStores stores(fleet);
    AuditRequest request;
    request.withResidue = true;
    request.only = InstanceName::fromUtf8("c");
    RecordedProgress progress;
    const Audit audit = readOn(stores, request, progress);
    QCOMPARE(stores.calls().scansWithResidue, 0);
    QCOMPARE(stores.calls().keys.size(), size_t(2)); // its name and its token
    QVERIFY(progress.told.contains(QStringLiteral("only cache of c")));
    const AuditRow& row = rowAt(audit, "c");
    QCOMPARE(row.inCache, Presence::Present);
    QCOMPARE(row.tokenEntries.size(), size_t(1));
    QCOMPARE(row.residue->streamMessages, 3);
    QCOMPARE(audit.counts().rows, 4);
    // An entry of it may stand under any token.
    request.only = InstanceName::fromUtf8("ofnobody");
    const Audit whole = readOn(stores, request, progress);
    QCOMPARE(stores.calls().scansWithResidue, 1);
    QVERIFY(!progress.told.contains(QStringLiteral("only cache of ofnobody")));
    QCOMPARE(rowAt(whole, "ofnobody").inCache, Presence::Absent);
}

void AuditReaderTest::ofTheDatabaseOnlyWhatConcernsOne()
{
    const QByteArray bearing = "clinic-" + idText(org(7)).toLatin1() + "-1";
    Fleet fleet = smallFleet();
    fleet.healthy("c", org(7), "5531988887777");
    fleet.instance(bearing).open().cached().entryOrganization(org(7)); // without a row
    fleet.instance("sameorg").open().row(org(7)).disabled();
    fleet.instance("samephone").open().row(org(8)).rowPhone("553188887777"); // as it was written before
    for (uint number = 100; number < 150; ++number)
        fleet.instance("far" + QByteArray::number(number)).row(org(number));
    FakeStores stores(fleet);
    stores.rowWebhookUrl = QStringLiteral("https://api.example.org/hook/CANARYabcdefghijk");
    AuditRequest request;
    request.only = InstanceName::fromUtf8("c");
    request.askWebhooks = {*request.only};
    RecordedProgress progress;
    const Audit audit = readOn(stores, request, progress);
    QVERIFY(progress.told.contains(QStringLiteral("only database of c")));
    QCOMPARE(stores.calls().databaseLists, 0);
    QVERIFY(stores.calls().rowsOfParts == std::vector<size_t>{3}); // its own, its organization's and its number's
    QCOMPARE(stores.calls().keys.size(), size_t(2));               // its name, and whose the one without a row is
    QCOMPARE(findingsAt(audit, "c"), QStringLiteral("duplicate-instance duplicate-phone"));
    const QStringList evidence = rowAt(audit, "c").findings.front().evidence;
    QCOMPARE(evidence.front(), QStringLiteral("3"));
    QVERIFY(evidence.contains(QString::fromLatin1(bearing)) && evidence.contains(QStringLiteral("sameorg")));
    QVERIFY(rowAt(audit, "c").integration()->maskedWebhookUrl.contains(QLatin1String("CANA")));
}

/// What was not read of the table stands neither for absent, nor for what an entry says of it.
void AuditReaderTest::aPartIsNotTakenForTheWhole()
{
    Fleet fleet = smallFleet();
    fleet.instance("c").open().row(org(7)).token("tokenCabcdefghijklmnopqr").cached().tokenCached();
    fleet.cache.entries.back().name = InstanceName::fromUtf8("d"); // and of c's organization, as it says
    fleet.instance("d").open().row(org(8));
    fleet.instance("cold").open().row(org(9)).token("tokenDabcdefghijklmnopqr");
    fleet.instance("late").open().row(org(10)).token("tokenEabcdefghijklmnopqr");
    fleet.name("cold").tokenCached("tokenEabcdefghijklmnopqr");
    AuditRequest request;
    const auto findingsOfWhole = [&](const char* name, const FakeStores& stores) -> QString {
        request.only = InstanceName::fromUtf8(name);
        RecordedProgress progress;
        const Audit audit = readOn(stores, request, progress);
        const bool isWhole = progress.told.filter(QStringLiteral("only ")).isEmpty();
        return isWhole && stores.calls().databaseLists == 1 ? findingsAt(audit, name) : QStringLiteral("a part");
    };
    QCOMPARE(findingsOfWhole("c", FakeStores(fleet)), QString());
    // Its entry is under another's token, which stands in a row.
    QCOMPARE(findingsOfWhole("cold", FakeStores(fleet)), QStringLiteral("cache-mismatch"));
    QCOMPARE(findingsOfWhole("a", FakeStores(fleet)), QStringLiteral("a part"));
    FakeStores unlisted(fleet);
    unlisted.serverList = failing(ErrorKind::Truncated);
    QCOMPARE(findingsOfWhole("a", unlisted), QString());
    // A cache that failed leaves the part as it is, which is told.
    FakeStores uncached(fleet);
    uncached.cacheRead = failing(ErrorKind::ConnectionLost);
    request.only = InstanceName::fromUtf8("a");
    RecordedProgress progress;
    const Audit audit = readOn(uncached, request, progress);
    QVERIFY(!audit.allStoresRead());
    QVERIFY(progress.told.contains(QStringLiteral("only database of a")));
    QVERIFY(!progress.told.contains(QStringLiteral("only cache of a")));
}

void AuditReaderTest::whatIsToldOfOneIsWhatAnAuditTells()
{
    Campaign campaign(QStringLiteral("one instance as an audit tells it"));
    QRandomGenerator random(18);
    int parts = 0;
    int narrowed = 0;
    const auto told = [](const Audit& audit, const AuditRow& row) {
        QStringList words{
            presenceWord(row.inServer), presenceWord(row.inDatabase), presenceWord(row.inCache),
            audit.organizationName(row.organizationId)};
        for (const Integration* integration : row.integrations)
            words << integration->id.toString();
        if (row.isProtected)
            words << QStringLiteral("protected");
        for (const Finding& finding : row.findings) {
            // What an entry under another's token may add is not looked for.
            const bool isOfAnyToken = finding.code == FindingCode::StaleCache ||
                                      finding.code == FindingCode::CacheMismatch ||
                                      finding.code == FindingCode::CacheWithoutExpiry;
            if (!isOfAnyToken && finding.code != FindingCode::DuplicateInstance)
                words << findingWord(finding.code) << finding.evidence;
        }
        return words.join(QLatin1Char(' '));
    };
    for (int number = 0; number < Campaign::count(60, 2000); ++number) {
        Fleet fleet = randomFleet(random);
        fleet.settings.secondLook = 0ms;
        for (Integration& row : fleet.database.integrations)
            row.isProtected = random.bounded(8) == 0;
        for (const uint far : {50U, 51U, 52U}) // which concern none of the others
            fleet.name("far-" + QByteArray::number(far)).row(org(far));
        const FakeStores stores(fleet);
        AuditRequest request;
        request.withResidue = request.secondLook = request.allMemory = true;
        const Audit whole = readOn(stores, request);
        const size_t allRows = whole.snapshot().database->integrations.size();
        for (const AuditRow& row : whole.rows()) {
            if (row.kind != RowKind::Instance)
                continue;
            request.only = row.name;
            RecordedProgress progress;
            const Audit one = readOn(stores, request, progress);
            const bool isPart = progress.told.contains(QStringLiteral("only cache of ") + row.name.text());
            const bool isNarrow = progress.told.contains(QStringLiteral("only database of ") + row.name.text());
            parts += isPart ? 1 : 0;
            narrowed += isNarrow ? 1 : 0;
            if (isNarrow && (!isPart || one.snapshot().database->integrations.size() + 3 > allRows))
                campaign.violate(QStringLiteral("fleet %1: of %2 all was read").arg(number).arg(row.name.text()));
            // Others are asked in the two, and too many without a state mean that the server is starting.
            if (whole.snapshot().serverStarting || one.snapshot().serverStarting || !isPart)
                continue;
            campaign.addCase();
            const AuditRow* again = one.find(row.name);
            if (!again || told(one, *again) != told(whole, row))
                campaign.violate(QStringLiteral("fleet %1: %2: “%3”, in the audit “%4”")
                                     .arg(number)
                                     .arg(row.name.text(), again ? told(one, *again) : QString(), told(whole, row)));
            if (again && again->has(FindingCode::DuplicateInstance) && !row.has(FindingCode::DuplicateInstance))
                campaign.violate(QStringLiteral("fleet %1: %2 is no duplicate").arg(number).arg(row.name.text()));
        }
    }
    QVERIFY(parts > 0);
    QVERIFY(narrowed > 0);
    QVERIFY(campaign.finish());
}

void AuditReaderTest::progressIsTold()
{
    FakeStores stores(smallFleet());
    stores.databaseList = failing(ErrorKind::Replica);
    RecordedProgress progress;
    readOn(stores, {}, progress);
    QVERIFY(!progress.overlapped);
    QCOMPARE(progress.told.last(), QStringLiteral("memory 2"));
    QStringList told = progress.told;
    told.sort();
    QCOMPARE(
        told.join(QLatin1Char('|')),
        QStringLiteral("failed database replica|memory 2|read cache 2|read server 2|started cache|"
                       "started database|started server"));
    for (const Store store : {Store::Server, Store::Cache}) {
        const qsizetype started = progress.told.indexOf(QStringLiteral("started %1").arg(storeWord(store)));
        QVERIFY(started < progress.told.indexOf(QStringLiteral("read %1 2").arg(storeWord(store))));
    }
}

void AuditReaderTest::deadlineReachesThePorts()
{
    FakeStores stores(smallFleet());
    stores.cacheScan = [](const CallContext& limits) { return waitUntilStopped(limits); };
    AuditRequest request;
    request.timePerStore = std::chrono::milliseconds(60);
    const Audit audit = readOn(stores, request);
    QCOMPARE(audit.snapshot().cache.error()->kind, ErrorKind::TimedOut);
    QVERIFY(audit.snapshot().cache.elapsedMs >= 50);
    QVERIFY(audit.snapshot().server.isWhole());
}

void AuditReaderTest::everyPortOffTheMainThread()
{
    const FakeStores stores(smallFleet());
    readOn(stores);
    QVERIFY(!stores.calls().threads.empty());
    QVERIFY(!stores.calls().threads.contains(std::this_thread::get_id()));
}

void AuditReaderTest::refusesTheMainThread()
{
    const FakeStores stores(smallFleet());
    const pid_t child = fork();
    if (child == 0) {
        const rlimit noCore{0, 0};
        setrlimit(RLIMIT_CORE, &noCore);
        std::signal(SIGABRT, SIG_DFL);
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
        AuditProgress progress;
        AuditReader(stores, {}).read({}, progress);
        _exit(0);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGABRT);
}

STEWARD_TEST(AuditReaderTest)
} // namespace steward::audit_reader_test

#include "audit_reader_test.moc"
