#include "cli/cli_process.h"
#include "support/live_fleet.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"

#include <QJsonArray>
#include <QTest>

using namespace steward::rig;
using namespace steward::test;

namespace steward::restore_command_test {

/// `journal restore` as scripts run it, after a deletion on real stores.
class RestoreCommandTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatWasDeletedComesBack();
    void withAnInstanceItWorksAgain();
    void anUnknownOperationIsRefused();

private:
    CliRun run(QStringList arguments);
    /// Deletes it; the operation's id.
    QString deleted(const QString& name);
    QByteArray enabled(const QString& name);
    QByteArray row(const QString& name);

    LiveFleet m_fleet{GeneratedFleet{6, 1}}; // closed ones, so that less is asked
    ScratchDirectory m_folder;
};

void RestoreCommandTest::initTestCase()
{
    RIG_VERIFY(m_fleet.start());
    m_fleet.server.setDeletionDelay(std::chrono::milliseconds(30));
}

CliRun RestoreCommandTest::run(QStringList arguments)
{
    const QString database = QStringLiteral("postgresql://%1:%2@127.0.0.1:%3/%4")
                                 .arg(
                                     m_fleet.postgres.superuser(), QString::fromUtf8(m_fleet.postgres.password()),
                                     QString::number(m_fleet.postgresProxy->port()), m_fleet.database());
    arguments.prepend(QStringLiteral("--json"));
    return runCli(
        arguments,
        cliEnvironment(
            QStringLiteral("http://127.0.0.1:%1").arg(m_fleet.serverProxy->port()), m_fleet.server.apiKey(), database,
            QStringLiteral("redis://127.0.0.1:%1").arg(m_fleet.redisProxy->port())),
        m_folder.path());
}

QString RestoreCommandTest::deleted(const QString& name)
{
    const CliRun gone = run({QStringLiteral("delete"), name, QStringLiteral("--confirm"), name});
    if (gone.exitCode != 0)
        return {};
    const QJsonArray operations =
        run({QStringLiteral("journal"), QStringLiteral("list")}).json().value(QStringLiteral("operations")).toArray();
    return operations.last()[QStringLiteral("id")].toString();
}

QByteArray RestoreCommandTest::enabled(const QString& name)
{
    return m_fleet.postgres
        .value(
            QStringLiteral("select enabled::text from healthcare.integrations where config->>'instance_name' = '%1'")
                .arg(name),
            m_fleet.database())
        .value_or(QByteArray("unread"));
}

QByteArray RestoreCommandTest::row(const QString& name)
{
    return m_fleet.postgres
        .value(
            QStringLiteral("select to_jsonb(i) from healthcare.integrations i where config->>'instance_name' = '%1'")
                .arg(name),
            m_fleet.database())
        .value_or(QByteArray("unread"));
}

void RestoreCommandTest::whatWasDeletedComesBack()
{
    const QString name = QString::fromLatin1(GeneratedFleet::instanceName(1));
    const QString operation = deleted(name);
    QVERIFY(!operation.isEmpty());
    const QStringList restore{QStringLiteral("journal"), QStringLiteral("restore"), operation};
    const CliRun shown = run(restore);
    QCOMPARE(shown.exitCode, 2);
    QCOMPARE(shown.json()[QStringLiteral("items")][0][QStringLiteral("instance_name")].toString(), name);
    QVERIFY(enabled(name).isEmpty());
    const CliRun restored = run(restore + QStringList{QStringLiteral("--yes")});
    QVERIFY2(restored.exitCode == 0, restored.err.constData());
    QCOMPARE(
        restored.json()[QStringLiteral("items")][0][QStringLiteral("database")].toString(), QStringLiteral("written"));
    QCOMPARE(enabled(name), QByteArray("false"));
    QVERIFY(!m_fleet.server.instance(name));
    // Once more: it is back already, so nothing is written, shown or said to be.
    const QByteArray before = row(name);
    for (const QStringList& words : {restore, restore + QStringList{QStringLiteral("--yes")}}) {
        const CliRun again = run(words);
        QVERIFY2(again.exitCode == 0 && again.err.contains("already"), again.all().constData());
        QCOMPARE(again.json()[QStringLiteral("items")][0][QStringLiteral("change")].toString(), QStringLiteral("none"));
    }
    QCOMPARE(row(name), before);
}

void RestoreCommandTest::withAnInstanceItWorksAgain()
{
    const QString name = QString::fromLatin1(GeneratedFleet::instanceName(2));
    const QString operation = deleted(name);
    QVERIFY(!operation.isEmpty());
    const CliRun restored = run(
        {QStringLiteral("journal"), QStringLiteral("restore"), operation, QStringLiteral("--with-instance"),
         QStringLiteral("--yes")});
    QVERIFY2(restored.exitCode == 0, restored.err.constData());
    QCOMPARE(enabled(name), QByteArray("true"));
    QVERIFY(m_fleet.server.instance(name));
}

void RestoreCommandTest::anUnknownOperationIsRefused()
{
    const CliRun unknown = run(
        {QStringLiteral("journal"), QStringLiteral("restore"), QStringLiteral("nonsense"), QStringLiteral("--yes")});
    QCOMPARE(unknown.exitCode, 4);
    QVERIFY(unknown.err.contains("journal list"));
}

STEWARD_TEST(RestoreCommandTest)
} // namespace steward::restore_command_test

#include "restore_command_test.moc"
