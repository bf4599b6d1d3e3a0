#include "cli/cli_process.h"
#include "cli/command_table.h"
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
    void everyCommandThatAsksIsTried();
    void theAnswerDecides();
    void restoringAsksToo();
    void whatCannotBeSeenIsTypedAsItIsShown();
    void aStopAtTheQuestionEndsIt();
    void aClosedTerminalEndsIt();

private:
    struct Asking {
        QStringList command;
        QByteArray shown; ///< of the plan
    };
    CliEnvironment environment() const;
    QString name(int index) const { return QString::fromLatin1(GeneratedFleet::instanceName(index)); }
    QString value(const QString& sql);
    void prepare();
    std::vector<Asking> askingCommands() const;

    LiveFleet m_fleet{GeneratedFleet{12, 1}}; // closed ones, but for those that a test opens
    ScratchDirectory m_folder;
    QString m_plan;  ///< a saved one, of a deletion
    QString m_spare; ///< a second instance of an organization, which no row names
    QString m_gone;  ///< the row of an instance that is not there
    const QString m_renamed = word("renamed by hand");
    QString m_elsewhere; ///< an organization without a row
};

void TerminalQuestionsTest::initTestCase()
{
    RIG_VERIFY(m_fleet.start());
    m_fleet.server.setDeletionDelay(std::chrono::milliseconds(30));
    prepare();
}

QString TerminalQuestionsTest::value(const QString& sql)
{
    return QString::fromLatin1(m_fleet.postgres.value(sql, m_fleet.database()).value_or(QByteArray()));
}

/// What each command needs, so that it has something to do and to ask about.
void TerminalQuestionsTest::prepare()
{
    m_plan = m_folder.filePath(word("plan.json"));
    const CliRun saved =
        runCli({word("plan"), word("delete"), name(1), word("--out"), m_plan}, environment(), m_folder.path());
    QVERIFY2(saved.exitCode == 2, saved.all().constData());
    const QString ofInstance = word("where config->>'instance_name' = '%1' returning id");
    QVERIFY(!value(word("update healthcare.integrations set enabled = false ") + ofInstance.arg(name(6))).isEmpty());
    QVERIFY(!value(
                 word("update healthcare.integrations set config = config || '{\"steward_protected\": true}' ") +
                 ofInstance.arg(name(7)))
                 .isEmpty());
    m_fleet.server.pair(name(8), word("5511966665555@s.whatsapp.net"));
    EvolutionInstance spare;
    spare.name = word("clinic-") + QString::fromLatin1(GeneratedFleet::organizationId(8)) + word("-spare");
    spare.connectionStatus = word("close");
    m_fleet.server.addInstance(spare);
    m_spare = spare.name;
    spare.name = m_renamed;
    m_fleet.server.addInstance(spare);
    m_gone = value(word("select id from healthcare.integrations where config->>'instance_name' = '%1'").arg(name(9)));
    m_fleet.server.removeInstance(name(9));
    m_elsewhere = value(word("insert into core.organizations (id, name, is_active) values (gen_random_uuid(), "
                             "'Elsewhere', true) returning id"));
    QVERIFY(!m_gone.isEmpty() && !m_elsewhere.isEmpty());
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
    QTest::addColumn<QByteArray>("shown");
    for (const Asking& asking : askingCommands()) {
        QString title = asking.command.join(QLatin1Char(' '));
        title.replace(m_folder.path(), QString());
        QTest::newRow(qPrintable(title)) << asking.command << asking.shown;
    }
}

std::vector<TerminalQuestionsTest::Asking> TerminalQuestionsTest::askingCommands() const
{
    const QByteArray first = name(1).toUtf8();
    const QByteArray open = name(8).toUtf8();
    const QString repair = word("repair");
    return {
        {{word("apply"), m_plan}, first},
        {{word("delete"), name(1)}, first},
        {{word("clean")}, m_spare.toUtf8()},
        {{word("disable"), name(1)}, first},
        {{word("enable"), name(6)}, name(6).toUtf8()},
        {{word("protect"), name(1)}, first},
        {{word("unprotect"), name(7)}, name(7).toUtf8()},
        {{word("unlink"), name(8)}, open},
        {{word("reset"), name(1)}, first},
        {{word("set-webhook"), name(1), word("--url"), word("https://new.example.org/{instance_name}"), word("--event"),
          word("MESSAGES_UPSERT"), word("--event"), word("MESSAGES_UPDATE"), word("--event"), word("SEND_MESSAGE")},
         first},
        {{word("restart"), name(8)}, open},
        {{repair, name(1)}, first},
        {{repair, name(1), word("--organization"), m_elsewhere}, first},
        {{repair, name(8), word("--use-phone")}, open},
        {{repair, word("--row"), m_gone, word("--set-name"), m_renamed}, m_renamed.toUtf8()},
        {{repair, word("--row"), m_gone, word("--remove")}, name(9).toUtf8()},
        {{word("guards"), word("apply")}, "Will be added"},
        {{word("create"), word("--organization"), QString::fromLatin1(GeneratedFleet::organizationId(1)),
          word("--if-exists"), word("replace")},
         first}};
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

/// By the table of commands: what takes --yes and --confirm asks.
void TerminalQuestionsTest::everyCommandThatAsksIsTried()
{
    QStringList tried{word("journal restore")}; // restoringAsksToo()
    for (const Asking& asking : askingCommands())
        tried << asking.command.first() << asking.command.mid(0, 2).join(QLatin1Char(' '));
    int asking = 0;
    for (const CommandSpec& command : commandTable()) {
        if (!command.hasOption(word("confirm")))
            continue;
        ++asking;
        QVERIFY2(tried.contains(command.words), qPrintable(command.words));
    }
    QVERIFY(asking > 12);
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
