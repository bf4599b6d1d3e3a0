#include "cli/cli_process.h"
#include "support/any_id.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"
#include "workflows/outbox/outbox.h"

#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::journal_commands_test {

namespace {

CliRun journal(const QStringList& words, const QString& dataDirectory)
{
    return runCli(words, {}, dataDirectory);
}

const QStringList listWords{QStringLiteral("journal"), QStringLiteral("list")};
const QStringList verifyWords{QStringLiteral("journal"), QStringLiteral("verify")};
const QStringList jsonFlag{QStringLiteral("--json")};

} // namespace

class JournalCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_scratch = std::make_unique<rig::ScratchDirectory>(); }
    void missingIsZeroAndMakesNothing();
    void whatWasDoneIsListed();
    void whatIsUnderWayAndWhatWasInterrupted();
    void whatNoWorkerHeardIsListed();
    void aDamagedJournalIsOneAndNeverShort();

private:
    QString journalPath() const { return m_scratch->path() + QStringLiteral("/journal"); }
    bool isWriterDone(const QString& operations) const
    {
        const QString program = qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/journal-writer");
        QProcess writer;
        writer.start(program, {journalPath(), operations});
        return writer.waitForFinished() && writer.exitCode() == 0;
    }

    std::unique_ptr<rig::ScratchDirectory> m_scratch;
};

void JournalCommandsTest::missingIsZeroAndMakesNothing()
{
    for (const QStringList& words : {listWords, verifyWords, jsonFlag + listWords, jsonFlag + verifyWords}) {
        const CliRun run = journal(words, m_scratch->path());
        QVERIFY2(run.exitCode == 0, run.all().constData());
        QVERIFY(!run.out.isEmpty() && run.err.isEmpty());
    }
    QVERIFY(!QFile::exists(journalPath()));
}

void JournalCommandsTest::whatWasDoneIsListed()
{
    QVERIFY(isWriterDone(QStringLiteral("2")));
    const CliRun people = journal(listWords, m_scratch->path());
    QCOMPARE(people.exitCode, 0);
    QVERIFY2(people.out.contains("Operation 0  done") && people.out.contains("reception"), people.out.constData());
    const QJsonArray operations =
        journal(jsonFlag + listWords, m_scratch->path()).json().value(QStringLiteral("operations")).toArray();
    QCOMPARE(operations.size(), 2);
    QCOMPARE(operations[1][QStringLiteral("state")].toString(), QStringLiteral("finished"));
    QCOMPARE(operations[1][QStringLiteral("outcome")].toString(), QStringLiteral("done"));
    QCOMPARE(operations[1][QStringLiteral("steps")].toInt(), 2);
    const QJsonObject verified = journal(jsonFlag + verifyWords, m_scratch->path()).json();
    QVERIFY(verified.value(QStringLiteral("whole")).toBool());
    QCOMPARE(verified.value(QStringLiteral("records")).toInt(), 8);
}

void JournalCommandsTest::whatIsUnderWayAndWhatWasInterrupted()
{
    QProcess holder;
    holder.start(
        qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/journal-writer"),
        {journalPath(), QStringLiteral("hold")});
    QVERIFY(holder.waitForReadyRead());
    const CliRun alive = journal(listWords, m_scratch->path());
    QVERIFY2(alive.out.contains("under way"), alive.out.constData());
    QVERIFY(alive.out.contains(QByteArray::number(holder.processId())));
    holder.kill();
    QVERIFY(holder.waitForFinished());
    const CliRun dead = journal(listWords, m_scratch->path());
    QCOMPARE(dead.exitCode, 0);
    QVERIFY2(dead.out.contains("interrupted"), dead.out.constData());
    const QJsonArray operations =
        journal(jsonFlag + listWords, m_scratch->path()).json().value(QStringLiteral("operations")).toArray();
    QCOMPARE(operations[0][QStringLiteral("state")].toString(), QStringLiteral("interrupted"));
    QVERIFY(operations[0][QStringLiteral("outcome")].isNull());
}

void JournalCommandsTest::whatNoWorkerHeardIsListed()
{
    QVERIFY(isWriterDone(QStringLiteral("1")));
    const OrganizationId organization = newId();
    const OperationId operation = newId();
    {
        const auto outbox = Outbox::open(journalPath(), QStringLiteral("clinic-profile"));
        QVERIFY(outbox);
        QVERIFY(
            (*outbox)->add({WorkerChannel::Removed, InstanceName::fromText(u"so\x1b[31mul"), organization}, operation));
        QVERIFY((*outbox)->add({WorkerChannel::Added, InstanceName::fromText(u"norte"), {}}, operation));
    }
    const CliRun people = journal(listWords, m_scratch->path());
    QCOMPARE(people.exitCode, 0);
    QVERIFY2(people.out.contains("2 notices") && people.out.contains("added  norte"), people.out.constData());
    QVERIFY2(!people.out.contains('\x1b'), "a name writes no codes into the terminal");
    const QJsonArray waiting =
        journal(jsonFlag + listWords, m_scratch->path()).json().value(QStringLiteral("waiting_for_workers")).toArray();
    QCOMPARE(waiting.size(), 2);
    QCOMPARE(waiting[0][QStringLiteral("action")].toString(), QStringLiteral("removed"));
    QCOMPARE(waiting[0][QStringLiteral("organization_id")].toString(), organization.toString());
    QCOMPARE(waiting[1][QStringLiteral("instance_name")].toString(), QStringLiteral("norte"));
    QVERIFY(waiting[1][QStringLiteral("organization_id")].isNull());
    QCOMPARE(waiting[1][QStringLiteral("operation")].toString(), operation.toString());
}

void JournalCommandsTest::aDamagedJournalIsOneAndNeverShort()
{
    QVERIFY(isWriterDone(QStringLiteral("1")));
    QVERIFY(QFile::remove(journalPath() + QStringLiteral("/journal.sqlite")));
    for (const QStringList& words : {listWords, verifyWords}) {
        const CliRun run = journal(words, m_scratch->path());
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.err.contains("damaged") && !run.out.contains("empty"), run.all().constData());
        const CliRun document = journal(jsonFlag + words, m_scratch->path());
        QCOMPARE(document.exitCode, 1);
        QVERIFY(document.json().value(QStringLiteral("error")).toString().contains(QStringLiteral("damaged")));
    }
}

STEWARD_TEST(JournalCommandsTest)
} // namespace steward::journal_commands_test

#include "journal_commands_test.moc"
