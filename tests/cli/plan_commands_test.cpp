#include "cli/cli_process.h"
#include "support/test_registry.h"
#include "workflows/read/plan_json.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace steward;
using namespace steward::test;

namespace steward::plan_commands_test {

namespace {

QStringList practice(const QStringList& arguments)
{
    return QStringList{QStringLiteral("--practice")} + arguments;
}

QStringList namesWith(const char* finding)
{
    const CliRun audit = runCli(practice({QStringLiteral("--json"), QStringLiteral("audit")}));
    QStringList names;
    for (const QJsonValue& row : audit.json().value(QStringLiteral("rows")).toArray()) {
        for (const QJsonValue& one : row[QStringLiteral("findings")].toArray()) {
            if (one[QStringLiteral("code")] == QLatin1String(finding))
                names << row[QStringLiteral("instance_name")].toString();
        }
    }
    // No request reaches these.
    names.removeIf([](const QString& name) { return !InstanceName::fromText(name).isReachable(); });
    return names;
}

QString organizationOf(const QString& name)
{
    const CliRun audit = runCli(practice({QStringLiteral("--json"), QStringLiteral("audit")}));
    for (const QJsonValue& row : audit.json().value(QStringLiteral("rows")).toArray()) {
        if (row[QStringLiteral("instance_name")].toString() == name)
            return row[QStringLiteral("organization_id")].toString();
    }
    return {};
}

} // namespace

/// What `plan` shows, saves, and refuses.
class PlanCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhatADeletionWouldDo();
    void theFileIsTheVeryDocument();
    void theSixAreCleanedToTheOneWithTheSession();
    void repairOfOneFinding();
    void nothingToDoIsZero();
    void anUnreadStorePlansNothing();
    void aPlanOfAMistypedNameIsNeitherSavedNorApplied();
    void whatIsKeptIsOneOfTheDuplicates();
    void anOrganizationThatNobodyKnowsIsAnError_data();
    void anOrganizationThatNobodyKnowsIsAnError();
    void anOrganizationWithoutDuplicatesIsNothingToDo();
    void aRefusalIsSaidOnce();
};

void PlanCommandsTest::showsWhatADeletionWouldDo()
{
    const QString name = namesWith("orphaned-instance").value(0);
    QVERIFY(!name.isEmpty());
    const CliRun run = runCli(practice({QStringLiteral("plan"), QStringLiteral("delete"), name}));
    QCOMPARE(run.exitCode, 2);
    QVERIFY(run.out.contains(name.toUtf8()));
    QVERIFY2(run.out.contains("delete 1 instance"), run.out.constData());
    QVERIFY(!run.out.contains('\x1b'));
}

void PlanCommandsTest::theFileIsTheVeryDocument()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("plan.json"));
    const QString name = namesWith("duplicate-instance").value(0);
    const CliRun run = runCli(practice(
        {QStringLiteral("--json"), QStringLiteral("plan"), QStringLiteral("delete"), name, QStringLiteral("--out"),
         file}));
    QCOMPARE(run.exitCode, 2);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), run.out);
    const auto plan = planFromJson(run.out);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
    QCOMPARE(plan->items.size(), size_t(1));
    QCOMPARE(plan->items.front().name.text(), name);
}

void PlanCommandsTest::theSixAreCleanedToTheOneWithTheSession()
{
    const CliRun run = runCli(practice({QStringLiteral("--json"), QStringLiteral("plan"), QStringLiteral("clean")}));
    QCOMPARE(run.exitCode, 2);
    const auto plan = planFromJson(run.out);
    QVERIFY(plan);
    const auto six = std::find_if(
        plan->groups.begin(), plan->groups.end(), [](const PlanGroup& group) { return group.members.size() == 6; });
    QVERIFY(six != plan->groups.end());
    QVERIFY(six->survivor && !six->left && !six->score.told.isEmpty());
    for (const PlanItem& item : plan->items) {
        if (item.name == *six->survivor)
            QVERIFY(!item.isDestructive());
    }
}

void PlanCommandsTest::repairOfOneFinding()
{
    const CliRun run = runCli(practice(
        {QStringLiteral("--json"), QStringLiteral("plan"), QStringLiteral("repair"), QStringLiteral("--finding"),
         QStringLiteral("stale-cache")}));
    QCOMPARE(run.exitCode, 2);
    const auto plan = planFromJson(run.out);
    QVERIFY(plan);
    QVERIFY(!plan->items.empty());
    for (const PlanItem& item : plan->items) {
        for (const PlanStep& step : item.steps)
            QCOMPARE(step.action, StepAction::DropEntry);
    }
}

void PlanCommandsTest::nothingToDoIsZero()
{
    const CliRun run = runCli(practice(
        {QStringLiteral("plan"), QStringLiteral("repair"), QStringLiteral("--finding"), QStringLiteral("cold-cache"),
         QStringLiteral("nobody is called that")}));
    QCOMPARE(run.exitCode, 0);
}

void PlanCommandsTest::anUnreadStorePlansNothing()
{
    // Nothing listens on these ports.
    const CliEnvironment nowhere = cliEnvironment(
        QStringLiteral("http://127.0.0.1:9"), "key", QStringLiteral("postgresql://u:p@127.0.0.1:9/d"),
        QStringLiteral("redis://127.0.0.1:9"));
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("plan.json"));
    const QStringList saving{QStringLiteral("plan"), QStringLiteral("clean"), QStringLiteral("--out"), file};
    const CliRun shown = runCli(saving, nowhere);
    QCOMPARE(shown.exitCode, 1);
    QVERIFY2(!QFile::exists(file) && shown.err.contains("The plan was not saved."), shown.all().constData());
    QVERIFY2(!shown.out.contains("nothing to do"), shown.all().constData()); // that is not known
    const CliRun run = runCli({QStringLiteral("--json"), QStringLiteral("plan"), QStringLiteral("clean")}, nowhere);
    QCOMPARE(run.exitCode, 1); // CONTRACT: 4 is for what changes
    const auto plan = planFromJson(run.out);
    QVERIFY(plan);
    for (const PlanItem& item : plan->items)
        QVERIFY(item.steps.empty());
}

/// Of a cleaning it would keep another than the one meant, and delete that one.
void PlanCommandsTest::aPlanOfAMistypedNameIsNeitherSavedNorApplied()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("plan.json"));
    QString mistyped = namesWith("duplicate-instance").value(0);
    QVERIFY(!mistyped.isEmpty());
    mistyped.chop(1);
    for (const QStringList& words :
         {QStringList{QStringLiteral("clean"), QStringLiteral("--keep"), mistyped},
          QStringList{QStringLiteral("delete"), namesWith("orphaned-instance").value(0), mistyped}}) {
        const QStringList planning = QStringList{QStringLiteral("plan")} + words;
        const CliRun saved = runCli(practice(planning + QStringList{QStringLiteral("--out"), file}));
        QVERIFY2(saved.exitCode == 1 && saved.err.contains(mistyped.toUtf8()), saved.all().constData());
        QVERIFY2(!QFile::exists(file) && !saved.err.contains("The plan is saved"), saved.all().constData());
        // The document that is printed is the same, and may be kept.
        QFile kept(folder.filePath(QStringLiteral("kept.json")));
        const CliRun document = runCli(practice(QStringList{QStringLiteral("--json")} + planning));
        QVERIFY(planFromJson(document.out).has_value());
        QVERIFY(kept.open(QIODevice::WriteOnly) && kept.write(document.out) == document.out.size());
        kept.close();
        const CliRun applied = runCli(
            practice({QStringLiteral("apply"), kept.fileName(), QStringLiteral("--confirm"), QStringLiteral("1")}));
        QVERIFY2(applied.exitCode == 1 && applied.err.contains(mistyped.toUtf8()), applied.all().constData());
        QVERIFY2(applied.err.contains("Nothing was deleted."), applied.all().constData());
    }
}

void PlanCommandsTest::whatIsKeptIsOneOfTheDuplicates()
{
    const QString alone = namesWith("orphaned-instance").last();
    QVERIFY(!namesWith("duplicate-instance").contains(alone));
    const CliRun run =
        runCli(practice({QStringLiteral("clean"), QStringLiteral("--keep"), alone, QStringLiteral("--dry-run")}));
    QVERIFY2(run.exitCode == 1 && run.err.contains("none of the duplicates"), run.all().constData());
}

void PlanCommandsTest::anOrganizationThatNobodyKnowsIsAnError_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("nothing");
    QTest::newRow("clean") << QStringList{QStringLiteral("clean")} << QByteArray("Nothing was deleted.");
    QTest::newRow("repair") << QStringList{QStringLiteral("repair"), namesWith("organization-mismatch").value(0)}
                            << QByteArray("Nothing was changed.");
}

void PlanCommandsTest::anOrganizationThatNobodyKnowsIsAnError()
{
    QFETCH(QStringList, words);
    QFETCH(const QByteArray, nothing);
    const QByteArray nowhere("aaaaaaaa-0000-4000-8000-000000000000");
    words << QStringLiteral("--organization") << QString::fromLatin1(nowhere);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("plan.json"));
    const QStringList planning = QStringList{QStringLiteral("plan")} + words;
    const QStringList yes{QStringLiteral("--yes")};
    QList<QStringList> commands{
        words + yes, words + QStringList{QStringLiteral("--dry-run")},
        QStringList{QStringLiteral("--json")} + words + yes};
    if (words.first() == QLatin1String("clean")) // what only a person decides is planned by itself alone
        commands << planning + QStringList{QStringLiteral("--out"), file};
    for (const QStringList& command : commands) {
        const CliRun run = runCli(practice(command));
        QVERIFY2(run.exitCode == 1, run.all().constData());
        QVERIFY2(run.err.contains(nowhere) && run.err.contains(nothing), run.all().constData());
    }
    QVERIFY(!QFile::exists(file));
    // An unread store proves nothing of it.
    const CliEnvironment unread = cliEnvironment(
        QStringLiteral("http://127.0.0.1:9"), "key", QStringLiteral("postgresql://u:p@127.0.0.1:9/d"),
        QStringLiteral("redis://127.0.0.1:9"));
    const CliRun run = runCli(words + yes, unread);
    QVERIFY2(run.exitCode == 4 && !run.err.contains(nowhere), run.all().constData());
}

void PlanCommandsTest::anOrganizationWithoutDuplicatesIsNothingToDo()
{
    const QString organization = organizationOf(namesWith("cold-cache").value(0));
    QVERIFY(!organization.isEmpty());
    const CliRun run = runCli(
        practice({QStringLiteral("clean"), QStringLiteral("--organization"), organization, QStringLiteral("--yes")}));
    QVERIFY2(run.exitCode == 0 && run.out.contains("nothing to do"), run.all().constData());
}

void PlanCommandsTest::aRefusalIsSaidOnce()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("plan.json"));
    const QString name = namesWith("orphaned-instance").last();
    QCOMPARE(
        runCli(practice({QStringLiteral("plan"), QStringLiteral("delete"), name, QStringLiteral("--out"), file}))
            .exitCode,
        2);
    QFile saved(file);
    QVERIFY(saved.open(QIODevice::ReadWrite));
    QByteArray content = saved.readAll();
    QVERIFY(content.contains("\"development\""));
    content.replace("\"development\"", "\"staging\"");
    QVERIFY(saved.resize(0) && saved.seek(0) && saved.write(content) == content.size());
    saved.close();
    const CliRun foreign = runCli(practice({QStringLiteral("apply"), file, QStringLiteral("--yes")}));
    QVERIFY2(foreign.exitCode == 4, foreign.all().constData());
    QVERIFY2(foreign.all().count("made for another profile or environment") == 1, foreign.all().constData());
    // Nor is what was to be typed, where something else was.
    const CliRun mistyped = runCli(practice(
        {QStringLiteral("delete"), namesWith("cold-cache").value(0), QStringLiteral("--confirm"),
         QStringLiteral("another text")}));
    QVERIFY2(mistyped.exitCode == 4, mistyped.all().constData());
    QVERIFY2(mistyped.err.count("its phone has to be paired again") == 1, mistyped.all().constData());
    QVERIFY2(mistyped.err.count("type: ") == 1, mistyped.all().constData());
}

STEWARD_TEST(PlanCommandsTest)
} // namespace steward::plan_commands_test

#include "plan_commands_test.moc"
