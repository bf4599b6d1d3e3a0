#include "cli/cli_process.h"
#include "support/test_registry.h"
#include "workflows/pairing/pairing_rig.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace steward::rig;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::pair_command_test {

/// `steward-cli pair` as a person and a script run it, on real PostgreSQL and Redis and a server that answers as
/// recorded.
class PairCommandTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_rig->heal(); }
    void drawsTheCodeAndEndsWithTheNumber();
    void jsonIsTheDocumentAlone();
    void byNumberShowsWhatToType();
    void nobodyScansInTime();
    void anotherPhoneIsToldApart();
    void aNumberThatIsOpenElsewhereIsSaid();
    void readOnlySendsNothing();
    void whatCannotBeIsRefused();
    void optionsBelongToPair();

private:
    CliEnvironment environment() const;
    QStringList pairing(int clinic, const QStringList& more = {}) const;
    std::unique_ptr<PairingRig> m_rig;
};

void PairCommandTest::initTestCase()
{
    m_rig = std::make_unique<PairingRig>();
    RIG_VERIFY(m_rig->start());
}

CliEnvironment PairCommandTest::environment() const
{
    const LiveFleet& fleet = m_rig->fleet;
    return cliEnvironment(
        QStringLiteral("http://127.0.0.1:%1").arg(fleet.serverProxy->port()), fleet.server.apiKey(),
        fleet.postgres.uri(fleet.database()), QStringLiteral("redis://127.0.0.1:%1").arg(fleet.redisProxy->port()));
}

QStringList PairCommandTest::pairing(int clinic, const QStringList& more) const
{
    return QStringList{QStringLiteral("pair"), PairingRig::name(clinic)} + more;
}

void PairCommandTest::drawsTheCodeAndEndsWithTheNumber()
{
    m_rig->fleet.server.setCodeRules(45s, 30);
    m_rig->fleet.server.scanWhenShown(PairingRig::name(0), PairingRig::jid(0), 300ms);
    const CliRun run = runCli(pairing(0), environment());
    QCOMPARE(run.exitCode, 0);
    const QString out = QString::fromUtf8(run.out);
    QVERIFY2(out.contains(QStringLiteral("Code 1 of 30")), run.out.constData());
    QVERIFY(out.count(QChar(0x2588)) > 500); // drawn
    QVERIFY(!out.contains(QChar(0x1b)));     // no terminal, so no colours
    QVERIFY(out.contains(PairingRig::phoneDigits(0)));
    QCOMPARE(m_rig->column(0, QStringLiteral("status")), QByteArray("active"));
    QVERIFY(!run.all().contains("2@"));
}

void PairCommandTest::jsonIsTheDocumentAlone()
{
    m_rig->fleet.server.scanWhenShown(PairingRig::name(1), PairingRig::jid(1), 100ms);
    const CliRun run = runCli(QStringList{QStringLiteral("--json")} + pairing(1), environment());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.json().value(QLatin1String("operation")).toString(), QStringLiteral("pair"));
    QCOMPARE(run.json().value(QLatin1String("outcome")).toString(), QStringLiteral("done"));
    const QJsonValue item = run.json().value(QLatin1String("items")).toArray().first();
    QCOMPARE(item[QLatin1String("instance_name")].toString(), PairingRig::name(1));
    for (const char* store : {"server", "database", "cache"})
        QCOMPARE(item[QLatin1String(store)].toString(), QStringLiteral("written"));
    QVERIFY(!run.all().contains("2@"));
}

void PairCommandTest::byNumberShowsWhatToType()
{
    m_rig->fleet.server.scanWhenShown(PairingRig::name(2), QStringLiteral("5511977776666@s.whatsapp.net"), 100ms);
    const QString phone = QStringLiteral("+55 (11) 97777-6666");
    const CliRun run = runCli(pairing(2, {QStringLiteral("--phone"), phone}), environment());
    QCOMPARE(run.exitCode, 0);
    static const QRegularExpression characters(QStringLiteral("\\n +[A-Z1-9]{4}-[A-Z1-9]{4}\\n"));
    QVERIFY2(characters.match(QString::fromUtf8(run.out)).hasMatch(), run.out.constData());
    QVERIFY(!QString::fromUtf8(run.out).contains(QChar(0x2588)));
}

void PairCommandTest::nobodyScansInTime()
{
    const CliRun run = runCli(pairing(3, {QStringLiteral("--timeout"), QStringLiteral("1")}), environment());
    QCOMPARE(run.exitCode, 1); // not linked, and nothing left open
    QVERIFY(!run.err.isEmpty());
    QCOMPARE(m_rig->column(3, QStringLiteral("status")), QByteArray("pending"));
}

void PairCommandTest::anotherPhoneIsToldApart()
{
    RIG_VERIFY(m_rig->expectPhone(4, PairingRig::phoneDigits(4)));
    m_rig->fleet.server.scanWhenShown(PairingRig::name(4), PairingRig::jid(77), 100ms);
    const CliRun run = runCli(pairing(4), environment());
    QCOMPARE(run.exitCode, 1); // written nowhere
    QVERIFY(run.err.contains(PairingRig::phoneDigits(77).toUtf8()));
    QCOMPARE(m_rig->column(4, QStringLiteral("status")), QByteArray("pending"));
}

void PairCommandTest::aNumberThatIsOpenElsewhereIsSaid()
{
    EvolutionInstance standing = *m_rig->fleet.server.instance(PairingRig::name(7));
    standing.id = QUuid();
    standing.name = QStringLiteral("elsewhere");
    standing.connectionStatus = QStringLiteral("open");
    standing.ownerJid = PairingRig::jid(7);
    m_rig->fleet.server.addInstance(standing);
    m_rig->fleet.server.scanWhenShown(PairingRig::name(7), PairingRig::jid(7), 100ms);
    const CliRun run = runCli(pairing(7), environment());
    m_rig->fleet.server.removeInstance(standing.name);
    QVERIFY2(run.exitCode == 0, run.all().constData());
    QVERIFY2(run.err.contains("elsewhere"), run.all().constData());
}

void PairCommandTest::readOnlySendsNothing()
{
    CliEnvironment readOnly = environment();
    readOnly[QStringLiteral("STEWARD_READ_ONLY")] = QStringLiteral("1");
    QCOMPARE(runCli(pairing(5), readOnly).exitCode, 4);
    QCOMPARE(m_rig->connects(5), 0);
}

void PairCommandTest::whatCannotBeIsRefused()
{
    const CliRun missing =
        runCli({QStringLiteral("--json"), QStringLiteral("pair"), QStringLiteral("no\x1b[31mbody")}, environment());
    QCOMPARE(missing.exitCode, 4);
    QCOMPARE(missing.json().value(QLatin1String("outcome")).toString(), QStringLiteral("refused"));
    QVERIFY(!missing.all().contains('\x1b'));
    QCOMPARE(runCli({QStringLiteral("--practice"), QStringLiteral("pair"), QStringLiteral("nobody")}).exitCode, 4);
}

void PairCommandTest::optionsBelongToPair()
{
    QCOMPARE(runCli(pairing(6, {QStringLiteral("--timeout"), QStringLiteral("soon")}), environment()).exitCode, 1);
    QCOMPARE(runCli(pairing(6, {QStringLiteral("--phone"), QStringLiteral("12")}), environment()).exitCode, 1);
    QCOMPARE(runCli({QStringLiteral("pair")}, environment()).exitCode, 1);
    QCOMPARE(runCli({QStringLiteral("audit"), QStringLiteral("--timeout"), QStringLiteral("5")}).exitCode, 1);
    QCOMPARE(m_rig->connects(6), 0);
}

STEWARD_TEST(PairCommandTest)
} // namespace steward::pair_command_test

#include "pair_command_test.moc"
