#include "cli/cli_process.h"
#include "support/campaign.h"
#include "support/live_fleet.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace steward::rig;
using namespace steward::test;

namespace steward::consent_test {

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

HttpFault listFault(HttpFault::Kind kind)
{
    HttpFault fault;
    fault.kind = kind;
    fault.pathPrefix = "/instance/fetchInstances";
    fault.times = 1;
    return fault;
}

} // namespace

/// The program itself, over HTTP: a list that fails once, and is fine the next time. Nothing that was not shown is
/// done.
class ConsentTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneFailedListAndThenAGoodOne();
    void restoringWithAnInstanceIsRefusedWhereTheStoresAreNotRead();

private:
    CliRun run(const QStringList& arguments);
    QString name(int index) const { return QString::fromLatin1(GeneratedFleet::instanceName(index)); }
    static std::vector<std::pair<QString, HttpFault>> faults();

    LiveFleet m_fleet{GeneratedFleet{20, 1}}; // closed ones: a deletion of one asks for no text
    ScratchDirectory m_folder;
};

void ConsentTest::initTestCase()
{
    RIG_VERIFY(m_fleet.start());
    m_fleet.server.setDeletionDelay(std::chrono::milliseconds(30));
}

CliRun ConsentTest::run(const QStringList& arguments)
{
    const QString database = QStringLiteral("postgresql://%1:%2@127.0.0.1:%3/%4")
                                 .arg(
                                     m_fleet.postgres.superuser(), QString::fromUtf8(m_fleet.postgres.password()),
                                     QString::number(m_fleet.postgresProxy->port()), m_fleet.database());
    return runCli(
        arguments,
        cliEnvironment(
            QStringLiteral("http://127.0.0.1:%1").arg(m_fleet.serverProxy->port()), m_fleet.server.apiKey(), database,
            QStringLiteral("redis://127.0.0.1:%1").arg(m_fleet.redisProxy->port())),
        m_folder.path());
}

std::vector<std::pair<QString, HttpFault>> ConsentTest::faults()
{
    using Kind = HttpFault::Kind;
    HttpFault badGateway = listFault(Kind::Status);
    badGateway.status = 502;
    HttpFault notFound = listFault(Kind::Status);
    notFound.status = 404;
    HttpFault cut = listFault(Kind::CutBody);
    cut.bytes = 300;
    HttpFault empty = listFault(Kind::Body);
    empty.body = "[]";
    return {{word("502"), badGateway}, {word("404"), notFound}, {word("cut"), cut}, {word("empty"), empty}};
}

void ConsentTest::oneFailedListAndThenAGoodOne()
{
    const QString file = m_folder.filePath(word("plan.json"));
    QCOMPARE(run({word("plan"), word("delete"), name(1), word("--out"), file}).exitCode, 2);
    const QList<QStringList> commands{
        {word("apply"), file},
        {word("delete"), name(1)},
        {word("disable"), name(1)},
        {word("protect"), name(1)},
        {word("repair"), name(1)},
        {word("clean")},
        {word("create"), word("--organization"), QString::fromLatin1(GeneratedFleet::organizationId(1)),
         word("--if-exists"), word("replace")}};
    const QList<QStringList> flags{{}, {word("--json")}, {word("--dry-run")}, {word("--yes")}};
    Campaign campaign(word("A list that fails once, then is fine"));
    int place = 0;
    for (const QStringList& command : commands) {
        for (const QStringList& flag : flags) {
            for (const auto& [title, fault] : faults()) {
                // All of what the issue names, of the rest some in the short run.
                if (!Campaign::isLong() && command.front() != word("apply") && ++place % 4 != 0)
                    continue;
                // What is replaced is looked for first; the plan that is shown is made by the next reading, a good one.
                if (command.front() == word("create") && title == word("empty"))
                    continue;
                m_fleet.heal();
                m_fleet.server.clearRequests();
                m_fleet.server.addFault(fault);
                const CliRun ran = run(command + flag);
                campaign.addCase();
                bool hasWritten = false;
                for (const HttpRequest& request : m_fleet.server.requests())
                    hasWritten = hasWritten || request.method != "GET";
                const bool isUnread = title != word("empty");
                // What runs and is not listed leaves a repair nothing to do.
                const bool isNothing = ran.exitCode == 0 && command.front() == word("repair");
                const bool isRightCode =
                    isUnread ? ran.exitCode == 4 : ran.exitCode == 2 || ran.exitCode == 4 || isNothing;
                if (hasWritten || !isRightCode || !m_fleet.server.instance(name(1)))
                    campaign.violate(
                        (command + flag).join(QLatin1Char(' ')) +
                        QStringLiteral(", %1: exit %2 ").arg(title).arg(ran.exitCode) +
                        QString::fromUtf8(ran.err.right(200)));
            }
        }
    }
    QVERIFY(campaign.finish());
    m_fleet.heal();
    QCOMPARE(run({word("apply"), file, word("--yes")}).exitCode, 0); // it could be done all the time
    QVERIFY(!m_fleet.server.instance(name(1)));
}

void ConsentTest::restoringWithAnInstanceIsRefusedWhereTheStoresAreNotRead()
{
    m_fleet.heal();
    QCOMPARE(run({word("delete"), name(2), word("--yes")}).exitCode, 0);
    const QJsonArray operations =
        run({word("--json"), word("journal"), word("list")}).json().value(word("operations")).toArray();
    const QString operation = operations.last()[word("id")].toString();
    const QStringList restore{word("--json"), word("journal"),         word("restore"),
                              operation,      word("--with-instance"), word("--yes")};
    const auto rows = [this] {
        return m_fleet.postgres.value(word("select count(*) from healthcare.integrations"), m_fleet.database())
            .value_or("unread");
    };
    const QByteArray before = rows();
    for (const auto& [title, fault] : faults()) {
        if (title == word("empty"))
            continue;
        m_fleet.server.addFault(fault);
        const CliRun refused = run(restore);
        QVERIFY2(refused.exitCode == 4, refused.all().constData());
        QCOMPARE(refused.json()[word("outcome")].toString(), word("refused"));
        QCOMPARE(rows(), before);
        m_fleet.heal();
    }
    const CliRun restored = run(restore);
    QVERIFY2(restored.exitCode == 0, restored.all().constData());
    QVERIFY(m_fleet.server.instance(name(2)));
}

STEWARD_TEST(ConsentTest)
} // namespace steward::consent_test

#include "consent_test.moc"
