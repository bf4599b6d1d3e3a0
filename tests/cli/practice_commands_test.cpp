#include "cli/cli_process.h"
#include "local/profile_store.h"
#include "support/test_registry.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace steward::test;

namespace steward::practice_commands_test {

class PracticeCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void versionNamesCommitAndLibraries();
    void auditSaysWhatDisagrees();
    void auditDocumentHasTheContractsKeys();
    void allAsksWhatItTakesToSayWorking();
    void listFindsWhatTheWindowFinds();
    void showTellsOneInstance();
    void showOfAnUnknownNameIsAnError();
    void showTakesAnEndOrAnOrganization();
    void profilesAreListed();
    void doctorFindsNothing();
    void withoutSettingsItSaysWhatIsMissing();
};

void PracticeCommandsTest::auditSaysWhatDisagrees()
{
    const CliRun run = runCli({QStringLiteral("--practice"), QStringLiteral("audit"), QStringLiteral("--residue")});
    QCOMPARE(run.exitCode, 2);
    for (const char* code : {"duplicate-instance", "orphaned-instance", "ghost-instance", "residue"})
        QVERIFY2(run.out.contains(code), code);
    QVERIFY(!run.out.contains('\x1b'));
    QVERIFY2(!run.out.contains("(s)"), "plurals are words");
}

void PracticeCommandsTest::auditDocumentHasTheContractsKeys()
{
    const CliRun run = runCli({QStringLiteral("--practice"), QStringLiteral("--json"), QStringLiteral("audit")});
    QCOMPARE(run.exitCode, 2);
    const QJsonObject document = run.json();
    QCOMPARE(document.value(QStringLiteral("version")).toInt(), 1);
    for (const char* store : {"server", "database", "cache"}) {
        const QJsonObject state = document[QStringLiteral("stores")][QLatin1String(store)].toObject();
        QCOMPARE(state.value(QStringLiteral("state")).toString(), QStringLiteral("read"));
        QVERIFY(
            state.contains(QStringLiteral("count")) && state.contains(QStringLiteral("elapsed_ms")) &&
            state.contains(QStringLiteral("error")));
    }
    const QJsonArray rows = document.value(QStringLiteral("rows")).toArray();
    QCOMPARE(document[QStringLiteral("counts")][QStringLiteral("rows")].toInteger(), rows.size());
    QVERIFY(rows.size() > 40);
}

void PracticeCommandsTest::allAsksWhatItTakesToSayWorking()
{
    const auto verdicts = [](const QString& option) {
        QStringList arguments{QStringLiteral("--practice"), QStringLiteral("--json"), QStringLiteral("audit")};
        if (!option.isEmpty())
            arguments << option;
        const CliRun run = runCli(arguments);
        return run.json()[QStringLiteral("counts")][QStringLiteral("verdicts")].toObject();
    };
    for (const QString& option : {QString(), QStringLiteral("--memory")}) {
        QVERIFY(!verdicts(option).contains(QStringLiteral("working")));
        QVERIFY(verdicts(option).value(QStringLiteral("not-checked")).toInt() > 10);
    }
    // Of the control sample the memory was asked too.
    const QJsonObject webhooks = verdicts(QStringLiteral("--webhooks"));
    QVERIFY(webhooks.value(QStringLiteral("not-checked")).toInt() > 0);
    const CliRun some = runCli({QStringLiteral("--practice"), QStringLiteral("audit"), QStringLiteral("--webhooks")});
    QVERIFY(!some.out.contains("· working")); // shown only with --all
    const QJsonObject all = verdicts(QStringLiteral("--all"));
    QVERIFY(all.value(QStringLiteral("working")).toInt() > 10);
    QVERIFY(all.value(QStringLiteral("problem")).toInt() > 10);
    const CliRun text = runCli({QStringLiteral("--practice"), QStringLiteral("audit"), QStringLiteral("--all")});
    QVERIFY(text.out.contains("· working"));
    QVERIFY(!text.out.contains("healthy"));
}

void PracticeCommandsTest::listFindsWhatTheWindowFinds()
{
    const auto run = [](const QStringList& words) {
        return runCli(QStringList{QStringLiteral("--practice"), QStringLiteral("list")} + words);
    };
    const auto rows = [](const QStringList& words) {
        const CliRun found =
            runCli(QStringList{QStringLiteral("--practice"), QStringLiteral("--json"), QStringLiteral("list")} + words);
        return found.json().value(QStringLiteral("rows")).toArray();
    };
    const CliRun all = run({});
    QCOMPARE(all.exitCode, 2);
    QVERIFY(all.out.startsWith("STATE"));
    QCOMPARE(rows({QStringLiteral("REDE sorriso do"), QStringLiteral("vale")}).size(), 6);
    QCOMPARE(rows({QStringLiteral("organization:Rede Sorriso do Vale")}).size(), 6); // as the shell hands it over
    const QJsonArray open = rows({QStringLiteral("state:connected"), QStringLiteral("problem:none")});
    QVERIFY(!open.isEmpty());
    for (const QJsonValue& row : open) { // what the server runs counts before what it lists
        const QJsonObject server = row[QStringLiteral("server")].toObject();
        const QString memory = server[QStringLiteral("memory")].toString();
        const bool wasAsked = memory == QLatin1String("open") || memory == QLatin1String("close");
        QCOMPARE(wasAsked ? memory : server[QStringLiteral("connection")].toString(), QStringLiteral("open"));
    }
    QCOMPARE(run({QStringLiteral("state:connected"), QStringLiteral("problem:none")}).exitCode, 0);
    const CliRun wrong = run({QStringLiteral("state:opem")});
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY2(wrong.err.contains("opem") && wrong.err.contains("connected"), wrong.err.constData());
    const CliRun none = run({QStringLiteral("there-is-no-such-thing")});
    QCOMPARE(none.exitCode, 0);
    QVERIFY(none.out.startsWith("0 of "));
}

void PracticeCommandsTest::showTellsOneInstance()
{
    const CliRun audit = runCli({QStringLiteral("--practice"), QStringLiteral("--json"), QStringLiteral("audit")});
    QString healthy;
    QString duplicate;
    for (const QJsonValue& row : audit.json().value(QStringLiteral("rows")).toArray()) {
        const QJsonArray findings = row[QStringLiteral("findings")].toArray();
        const QString name = row[QStringLiteral("instance_name")].toString();
        if (findings.isEmpty() && row[QStringLiteral("server")][QStringLiteral("connection")] == QStringLiteral("open"))
            healthy = name;
        if (findings.first()[QStringLiteral("code")] == QStringLiteral("duplicate-instance"))
            duplicate = name;
    }
    QVERIFY(!healthy.isEmpty() && !duplicate.isEmpty());
    const CliRun good = runCli({QStringLiteral("--practice"), QStringLiteral("show"), healthy});
    QCOMPARE(good.exitCode, 0);
    QVERIFY(good.out.contains("other rows and entries, where “audit” looks: duplicate-instance, stale-cache"));
    const CliRun goodJson =
        runCli({QStringLiteral("--practice"), QStringLiteral("--json"), QStringLiteral("show"), healthy});
    QVERIFY(goodJson.json()[QStringLiteral("not_looked_for")].toArray().contains(QStringLiteral("stale-cache")));
    const QJsonObject stores = goodJson.json()[QStringLiteral("stores")].toObject();
    for (const char* part : {"database", "cache"}) // of a part it would be no count
        QVERIFY2(stores[QLatin1String(part)][QStringLiteral("count")].isNull(), part);
    QVERIFY(stores[QStringLiteral("server")][QStringLiteral("count")].isDouble());
    const CliRun bad =
        runCli({QStringLiteral("--practice"), QStringLiteral("--json"), QStringLiteral("show"), duplicate});
    QCOMPARE(bad.exitCode, 2);
    QCOMPARE(bad.json()[QStringLiteral("row")][QStringLiteral("instance_name")].toString(), duplicate);
    QVERIFY(bad.json()[QStringLiteral("row")][QStringLiteral("server")].toObject().contains(QStringLiteral("webhook")));
}

void PracticeCommandsTest::showOfAnUnknownNameIsAnError()
{
    const CliRun run = runCli({QStringLiteral("--practice"), QStringLiteral("show"), QStringLiteral("no such thing")});
    QCOMPARE(run.exitCode, 1);
    QVERIFY(run.err.contains("no such thing"));
    QVERIFY(run.err.contains("“list” also finds by a part")); // a part of a name is enough there
}

void PracticeCommandsTest::showTakesAnEndOrAnOrganization()
{
    const auto show = [](const QString& typed) {
        return runCli({QStringLiteral("--practice"), QStringLiteral("--json"), QStringLiteral("show"), typed});
    };
    const auto nameOf = [](const CliRun& run) {
        return run.json()[QStringLiteral("row")][QStringLiteral("instance_name")].toString();
    };
    const QString whole = nameOf(show(QStringLiteral("clínica vida plena")));
    QVERIFY(whole.startsWith(QStringLiteral("clinic-")));
    QCOMPARE(nameOf(show(whole)), whole);
    QCOMPARE(nameOf(show(whole.mid(21))), whole);
    const QString organization =
        show(whole).json()[QStringLiteral("row")][QStringLiteral("organization_id")].toString();
    QCOMPARE(nameOf(show(organization)), whole);

    const CliRun several = show(QStringLiteral("7331"));
    QCOMPARE(several.exitCode, 1);
    QVERIFY(several.json().value(QStringLiteral("row")).isNull());
    QVERIFY(several.err.contains("Several instances match 7331") && several.err.contains(whole.toUtf8()));
    QCOMPARE(show(QStringLiteral("331")).exitCode, 1); // too short to mean one
}

void PracticeCommandsTest::profilesAreListed()
{
    const QTemporaryDir root;
    const QStringList words{QStringLiteral("profiles")};
    QVERIFY(runCli(words, {}, root.path()).out.contains("no profiles yet"));
    steward::Profile profile;
    profile.name = QStringLiteral("North region");
    profile.environment = steward::Environment::Staging;
    profile.readOnly = true;
    profile.serverUrl = QStringLiteral("https://wa.example.org");
    QVERIFY(steward::ProfileStore(*steward::DataDirectory::open(root.path())).save(profile));
    const CliRun text = runCli(words, {}, root.path());
    QCOMPARE(text.exitCode, 0);
    QVERIFY(text.out.contains("North region") && text.out.contains("reads only"));
    const QJsonArray listed = runCli(words + QStringList{QStringLiteral("--json")}, {}, root.path())
                                  .json()
                                  .value(QStringLiteral("profiles"))
                                  .toArray();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed[0][QStringLiteral("environment")].toString(), QStringLiteral("staging"));
    QCOMPARE(listed[0][QStringLiteral("role")].toString(), QStringLiteral("administrator"));

    QFile broken(root.filePath(QStringLiteral("profiles/broken.json")));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("{") == 1);
    broken.close();
    const CliRun both = runCli(words, {}, root.path());
    QCOMPARE(both.exitCode, 1);
    QVERIFY(both.out.contains("North region") && both.out.contains("broken"));
}

void PracticeCommandsTest::doctorFindsNothing()
{
    const CliRun run = runCli({QStringLiteral("--practice"), QStringLiteral("--json"), QStringLiteral("doctor")});
    QCOMPARE(run.exitCode, 0);
    const QJsonObject stores = run.json().value(QStringLiteral("stores")).toObject();
    QCOMPARE(stores.size(), 3);
    for (const QJsonValue& store : stores)
        QVERIFY(!store[QStringLiteral("checks")].toArray().isEmpty());
}

void PracticeCommandsTest::withoutSettingsItSaysWhatIsMissing()
{
    const CliRun run = runCli({QStringLiteral("audit")});
    QCOMPARE(run.exitCode, 1);
    QVERIFY(run.err.contains("STEWARD_EVOLUTION_URL"));
    const CliRun unknown = runCli({QStringLiteral("--profile"), QStringLiteral("nowhere"), QStringLiteral("audit")});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY(unknown.err.contains("nowhere"));
}

void PracticeCommandsTest::versionNamesCommitAndLibraries()
{
    const CliRun run = runCli({QStringLiteral("--version")});
    QCOMPARE(run.exitCode, 0);
    const QStringList lines = QString::fromUtf8(run.out).split(QLatin1Char('\n'));
    QCOMPARE(lines.value(0), QStringLiteral("steward-cli " STEWARD_VERSION));
    static const QRegularExpression commit(QStringLiteral("\\Acommit ([0-9a-f]{7,40}(-changed)?|unknown)\\z"));
    QVERIFY2(commit.match(lines.value(1)).hasMatch(), qPrintable(lines.value(1)));
    for (const char* library :
         {"Qt ", "OpenSSL ", "libpq ", "SQLite ", "hiredis ", "simdjson ", "libqrencode ", "QtKeychain "}) {
        const QRegularExpression numbered(QLatin1String(library) + QStringLiteral("[0-9]+\\.[0-9]+"));
        QVERIFY2(numbered.match(lines.value(2)).hasMatch(), qPrintable(lines.value(2)));
    }
    const CliRun document = runCli({QStringLiteral("--json"), QStringLiteral("--version")});
    QCOMPARE(document.json().value(QStringLiteral("program")).toString().toUtf8(), run.out);
}

STEWARD_TEST(PracticeCommandsTest)
} // namespace steward::practice_commands_test

#include "practice_commands_test.moc"
