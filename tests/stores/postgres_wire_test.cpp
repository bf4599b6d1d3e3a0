#include "stores/postgres_fixture.h"
#include "support/any_id.h"
#include "support/fault_proxy.h"
#include "support/pg_bouncer.h"
#include "support/test_registry.h"

#include <QTest>

#include <atomic>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::postgres_wire_test {

/// Answers that break on their way, and many workstations behind one pooler.
class PostgresWireTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aBrokenAnswerIsNeverATable_data();
    void aBrokenAnswerIsNeverATable();
    void aSlowAnswerIsReadWhole();
    void manyDesksShareAPooler();

private:
    static constexpr size_t rowCount = 2000;
    PostgresServer m_server;
    const QString m_database = QStringLiteral("clinics");
};

void PostgresWireTest::initTestCase()
{
    RIG_VERIFY(m_server.start());
    RIG_VERIFY(m_server.createDatabase(m_database));
    RIG_VERIFY(m_server.execute(
        QStringLiteral(
            "insert into healthcare.integrations (organization_id, type, provider, config) select "
            "gen_random_uuid(), 'whatsapp', 'evolution', jsonb_build_object('instance_name', 'clinic-' || n) "
            "from generate_series(1, %1) n")
            .arg(rowCount),
        m_database));
}

void PostgresWireTest::aBrokenAnswerIsNeverATable_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("bytes");
    const auto rows = [](const char* name, ProxyMode::Kind kind) {
        for (const int bytes : {0, 1, 40, 300, 5000, 60'000, 200'000})
            QTest::addRow("%s after %d bytes", name, bytes) << int(kind) << bytes;
    };
    rows("cut", ProxyMode::Kind::Cut);
    rows("reset", ProxyMode::Kind::Reset);
    rows("noise", ProxyMode::Kind::Garbage);
}

void PostgresWireTest::aBrokenAnswerIsNeverATable()
{
    QFETCH(int, kind);
    QFETCH(int, bytes);
    FaultProxy proxy({m_server.host(), m_server.port(), {}});
    RIG_VERIFY(proxy.start());
    DatabaseSettings settings = settingsFor(m_server, m_database);
    settings.port = proxy.port();
    Result<DatabaseListing> broken;
    const auto after = askPostgres(settings, [&](DatabasePort& port) {
        const auto whole = port.list(patientLimits());
        if (!whole)
            return whole;
        proxy.setMode({static_cast<ProxyMode::Kind>(kind), bytes});
        broken = port.list(CallContext::within(2s));
        proxy.setMode({});
        return port.list(patientLimits());
    });
    QVERIFY2(!broken, "a broken answer was taken for a table");
    const QList<ErrorKind> expected{
        ErrorKind::ConnectionLost, ErrorKind::TimedOut, ErrorKind::BadAnswer, ErrorKind::ServerError};
    QVERIFY2(expected.contains(broken.error().kind), errorText(broken));
    if (bytes <= 40)
        QVERIFY(!broken.error().inPart); // no row had come
    QVERIFY2(after && after->integrations.size() == rowCount, errorText(after));
}

void PostgresWireTest::aSlowAnswerIsReadWhole()
{
    FaultProxy proxy({m_server.host(), m_server.port(), {}});
    RIG_VERIFY(proxy.start());
    proxy.setMode({ProxyMode::Kind::Trickle, 8192, 1ms});
    DatabaseSettings settings = settingsFor(m_server, m_database);
    settings.port = proxy.port();
    const auto listing = listPostgres(settings);
    QVERIFY2(listing && listing->integrations.size() == rowCount, errorText(listing));
}

void PostgresWireTest::manyDesksShareAPooler()
{
    PgBouncer pooler(m_server, PoolMode::Transaction); // four server connections
    RIG_VERIFY(pooler.start());
    DatabaseSettings settings = settingsFor(m_server, m_database);
    settings.port = pooler.port();
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> workstations;
        for (int workstation = 0; workstation < 8; ++workstation) {
            workstations.emplace_back([&, workstation] {
                PostgresDatabaseAdapter port(settings, {});
                for (int round = 0; round < 10; ++round) {
                    const auto name = InstanceName::fromText(QStringLiteral("desk %1 %2").arg(workstation).arg(round));
                    const auto written = port.insert({newId(), {}, name}, patientLimits());
                    const auto found = port.find(name, patientLimits());
                    const auto gone = written ? port.remove({RowIdentity::of(*written)}, someAuthor(), patientLimits())
                                              : Result<std::vector<RowEdit>>();
                    if (!written || !found || found->size() != 1 || !allAre(gone, 1, RowEditOutcome::Done))
                        ++failures;
                }
            });
        }
    }
    QCOMPARE(failures.load(), 0);
}

STEWARD_TEST(PostgresWireTest)
} // namespace steward::postgres_wire_test

#include "postgres_wire_test.moc"
