#include "support/scratch_directory.h"
#include "support/test_registry.h"
#include "workflows/journal/journal_chain.h"
#include "workflows/journal/journal_samples.h"
#include "workflows/journal/journal_storage.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include <memory>
#include <vector>

using namespace steward;
using namespace steward::test;

namespace steward::journal_test {

namespace {

template<class Field>
concept FitForTheJournal = requires(JournalFields fields, Field value)
{
    fields.add(QString(), value);
};

static_assert(FitForTheJournal<QString> && FitForTheJournal<TokenDigest>);
static_assert(!FitForTheJournal<Secret> && !FitForTheJournal<WebhookToken> && !FitForTheJournal<const char*>);

constexpr int waitMilliseconds = 60'000;

std::unique_ptr<QProcess> startWriter(const QString& folder, const QString& what)
{
    auto process = std::make_unique<QProcess>();
    process->start(qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/journal-writer"), {folder, what});
    return process;
}

bool hasStarted(QProcess& process)
{
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(waitMilliseconds))
            return false;
    }
    return true;
}

bool isOperationWritten(Journal& journal, const QString& title)
{
    auto operation = journal.begin(sampleTask(title));
    if (!operation)
        return false;
    const Result<qint64> first = operation->writeIntents({sampleStep(QStringLiteral("x"))});
    return first && operation->writeResults({{*first, StepOutcome::Done, {}}}) &&
           operation->finish(OperationOutcome::Done);
}

} // namespace

class JournalTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void missingAndEmptyAreWhole();
    void whatIsWrittenIsRead();
    void aBatchIsOneRecord();
    void theHeadFollowsEveryCommit();
    void aRecordWhoseHeadWasNotWrittenIsKept();
    void aChainThatIsShorterThanItsHeadIsNotContinued();
    void theFirstRecordThatIsWrongIsNamed();
    void aLostDatabaseIsNoEmptyJournal();
    void oneWritesUnfinishedOneReads();
    void anOperationBelongsToWhoIsAlive();
    void whatIsUnfinishedKeepsItsTrail();
    void aTrailOfManyMegabytesIsVisited();
    void aTrailIsReadInParts();
    void whoTakesOverGoesOnCounting();
    void manyProcessesWriteOneChain();
    void finishedOperationsAreForgottenAfter400Days();
    void whatIsForgottenLeavesAWholeChain();
    void networkAndRoamingFoldersAreRefused();
    void onlyTheOwnerMayRead();
    void ofATokenOnlyItsDigest();

private:
    const rig::ScratchDirectory m_scratch;
    QString folderOf(const char* name) const { return m_scratch.filePath(QString::fromLatin1(name)); }
};

void JournalTest::missingAndEmptyAreWhole()
{
    const JournalFolder folder{folderOf("missing")};
    const auto missing = readJournal(folder);
    QVERIFY(missing && !missing->damage && missing->operations.empty());
    QVERIFY2(!QFile::exists(folder.path), "reading makes nothing");
    QVERIFY(Journal::open(folder.path, Role::Administrator));
    const auto empty = readJournal(folder);
    QVERIFY(empty && !empty->damage && empty->records == 0);
}

void JournalTest::whatIsWrittenIsRead()
{
    const QString path = folderOf("written");
    {
        const auto journal = Journal::open(path, Role::Administrator);
        QVERIFY(journal);
        auto operation = (*journal)->begin(sampleTask(QStringLiteral("Grüße an \u202E„Clínica“")));
        QVERIFY(operation);
        const auto first = operation->writeIntents({sampleStep(QStringLiteral("a")), sampleStep(QStringLiteral("b"))});
        QVERIFY(first);
        QCOMPARE(*first, 0);
        QCOMPARE(*operation->writeIntents({sampleStep(QStringLiteral("c"))}), 2);
        QVERIFY(operation->writeResults({{0, StepOutcome::Done, {}}, {1, StepOutcome::Unknown, {}}}));
        QVERIFY(operation->finish(OperationOutcome::Partial));
    }
    const auto content = readJournal({path});
    QVERIFY(content && !content->damage);
    QCOMPARE(content->records, 5);
    QCOMPARE(content->operations.size(), size_t(1));
    const JournalEntry& entry = content->operations.front();
    QCOMPARE(entry.task.title, QStringLiteral("Grüße an \u202E„Clínica“"));
    QCOMPARE(entry.task.workstation, QStringLiteral("reception"));
    QCOMPARE(entry.process, QCoreApplication::applicationPid());
    QCOMPARE(entry.steps, 3);
    QCOMPARE(entry.results, 2);
    QVERIFY(entry.outcome == OperationOutcome::Partial && entry.finishedAt && !entry.isHeld);
    QVERIFY(content->unfinished().empty());
}

void JournalTest::aBatchIsOneRecord()
{
    const auto journal = Journal::open(folderOf("batch"), Role::Administrator);
    QVERIFY(journal);
    auto operation = (*journal)->begin(sampleTask());
    QVERIFY(operation);
    std::vector<JournalStep> steps;
    for (int i = 0; i < 1000; ++i)
        steps.push_back(sampleStep(QString::number(i)));
    QVERIFY(operation->writeIntents(steps));
    const auto content = (*journal)->read();
    QVERIFY(content && !content->damage);
    QCOMPARE(content->records, 2);
    QCOMPARE(content->operations.front().steps, 1000);
}

void JournalTest::theHeadFollowsEveryCommit()
{
    const auto journal = Journal::open(folderOf("head"), Role::Administrator);
    QVERIFY(journal);
    auto operation = (*journal)->begin(sampleTask());
    QVERIFY(operation);
    for (int i = 2; i < 6; ++i) {
        QVERIFY(operation->writeIntents({sampleStep(QStringLiteral("x"))}));
        QFile head((*journal)->folder().headPath());
        QVERIFY(head.open(QIODevice::ReadOnly));
        const auto content = (*journal)->read();
        QCOMPARE(head.readAll(), QByteArray::number(i) + ' ' + content->end.hash.toHex() + '\n');
    }
}

void JournalTest::aRecordWhoseHeadWasNotWrittenIsKept()
{
    const JournalFolder folder{folderOf("beyond")};
    const QString kept = folder.path + QStringLiteral(".head");
    const auto journal = Journal::open(folder.path, Role::Administrator);
    QVERIFY(journal);
    QVERIFY(isOperationWritten(**journal, QStringLiteral("first")));
    QVERIFY(QFile::copy(folder.headPath(), kept));
    const auto putBack = [&] { return QFile::remove(folder.headPath()) && QFile::copy(kept, folder.headPath()); };

    auto operation = (*journal)->begin(sampleTask(QStringLiteral("second")));
    QVERIFY(operation && putBack());
    const auto oneBeyond = (*journal)->read();
    QVERIFY(oneBeyond && !oneBeyond->damage);
    QCOMPARE(oneBeyond->operations.size(), size_t(2));

    QVERIFY2(operation->writeIntents({sampleStep(QStringLiteral("x"))}), "it goes on after the one beyond the head");
    QVERIFY(!(*journal)->read()->damage);

    QVERIFY(putBack());
    QVERIFY2((*journal)->read()->damage, "two beyond the head");
    QVERIFY(!operation->finish(OperationOutcome::Done));
}

void JournalTest::aChainThatIsShorterThanItsHeadIsNotContinued()
{
    const JournalFolder folder{folderOf("shorter")};
    const auto journal = Journal::open(folder.path, Role::Administrator);
    QVERIFY(journal && isOperationWritten(**journal, QStringLiteral("one")));
    QFile head(folder.headPath());
    QVERIFY(head.open(QIODevice::WriteOnly));
    head.write("5 " + QByteArray(64, 'a') + '\n');
    head.close();
    const auto content = (*journal)->read();
    QVERIFY(content && content->damage);
    QVERIFY(content->damage->sentence.contains(QStringLiteral("damaged")));
    const QString which = QStringLiteral("record %1 was changed or is missing").arg(content->records + 1);
    QVERIFY2(content->damage->sentence.contains(which), qPrintable(content->damage->sentence));
    QVERIFY(!(*journal)->begin(sampleTask()));
    QVERIFY2(!Journal::open(folder.path, Role::Administrator), "nothing starts on a journal that has lost records");
    QVERIFY((*journal)->read()->damage);
}

/// Where the chain proves which: of a head that is behind by more than one, it or the chain may be another's.
void JournalTest::theFirstRecordThatIsWrongIsNamed()
{
    const auto after = [](const ChainEnd& end, const QByteArray& body) {
        return StoredRecord{end.number + 1, chainHash(end.hash, end.number + 1, body), body};
    };
    const auto endOf = [](const StoredRecord& record) { return ChainEnd{record.number, record.hash}; };
    const StoredRecord first = after({}, "1");
    const StoredRecord second = after(endOf(first), "2");
    const StoredRecord third = after(endOf(second), "3");
    ChainWalker walker({});
    QVERIFY(!walker.follow(first));
    QCOMPARE(walker.follow(third)->record, std::optional<qint64>(2)); // it is missing
    QCOMPARE(walker.follow({2, second.hash, "another"})->record, std::optional<qint64>(2));
    QCOMPARE(walker.compareWithHead(endOf(third))->record, std::optional<qint64>(2));
    QVERIFY(!walker.follow(second) && !walker.follow(third));
    QVERIFY(!walker.compareWithHead(endOf(third)));
    QVERIFY(!walker.compareWithHead(endOf(first))->record);
}

void JournalTest::aLostDatabaseIsNoEmptyJournal()
{
    const JournalFolder folder{folderOf("lost")};
    {
        const auto journal = Journal::open(folder.path, Role::Administrator);
        QVERIFY(journal && isOperationWritten(**journal, QStringLiteral("one")));
    }
    QVERIFY(QFile::remove(folder.databasePath()));
    QVERIFY(readJournal(folder)->damage);
    QVERIFY(!Journal::open(folder.path, Role::Administrator));
    QVERIFY(readJournal(folder)->damage);
}

void JournalTest::oneWritesUnfinishedOneReads()
{
    const auto journal = Journal::open(folderOf("unfinished"), Role::Administrator);
    QVERIFY(journal && isOperationWritten(**journal, QStringLiteral("finished")));
    {
        const auto operation = (*journal)->begin(sampleTask(QStringLiteral("open")));
        QVERIFY(operation);
        const std::vector<JournalEntry> open = (*journal)->read()->unfinished();
        QCOMPARE(open.size(), size_t(1));
        QVERIFY(open.front().id == operation->id() && open.front().isHeld);
    }
    QVERIFY(!(*journal)->read()->unfinished().front().isHeld);
}

void JournalTest::anOperationBelongsToWhoIsAlive()
{
    const QString path = folderOf("alive");
    const auto holder = startWriter(path, QStringLiteral("hold"));
    QVERIFY(hasStarted(*holder));
    const std::vector<JournalEntry> held = readJournal({path})->unfinished();
    QCOMPARE(held.size(), size_t(1));
    QVERIFY(held.front().isHeld);
    QCOMPARE(held.front().process, holder->processId());
    holder->kill(); // SIGKILL
    QVERIFY(holder->waitForFinished(waitMilliseconds));
    const auto after = readJournal({path});
    QVERIFY(!after->damage);
    QCOMPARE(after->unfinished().size(), size_t(1));
    QVERIFY(!after->unfinished().front().isHeld);
}

void JournalTest::whatIsUnfinishedKeepsItsTrail()
{
    Timestamp now(std::chrono::sys_days(std::chrono::year(2026) / 5 / 4));
    const auto journal = Journal::open(folderOf("trail"), Role::Administrator, [&now] { return now; });
    QVERIFY(journal && isOperationWritten(**journal, QStringLiteral("finished")));
    {
        auto operation = (*journal)->begin(sampleTask());
        QVERIFY(
            operation && operation->writeIntents({sampleStep(QStringLiteral("a")), sampleStep(QStringLiteral("b"))}));
        now += std::chrono::seconds(1);
        JournalStep third{JournalAction::WriteEntry, QStringLiteral("c")};
        QVERIFY(operation->writeIntents({third}));
        JournalFields after;
        after.add(QStringLiteral("rows"), 13);
        QVERIFY(operation->writeResults({{1, StepOutcome::Done, after}, {2, StepOutcome::Unknown, {}}}));
        QVERIFY2((*journal)->read()->unfinished().front().trail.empty(), "somebody is at it");
    }
    const auto content = (*journal)->read();
    QVERIFY(content->operations.front().trail.empty());
    const JournalTrail& trail = content->operations.back().trail;
    QCOMPARE(trail.size(), size_t(3));
    QCOMPARE(trail[1].store, Store::Database);
    QCOMPARE(trail[1].word, QStringLiteral("make-guard"));
    QVERIFY(trail[1].action == JournalAction::MakeGuard);
    QCOMPARE(trail[1].target, QStringLiteral("b"));
    QCOMPARE(trail[1].before, sampleStep({}).before.json());
    QCOMPARE(trail[1].after.value(QStringLiteral("rows")).toInt(), 13);
    QVERIFY(trail[1].outcome == StepOutcome::Done);
    QVERIFY(!trail[0].outcome && trail[0].after.isEmpty());
    QVERIFY(trail[2].outcome == StepOutcome::Unknown && trail[2].store == Store::Cache);
    QVERIFY(trail[0].announcedAt == now - std::chrono::seconds(1) && trail[2].announcedAt == now);
}

/// The steps of a plan over very many instances are not held at once.
void JournalTest::aTrailOfManyMegabytesIsVisited()
{
    const QString path = folderOf("long");
    constexpr int many = 6;
    OperationId id;
    {
        const auto journal = Journal::open(path, Role::Administrator);
        QVERIFY(journal);
        auto operation = (*journal)->begin({QStringLiteral("apply-delete"), {}, {}, QStringLiteral("many")});
        QVERIFY(operation);
        id = operation->id();
        for (int number = 0; number < many; ++number) {
            JournalStep step{JournalAction::Plan, QString::number(number)};
            step.before.add(QStringLiteral("plan"), QString(1024 * 1024, QLatin1Char('x')));
            QVERIFY(operation->writeIntents({step}));
        }
    }
    QStringList seen;
    JournalReading visiting;
    visiting.visitStep = [&](const JournalEntry& operation, const JournaledStep& step) {
        QVERIFY(operation.id == id);
        seen << step.target;
    };
    const auto visited = readJournal({path}, visiting);
    QVERIFY(visited && !visited->damage);
    QCOMPARE(seen.join(QString()), QStringLiteral("012345"));
    const JournalEntry& entry = visited->operations.front();
    QVERIFY(entry.hasLongTrail && entry.trail.empty());
    QCOMPARE(entry.steps, many);
    const auto whole = readJournal({path}, {.ours = id, .part = TrailPart()});
    QCOMPARE(whole->operations.front().trail.size(), size_t(many));
    QVERIFY(!whole->operations.front().hasLongTrail);
}

void JournalTest::aTrailIsReadInParts()
{
    const QString path = folderOf("parts");
    const auto journal = Journal::open(path, Role::Administrator);
    QVERIFY(journal);
    auto operation = (*journal)->begin(sampleTask());
    QVERIFY(operation);
    for (const QString& targets : {QStringLiteral("ab"), QStringLiteral("cde"), QStringLiteral("f")}) {
        std::vector<JournalStep> steps;
        for (const QChar target : targets)
            steps.push_back(sampleStep(target));
        QVERIFY(operation->writeIntents(steps));
    }
    std::vector<JournalStepResult> results;
    for (const qint64 step : {0, 3, 5})
        results.push_back({step, StepOutcome::Done, {}});
    QVERIFY(operation->writeResults(results));

    const auto part = readJournal({path}, {.ours = operation->id(), .part = TrailPart{1, 3}});
    QVERIFY(part);
    const JournalEntry& entry = part->operations.front();
    QCOMPARE(entry.steps, 6);
    QCOMPARE(entry.trail.size(), size_t(3));
    QCOMPARE(entry.trail[0].target + entry.trail[1].target + entry.trail[2].target, QStringLiteral("bcd"));
    QVERIFY(!entry.trail[0].outcome && !entry.trail[1].outcome); // another step's result is not theirs
    QVERIFY(entry.trail[2].outcome == StepOutcome::Done);
    const auto beyond = readJournal({path}, {.ours = operation->id(), .part = TrailPart{6, 3}});
    QVERIFY(beyond->operations.front().trail.empty());
}

void JournalTest::whoTakesOverGoesOnCounting()
{
    const auto journal = Journal::open(folderOf("takeover"), Role::Administrator);
    QVERIFY(journal);
    {
        auto operation = (*journal)->begin(sampleTask());
        QVERIFY(
            operation && operation->writeIntents({sampleStep(QStringLiteral("a")), sampleStep(QStringLiteral("b"))}));
        JournalEntry held = (*journal)->read()->unfinished().front();
        const auto refused = (*journal)->takeOver(held);
        QVERIFY(refused && !*refused);
        // What is written after the entry was read counts too.
        QVERIFY(operation->writeIntents({sampleStep(QStringLiteral("c"))}));
    }
    JournalEntry entry = (*journal)->read()->unfinished().front();
    entry.steps = 2;
    entry.trail.pop_back();
    {
        auto taken = (*journal)->takeOver(entry);
        QVERIFY(taken && *taken);
        QCOMPARE(entry.trail.size(), size_t(3));
        QCOMPARE(*(*taken)->writeIntents({sampleStep(QStringLiteral("d"))}), 3);
        QVERIFY((*taken)->writeResults({{0, StepOutcome::Done, {}}, {3, StepOutcome::Done, {}}}));
    }
    entry = (*journal)->read()->unfinished().front();
    QCOMPARE(entry.trail.size(), size_t(4));
    QCOMPARE(entry.trail[3].target, QStringLiteral("d"));
    QVERIFY(entry.trail[3].outcome && entry.trail[0].outcome && !entry.trail[2].outcome);
    auto last = (*journal)->takeOver(entry);
    QVERIFY(last && *last && (*last)->finish(OperationOutcome::Done));
    const auto finished = (*journal)->takeOver(entry);
    QVERIFY2(finished && !*finished, "it has ended meanwhile");
}

void JournalTest::manyProcessesWriteOneChain()
{
    const QString path = folderOf("many");
    constexpr int processes = 6;
    constexpr int operations = 10;
    std::vector<std::unique_ptr<QProcess>> writers;
    for (int i = 0; i < processes; ++i)
        writers.push_back(startWriter(path, QString::number(operations)));
    const auto journal = Journal::open(path, Role::Administrator);
    QVERIFY(journal);
    while (writers.back()->state() != QProcess::NotRunning) {
        QVERIFY2(!(*journal)->read()->damage, "whole at every moment");
        writers.back()->waitForFinished(5);
    }
    for (const auto& writer : writers) {
        QVERIFY(writer->state() == QProcess::NotRunning || writer->waitForFinished(waitMilliseconds));
        QVERIFY2(writer->exitCode() == 0, writer->readAllStandardError().constData());
    }
    const auto content = (*journal)->read();
    QVERIFY(!content->damage);
    QCOMPARE(content->records, processes * operations * 4);
    QCOMPARE(content->operations.size(), size_t(processes * operations));
    QVERIFY(content->unfinished().empty());
}

void JournalTest::finishedOperationsAreForgottenAfter400Days()
{
    const QString path = folderOf("forgotten");
    Timestamp now(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1));
    const auto clock = [&now] { return now; };
    {
        const auto journal = Journal::open(path, Role::Administrator, clock);
        QVERIFY(journal && isOperationWritten(**journal, QStringLiteral("first")));
    }
    now += std::chrono::days(400);
    QVERIFY(Journal::open(path, Role::Administrator, clock));
    QCOMPARE(readJournal({path})->operations.size(), size_t(1));
    now += std::chrono::milliseconds(1);
    QVERIFY(Journal::open(path, Role::Administrator, clock));
    const auto content = readJournal({path});
    QVERIFY2(!content->damage, qPrintable(content->damage ? content->damage->detail : QString()));
    QCOMPARE(content->operations.size(), size_t(0));
    QCOMPARE(content->forgottenOperations, 1);
    QCOMPARE(content->records, 1);
}

void JournalTest::whatIsForgottenLeavesAWholeChain()
{
    const JournalFolder folder{folderOf("gaps")};
    Timestamp now(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1));
    const auto clock = [&now] { return now; };
    // One operation never ends; those around it go and leave gaps before and after it.
    auto journal = Journal::open(folder.path, Role::Administrator, clock);
    QVERIFY(journal && isOperationWritten(**journal, QStringLiteral("before")));
    {
        const auto stuck = (*journal)->begin(sampleTask(QStringLiteral("stuck")));
        QVERIFY(stuck && isOperationWritten(**journal, QStringLiteral("after")));
    }
    for (int year = 1; year <= 3; ++year) {
        now += std::chrono::days(401);
        journal = Journal::open(folder.path, Role::Administrator, clock);
        QVERIFY(journal && isOperationWritten(**journal, QStringLiteral("year %1").arg(year)));
        const auto content = (*journal)->read();
        QVERIFY2(!content->damage, qPrintable(content->damage ? content->damage->detail : QString()));
        QCOMPARE(content->forgottenOperations, year + 1);
        QCOMPARE(content->records, 1 + 1 + 4); // what is stuck, one summary, the new one
        QCOMPARE(content->unfinished().size(), size_t(1));
    }
}

void JournalTest::networkAndRoamingFoldersAreRefused()
{
    StorageFacts facts = StorageFacts::of(m_scratch.path() + QStringLiteral("/not/there/yet"));
    QVERIFY(checkJournalStorage(facts));
    QVERIFY(!facts.path.isEmpty() && !facts.fileSystem.isEmpty());
    for (const char* type : {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "NFS"}) {
        facts.fileSystem = type;
        const Result<void> checked = checkJournalStorage(facts);
        QVERIFY2(!checked, type);
        QVERIFY(checked.error().sentence.contains(QStringLiteral("--data-dir")));
    }
    facts.fileSystem = "NTFS";
    facts.roamingFolder = QStringLiteral("C:/Users/a/AppData/Roaming");
    facts.path = QStringLiteral("C:/Users/a/AppData/Local/steward/journal");
    QVERIFY(checkJournalStorage(facts));
    facts.path = QStringLiteral("C:/users/a/AppData/Roaming/steward/journal");
    QVERIFY(!checkJournalStorage(facts));
    facts.path = QStringLiteral("//server/share/journal");
    QVERIFY(!checkJournalStorage(facts));
    facts.path = QStringLiteral("Z:/journal");
    QVERIFY(checkJournalStorage(facts));
    facts.isRemote = true;
    QVERIFY(!checkJournalStorage(facts));
}

void JournalTest::onlyTheOwnerMayRead()
{
    const JournalFolder folder{folderOf("private")};
    const auto journal = Journal::open(folder.path, Role::Administrator);
    QVERIFY(journal && isOperationWritten(**journal, QStringLiteral("one")));
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther;
    const QString wal = folder.databasePath() + QStringLiteral("-wal");
    for (const QString& path : {folder.path, folder.databasePath(), wal, folder.headPath(), folder.lockPath()}) {
        QVERIFY2(QFile::exists(path), qPrintable(path));
        QVERIFY2(!(QFileInfo(path).permissions() & others), qPrintable(path));
    }
}

void JournalTest::ofATokenOnlyItsDigest()
{
    const WebhookToken token(QByteArrayLiteral("canary-token-0123456789abcdefghi"));
    const JournalFolder folder{folderOf("token")};
    {
        const auto journal = Journal::open(folder.path, Role::Administrator);
        QVERIFY(journal);
        auto operation = (*journal)->begin(sampleTask());
        JournalStep step = sampleStep(QStringLiteral("row"));
        step.before.add(QStringLiteral("webhook"), TokenDigest::of(token));
        QVERIFY(operation && operation->writeIntents({step}));
    }
    QFile database(folder.databasePath());
    QVERIFY(database.open(QIODevice::ReadOnly));
    const QByteArray bytes = database.readAll();
    QVERIFY(!bytes.contains("canary"));
    QVERIFY(bytes.contains(TokenDigest::of(token).text().toLatin1()));
    QVERIFY(TokenDigest::of(token) == TokenDigest::of(WebhookToken(token.reveal())));
}

STEWARD_TEST(JournalTest)
} // namespace steward::journal_test

#include "journal_test.moc"
