#include "cli/cli_process.h"
#include "support/server_process.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward::rig;
using namespace steward::test;

namespace steward::verbose_test {

/// The details that stand behind a sentence, for whoever looks for a cause.
class VerboseTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void detailsGoToStderrWithoutSecrets_data();
    void detailsGoToStderrWithoutSecrets();
    void oddFilesAreNamed();
};

namespace {

/// Nobody listens at any of the three.
CliEnvironment nobodyThere()
{
    return cliEnvironment(
        QStringLiteral("http://127.0.0.1:%1").arg(freePort()), "canary-of-the-key",
        QStringLiteral("postgresql://canary-user:canary-of-the-database@127.0.0.1:%1/clinics").arg(freePort()),
        QStringLiteral("redis://:canary-of-the-cache@127.0.0.1:%1").arg(freePort()));
}

} // namespace

void VerboseTest::detailsGoToStderrWithoutSecrets_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("audit") << QStringList{QStringLiteral("audit")};
    QTest::newRow("audit --json") << QStringList{QStringLiteral("--json"), QStringLiteral("audit")};
    QTest::newRow("doctor") << QStringList{QStringLiteral("doctor")};
    QTest::newRow("doctor --json") << QStringList{QStringLiteral("--json"), QStringLiteral("doctor")};
    QTest::newRow("show") << QStringList{QStringLiteral("show"), QStringLiteral("x")};
}

void VerboseTest::detailsGoToStderrWithoutSecrets()
{
    QFETCH(QStringList, command);
    const CliEnvironment variables = nobodyThere();
    const CliRun quiet = runCli(command, variables);
    QCOMPARE(quiet.exitCode, 1);
    QVERIFY2(!quiet.err.contains("refused:"), quiet.err.constData());
    const CliRun verbose = runCli(QStringList{QStringLiteral("--verbose")} + command, variables);
    QCOMPARE(verbose.exitCode, 1);
    QCOMPARE(verbose.err.count("refused:"), 3); // one of each store
    QVERIFY(verbose.err.contains("redis 127.0.0.1:"));
    if (command.contains(QStringLiteral("--json")))
        QVERIFY(!verbose.json().isEmpty());
    QVERIFY2(!verbose.all().contains("canary-of"), verbose.all().constData());
}

void VerboseTest::oddFilesAreNamed()
{
    CliEnvironment variables = nobodyThere();
    variables[QStringLiteral("STEWARD_REDIS_CERT_FILE")] = QStringLiteral("/nowhere.pem");
    const CliRun run = runCli({QStringLiteral("doctor")}, variables);
    QCOMPARE(run.exitCode, 1);
    QVERIFY(run.all().contains("STEWARD_REDIS_KEY_FILE"));
}

STEWARD_TEST(VerboseTest)
} // namespace steward::verbose_test

#include "verbose_test.moc"
