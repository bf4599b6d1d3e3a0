#include "cli/cli_process.h"
#include "stores/practice/practice_tenant.h"
#include "support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::create_commands_test {

namespace {

QString organization(QStringView name)
{
    return practiceOrganizationId(name).toString();
}

/// Organizations of the practice fleet that have nothing.
const QString first = organization(u"Clínica Boa Semente");
const QString second = organization(u"Instituto Coluna Reta");

CliRun create(const QStringList& arguments, bool json = true)
{
    QStringList all{QStringLiteral("--practice"), QStringLiteral("create")};
    if (json)
        all << QStringLiteral("--json");
    return runCli(all + arguments);
}

/// Of an organization with exactly one healthy, connected instance.
QString takenOrganization()
{
    const CliRun audit = runCli({QStringLiteral("--practice"), QStringLiteral("--json"), QStringLiteral("audit")});
    for (const QJsonValue& row : audit.json().value(QStringLiteral("rows")).toArray()) {
        if (row[QStringLiteral("findings")].toArray().isEmpty() &&
            row[QStringLiteral("server")][QStringLiteral("connection")] == QStringLiteral("open") &&
            row[QStringLiteral("database")][QStringLiteral("enabled")].toBool())
            return row[QStringLiteral("organization_id")].toString();
    }
    return {};
}

} // namespace

/// `create` in practice: what it says, and its exit codes.
class CreateCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsForOneThatHasNone();
    void showsTheSevenSteps();
    void refusesAndReuses();
    void replacesWhatStands();
    void wrongWordsAreSaid();
    void manyFromAFile();
    void aFileNamesOrganizations();
    void aDryRunCreatesNothing();
};

void CreateCommandsTest::createsForOneThatHasNone()
{
    const CliRun run = create({QStringLiteral("--organization"), first});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonObject document = run.json();
    QCOMPARE(document.value(QStringLiteral("version")).toInt(), 1);
    QCOMPARE(document.value(QStringLiteral("operation")).toString(), QStringLiteral("create"));
    QCOMPARE(document.value(QStringLiteral("outcome")).toString(), QStringLiteral("done"));
    const QJsonObject item = document[QStringLiteral("items")][0].toObject();
    QVERIFY(item.value(QStringLiteral("instance_name")).toString().startsWith(QLatin1String("clinic-") + first));
    for (const char* store : {"server", "database", "cache"})
        QCOMPARE(item.value(QLatin1String(store)).toString(), QStringLiteral("written"));
    QCOMPARE(item[QStringLiteral("workers")][QStringLiteral("receivers")].toInt(), 2);
    QVERIFY(item.value(QStringLiteral("error")).isNull());
}

void CreateCommandsTest::showsTheSevenSteps()
{
    const CliRun run = create({QStringLiteral("--organization"), first}, false);
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.out.count("✓"), 7);
}

void CreateCommandsTest::refusesAndReuses()
{
    const QString taken = takenOrganization();
    QVERIFY(!taken.isEmpty());
    const CliRun refused = create({QStringLiteral("--organization"), taken});
    QCOMPARE(refused.exitCode, 4);
    QCOMPARE(refused.json().value(QStringLiteral("outcome")).toString(), QStringLiteral("refused"));
    const CliRun reused =
        create({QStringLiteral("--organization"), taken, QStringLiteral("--if-exists"), QStringLiteral("reuse")});
    QVERIFY2(reused.exitCode == 0, reused.err.constData());
    QCOMPARE(reused.json()[QStringLiteral("items")][0][QStringLiteral("server")].toString(), QStringLiteral("kept"));
}

void CreateCommandsTest::replacesWhatStands()
{
    const QString taken = takenOrganization();
    const QStringList replace{
        QStringLiteral("--organization"), taken, QStringLiteral("--if-exists"), QStringLiteral("replace")};
    const CliRun shown = create(replace);
    QCOMPARE(shown.exitCode, 2); // the plan of the deletion, and nothing changed
    QCOMPARE(shown.json().value(QStringLiteral("kind")).toString(), QStringLiteral("replace"));
    const QString confirm = shown.json().value(QStringLiteral("confirm")).toString();
    QVERIFY(confirm.contains(taken)); // it is connected: its name is asked for
    QCOMPARE(create(replace + QStringList{QStringLiteral("--yes")}).exitCode, 4);
    const CliRun replaced = create(replace + QStringList{QStringLiteral("--confirm"), confirm});
    QVERIFY2(replaced.exitCode == 0, replaced.err.constData());
    const QJsonArray items = replaced.json().value(QStringLiteral("items")).toArray();
    QCOMPARE(items.size(), 2);
    QCOMPARE(items[0][QStringLiteral("instance_name")].toString(), confirm);
    QCOMPARE(items[0][QStringLiteral("server")].toString(), QStringLiteral("gone"));
    QVERIFY(items[1][QStringLiteral("instance_name")].toString().startsWith(QLatin1String("clinic-") + taken));
    QCOMPARE(items[1][QStringLiteral("server")].toString(), QStringLiteral("written"));
    // Where nothing stands it is a creation like any other.
    QCOMPARE(
        create({QStringLiteral("--organization"), first, QStringLiteral("--if-exists"), QStringLiteral("replace")})
            .exitCode,
        0);
    QCOMPARE(create({QStringLiteral("--organization"), first, QStringLiteral("--yes")}).exitCode, 1);
}

void CreateCommandsTest::wrongWordsAreSaid()
{
    QCOMPARE(create({QStringLiteral("--organization"), QStringLiteral("x")}).exitCode, 1);
    QCOMPARE(
        create({QStringLiteral("--organization"), first, QStringLiteral("--phone"), QStringLiteral("011")}).exitCode,
        1);
    QCOMPARE(
        create({QStringLiteral("--organization"), first, QStringLiteral("--name"), QStringLiteral("..")}).exitCode, 1);
    const CliRun unknown =
        create({QStringLiteral("--organization"), QUuid::createUuid().toString(QUuid::WithoutBraces)});
    QCOMPARE(unknown.exitCode, 4);
}

void CreateCommandsTest::manyFromAFile()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("clinics.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "organization_id,name\n" + first.toUtf8() + ",front-one\n" + takenOrganization().toUtf8() + ",\n" +
        second.toUtf8() + ",front-two\n");
    file.close();
    const CliRun run = create({QStringLiteral("--from"), file.fileName()});
    QCOMPARE(run.exitCode, 1); // two done, one refused: nothing of it waits for resume
    QVERIFY2(run.err.contains("steward-cli create --from"), run.err.constData());
    const QJsonArray items = run.json().value(QStringLiteral("items")).toArray();
    QCOMPARE(items.size(), 3);
    QCOMPARE(items[0][QStringLiteral("server")].toString(), QStringLiteral("written"));
    QCOMPARE(items[1][QStringLiteral("server")].toString(), QStringLiteral("skipped"));
    QVERIFY(!items[1][QStringLiteral("error")].isNull());
    QCOMPARE(items[2][QStringLiteral("instance_name")].toString(), QStringLiteral("front-two"));
}

void CreateCommandsTest::aFileNamesOrganizations()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("clinics.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("organization;phone\nCl\xC3\xADnica boa semente;+55 45 99000-0141\n" + second.toUtf8() + ";\nNobody;\n");
    file.close();
    const CliRun run = create({QStringLiteral("--from"), file.fileName(), QStringLiteral("--dry-run")});
    QCOMPARE(run.exitCode, 2);
    const QJsonArray items = run.json().value(QStringLiteral("items")).toArray();
    QCOMPARE(items.size(), 3);
    QCOMPARE(items[0][QStringLiteral("organization_id")].toString(), first);
    QVERIFY(items[0][QStringLiteral("would_create")].toBool());
    QCOMPARE(items[1][QStringLiteral("organization_id")].toString(), second);
    QVERIFY(!items[2][QStringLiteral("would_create")].toBool());
    QVERIFY(items[2][QStringLiteral("because")].toString().startsWith(QLatin1String("Line 4: ")));
}

void CreateCommandsTest::aDryRunCreatesNothing()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("clinics.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("organization_id\n" + first.toUtf8() + "\n" + takenOrganization().toUtf8() + "\n");
    file.close();
    const CliRun run = create({QStringLiteral("--from"), file.fileName(), QStringLiteral("--dry-run")});
    QCOMPARE(run.exitCode, 2);
    const QJsonArray items = run.json().value(QStringLiteral("items")).toArray();
    QCOMPARE(items.size(), 2);
    QVERIFY(items[0][QStringLiteral("would_create")].toBool());
    QVERIFY(!items[1][QStringLiteral("would_create")].toBool());
}

STEWARD_TEST(CreateCommandsTest)
} // namespace steward::create_commands_test

#include "create_commands_test.moc"
