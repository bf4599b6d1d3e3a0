#include "cli/cli_process.h"
#include "cli/terminal_process.h"
#include "support/live_fleet.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"

#include <QJsonArray>
#include <QTest>

using namespace steward::rig;
using namespace steward::test;

namespace steward::terminal_questions_test {

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

const QByteArray enter = "press Enter";

} // namespace

/// Every command that asks, on a terminal: what is asked about and the question stand there before an answer is read.
class TerminalQuestionsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theQuestionStandsThereFirst_data();
    void theQuestionStandsThereFirst();
    void theAnswerDecides();
    void restoringAsksToo();
    void whatCannotBeSeenIsTypedAsItIsShown();
    void aStopAtTheQuestionEndsIt();
    void aClosedTerminalEndsIt();

private:
    CliEnvironment environment() const;
    QString name(int index) const { return QString::fromLatin1(GeneratedFleet::instanceName(index)); }

    LiveFleet m_fleet{GeneratedFleet{12, 1}}; // closed ones, but for those that a test opens
    ScratchDirectory m_folder;
};

void TerminalQuestionsTest::initTestCase()
{
    RIG_VERIFY(m_fleet.start());
    m_fleet.server.setDeletionDelay(std::chrono::milliseconds(30));
}

CliEnvironment TerminalQuestionsTest::environment() const
{
    const QString database = QStringLiteral("postgresql://%1:%2@127.0.0.1:%3/%4")
                                 .arg(
                                     m_fleet.postgres.superuser(), QString::fromUtf8(m_fleet.postgres.password()),
                                     QString::number(m_fleet.postgresProxy->port()), m_fleet.database());
    CliEnvironment variables = cliEnvironment(
        QStringLiteral("http://127.0.0.1:%1").arg(m_fleet.serverProxy->port()), m_fleet.server.apiKey(), database,
        QStringLiteral("redis://127.0.0.1:%1").arg(m_fleet.redisProxy->port()));
    variables[word("LC_ALL")] = word("C.UTF-8");
    return variables;
}

void TerminalQuestionsTest::theQuestionStandsThereFirst_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QByteArray>("shown"); ///< of the plan
    const auto row = [](const char* title, const QStringList& command, const QByteArray& shown) {
        QTest::newRow(title) << command << shown;
    };
    const QByteArray first = name(1).toUtf8();
    row("delete", {word("delete"), name(1)}, first);
    row("disable", {word("disable"), name(1)}, first);
    row("protect", {word("protect"), name(1)}, first);
    row("repair", {word("repair"), name(1)}, first);
    row("guards apply", {word("guards"), word("apply")}, "Will be added");
    row("create --if-exists replace",
        {word("create"), word("--organization"), QString::fromLatin1(GeneratedFleet::organizationId(1)),
         word("--if-exists"), word("replace")},
        first);
}

void TerminalQuestionsTest::theQuestionStandsThereFirst()
{
    QFETCH(QStringList, command);
    QFETCH(QByteArray, shown);
    TerminalProcess program(command, environment(), m_folder.path());
    const QByteArray screen = program.waitFor(enter);
    QVERIFY2(screen.contains(enter), screen.constData());
    QVERIFY2(screen.contains(shown), screen.constData());
    QVERIFY2(screen.indexOf(shown) < screen.indexOf(enter), screen.constData());
    program.type("no\n");
    QCOMPARE(program.waitForEnd(), 2);
    QVERIFY2(program.screen().contains("Nothing was changed"), program.screen().constData());
    QVERIFY(m_fleet.server.instance(name(1)));
}

void TerminalQuestionsTest::theAnswerDecides()
{
    {
        TerminalProcess program({word("delete"), name(2)}, environment(), m_folder.path());
        QVERIFY(program.waitFor(enter).contains(enter));
        program.type("yes\n");
        QCOMPARE(program.waitForEnd(), 0);
        QVERIFY(!m_fleet.server.instance(name(2)));
    }
    m_fleet.server.pair(name(3), word("5511988887777@s.whatsapp.net"));
    const QByteArray text = name(3).toUtf8();
    for (const QByteArray& wrong : {QByteArray("yes"), text + 'x', text.chopped(1), QByteArray()}) {
        TerminalProcess program({word("delete"), name(3)}, environment(), m_folder.path());
        QVERIFY(program.waitFor(enter).contains(enter));
        program.type(wrong + '\n');
        QCOMPARE(program.waitForEnd(), 2);
        QVERIFY(m_fleet.server.instance(name(3)));
    }
    TerminalProcess program({word("delete"), name(3)}, environment(), m_folder.path());
    QVERIFY(program.waitFor(enter).contains(enter));
    program.type(text + '\n');
    QCOMPARE(program.waitForEnd(), 0);
    QVERIFY(!m_fleet.server.instance(name(3)));
}

void TerminalQuestionsTest::restoringAsksToo()
{
    QCOMPARE(runCli({word("delete"), name(4), word("--yes")}, environment(), m_folder.path()).exitCode, 0);
    const QJsonArray operations = runCli({word("--json"), word("journal"), word("list")}, {}, m_folder.path())
                                      .json()
                                      .value(word("operations"))
                                      .toArray();
    const QString operation = operations.last()[word("id")].toString();
    TerminalProcess program({word("journal"), word("restore"), operation}, environment(), m_folder.path());
    const QByteArray screen = program.waitFor(enter);
    QVERIFY2(screen.contains(enter) && screen.indexOf(name(4).toUtf8()) < screen.indexOf(enter), screen.constData());
    program.type("no\n");
    QCOMPARE(program.waitForEnd(), 2);
}

void TerminalQuestionsTest::whatCannotBeSeenIsTypedAsItIsShown()
{
    // A tag character beyond the basic plane, and a space at its end.
    EvolutionInstance hidden;
    hidden.name = word("hidden") + QString::fromUcs4(U"\U000e0041") + word(" ");
    hidden.connectionStatus = word("open");
    hidden.ownerJid = word("5511977776666@s.whatsapp.net");
    m_fleet.server.addInstance(hidden);
    TerminalProcess program({word("delete"), hidden.name}, environment(), m_folder.path());
    const QByteArray screen = program.waitFor(enter);
    QVERIFY2(screen.contains("hidden\\u{e0041}\\u{20}"), screen.constData());
    QVERIFY(!screen.contains("\xf3\xa0\x81\x81"));
    program.type("hidden\\u{e0041}\\u{20}\n");
    QCOMPARE(program.waitForEnd(), 0);
    QVERIFY(!m_fleet.server.instance(hidden.name));
}

void TerminalQuestionsTest::aStopAtTheQuestionEndsIt()
{
    TerminalProcess program({word("delete"), name(5)}, environment(), m_folder.path());
    QVERIFY(program.waitFor(enter).contains(enter));
    program.type("\x03");
    QCOMPARE(program.waitForEnd(10'000), 2);
    QVERIFY(m_fleet.server.instance(name(5)));
}

void TerminalQuestionsTest::aClosedTerminalEndsIt()
{
    TerminalProcess program({word("delete"), name(5)}, environment(), m_folder.path());
    QVERIFY(program.waitFor(enter).contains(enter));
    program.hangUp();
    const int code = program.waitForEnd(10'000);
    QVERIFY2(code == 1 || code == 2, qPrintable(QString::number(code))); // an end of its own, not the signal's
    QVERIFY(m_fleet.server.instance(name(5)));
}

STEWARD_TEST(TerminalQuestionsTest)
} // namespace steward::terminal_questions_test

#include "terminal_questions_test.moc"
