#include "stores/guards_fixture.h"
#include "support/campaign.h"
#include "support/test_registry.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::save_function_race_test {

/// Sixteen connections that save one organization at the same moment.
class SaveFunctionRaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_VERIFY(m_server.start()); }
    void oneRowWithAndWithoutTheIndex();
    void asFoundItRaces();

private:
    /// How many enabled rows there are afterwards; a call that failed counts as one more.
    int race(const QString& database);

    PostgresServer m_server;
};

int SaveFunctionRaceTest::race(const QString& database)
{
    const QString organization = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString start =
        QString::fromUtf8(m_server.value(QStringLiteral("select clock_timestamp() + interval '120 ms'"), database)
                              .value_or(QByteArray()));
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> callers;
        for (int caller = 0; caller < 16; ++caller) {
            callers.emplace_back([&, caller] {
                const auto saved = m_server.execute(
                    QStringLiteral(
                        "select pg_sleep(greatest(0, extract(epoch from timestamptz '%1' - clock_timestamp())));"
                        "select public.save_evolution_integration('%2', 'clinic %3')")
                        .arg(start, organization, QString::number(caller % 3)),
                    database);
                failures += saved ? 0 : 1;
            });
        }
    }
    const QByteArray rows =
        m_server
            .value(
                QStringLiteral("select count(*) from healthcare.integrations where organization_id = "
                               "'%1' and enabled")
                    .arg(organization),
                database)
            .value_or(QByteArray("99"));
    return rows.toInt() + failures;
}

void SaveFunctionRaceTest::oneRowWithAndWithoutTheIndex()
{
    Campaign campaign(QStringLiteral("the save function called by 16 at once, with and without the index"));
    for (const bool withIndex : {false, true}) {
        const QString database = withIndex ? QStringLiteral("with") : QStringLiteral("without");
        RIG_VERIFY(m_server.createDatabase(database));
        const auto applied = applyGuards(settingsFor(m_server, database));
        QVERIFY2(applied && applied->allStand(), errorText(applied));
        if (!withIndex)
            RIG_VERIFY(m_server.execute(QStringLiteral("drop index healthcare.steward_unique_index"), database));
        for (int round = 0; round < Campaign::count(20, 100); ++round) {
            campaign.addCase();
            const int rows = race(database);
            if (rows != 1)
                campaign.violate(QStringLiteral("%1 the index, round %2: %3").arg(database).arg(round).arg(rows));
        }
    }
    QVERIFY(campaign.finish());
}

void SaveFunctionRaceTest::asFoundItRaces()
{
    const QString database = QStringLiteral("as found");
    RIG_VERIFY(m_server.createDatabase(database));
    bool raced = false;
    for (int round = 0; round < 50 && !raced; ++round)
        raced = race(database) > 1;
    QVERIFY(raced); // else the campaign above could not fail
}

STEWARD_TEST(SaveFunctionRaceTest)
} // namespace steward::save_function_race_test

#include "save_function_race_test.moc"
