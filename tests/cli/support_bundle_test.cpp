#include "cli/cli_process.h"
#include "support/test_registry.h"

#include "local/data_directory.h"
#include "local/log.h"
#include "local/support_bundle.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::support_bundle_test {

namespace {

/// A secret for every place in which one may stand, none of them alike.
const QStringList& canaries()
{
    static const QStringList all{
        QStringLiteral("CanaryApiKey0123456789"), QStringLiteral("canary-database-pw"),
        QStringLiteral("canary-cache-pw"), QStringLiteral("canary-owner-pw"),
        QStringLiteral("canaryhooktoken00000000001")};
    return all;
}

CliEnvironment canaryEnvironment()
{
    const auto word = [](const char* text) { return QString::fromLatin1(text); };
    return {
        {word("STEWARD_EVOLUTION_URL"), word("http://127.0.0.1:9")},
        {word("STEWARD_EVOLUTION_API_KEY"), canaries()[0]},
        {word("STEWARD_DATABASE_URL"), word("postgresql://postgres:%1@127.0.0.1:9/db").arg(canaries()[1])},
        {word("STEWARD_REDIS_URL"), word("redis://:%1@127.0.0.1:9/0").arg(canaries()[2])},
        {word("STEWARD_DATABASE_OWNER_URL"), word("postgresql://owner:%1@127.0.0.1:9/db").arg(canaries()[3])},
        {word("STEWARD_WEBHOOK_URL"), word("http://127.0.0.1:9/") + canaries()[4]},
        {word("STEWARD_ENVIRONMENT"), word("development")}};
}

} // namespace

/// What whoever helps is given.
class SupportBundleTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itHoldsWhatIsNeeded();
    void noCanaryGetsOut();
    void whatLooksLikeASecretIsTakenOut_data();
    void whatLooksLikeASecretIsTakenOut();
    void whatIsNoSecretStays();
};

void SupportBundleTest::itHoldsWhatIsNeeded()
{
    const QTemporaryDir folder;
    QCOMPARE(runCli({QStringLiteral("--practice"), QStringLiteral("audit")}, {}, folder.path()).exitCode, 2);
    const CliRun run = runCli({QStringLiteral("support-bundle")}, {}, folder.path());
    QCOMPARE(run.exitCode, 0);
    for (const char* part :
         {"== versions ==", "== system ==", "== variables ==", "== settings ==", "== journal ==", "== log ==",
          "Run a command of the command line", "Qt"})
        QVERIFY2(run.out.contains(part), part);
    const CliRun document = runCli({QStringLiteral("--json"), QStringLiteral("support-bundle")}, {}, folder.path());
    QCOMPARE(document.json().value(QStringLiteral("version")).toInt(), 1);
    QVERIFY(document.json().value(QStringLiteral("bundle")).toString().contains(QLatin1String("== log ==")));
}

void SupportBundleTest::noCanaryGetsOut()
{
    const QTemporaryDir folder;
    runCli({QStringLiteral("doctor")}, canaryEnvironment(), folder.path()); // its errors stand in the log
    {
        const auto log = Log::open(DataDirectory::open(folder.path())->logsPath());
        for (const QString& canary : canaries()) // as if it had been forgotten to register them
            (*log)->info(
                QStringLiteral("Connect… to redis://user:%1@host with apikey=%1, \"password\": \"%1\", token %1")
                    .arg(canary));
    }
    const CliRun run = runCli({QStringLiteral("support-bundle")}, canaryEnvironment(), folder.path());
    QCOMPARE(run.exitCode, 0);
    for (const QString& canary : canaries())
        QVERIFY2(
            !run.all().contains(canary.toUtf8()), qPrintable(canary + QLatin1Char('\n') + QString::fromUtf8(run.out)));
    QVERIFY(run.out.contains("STEWARD_EVOLUTION_API_KEY is set"));
    // And without the variables, by what they look like.
    const CliRun later = runCli({QStringLiteral("support-bundle")}, {}, folder.path());
    for (const QString& canary : canaries())
        QVERIFY2(!later.all().contains(canary.toUtf8()), qPrintable(canary));
}

void SupportBundleTest::whatLooksLikeASecretIsTakenOut_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"postgresql://user:CANARY@host/db", "rediss://:CANARY@host:6379/0", "apikey: CANARY", "apikey=CANARY",
          "\"password\": \"CANARY\"", "Authorization: Bearer CANARY", "token CANARY", "API-Key CANARY", "secret=CANARY",
          "key 0123456789abcdefCANARY", "https://host/hook/CANARY0123456789abcdef?x=1",
          "Y2FuYXJ5Y2FuYXJ51CANARY==", "postgresql://user:a@CANARY@host/db", "postgresql://user:a/CANARY@host/db",
          "webhook_token=CANARY", "PGPASSWORD=CANARY", "AUTHENTICATION_API_KEY=CANARY"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void SupportBundleTest::whatLooksLikeASecretIsTakenOut()
{
    QFETCH(QString, text);
    const QString clean = withoutLikelySecrets(text);
    QVERIFY2(!clean.contains(QLatin1String("CANARY")), qPrintable(clean));
}

void SupportBundleTest::whatIsNoSecretStays()
{
    for (const char* text :
         {"2026-11-29T20:00:00.123Z 812 info Read the stores…",
          "clinic-1498291a-4f27-5ad4-83b3-3da38894817c-1748349007331",
          "3f0c2a9e-5d7b-4b55-9a53-0f6a2b1c7d11 apply-delete 12 steps", "https://evolution.example.org",
          "/home/front-desk/.local/share/steward/journal"})
        QCOMPARE(withoutLikelySecrets(QString::fromUtf8(text)), QString::fromUtf8(text));
}

STEWARD_TEST(SupportBundleTest)
} // namespace steward::support_bundle_test

#include "support_bundle_test.moc"
