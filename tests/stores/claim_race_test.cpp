#include "stores/guards_fixture.h"
#include "support/any_id.h"
#include "support/campaign.h"
#include "support/pg_bouncer.h"
#include "support/test_registry.h"

#include <QTest>

#include <barrier>
#include <optional>
#include <thread>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::claim_race_test {

namespace {

constexpr int callers = 16;

/// One database of the campaign.
struct Setting {
    QString database;
    bool index = false;
    bool hardened = false;
};

struct Call {
    OrganizationId organization;
    InstanceName name;
    Result<ClaimAnswer> answer;
};

/// Sixteen connections, kept open, that make one call each at the same moment.
class Racers final {
    Q_DISABLE_COPY_MOVE(Racers)

public:
    explicit Racers(const DatabaseSettings& settings)
    {
        for (int racer = 0; racer < callers; ++racer)
            m_threads.emplace_back([this, settings, racer] { work(settings, racer); });
        m_barrier.arrive_and_wait(); // all connected
    }
    ~Racers()
    {
        m_over = true;
        m_barrier.arrive_and_wait();
    }
    void race(std::vector<Call>& calls)
    {
        m_calls = &calls;
        m_barrier.arrive_and_wait();
        m_barrier.arrive_and_wait();
    }

private:
    void work(const DatabaseSettings& settings, int racer)
    {
        PostgresDatabaseAdapter port(settings, {});
        static_cast<void>(port.image(newId(), patientLimits()));
        m_barrier.arrive_and_wait();
        for (;;) {
            m_barrier.arrive_and_wait();
            if (m_over)
                return;
            Call& call = m_calls->at(static_cast<size_t>(racer));
            ClaimRequest request;
            request.organizationId = call.organization;
            request.instanceName = call.name;
            request.webhookTemplate = QStringLiteral("https://hooks.example.org/{webhook_token}");
            request.author = {QStringLiteral("desk %1").arg(racer), newId(), QStringLiteral("create")};
            call.answer = port.claim(request, patientLimits());
            m_barrier.arrive_and_wait();
        }
    }

    std::vector<Call>* m_calls = nullptr;
    bool m_over = false;
    std::barrier<> m_barrier{callers + 1};
    std::vector<std::jthread> m_threads;
};

} // namespace

/// Sixteen connections that claim at the same moment, below any workflow.
class ClaimRaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneOrganizationIsClaimedOnce();
    void oneNameIsClaimedOnce();
    void theBackendSavesAtTheSameMoment_data();
    void theBackendSavesAtTheSameMoment();

private:
    DatabaseSettings settingsOf(const Setting& setting, bool pooled) const;
    QByteArray rowsWhere(const QString& condition, const QString& database);
    void layDisabled(const OrganizationId& organization, int count, const QString& database);
    /// What is wrong with how a race ended; empty where nothing is.
    QString judged(const std::vector<Call>& calls, const QString& condition, const QString& database);

    PostgresServer m_server{{.config = {QStringLiteral("max_connections=120")}}};
    std::optional<PgBouncer> m_pooler;
    std::vector<Setting> m_settings;
};

void ClaimRaceTest::initTestCase()
{
    RIG_VERIFY(m_server.start());
    m_pooler.emplace(m_server, PoolMode::Transaction);
    RIG_VERIFY(m_pooler->start());
    for (const bool hardened : {false, true}) {
        for (const bool index : {false, true}) {
            const Setting setting{
                QStringLiteral("%1_%2").arg(
                    hardened ? QStringLiteral("hardened") : QStringLiteral("found"),
                    index ? QStringLiteral("indexed") : QStringLiteral("plain")),
                index, hardened};
            RIG_VERIFY(m_server.createDatabase(setting.database));
            const GuardPart parts[]{GuardPart::UniqueIndex, GuardPart::SaveFunction};
            for (const GuardPart part : parts) {
                if (part == GuardPart::UniqueIndex ? !index : !hardened)
                    continue;
                const auto applied = askGuards(settingsFor(m_server, setting.database), [part](GuardsPort& port) {
                    return port.apply(part, defaultKeptRoles(), patientLimits());
                });
                QVERIFY2(applied, errorText(applied));
            }
            m_settings.push_back(setting);
        }
    }
}

DatabaseSettings ClaimRaceTest::settingsOf(const Setting& setting, bool pooled) const
{
    DatabaseSettings settings = settingsFor(m_server, setting.database);
    if (pooled)
        settings.port = m_pooler->port();
    return settings;
}

QByteArray ClaimRaceTest::rowsWhere(const QString& condition, const QString& database)
{
    return m_server
        .value(
            QStringLiteral("select coalesce(string_agg(to_jsonb(i)::text, ' ' order by id), '') from "
                           "healthcare.integrations i where ") +
                condition,
            database)
        .value_or(QByteArray("not read"));
}

void ClaimRaceTest::layDisabled(const OrganizationId& organization, int count, const QString& database)
{
    for (int row = 0; row < count; ++row) {
        const SubjectRow disabled{
            .organizationId = organization, .name = "old " + QByteArray::number(row), .enabled = false};
        RIG_VERIFY(m_server.execute(insertSql(disabled), database));
    }
}

QString ClaimRaceTest::judged(const std::vector<Call>& calls, const QString& condition, const QString& database)
{
    const QByteArray ids =
        m_server
            .value(
                QStringLiteral("select coalesce(string_agg(id::text, ' '), '') from healthcare.integrations where "
                               "enabled and ") +
                    condition,
                database)
            .value_or(QByteArray());
    const auto winner = IntegrationId::fromString(QLatin1String(ids));
    if (winner.isNull() || ids.size() != 36)
        return QStringLiteral("enabled rows: ") + QString::fromUtf8(ids);
    int claimed = 0;
    for (const Call& call : calls) {
        if (!call.answer)
            return QStringLiteral("an error: ") + QString::fromUtf8(errorText(call.answer));
        if (call.answer->claimed) {
            ++claimed;
            if (call.answer->claimed->row.id != winner)
                return QStringLiteral("claimed a row that is not there");
        } else if (std::ranges::find(call.answer->standing, winner, &Integration::id) == call.answer->standing.end()) {
            return QStringLiteral("a loser was not told of the winner");
        }
    }
    return claimed == 1 ? QString() : QStringLiteral("claimed %1 times").arg(claimed);
}

void ClaimRaceTest::oneOrganizationIsClaimedOnce()
{
    Campaign campaign(QStringLiteral("one organization claimed by 16 at once"));
    for (const Setting& setting : m_settings) {
        for (const bool pooled : {false, true}) {
            Racers racers(settingsOf(setting, pooled));
            for (int round = 0; round < Campaign::count(15, 300); ++round) {
                const int disabled = round % 3;
                const OrganizationId organization = newId();
                layDisabled(organization, disabled, setting.database);
                const QString ours = QStringLiteral("organization_id = '%1'").arg(organization.toString());
                const QByteArray before = rowsWhere(ours, setting.database);
                std::vector<Call> calls(callers);
                for (int caller = 0; caller < callers; ++caller) {
                    // Every other round they all mean one name, else one of three.
                    calls[static_cast<size_t>(caller)] = {
                        organization,
                        InstanceName::fromText(
                            QStringLiteral("clinic %1 %2")
                                .arg(organization.toString(), QString::number(round % 2 == 0 ? 0 : caller % 3))),
                        {}};
                }
                racers.race(calls);
                campaign.addCase();
                const QString where = QStringLiteral("%1%2, %3 disabled: ")
                                          .arg(
                                              setting.database, pooled ? QStringLiteral(" pooled") : QString(),
                                              QString::number(disabled));
                if (const QString wrong = judged(calls, ours, setting.database); !wrong.isEmpty())
                    campaign.violate(where + wrong);
                if (rowsWhere(ours + QStringLiteral(" and not enabled"), setting.database) != before)
                    campaign.violate(where + QStringLiteral("the disabled rows changed"));
            }
        }
    }
    QVERIFY(campaign.finish());
}

void ClaimRaceTest::oneNameIsClaimedOnce()
{
    Campaign campaign(QStringLiteral("one name claimed for two organizations by 16 at once"));
    for (const Setting& setting : m_settings) {
        for (const bool pooled : {false, true}) {
            Racers racers(settingsOf(setting, pooled));
            for (int round = 0; round < Campaign::count(13, 100); ++round) {
                const OrganizationId organizations[]{newId(), newId()};
                const InstanceName name = InstanceName::fromText(newId().toString());
                std::vector<Call> calls(callers);
                for (size_t caller = 0; caller < callers; ++caller)
                    calls[caller] = {organizations[caller % 2], name, {}};
                racers.race(calls);
                campaign.addCase();
                const QString ours = QStringLiteral("config->>'instance_name' = '%1'").arg(name.text());
                if (const QString wrong = judged(calls, ours, setting.database); !wrong.isEmpty())
                    campaign.violate(setting.database + QStringLiteral(": ") + wrong);
            }
        }
    }
    QVERIFY(campaign.finish());
}

void ClaimRaceTest::theBackendSavesAtTheSameMoment_data()
{
    // The function as found takes no lock: against it only the index helps.
    QTest::addColumn<int>("setting");
    QTest::newRow("as found, with the index") << 1;
    QTest::newRow("hardened") << 2;
    QTest::newRow("hardened, with the index") << 3;
}

void ClaimRaceTest::theBackendSavesAtTheSameMoment()
{
    QFETCH(int, setting);
    const Setting& at = m_settings.at(static_cast<size_t>(setting));
    Campaign campaign(QStringLiteral("claims and the backend's saving at once, ") + at.database);
    Racers racers(settingsOf(at, false));
    for (int round = 0; round < Campaign::count(34, 200); ++round) {
        const OrganizationId organization = newId();
        const QString ours = QStringLiteral("organization_id = '%1'").arg(organization.toString());
        std::vector<Call> calls(callers, {organization, InstanceName::fromText(organization.toString()), {}});
        std::vector<std::jthread> backends;
        for (int backend = 0; backend < 3; ++backend) {
            backends.emplace_back([&, backend] { // with the index some are refused
                static_cast<void>(m_server.execute(
                    QStringLiteral(
                        "select pg_sleep(%1); select public.save_evolution_integration('%2', 'of backend %3')")
                        .arg(
                            QString::number(0.002 * ((round + backend) % 5)), organization.toString(),
                            organization.toString()),
                    at.database));
            });
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(8 + 2 * (round % 7)));
        racers.race(calls);
        backends.clear();
        campaign.addCase();
        int claimed = 0;
        for (const Call& call : calls) {
            if (!call.answer)
                campaign.violate(QString::fromUtf8(errorText(call.answer)));
            else if (call.answer->claimed)
                ++claimed;
            else if (call.answer->standing.empty())
                campaign.violate(QStringLiteral("a loser was not told of the winner"));
        }
        const int rows =
            m_server
                .value(
                    QStringLiteral("select count(*) from healthcare.integrations where enabled and ") + ours,
                    at.database)
                .value_or(QByteArray("99"))
                .toInt();
        if (claimed > 1 || rows != 1)
            campaign.violate(QStringLiteral("claimed %1 times, %2 enabled rows").arg(claimed).arg(rows));
    }
    QVERIFY(campaign.finish());
}

STEWARD_TEST(ClaimRaceTest)
} // namespace steward::claim_race_test

#include "claim_race_test.moc"
