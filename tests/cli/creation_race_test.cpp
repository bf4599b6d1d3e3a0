#include "cli/cli_process.h"
#include "domain/ids.h"
#include "stores/guard_script.h"
#include "support/any_id.h"
#include "support/campaign.h"
#include "support/evolution_server.h"
#include "support/pg_bouncer.h"
#include "support/postgres_server.h"
#include "support/redis_server.h"
#include "support/test_registry.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::creation_race_test {

namespace {

/// Processes at one time; creating waits more than it works, so several races run beside each other.
constexpr int crowd = 48;

/// One race: so many processes, all started at once.
struct Race {
    int processes = 2;
    int disabledRows = 0;
    bool oneName = true;           ///< all give the same --name, else each its own
    bool twoOrganizations = false; ///< half of them for another organization
    OrganizationId organization = newId();
    OrganizationId other = newId();
    QByteArray disabledBefore = {};

    /// Carries no organization's id, so that only the claim can tell.
    QString name() const { return QStringLiteral("race ") + organization.uuid().toString(QUuid::Id128); }
    static QString plain(const auto& id) { return id.toString(); }
    QString rows() const
    {
        return QStringLiteral("(organization_id in ('%1', '%2'))").arg(plain(organization), plain(other));
    }
};

struct Runner {
    std::unique_ptr<QProcess> process;
    size_t race = 0;
    QString name;
    int exitCode = -1;
    QByteArray said;
};

/// Where the processes meet.
struct Place {
    QString title;
    QString database;
    QString uri;
};

} // namespace

/// Processes of steward-cli that create for one organization, or with one name, at the same moment, on real
/// PostgreSQL and Redis and the test server, where two creates of one name destroy both.
class CreationRaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneInstanceWhoeverCreates_data();
    void oneInstanceWhoeverCreates();

private:
    void prepare(std::vector<Race>& races, const Place& place);
    void run(std::vector<Race>& races, const Place& place);
    void start(Runner& runner, const Place& place, const QString& organization);
    QString judged(const Race& race, size_t index, const std::vector<Runner>& runners, const Place& place);
    QString judgedStores(const Race& race, const QString& winner, const Place& place);
    QByteArray value(const QString& sql, const Place& place);
    QByteArray disabledRows(const Race& race, const Place& place);
    std::vector<Race> racesFor(int processes, int rounds) const;

    PostgresServer m_postgres{{.config = {QStringLiteral("max_connections=200")}}};
    RedisServer m_redis;
    EvolutionServer m_server;
    std::optional<PgBouncer> m_pooler;
    std::vector<Place> m_places;
    QTemporaryDir m_sharedDirectory; ///< of the processes at one workstation
    Campaign m_campaign{QStringLiteral("processes that create at once")};
    int m_desks = 0;
};

void CreationRaceTest::initTestCase()
{
    RIG_VERIFY(m_postgres.start());
    RIG_VERIFY(m_redis.start());
    RIG_VERIFY(m_server.start());
    m_server.setCreateDuration(std::chrono::milliseconds(150));
    m_pooler.emplace(m_postgres, PoolMode::Transaction);
    RIG_VERIFY(m_pooler->start());
    for (const bool index : {false, true}) {
        const QString database = index ? QStringLiteral("indexed") : QStringLiteral("plain");
        RIG_VERIFY(m_postgres.createDatabase(database));
        if (index) {
            RIG_VERIFY(m_postgres.execute(
                QString::fromUtf8(GuardScript({}, {}).index("unique-index", "one_enabled")), database));
        }
        m_places.push_back({database, database, m_postgres.uri(database)});
        m_places.push_back({database + QStringLiteral(" pooled"), database, m_pooler->uri(database)});
    }
}

QByteArray CreationRaceTest::value(const QString& sql, const Place& place)
{
    return m_postgres.value(sql, place.database).value_or(QByteArray("not read"));
}

QByteArray CreationRaceTest::disabledRows(const Race& race, const Place& place)
{
    return value(
        QStringLiteral("select coalesce(string_agg(to_jsonb(i)::text, ' ' order by id), '') from "
                       "healthcare.integrations i where not enabled and ") +
            race.rows(),
        place);
}

void CreationRaceTest::prepare(std::vector<Race>& races, const Place& place)
{
    RIG_VERIFY(m_postgres.execute(
        QStringLiteral("delete from healthcare.integrations; delete from healthcare.clinics; "
                       "delete from core.organizations"),
        place.database));
    RIG_VERIFY(m_redis.command({"FLUSHALL"}));
    m_server.clearInstances();
    m_server.clearRequests();
    for (Race& race : races) {
        for (const OrganizationId& organization : {race.organization, race.other}) {
            RIG_VERIFY(m_postgres.execute(
                QStringLiteral("insert into core.organizations (id, name) values ('%1', 'Clinic %1')")
                    .arg(Race::plain(organization)),
                place.database));
        }
        for (int row = 0; row < race.disabledRows; ++row) {
            RIG_VERIFY(m_postgres.execute(
                QStringLiteral("insert into healthcare.integrations (organization_id, type, provider, status, config, "
                               "enabled, webhook_token) values ('%1', 'whatsapp', 'evolution', 'disabled', "
                               "'{\"instance_name\": \"old %2 %1\"}', false, 'old-token-%2-%1')")
                    .arg(Race::plain(race.organization), QString::number(row)),
                place.database));
        }
        race.disabledBefore = disabledRows(race, place);
    }
}

void CreationRaceTest::start(Runner& runner, const Place& place, const QString& organization)
{
    CliEnvironment environment = cliEnvironment(m_server.url(), m_server.apiKey(), place.uri, m_redis.url());
    environment[QStringLiteral("STEWARD_WEBHOOK_URL")] = QStringLiteral("https://hooks.example.org/{webhook_token}");
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (auto variable = environment.cbegin(); variable != environment.cend(); ++variable)
        variables.insert(variable.key(), variable.value());
    // One workstation has one journal for all its processes; another workstation is another computer.
    ++m_desks;
    const QString directory = m_desks % 2 == 0 ? m_sharedDirectory.filePath(QStringLiteral("shared"))
                                               : m_sharedDirectory.filePath(QStringLiteral("desk %1").arg(m_desks));
    runner.process = std::make_unique<QProcess>();
    runner.process->setProcessEnvironment(variables);
    runner.process->setProcessChannelMode(QProcess::MergedChannels);
    runner.process->start(
        qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/steward-cli"),
        {QStringLiteral("--data-dir"), directory, QStringLiteral("create"), QStringLiteral("--organization"),
         organization, QStringLiteral("--name"), runner.name});
}

void CreationRaceTest::run(std::vector<Race>& races, const Place& place)
{
    prepare(races, place);
    std::vector<Runner> runners;
    for (size_t index = 0; index < races.size(); ++index) {
        const Race& race = races[index];
        for (int process = 0; process < race.processes; ++process) {
            Runner runner{.race = index, .name = race.name()};
            if (!race.oneName)
                runner.name += QStringLiteral(" %1").arg(process);
            const bool isOther = race.twoOrganizations && process % 2 == 1;
            start(runner, place, Race::plain(isOther ? race.other : race.organization));
            runners.push_back(std::move(runner));
        }
    }
    for (Runner& runner : runners) {
        if (!runner.process->waitForFinished(180'000)) {
            runner.process->kill();
            runner.process->waitForFinished();
        } else if (runner.process->exitStatus() == QProcess::NormalExit) {
            runner.exitCode = runner.process->exitCode();
        }
        runner.said = runner.process->readAll();
    }
    for (size_t index = 0; index < races.size(); ++index) {
        m_campaign.addCase();
        const QString wrong = judged(races[index], index, runners, place);
        if (!wrong.isEmpty()) {
            m_campaign.violate(QStringLiteral("%1, %2 processes, %3 disabled: %4")
                                   .arg(
                                       place.title, QString::number(races[index].processes),
                                       QString::number(races[index].disabledRows), wrong));
        }
    }
}

QString CreationRaceTest::judged(const Race& race, size_t index, const std::vector<Runner>& runners, const Place& place)
{
    const Runner* winner = nullptr;
    for (const Runner& runner : runners) {
        if (runner.race != index || runner.exitCode != 0)
            continue;
        if (winner)
            return QStringLiteral("two are done");
        winner = &runner;
    }
    for (const Runner& runner : runners) {
        if (runner.race != index || &runner == winner)
            continue;
        const QString said = QString::fromUtf8(runner.said).simplified().left(400);
        if (!winner || runner.exitCode != 4)
            return QStringLiteral("exit %1: %2").arg(QString::number(runner.exitCode), said);
        if (!said.contains(winner->name))
            return QStringLiteral("the winner is not named: ") + said;
    }
    if (!winner)
        return QStringLiteral("nobody is done");
    return judgedStores(race, winner->name, place);
}

QString CreationRaceTest::judgedStores(const Race& race, const QString& winner, const Place& place)
{
    const QByteArray enabled = value(
        QStringLiteral("select coalesce(string_agg(config->>'instance_name', ','), '') from healthcare.integrations "
                       "where enabled and ") +
            race.rows(),
        place);
    if (enabled != winner.toUtf8())
        return QStringLiteral("enabled rows: ") + QString::fromUtf8(enabled);
    if (disabledRows(race, place) != race.disabledBefore)
        return QStringLiteral("the disabled rows changed");
    int instances = 0;
    for (const EvolutionInstance& instance : m_server.instances())
        instances += instance.name.startsWith(race.name()) ? 1 : 0;
    if (instances != 1 || !m_server.instance(winner))
        return QStringLiteral("%1 instances").arg(instances);
    int creates = 0;
    for (const HttpRequest& request : m_server.requests()) {
        creates += request.method == "POST" && request.target.startsWith("/instance/create") &&
                   request.body.contains(race.name().toUtf8());
    }
    if (creates != 1)
        return QStringLiteral("%1 creates were sent").arg(creates);
    const QByteArray token = value(
        QStringLiteral("select webhook_token from healthcare.integrations where enabled and ") + race.rows(), place);
    for (const QByteArray& key : {"whatsapp:instance:" + winner.toUtf8(), "whatsapp:token:" + token}) {
        const auto ttl = m_redis.command({"TTL", key});
        if (!ttl || ttl->integer <= 0)
            return QStringLiteral("a cache entry is missing");
    }
    return {};
}

std::vector<Race> CreationRaceTest::racesFor(int processes, int rounds) const
{
    std::vector<Race> races;
    for (int round = 0; round < rounds; ++round)
        races.push_back({.processes = processes, .disabledRows = round % 3, .oneName = round % 2 == 0});
    return races;
}

void CreationRaceTest::oneInstanceWhoeverCreates_data()
{
    QTest::addColumn<int>("processes");
    QTest::addColumn<int>("rounds"); ///< at each place
    QTest::addColumn<bool>("twoOrganizations");
    QTest::newRow("two processes") << 2 << Campaign::count(17, 50) << false;
    QTest::newRow("four processes") << 4 << Campaign::count(5, 50) << false;
    QTest::newRow("sixteen processes") << 16 << Campaign::count(1, 50) << false;
    QTest::newRow("two organizations, one name") << 2 << Campaign::count(3, 25) << true;
}

void CreationRaceTest::oneInstanceWhoeverCreates()
{
    QFETCH(int, processes);
    QFETCH(int, rounds);
    QFETCH(bool, twoOrganizations);
    m_campaign = Campaign(QStringLiteral("%1 create at once").arg(QString::fromUtf8(QTest::currentDataTag())));
    for (const Place& place : m_places) {
        std::vector<Race> races = racesFor(processes, rounds);
        const int combined = crowd / processes;
        while (!races.empty()) {
            const auto end = races.begin() + std::min<qsizetype>(combined, static_cast<qsizetype>(races.size()));
            std::vector<Race> batch(races.begin(), end);
            races.erase(races.begin(), end);
            for (Race& race : batch) {
                race.twoOrganizations = twoOrganizations;
                race.oneName = race.oneName || twoOrganizations;
                race.disabledRows = twoOrganizations ? 0 : race.disabledRows;
            }
            run(batch, place);
        }
    }
    QVERIFY(m_campaign.finish());
}

STEWARD_TEST(CreationRaceTest)
} // namespace steward::creation_race_test

#include "creation_race_test.moc"
