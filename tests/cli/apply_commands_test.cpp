#include "cli/cli_process.h"
#include "support/live_fleet.h"
#include "support/test_registry.h"
#include "workflows/read/plan_json.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace steward::rig;
using namespace steward::test;

namespace steward::apply_commands_test {
using steward::Plan;
using steward::planFromJson;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

QStringList words(std::initializer_list<const char*> texts)
{
    QStringList all;
    for (const char* text : texts)
        all << word(text);
    return all;
}

/// "gone gone gone", of the first item of a result's document.
QString outcomeOf(const CliRun& run)
{
    const QJsonValue item = run.json()[word("items")][0];
    return QStringList{
        item[word("server")].toString(), item[word("database")].toString(), item[word("cache")].toString()}
        .join(QLatin1Char(' '));
}

bool isResult(const CliRun& run, const char* operation, const char* outcome)
{
    const QJsonObject document = run.json();
    const bool isOne = document.value(word("version")) == 1 && document.value(word("operation")) == word(operation) &&
                       document.value(word("outcome")) == word(outcome) && document.value(word("items")).isArray();
    if (!isOne)
        qWarning("%s", run.all().constData());
    return isOne;
}

bool isPlan(const CliRun& run)
{
    const auto plan = planFromJson(run.out);
    if (!plan)
        qWarning("%s", run.all().constData());
    return plan.has_value();
}

} // namespace

/// `delete`, `clean`, `repair`, `disable`, `enable`, `protect`, `unprotect` and `apply` as scripts run them: exit codes
/// and documents as CONTRACT says, on real PostgreSQL and Redis and a server that answers as recorded.
class ApplyCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_fleet->heal(); }
    void shownAndNotApplied();
    void whatAsksForATextGoesByIt();
    void whatAsksForNothingGoesByYes();
    void everyCommandInPractice();
    void protectedIsRefusedUntilItIsNot();
    void disabledAndEnabled();
    void savedHereAppliedThere();
    void aPlanOfOtherStoresIsRefused();
    void anEditedFileDoesNotMore();
    void aFileThatIsNoPlanIsAnError();
    void aSkippedOneIsOne();
    void theGroupIsCleaned();
    void aFindingIsRepaired();
    void aDamagedJournalChangesNothing();

private:
    CliRun run(const QStringList& arguments, const QString& environmentWord = word("development"))
    {
        return runIn(m_data.path(), arguments, environmentWord);
    }
    CliRun runIn(
        const QString& dataDirectory, const QStringList& arguments,
        const QString& environmentWord = word("development"));
    QString name(int index) const { return QString::fromLatin1(GeneratedFleet::instanceName(index)); }
    QString close(int index);
    QByteArray picture();
    QString savedPlan(const QStringList& arguments);

    std::unique_ptr<LiveFleet> m_fleet;
    QTemporaryDir m_data;
    QTemporaryDir m_files;
    int m_saved = 0;
};

void ApplyCommandsTest::initTestCase()
{
    m_fleet = std::make_unique<LiveFleet>(GeneratedFleet{40, 0});
    RIG_VERIFY(m_fleet->start());
    m_fleet->server.setDeletionDelay(std::chrono::milliseconds(50));
}

CliRun
ApplyCommandsTest::runIn(const QString& dataDirectory, const QStringList& arguments, const QString& environmentWord)
{
    const QString database = QStringLiteral("postgresql://%1:%2@127.0.0.1:%3/%4")
                                 .arg(
                                     m_fleet->postgres.superuser(), QString::fromUtf8(m_fleet->postgres.password()),
                                     QString::number(m_fleet->postgresProxy->port()), m_fleet->database());
    CliEnvironment variables = cliEnvironment(
        QStringLiteral("http://127.0.0.1:%1").arg(m_fleet->serverProxy->port()), m_fleet->server.apiKey(), database,
        QStringLiteral("redis://127.0.0.1:%1").arg(m_fleet->redisProxy->port()));
    variables[word("STEWARD_WEBHOOK_URL")] = word("https://hooks.example.org/whatsapp/{webhook_token}");
    variables[word("STEWARD_ENVIRONMENT")] = environmentWord;
    return runCli(arguments, variables, dataDirectory);
}

/// Not connected: deleting it asks for no text.
QString ApplyCommandsTest::close(int index)
{
    m_fleet->server.setListed(name(index), word("close"));
    return name(index);
}

QByteArray ApplyCommandsTest::picture()
{
    QByteArray picture;
    for (const EvolutionInstance& instance : m_fleet->server.instances())
        picture += instance.name.toUtf8() + instance.connectionStatus.toUtf8() + '\n';
    picture += m_fleet->postgres
                   .value(
                       word("select string_agg(i::text, E'\\n' order by id) from healthcare.integrations i"),
                       m_fleet->database())
                   .value_or("unread");
    const auto keys = m_fleet->redis.command({"DBSIZE"});
    return picture + QByteArray::number(keys ? keys->integer : -1);
}

QString ApplyCommandsTest::savedPlan(const QStringList& arguments)
{
    const QString file = m_files.filePath(QStringLiteral("plan-%1.json").arg(++m_saved));
    const CliRun saved = run(words({"plan"}) + arguments + QStringList{word("--out"), file});
    if (saved.exitCode != 2)
        qFatal("%s", saved.all().constData());
    return file;
}

void ApplyCommandsTest::shownAndNotApplied()
{
    const QByteArray before = picture();
    const QTemporaryDir elsewhere;
    for (const QStringList& command :
         {QStringList{word("delete"), name(1)}, QStringList{word("disable"), name(1)},
          QStringList{word("protect"), name(1)}}) {
        const CliRun shown = run(command);
        QVERIFY2(shown.exitCode == 2, shown.all().constData());
        QVERIFY(shown.out.contains(name(1).toUtf8()));
        QVERIFY2(shown.err.contains("Nothing was changed"), shown.err.constData());
        const CliRun dry = run(command + words({"--dry-run"}));
        QCOMPARE(dry.exitCode, 2);
        for (const QStringList& more : {QStringList(), words({"--dry-run"})}) {
            const CliRun document = run(words({"--json"}) + command + more);
            QCOMPARE(document.exitCode, 2);
            QVERIFY(isPlan(document));
        }
    }
    const CliRun nothing = run({word("enable"), name(1), word("--dry-run")});
    QVERIFY2(nothing.exitCode == 0, nothing.all().constData());
    QCOMPARE(picture(), before);
    QVERIFY(
        !QFile::exists(m_data.filePath(word("journal/journal.sqlite"))) ||
        run(words({"journal", "verify"})).exitCode == 0);
}

void ApplyCommandsTest::whatAsksForATextGoesByIt()
{
    const QByteArray before = picture();
    const QStringList command{word("--json"), word("delete"), name(2)}; // it is connected
    const auto asked = planFromJson(run(command).out);
    QVERIFY(asked && asked->confirm == name(2));
    for (const QStringList& consent : {words({"--yes"}), words({"--confirm", "2"}), words({"--confirm", ""})}) {
        const CliRun refused = run(command + consent);
        QCOMPARE(refused.exitCode, 4);
        QVERIFY(isResult(refused, "delete", "refused"));
        QVERIFY(!refused.json()[word("items")][0][word("error")].isNull());
        QCOMPARE(outcomeOf(refused), word("skipped skipped skipped"));
    }
    QCOMPARE(picture(), before);
    const CliRun done = run(command + QStringList{word("--confirm"), name(2)});
    QVERIFY2(done.exitCode == 0, done.all().constData());
    QVERIFY(isResult(done, "delete", "done"));
    QCOMPARE(outcomeOf(done), word("gone gone gone"));
    const QJsonObject item = done.json()[word("items")][0].toObject();
    QCOMPARE(item[word("workers")][word("receivers")].toInt(-1), 0);
    QVERIFY(item[word("workers")][word("pending")].toBool());
    QVERIFY(item.value(word("error")).isNull());
    QVERIFY(!m_fleet->server.instance(name(2)));
    // Twice ends the same way.
    const CliRun again = run(command + QStringList{word("--confirm"), name(2)});
    QVERIFY2(again.exitCode == 0, again.all().constData());
    QVERIFY(isResult(again, "delete", "done"));
}

void ApplyCommandsTest::whatAsksForNothingGoesByYes()
{
    const CliRun production = run({word("delete"), close(3), word("--yes")}, word("production"));
    QCOMPARE(production.exitCode, 4);
    QVERIFY(m_fleet->server.instance(name(3)));
    const CliRun done = run({word("delete"), name(3), word("--yes")});
    QVERIFY2(done.exitCode == 0, done.all().constData());
    QVERIFY2(done.err.contains("Nobody heard it yet"), done.err.constData());
    QVERIFY(!m_fleet->server.instance(name(3)));
    // A text where none is asked is no error; a number where several are deleted.
    const CliRun many =
        run({word("--json"), word("delete"), close(4), close(5), word("--confirm"), word("2")}, word("production"));
    QVERIFY2(many.exitCode == 0, many.all().constData());
    QCOMPARE(many.json()[word("items")].toArray().size(), 2);
    const CliRun unasked = run({word("disable"), close(6), word("--confirm"), word("whatever")});
    QVERIFY2(unasked.exitCode == 0, unasked.all().constData());
    for (const int index : {4, 5})
        QVERIFY(!m_fleet->server.instance(name(index)));
}

void ApplyCommandsTest::everyCommandInPractice()
{
    const QStringList practice = words({"--practice", "--json"});
    const auto inPractice = [&](const QStringList& command) { return runCli(practice + command); };
    const CliRun orphans = inPractice(words({"plan", "repair", "--finding", "orphaned-instance"}));
    QCOMPARE(orphans.exitCode, 2);
    const auto plan = planFromJson(orphans.out);
    QVERIFY(plan && !plan->items.empty());
    const QString loose = word("teste-recepcao");
    for (const char* command : {"delete", "disable", "protect"}) {
        const CliRun shown = inPractice({word(command), loose});
        // Without a row there is nothing to disable, and nothing to ask.
        const bool needsARow = qstrcmp(command, "disable") == 0;
        QVERIFY2(shown.exitCode == (needsARow ? 4 : 2), shown.all().constData());
        QVERIFY(needsARow ? isResult(shown, "disable", "refused") : isPlan(shown));
    }
    const CliRun removed = inPractice({word("delete"), loose, word("--confirm"), loose});
    QVERIFY2(removed.exitCode == 0, removed.all().constData());
    QVERIFY(isResult(removed, "delete", "done"));
    const CliRun repaired = inPractice(words({"repair", "--finding", "stale-cache", "--yes"}));
    QVERIFY2(repaired.exitCode == 0, repaired.all().constData());
    QVERIFY(isResult(repaired, "repair", "done"));
    const CliRun cleaned = inPractice(words({"clean", "--confirm", "5"}));
    QVERIFY2(cleaned.exitCode == 0, cleaned.all().constData());
    QVERIFY(isResult(cleaned, "clean", "done"));
    const CliRun refused = inPractice(words({"clean", "--yes"}));
    QCOMPARE(refused.exitCode, 4);
    QVERIFY(isResult(refused, "clean", "refused"));
}

void ApplyCommandsTest::protectedIsRefusedUntilItIsNot()
{
    QVERIFY(isResult(run({word("--json"), word("protect"), close(7), word("--yes")}), "protect", "done"));
    const QByteArray before = picture();
    for (const QStringList& command :
         {QStringList{word("delete"), name(7), word("--confirm"), name(7)},
          QStringList{word("disable"), name(7), word("--yes")}}) {
        const CliRun refused = run(words({"--json"}) + command);
        QVERIFY2(refused.exitCode == 4, refused.all().constData());
        QVERIFY(isResult(refused, qPrintable(command.front()), "refused"));
        QVERIFY(refused.all().contains("protected"));
    }
    QCOMPARE(picture(), before);
    QCOMPARE(run({word("unprotect"), name(7), word("--yes")}).exitCode, 0);
    QCOMPARE(run({word("delete"), name(7), word("--yes")}).exitCode, 0);
    // Without a row and without a profile there is nowhere to keep it.
    EvolutionInstance loose;
    loose.name = word("without a row");
    m_fleet->server.addInstance(loose);
    const CliRun nowhere = run({word("--json"), word("protect"), loose.name, word("--yes")});
    QVERIFY2(nowhere.exitCode == 4, nowhere.all().constData());
    QVERIFY(isResult(nowhere, "protect", "refused"));
    m_fleet->server.removeInstance(loose.name);
}

void ApplyCommandsTest::disabledAndEnabled()
{
    const CliRun disabled = run({word("--json"), word("disable"), close(8), word("--yes")});
    QVERIFY2(disabled.exitCode == 0, disabled.all().constData());
    QVERIFY(isResult(disabled, "disable", "done"));
    QVERIFY2(outcomeOf(disabled).endsWith(word("written gone")), qPrintable(outcomeOf(disabled)));
    const CliRun enabled = run({word("--json"), word("enable"), name(8), word("--yes")});
    QVERIFY2(enabled.exitCode == 0, enabled.all().constData());
    QVERIFY(isResult(enabled, "enable", "done"));
    QVERIFY2(outcomeOf(enabled).endsWith(word("written written")), qPrintable(outcomeOf(enabled)));
}

void ApplyCommandsTest::savedHereAppliedThere()
{
    const QString file = savedPlan({word("delete"), close(9)});
    const CliRun shown = run({word("--json"), word("apply"), file});
    QCOMPARE(shown.exitCode, 2);
    QVERIFY(isPlan(shown));
    QVERIFY(m_fleet->server.instance(name(9)));
    const CliRun done = run({word("--json"), word("apply"), file, word("--yes")});
    QVERIFY2(done.exitCode == 0, done.all().constData());
    QVERIFY(isResult(done, "delete", "done"));
    QVERIFY(!m_fleet->server.instance(name(9)));
    const CliRun again = run({word("--json"), word("apply"), file, word("--yes")});
    QVERIFY2(again.exitCode == 0, again.all().constData());
}

void ApplyCommandsTest::aPlanOfOtherStoresIsRefused()
{
    const QString file = savedPlan({word("delete"), close(10)});
    const QByteArray before = picture();
    for (const char* environment : {"staging", "production"}) {
        const CliRun refused =
            run({word("--json"), word("apply"), file, word("--confirm"), name(10)}, word(environment));
        QVERIFY2(refused.exitCode == 4, refused.all().constData());
        QVERIFY(isResult(refused, "delete", "refused"));
    }
    const QString practised = m_files.filePath(word("practised.json"));
    QCOMPARE(
        runCli({word("--practice"), word("plan"), word("delete"), word("teste-recepcao"), word("--out"), practised})
            .exitCode,
        2);
    QCOMPARE(run({word("apply"), practised, word("--confirm"), word("teste-recepcao")}).exitCode, 4);
    QCOMPARE(picture(), before);
}

void ApplyCommandsTest::anEditedFileDoesNotMore()
{
    QFile file(savedPlan({word("delete"), close(11)}));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    const QByteArray row =
        m_fleet->postgres
            .value(
                QStringLiteral("select id from healthcare.integrations where config->>'instance_name' = "
                               "'%1'")
                    .arg(name(12)),
                m_fleet->database())
            .value_or("unread");
    const auto apply = [&](const QJsonObject& edited, const QStringList& consent) {
        QFile again(m_files.filePath(word("edited.json")));
        if (!again.open(QIODevice::WriteOnly) || again.write(QJsonDocument(edited).toJson()) < 0)
            qFatal("cannot write the file");
        again.close();
        return run(QStringList{word("--json"), word("apply"), again.fileName()} + consent);
    };
    const QJsonObject original = QJsonDocument::fromJson(written).object();
    const QByteArray before = picture();
    // Another one's row among the steps: it is not in the plan that is made anew.
    const QJsonObject foreign = QJsonDocument::fromJson(QByteArray(written).replace(
                                                            m_fleet->postgres
                                                                .value(
                                                                    QStringLiteral("select id from "
                                                                                   "healthcare.integrations where "
                                                                                   "config->>'instance_name' = '%1'")
                                                                        .arg(name(11)),
                                                                    m_fleet->database())
                                                                .value_or("unread"),
                                                            row))
                                    .object();
    QVERIFY(foreign != original);
    const CliRun skipped = apply(foreign, words({"--yes"}));
    QVERIFY2(skipped.exitCode == 4, skipped.all().constData());
    QCOMPARE(picture(), before);
    // Another name in the request, which nobody was shown.
    const QJsonObject more =
        QJsonDocument::fromJson(QByteArray(written).replace(name(11).toUtf8(), name(12).toUtf8())).object();
    QJsonObject smuggled = original;
    for (const QString& key : original.keys()) {
        if (key != word("items"))
            smuggled[key] = more[key];
    }
    QVERIFY(smuggled != original);
    const CliRun unshown = apply(smuggled, words({"--yes"}));
    QVERIFY2(unshown.exitCode == 0 || unshown.exitCode == 4, unshown.all().constData());
    QVERIFY(m_fleet->server.instance(name(12)));
    QCOMPARE(picture(), before);
    // The text that it asks for is judged anew.
    m_fleet->server.setListed(name(11), word("open"));
    QJsonObject silent =
        QJsonDocument::fromJson(run({word("--json"), word("plan"), word("delete"), name(11)}).out).object();
    QVERIFY(silent.contains(word("confirm")));
    silent.remove(word("confirm"));
    QCOMPARE(apply(silent, words({"--yes"})).exitCode, 4);
    silent[word("confirm")] = word("yes");
    QCOMPARE(apply(silent, words({"--confirm", "yes"})).exitCode, 4);
    QVERIFY(m_fleet->server.instance(name(11)));
}

void ApplyCommandsTest::aFileThatIsNoPlanIsAnError()
{
    const QByteArray before = picture();
    const QString path = m_files.filePath(word("no plan.json"));
    QCOMPARE(run({word("apply"), path, word("--yes")}).exitCode, 1);
    for (const QByteArray& content : {QByteArray(), QByteArray("{}"), QByteArray("no JSON"), QByteArray("[1,2]")}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        const CliRun wrong = run({word("apply"), path, word("--yes")});
        QCOMPARE(wrong.exitCode, 1);
        QVERIFY(!wrong.err.isEmpty());
    }
    QCOMPARE(picture(), before);
}

void ApplyCommandsTest::aSkippedOneIsOne()
{
    const QString file = savedPlan({word("delete"), close(13), close(14)});
    m_fleet->server.setListed(name(14), word("open"));
    const CliRun partly = run({word("--json"), word("apply"), file, word("--confirm"), word("2")});
    // In part, and "journal resume" has nothing to go on with: the sentence names the command that does the rest.
    QVERIFY2(partly.exitCode == 1, partly.all().constData());
    QVERIFY(isResult(partly, "delete", "partial"));
    QVERIFY2(
        partly.json()[word("error")][word("sentence")].toString().contains(word("steward-cli plan delete")),
        partly.all().constData());
    QVERIFY(!m_fleet->server.instance(name(13)));
    QVERIFY(m_fleet->server.instance(name(14)));
    QVERIFY(partly.out.contains("has changed since the plan was made"));
}

void ApplyCommandsTest::theGroupIsCleaned()
{
    const QString organization = QString::fromLatin1(GeneratedFleet::organizationId(15));
    for (const char* suffix : {"a", "b"}) {
        EvolutionInstance twin;
        twin.name = QStringLiteral("clinic-%1-%2").arg(organization, word(suffix));
        m_fleet->server.addInstance(twin);
    }
    const QStringList command{word("--json"), word("clean"), word("--organization"), organization};
    const CliRun shown = run(command);
    QVERIFY2(shown.exitCode == 2, shown.all().constData());
    QCOMPARE(planFromJson(shown.out)->groups.size(), size_t(1));
    const CliRun done = run(command + words({"--confirm", "2"}));
    QVERIFY2(done.exitCode == 0, done.all().constData());
    QVERIFY(isResult(done, "clean", "done"));
    QVERIFY(m_fleet->server.instance(name(15)));
    QVERIFY(!m_fleet->server.instance(QStringLiteral("clinic-%1-a").arg(organization)));
    const CliRun nothing = run(command + words({"--yes"}));
    QVERIFY2(nothing.exitCode == 0, nothing.all().constData());
}

void ApplyCommandsTest::aFindingIsRepaired()
{
    const auto token = m_fleet->postgres.value(
        QStringLiteral("select webhook_token from healthcare.integrations where config->>'instance_name' = '%1'")
            .arg(name(16)),
        m_fleet->database());
    const QByteArray tokenKey = "whatsapp:token:" + token.value_or("unread");
    QVERIFY(m_fleet->redis.command({"DEL", "whatsapp:instance:" + name(16).toUtf8(), tokenKey}));
    const QStringList command{word("--json"), word("repair"), word("--finding"), word("cold-cache"), name(16)};
    QCOMPARE(run(command).exitCode, 2);
    const CliRun done = run(command + words({"--yes"}));
    QVERIFY2(done.exitCode == 0, done.all().constData());
    QVERIFY(isResult(done, "repair", "done"));
    const auto keys = m_fleet->redis.command({"EXISTS", "whatsapp:instance:" + name(16).toUtf8(), tokenKey});
    QVERIFY(keys && keys->integer == 2);
}

/// One byte flipped in its middle, where the chain's end does not show it: no journal, no write.
void ApplyCommandsTest::aDamagedJournalChangesNothing()
{
    const QTemporaryDir data;
    for (const char* command : {"protect", "unprotect"})
        QCOMPARE(runIn(data.path(), {word(command), name(30), word("--yes")}).exitCode, 0);
    QFile journal(data.filePath(word("journal/journal.sqlite")));
    QVERIFY(journal.open(QIODevice::ReadWrite));
    QByteArray bytes = journal.readAll();
    const qsizetype place = bytes.indexOf(name(30).toLatin1());
    QVERIFY(place > 0);
    bytes[place] = static_cast<char>(bytes[place] ^ 1);
    QVERIFY(journal.seek(0) && journal.write(bytes) == bytes.size());
    journal.close();
    const QString plan = savedPlan({word("delete"), close(31)});
    const QString organization =
        QString::fromUtf8(m_fleet->postgres
                              .value(
                                  word("insert into core.organizations (id, name, is_active) values "
                                       "(gen_random_uuid(), 'Has none yet', true) returning id"),
                                  m_fleet->database())
                              .value_or(QByteArray()));
    const QByteArray before = picture();
    m_fleet->server.clearRequests();
    for (const QStringList& command :
         {words({"journal", "verify"}), words({"journal", "list"}), words({"journal", "resume"})}) {
        const CliRun told = runIn(data.path(), command);
        QVERIFY2(told.exitCode != 0 && told.all().contains("damaged"), told.all().constData());
    }
    for (const QStringList& command :
         {QStringList{word("delete"), name(31), word("--yes")}, QStringList{word("apply"), plan, word("--yes")},
          QStringList{word("disable"), name(31), word("--yes")}, QStringList{word("protect"), name(31), word("--yes")},
          QStringList{word("reset"), name(31), word("--yes")}, QStringList{word("pair"), name(31)},
          QStringList{word("create"), word("--organization"), organization}}) {
        const CliRun refused = runIn(data.path(), command);
        QVERIFY2(refused.exitCode == 4 && refused.all().contains("damaged"), refused.all().constData());
    }
    QCOMPARE(picture(), before);
    for (const char* method : {"DELETE", "POST"})
        QCOMPARE(m_fleet->server.requestCount(method), 0);
}

STEWARD_TEST(ApplyCommandsTest)
} // namespace steward::apply_commands_test

#include "apply_commands_test.moc"
