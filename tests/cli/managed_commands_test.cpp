#include "cli/cli_process.h"
#include "local/profile_samples.h"
#include "local/profile_store.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#ifndef Q_OS_WIN
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace steward;
using namespace steward::test;

namespace steward::managed_commands_test {

namespace {

const auto nobodyThere = QStringLiteral("127.0.0.1:1");

/// A computer with a file of its administrator.
struct Computer {
    explicit Computer(const QByteArray& document, unsigned mode = 0644)
    {
        folder.makeDirectory(QStringLiteral("steward"), 0755);
        folder.write(QStringLiteral("steward/managed.json"), document, mode);
        variables = cliEnvironment(
            QStringLiteral("http://") + nobodyThere, "key", QStringLiteral("postgresql://u:p@%1/d").arg(nobodyThere),
            QStringLiteral("redis://:p@") + nobodyThere);
        variables.insert(QStringLiteral("XDG_CONFIG_DIRS"), folder.path());
        variables.insert(QStringLiteral("STEWARD_READ_ONLY"), QStringLiteral("no"));
    }
    CliRun run(const QStringList& words) const
    {
        return runCli(words, variables, folder.filePath(QStringLiteral("data")));
    }
    ProfileStore profiles() const
    {
        return ProfileStore(DataDirectory::open(folder.filePath(QStringLiteral("data"))).value());
    }

    rig::ScratchDirectory folder;
    CliEnvironment variables;
};

Profile ownProfile()
{
    Profile profile;
    profile.name = QStringLiteral("Own");
    profile.serverUrl = QStringLiteral("http://") + nobodyThere;
    profile.database = {QStringLiteral("127.0.0.1"), 1, QStringLiteral("d"), QStringLiteral("u"), {}, {}};
    profile.cache.host = QStringLiteral("127.0.0.1");
    profile.cache.port = 1;
    return profile;
}

/// Whose files pass for an administrator's; else each of them is refused, and so everything is locked.
bool isAdministrator()
{
#ifdef Q_OS_WIN
    return false;
#else
    return geteuid() == 0;
#endif
}

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

} // namespace

/// The command line on a computer whose administrator has set something, and profiles as files.
class ManagedCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noProfileOptionOrVariableOverrides();
    void theLanguageGoesBeforeTheOption();
    void onlyTheAdministratorsProfiles();
    void aFileThatCannotBeUsedChangesNothing_data();
    void aFileThatCannotBeUsedChangesNothing();
    void profilesGoToATeam();
};

void ManagedCommandsTest::noProfileOptionOrVariableOverrides()
{
    const Computer computer(R"({"version": 1, "switches": {"read_only": true}})");
    const QString id = computer.profiles().save(ownProfile())->id;
    for (const QStringList& place : {QStringList(), QStringList{QStringLiteral("--profile"), id}}) {
        // Said before any store is asked: none is there.
        const CliRun run = computer.run(place + words("journal resume"));
        QCOMPARE(run.exitCode, 4);
        QVERIFY2(run.err.contains("administrator"), run.err.constData());
    }
    const QJsonObject listed = computer.run(words("--json profiles")).json();
    QVERIFY(listed[QStringLiteral("profiles")][0][QStringLiteral("read_only")].toBool());
    QVERIFY(!computer.profiles().load(id)->readOnly); // the file is the person's
}

void ManagedCommandsTest::theLanguageGoesBeforeTheOption()
{
    Computer computer(R"({"version": 1, "language": "es"})");
    computer.variables.insert(QStringLiteral("STEWARD_LANG"), QStringLiteral("pt_BR"));
    const CliRun run = computer.run(words("--lang en --help"));
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.out.contains("Opciones"), isAdministrator());
}

void ManagedCommandsTest::onlyTheAdministratorsProfiles()
{
    const Computer computer(
        R"({"version": 1, "switches": {"only_these_profiles": true},
            "profiles": {"north": {"version": 1, "name": "North region", "server": {"url": "http://127.0.0.1:1"}}}})");
    const QString id = computer.profiles().save(ownProfile())->id;
    const QJsonArray listed = computer.run(words("--json profiles")).json()[QStringLiteral("profiles")].toArray();
    QCOMPARE(listed.size(), 1);
    if (!isAdministrator())
        return; // what anybody may write is refused
    QCOMPARE(listed[0][QStringLiteral("id")].toString(), QStringLiteral("managed-north"));
    for (const QStringList& place : {QStringList(), QStringList{QStringLiteral("--profile"), id}}) {
        const CliRun run = computer.run(place + words("--json doctor"));
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.err.contains("administrator"), run.err.constData());
        QVERIFY(!run.json()[QStringLiteral("stores")].isObject());
    }
    QCOMPARE(computer.run(words("--practice audit")).exitCode, 2); // invented clinics stay
}

void ManagedCommandsTest::aFileThatCannotBeUsedChangesNothing_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<unsigned>("mode");
    QTest::newRow("damaged") << QByteArray(R"({"version": 1, "swit)") << 0644U;
    QTest::newRow("misspelled") << QByteArray(R"({"version": 1, "switch": {}})") << 0644U;
    QTest::newRow("others may write") << QByteArray(R"({"version": 1})") << 0666U;
}

void ManagedCommandsTest::aFileThatCannotBeUsedChangesNothing()
{
    QFETCH(const QByteArray, document);
    QFETCH(const unsigned, mode);
    const Computer computer(document, mode);
#ifndef Q_OS_WIN
    ::chmod(QFile::encodeName(computer.folder.filePath(QStringLiteral("steward/managed.json"))).constData(), mode);
#endif
    const CliRun run = computer.run(words("journal resume"));
    QCOMPARE(run.exitCode, 4);
    QVERIFY2(run.err.contains("managed.json") && run.err.contains("changes nothing"), run.err.constData());
    // Looking goes on, and says it too; a document stays one.
    const CliRun looked = computer.run(words("--json profiles"));
    QCOMPARE(looked.exitCode, 0);
    QVERIFY(looked.err.contains("managed.json") && looked.json().contains(QStringLiteral("profiles")));
}

void ManagedCommandsTest::profilesGoToATeam()
{
    const rig::ScratchDirectory scratch;
    const QString mine = scratch.filePath(QStringLiteral("mine"));
    const QString theirs = scratch.filePath(QStringLiteral("theirs"));
    const ProfileStore store(DataDirectory::open(mine).value());
    QVERIFY(store.save(fullProfile()) && store.save(ownProfile()));
    const QString file = scratch.filePath(QStringLiteral("team.steward-profile"));

    const CliRun printed = runCli(words("profiles export"), {}, mine);
    QCOMPARE(printed.exitCode, 0);
    QCOMPARE(printed.json()[QStringLiteral("profiles")].toObject().size(), 2);
    QCOMPARE(runCli(words("profiles export --out") << file, {}, mine).exitCode, 0);
    QCOMPARE(contentOf(file), printed.out);
    const CliRun one = runCli(words("profiles export Own"), {}, mine);
    QCOMPARE(one.json()[QStringLiteral("profiles")].toObject().keys(), QStringList{QStringLiteral("own")});

    const CliRun taken = runCli(words("--json profiles import") << file, {}, theirs);
    QCOMPARE(taken.exitCode, 0);
    QCOMPARE(taken.json()[QStringLiteral("imported")].toArray().size(), 2);
    const CliRun again = runCli(words("profiles import") << file, {}, theirs);
    QVERIFY2(again.exitCode == 0 && again.out.contains("Here already: Own"), again.out.constData());
    QCOMPARE(runCli(words("--json profiles"), {}, theirs).json()[QStringLiteral("profiles")].toArray().size(), 2);

    QCOMPARE(runCli(words("profiles export Nobody"), {}, mine).exitCode, 1);
    QCOMPARE(runCli(words("profiles import /none"), {}, mine).exitCode, 1);
    QCOMPARE(runCli(words("profiles import"), {}, mine).exitCode, 1);
    QVERIFY(runCli(words("help profiles"), {}, mine).out.contains("profiles import FILE"));
}

STEWARD_TEST(ManagedCommandsTest)
} // namespace steward::managed_commands_test

#include "managed_commands_test.moc"
