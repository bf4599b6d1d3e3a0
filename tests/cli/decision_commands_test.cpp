#include "cli/cli_process.h"
#include "support/live_fleet.h"
#include "support/test_registry.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace steward::rig;
using namespace steward::test;

namespace steward::decision_commands_test {

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

} // namespace

/// `repair --organization`, `--use-phone`, `--row`, `unlink` and `reset` on real PostgreSQL and Redis and a server that
/// answers as recorded: each shows its plan, changes its target alone, and is read back.
class DecisionCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theLinkedPhoneBecomesTheExpectedOne();
    void anInstanceMovesToItsOrganization();
    void aRowNamesAnotherInstance();
    void aRowThatNamesNothingGoes();
    void unlinkedAndReset();
    void webhooksAreSetAndInstancesRestarted();
    void whatCannotBeIsRefused();
    void usageIsAnError_data();
    void usageIsAnError();
    void whatWasDecidedIsTakenBack();
    void aMistypedNameIsAnError();
    void aResumeSaysWhyItLeavesSomething();
    void aReplacementShowsWhatIsMade();
    void aSavedReplacementIsRefused();
    void whatIsReusedIsNotCalledHealthy();

private:
    CliRun run(const QStringList& arguments);
    static QString name(int index) { return QString::fromLatin1(GeneratedFleet::instanceName(index)); }
    QByteArray value(const QString& sql);
    QString rowOf(int index);
    QByteArray column(int index, const char* expression);
    QByteArray others(int index);

    std::unique_ptr<LiveFleet> m_fleet;
    QTemporaryDir m_data;
};

void DecisionCommandsTest::initTestCase()
{
    m_fleet = std::make_unique<LiveFleet>(GeneratedFleet{12, 0});
    RIG_VERIFY(m_fleet->start());
    m_fleet->server.setDeletionDelay(std::chrono::milliseconds(20));
}

CliRun DecisionCommandsTest::run(const QStringList& arguments)
{
    const QString database = QStringLiteral("postgresql://%1:%2@127.0.0.1:%3/%4")
                                 .arg(
                                     m_fleet->postgres.superuser(), QString::fromUtf8(m_fleet->postgres.password()),
                                     QString::number(m_fleet->postgresProxy->port()), m_fleet->database());
    CliEnvironment variables = cliEnvironment(
        QStringLiteral("http://127.0.0.1:%1").arg(m_fleet->serverProxy->port()), m_fleet->server.apiKey(), database,
        QStringLiteral("redis://127.0.0.1:%1").arg(m_fleet->redisProxy->port()));
    variables[word("STEWARD_WEBHOOK_URL")] = word("https://hooks.example.org/whatsapp/{webhook_token}");
    variables[word("STEWARD_ENVIRONMENT")] = word("development");
    return runCli(arguments, variables, m_data.path());
}

QByteArray DecisionCommandsTest::value(const QString& sql)
{
    return m_fleet->postgres.value(sql, m_fleet->database()).value_or("unread");
}

QString DecisionCommandsTest::rowOf(int index)
{
    return QString::fromLatin1(
        value(QStringLiteral("select id from healthcare.integrations where config->>'instance_name' = '%1'")
                  .arg(name(index))));
}

QByteArray DecisionCommandsTest::column(int index, const char* expression)
{
    return value(QStringLiteral("select %1 from healthcare.integrations where config->>'instance_name' = '%2'")
                     .arg(word(expression), name(index)));
}

/// Every row but that instance's.
QByteArray DecisionCommandsTest::others(int index)
{
    return value(QStringLiteral("select string_agg(i::text, E'\\n' order by id) from healthcare.integrations i where "
                                "config->>'instance_name' is distinct from '%1'")
                     .arg(name(index)));
}

void DecisionCommandsTest::theLinkedPhoneBecomesTheExpectedOne()
{
    value(
        QStringLiteral("update healthcare.integrations set status = 'pending', phone_number = null, config = config - "
                       "'phone_number' || '{\"expected_phone\": \"5511933334444\"}' where config->>'instance_name' = "
                       "'%1' returning id")
            .arg(name(0)));
    const QByteArray before = others(0);
    const CliRun repaired = run({word("repair"), name(0), word("--yes")});
    QVERIFY2(repaired.all().contains("--use-phone"), repaired.all().constData());
    QCOMPARE(column(0, "status"), QByteArray("pending")); // written nowhere
    QCOMPARE(column(0, "phone_number"), QByteArray());
    const CliRun shown = run({word("repair"), name(0), word("--use-phone"), word("--dry-run")});
    QVERIFY2(shown.exitCode == 2, shown.all().constData());
    const CliRun used = run({word("repair"), name(0), word("--use-phone"), word("--yes")});
    QVERIFY2(used.exitCode == 0, used.all().constData());
    QCOMPARE(column(0, "status"), QByteArray("active"));
    QCOMPARE(column(0, "phone_number"), column(0, "config->>'expected_phone'"));
    QVERIFY(column(0, "phone_number") != QByteArray("5511933334444"));
    QCOMPARE(others(0), before);
    const CliRun again = run({word("repair"), name(0), word("--use-phone"), word("--yes")});
    QVERIFY2(again.exitCode == 0, again.all().constData());
}

void DecisionCommandsTest::anInstanceMovesToItsOrganization()
{
    const QByteArray chosen = value(
        word("insert into core.organizations (id, name, is_active) values (gen_random_uuid(), 'Moved here', true) "
             "returning id"));
    const QByteArray before = others(1);
    const QByteArray was = column(1, "organization_id");
    const CliRun shown = run({word("repair"), name(1), word("--organization"), QString::fromLatin1(chosen)});
    QVERIFY2(shown.exitCode == 2 && shown.out.contains("Moved here"), shown.all().constData());
    QCOMPARE(column(1, "organization_id"), was);
    const CliRun moved =
        run({word("repair"), name(1), word("--organization"), QString::fromLatin1(chosen), word("--yes")});
    QVERIFY2(moved.exitCode == 0, moved.all().constData());
    QCOMPARE(column(1, "organization_id"), chosen);
    QCOMPARE(others(1), before);
    const auto entry = m_fleet->redis.command({"GET", "whatsapp:instance:" + name(1).toUtf8()});
    QVERIFY(entry && entry->text.contains(chosen));
    // Its own organization has a row by now: nobody takes its place.
    const CliRun taken =
        run({word("repair"), name(2), word("--organization"), QString::fromLatin1(chosen), word("--yes")});
    QVERIFY2(taken.exitCode == 4, taken.all().constData());
    QVERIFY(column(2, "organization_id") != chosen);
}

void DecisionCommandsTest::aRowNamesAnotherInstance()
{
    // Renamed on the server: the row still names the old one.
    EvolutionInstance renamed = *m_fleet->server.instance(name(3));
    const QString row = rowOf(3);
    m_fleet->server.removeInstance(name(3));
    renamed.name = word("renamed by hand");
    m_fleet->server.addInstance(renamed);
    const CliRun wrong = run({word("repair"), word("--row"), row, word("--set-name"), name(4), word("--yes")});
    QVERIFY2(wrong.exitCode == 4, wrong.all().constData());
    const CliRun pointed = run({word("repair"), word("--row"), row, word("--set-name"), renamed.name, word("--yes")});
    QVERIFY2(pointed.exitCode == 0, pointed.all().constData());
    QCOMPARE(
        value(QStringLiteral("select config->>'instance_name' from healthcare.integrations where id = '%1'").arg(row)),
        renamed.name.toUtf8());
}

void DecisionCommandsTest::aRowThatNamesNothingGoes()
{
    const QString row = rowOf(5);
    const CliRun kept = run({word("repair"), word("--row"), row, word("--remove"), word("--yes")});
    QVERIFY2(kept.exitCode == 4, kept.all().constData()); // it stands on the server
    m_fleet->server.removeInstance(name(5));
    value(QStringLiteral("update healthcare.integrations set config = config - 'instance_name' where id = '%1' "
                         "returning id")
              .arg(row));
    const CliRun told = run({word("plan"), word("repair")});
    QVERIFY2(told.out.contains("repair --row " + row.toLatin1() + " --remove"), told.all().constData());
    const CliRun removed = run({word("repair"), word("--row"), row, word("--remove"), word("--yes")});
    QVERIFY2(removed.exitCode == 0, removed.all().constData());
    QCOMPARE(
        value(QStringLiteral("select count(*) from healthcare.integrations where id = '%1'").arg(row)),
        QByteArray("0"));
    const CliRun again = run({word("repair"), word("--row"), row, word("--remove"), word("--yes")});
    QVERIFY2(again.exitCode == 4, again.all().constData());
}

void DecisionCommandsTest::unlinkedAndReset()
{
    const CliRun connected = run({word("reset"), name(6), word("--confirm"), name(6)});
    QVERIFY2(connected.exitCode == 4, connected.all().constData());
    const CliRun asked = run({word("unlink"), name(6), word("--yes")});
    QVERIFY2(asked.exitCode == 4, asked.all().constData()); // it asks for the name
    const CliRun unlinked = run({word("--json"), word("unlink"), name(6), word("--confirm"), name(6)});
    QVERIFY2(unlinked.exitCode == 0, unlinked.all().constData());
    QCOMPARE(unlinked.json()[word("operation")].toString(), word("unlink"));
    QCOMPARE(m_fleet->server.instance(name(6))->connectionStatus, word("close"));
    QCOMPARE(column(6, "status"), QByteArray("disconnected"));
    QCOMPARE(column(6, "enabled"), QByteArray("t"));
    const auto before = m_fleet->server.instance(name(6))->id;
    const CliRun reset = run({word("reset"), name(6), word("--confirm"), name(6)});
    QVERIFY2(reset.exitCode == 0, reset.all().constData());
    QVERIFY(m_fleet->server.instance(name(6)));
    QVERIFY(m_fleet->server.instance(name(6))->id != before);
}

void DecisionCommandsTest::webhooksAreSetAndInstancesRestarted()
{
    const QString address = word("https://new.example.org/{instance_name}");
    const QByteArray before = others(-1);
    const CliRun shown = run({word("set-webhook"), name(8), name(9), word("--url"), address, word("--dry-run")});
    QVERIFY2(shown.exitCode == 2, shown.all().constData());
    QVERIFY2(shown.out.contains("https://new.example.org/"), shown.all().constData());
    const CliRun set = run(
        {word("--json"), word("set-webhook"), name(8), name(9), word("--url"), address, word("--event"),
         word("MESSAGES_UPSERT"), word("--event"), word("MESSAGES_UPDATE"), word("--event"), word("SEND_MESSAGE"),
         word("--yes")});
    QVERIFY2(set.exitCode == 0, set.all().constData());
    QCOMPARE(set.json()[word("operation")].toString(), word("set-webhook"));
    for (const int index : {8, 9}) {
        const auto webhook = m_fleet->server.instance(name(index))->webhook;
        QVERIFY(webhook);
        QCOMPARE(webhook->url, word("https://new.example.org/") + name(index));
        QCOMPARE(webhook->events.size(), 3);
    }
    const CliRun again = run({word("set-webhook"), name(8), word("--url"), address, word("--yes")});
    QVERIFY2(again.exitCode == 0, again.all().constData()); // there is nothing to do
    m_fleet->server.pair(name(8), word("5511988880000@s.whatsapp.net"));
    m_fleet->server.clearRequests();
    const CliRun restarted = run({word("--json"), word("restart"), name(8), word("--yes")});
    QVERIFY2(restarted.exitCode == 0, restarted.all().constData());
    QCOMPARE(restarted.json()[word("items")][0][word("server")].toString(), word("written"));
    QCOMPARE(m_fleet->server.requestCount("POST", "/instance/restart/"), 1);
    QCOMPARE(others(-1), before); // no row was touched
}

void DecisionCommandsTest::whatCannotBeIsRefused()
{
    const QByteArray before = others(-1);
    const QString nowhere = word("aaaaaaaa-0000-4000-8000-000000000000");
    for (const QStringList& command :
         {QStringList{word("repair"), name(7), word("--organization"), nowhere},
          QStringList{word("repair"), word("--row"), nowhere, word("--remove")},
          QStringList{word("repair"), word("nobody"), word("--use-phone")}, QStringList{word("unlink"), word("nobody")},
          QStringList{word("reset"), word("nobody")}}) {
        const CliRun refused = run(QStringList{word("--json")} + command + QStringList{word("--yes")});
        QVERIFY2(refused.exitCode == 4 || refused.exitCode == 1, refused.all().constData());
        QVERIFY(!refused.json().isEmpty());
    }
    QCOMPARE(others(-1), before);
}

void DecisionCommandsTest::usageIsAnError_data()
{
    QTest::addColumn<QString>("line");
    for (const char* line :
         {"repair --organization 00000000-0000-4000-8000-000000000001",
          "repair a b --use-phone",
          "repair a --use-phone --organization 00000000-0000-4000-8000-000000000001",
          "repair a --use-phone --finding stale-cache",
          "repair --row 00000000-0000-4000-8000-000000000001",
          "repair --row x --remove",
          "repair --remove",
          "repair --set-name a",
          "repair --row 00000000-0000-4000-8000-000000000001 --remove --set-name a",
          "repair a --row 00000000-0000-4000-8000-000000000001 --remove",
          "unlink",
          "unlink a b",
          "reset",
          "plan repair a --use-phone",
          "delete a --use-phone",
          "set-webhook",
          "set-webhook a",
          "set-webhook --url https://b.c",
          "set-webhook a --url b.c",
          "set-webhook a --url https://b.c/?key=d",
          "set-webhook a --event CALL",
          "restart",
          "restart a --url https://b.c",
          "delete a --event CALL"})
        QTest::newRow(line) << word(line);
}

void DecisionCommandsTest::usageIsAnError()
{
    QFETCH(QString, line);
    const CliRun wrong = runCli(QStringList{word("--practice")} + line.split(QLatin1Char(' ')));
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY(!wrong.err.isEmpty());
}

void DecisionCommandsTest::whatWasDecidedIsTakenBack()
{
    const auto restoreLast = [this] {
        const QJsonArray operations =
            run({word("--json"), word("journal"), word("list")}).json()[word("operations")].toArray();
        const QString id = operations.isEmpty() ? QString() : operations.last()[word("id")].toString();
        return run({word("journal"), word("restore"), id, word("--yes")});
    };
    const QByteArray was = column(7, "organization_id");
    const QByteArray chosen =
        value(word("insert into core.organizations (id, name, is_active) values (gen_random_uuid(), 'Moved and back', "
                   "true) returning id"));
    const CliRun moved =
        run({word("repair"), name(7), word("--organization"), QString::fromLatin1(chosen), word("--yes")});
    QVERIFY2(moved.exitCode == 0, moved.all().constData());
    QCOMPARE(column(7, "organization_id"), chosen);
    const CliRun back = restoreLast();
    QVERIFY2(back.exitCode == 0, back.all().constData());
    QCOMPARE(column(7, "organization_id"), was);
    // Where its place was taken meanwhile, it stays where it is.
    QVERIFY(
        run({word("repair"), name(7), word("--organization"), QString::fromLatin1(chosen), word("--yes")}).exitCode ==
        0);
    value(
        QStringLiteral("insert into healthcare.integrations (organization_id, type, provider, enabled, config) values "
                       "('%1', 'whatsapp', 'evolution', true, '{\"instance_name\": \"came meanwhile\"}') returning id")
            .arg(QString::fromLatin1(was)));
    const CliRun taken = restoreLast();
    QVERIFY2(taken.exitCode != 0, taken.all().constData());
    QCOMPARE(column(7, "organization_id"), chosen);
}

void DecisionCommandsTest::aMistypedNameIsAnError()
{
    QString mistyped = name(8);
    mistyped.chop(1);
    const CliRun shown = run({word("plan"), word("delete"), mistyped});
    QVERIFY2(shown.exitCode == 1 && shown.err.contains(name(8).toUtf8()), shown.all().constData());
    const CliRun wrong = run({word("--json"), word("delete"), name(9), mistyped, word("--confirm"), name(9)});
    QVERIFY2(wrong.exitCode == 1, wrong.all().constData());
    QVERIFY2(wrong.json()[word("error")][word("sentence")].toString().contains(name(8)), wrong.all().constData());
    QVERIFY(m_fleet->server.instance(name(9))); // the others stay with it
    for (const char* plan : {"", "plan"}) {     // another would be kept, and the one meant deleted
        QStringList words{word("clean"), word("--keep"), mistyped};
        if (*plan)
            words.prepend(word(plan));
        const CliRun kept = run(words);
        QVERIFY2(kept.exitCode == 1 && kept.err.contains(name(8).toUtf8()), kept.all().constData());
    }
    m_fleet->server.setListed(name(9), word("close"));
    const CliRun done = run({word("delete"), name(9), word("--yes")});
    QVERIFY2(done.exitCode == 0, done.all().constData());
    const CliRun twice = run({word("delete"), name(9), word("--yes")});
    QVERIFY2(twice.exitCode == 0, twice.all().constData()); // this journal holds its deletion
}

/// The log-out's 200 was no log-out, and what is left is an organization's only phone: resume does not touch it.
void DecisionCommandsTest::aResumeSaysWhyItLeavesSomething()
{
    m_fleet->server.addFault(
        {.status = 200,
         .body = R"({"status":"SUCCESS","error":false,"response":{"message":"Instance logged out"}})",
         .method = "DELETE",
         .pathPrefix = "/instance/logout/",
         .carriedOut = false});
    const CliRun cut = run({word("disable"), name(11), word("--confirm"), name(11)});
    m_fleet->server.clearFaults();
    QVERIFY2(cut.exitCode == 3 && cut.out.contains("does not show it"), cut.all().constData());
    QCOMPARE(column(11, "enabled"), QByteArray("t"));
    const CliRun resumed = run({word("journal"), word("resume")});
    QVERIFY2(resumed.exitCode == 1, resumed.all().constData());
    QVERIFY2(resumed.out.contains(name(11).toUtf8() + ": "), resumed.all().constData());
    QVERIFY2(resumed.out.contains("only connected"), resumed.all().constData());
}

void DecisionCommandsTest::aReplacementShowsWhatIsMade()
{
    const QString organization = QString::fromLatin1(column(10, "organization_id"));
    const CliRun shown = run(
        {word("create"), word("--organization"), organization, word("--name"), word("made anew"), word("--if-exists"),
         word("replace")});
    QVERIFY2(shown.exitCode == 2, shown.all().constData());
    QVERIFY2(shown.out.contains(name(10).toUtf8()) && shown.out.contains("made anew"), shown.all().constData());
    QVERIFY(m_fleet->server.instance(name(10)));
}

/// Its file holds the deletion alone.
void DecisionCommandsTest::aSavedReplacementIsRefused()
{
    const QString organization = QString::fromLatin1(column(10, "organization_id"));
    const QStringList replacing{
        word("create"), word("--organization"), organization, word("--if-exists"), word("replace")};
    const CliRun document = run(QStringList{word("--json")} + replacing + QStringList{word("--dry-run")});
    QVERIFY2(document.exitCode == 2 && document.out.contains("\"replace\""), document.all().constData());
    QFile file(m_data.filePath(word("replace.json")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(document.out) == document.out.size());
    file.close();
    m_fleet->server.clearRequests();
    for (const QStringList& agreed :
         {QStringList{word("--confirm"), name(10)}, QStringList{word("--yes")}, QStringList{word("--dry-run")}}) {
        const CliRun refused = run(QStringList{word("apply"), file.fileName()} + agreed);
        QVERIFY2(refused.exitCode == 4, refused.all().constData());
        QVERIFY2(refused.err.contains(replacing.join(QLatin1Char(' ')).toUtf8()), refused.all().constData());
    }
    QCOMPARE(m_fleet->server.requestCount("DELETE"), 0);
    QVERIFY(m_fleet->server.instance(name(10)));
}

void DecisionCommandsTest::whatIsReusedIsNotCalledHealthy()
{
    m_fleet->server.setListed(name(11), word("close"));
    const QString organization = QString::fromLatin1(column(11, "organization_id"));
    const CliRun reused =
        run({word("create"), word("--organization"), organization, word("--if-exists"), word("reuse")});
    QVERIFY2(!reused.all().contains("healthy"), reused.all().constData());
}

STEWARD_TEST(DecisionCommandsTest)
} // namespace steward::decision_commands_test

#include "decision_commands_test.moc"
