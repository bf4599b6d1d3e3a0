#include "cli/cli_process.h"
#include "support/campaign.h"
#include "support/live_fleet.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/read/plan_json.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace steward::rig;
using namespace steward::test;

namespace steward::apply_unread_stores_test {
using steward::Plan;
using steward::planFromJson;
using steward::PlanItem;
using steward::PlanStep;
using steward::StepAction;

namespace {

/// A database or a cache that has just been started: it says so to whoever comes, and nothing else.
class StartingStore final {
    Q_DISABLE_COPY_MOVE(StartingStore)

public:
    explicit StartingStore(std::function<QByteArray(const QByteArray& asked)> answer)
        : m_answer(std::move(answer))
        , m_thread([this](const std::stop_token& stop) { serve(stop); })
    {
        while (m_port == 0)
            std::this_thread::yield();
    }
    int port() const { return m_port; }

private:
    void serve(const std::stop_token& stop)
    {
        QTcpServer server;
        if (!server.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        m_port = server.serverPort();
        while (!stop.stop_requested()) {
            if (!server.waitForNewConnection(20))
                continue;
            const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
            while (socket->waitForReadyRead(100)) {
                socket->write(m_answer(socket->readAll()));
                socket->waitForBytesWritten(100);
            }
        }
    }

    std::function<QByteArray(const QByteArray&)> m_answer;
    std::atomic<int> m_port = 0;
    std::jthread m_thread;
};

QByteArray startingPostgres(const QByteArray& asked)
{
    constexpr qsizetype encryptionRequest = 8;
    if (asked.size() == encryptionRequest)
        return "N";
    using namespace std::string_literals;
    const std::string fields = "SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0"s;
    const auto length = static_cast<char>(fields.size() + 4);
    return "E" + QByteArray(3, '\0') + length + QByteArray::fromStdString(fields);
}

QByteArray loadingRedis(const QByteArray&)
{
    return "-LOADING Redis is loading the dataset in memory\r\n";
}

bool removes(const PlanStep& step)
{
    switch (step.action) {
    case StepAction::DeleteInstance:
    case StepAction::LogOut:
    case StepAction::DeleteRow:
    case StepAction::DisableRow:
    case StepAction::DropEntry:
    case StepAction::ClearResidue:
        return true;
    default:
        return false;
    }
}

int removalsIn(const Plan& plan)
{
    int removals = 0;
    for (const PlanItem& item : plan.items)
        removals += static_cast<int>(std::ranges::count_if(item.steps, removes));
    return removals;
}

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// What is wrong with one store while a case runs.
struct Trouble {
    QString name;
    bool isUnread = true; ///< not even what a person names is planned
    std::function<void(LiveFleet& fleet, CliEnvironment& variables)> happen;
    /// No text passes it; else it is only suspicious, and what a person names may go by its text.
    bool isImpassable = isUnread;
};

/// Every command that Redis was sent, as MONITOR tells it.
class RedisMonitor final {
    Q_DISABLE_COPY_MOVE(RedisMonitor)

public:
    explicit RedisMonitor(int port)
    {
        m_socket.connectToHost(word("127.0.0.1"), static_cast<quint16>(port));
        if (!m_socket.waitForConnected() || m_socket.write("MONITOR\r\n") < 0 || !m_socket.waitForReadyRead())
            qFatal("Redis does not let us look on");
    }
    /// The commands since the last time, as words in capitals.
    QSet<QString> commands()
    {
        while (m_socket.waitForReadyRead(50))
            m_seen += QString::fromUtf8(m_socket.readAll());
        static const QRegularExpression line(QStringLiteral(R"(\] "([A-Za-z]+)\")"));
        QSet<QString> commands;
        for (auto match = line.globalMatch(m_seen); match.hasNext();)
            commands.insert(match.next().captured(1).toUpper());
        m_seen.clear();
        return commands;
    }

private:
    QTcpSocket m_socket;
    QString m_seen;
};

} // namespace

/// What was not read whole is never changed, and a read-only profile writes nothing, whatever is asked.
class ApplyUnreadStoresTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_fleet->heal(); }
    void wholeStoresPlanRemovals();
    void nothingIsPlannedNorDone();
    void aReadOnlyProfileWritesNothing();

private:
    CliEnvironment environment() const;
    std::vector<Trouble> troubles();
    void addEmptied(std::vector<Trouble>& all);
    void play(const Trouble& trouble, Campaign& campaign);
    QByteArray picture();
    QString name(int index) const { return QString::fromLatin1(GeneratedFleet::instanceName(index)); }
    void leaveOneHalfDone(const QString& dataDirectory);
    QString writesSince(qsizetype logBefore, RedisMonitor& monitor);

    std::unique_ptr<LiveFleet> m_fleet;
    EvolutionServer m_otherServer;
    std::unique_ptr<StartingStore> m_startingPostgres;
    std::unique_ptr<StartingStore> m_loadingRedis;
    std::array<qint64, 3> m_wholeBytes{}; ///< what a reading takes from server, database, cache
};

void ApplyUnreadStoresTest::initTestCase()
{
    m_fleet = std::make_unique<LiveFleet>(GeneratedFleet{12, 0});
    RIG_VERIFY(m_fleet->start());
    RIG_VERIFY(m_otherServer.start());
    m_startingPostgres = std::make_unique<StartingStore>(startingPostgres);
    m_loadingRedis = std::make_unique<StartingStore>(loadingRedis);
    // Something to clean and something to repair by removal.
    for (const char* suffix : {"a", "b"}) {
        EvolutionInstance twin;
        twin.name =
            QStringLiteral("clinic-%1-%2").arg(QString::fromLatin1(GeneratedFleet::organizationId(0)), word(suffix));
        m_fleet->server.addInstance(twin);
        m_otherServer.addInstance(twin);
    }
    RIG_VERIFY(m_fleet->redis.command({"SETEX", "whatsapp:instance:nobody", "3600", R"({"instance_name":"nobody"})"}));
    RIG_VERIFY(m_fleet->postgres.execute(
        word("insert into healthcare.integrations (organization_id, type, provider, status, config, enabled, "
             "created_at) "
             "values (gen_random_uuid(), 'whatsapp', 'evolution', 'active', '{\"instance_name\": \"not listed\"}', "
             "true, "
             "now() - interval '1 day')"),
        m_fleet->database()));
    // A role that the policy hides rows from, and databases that are the wrong ones.
    RIG_VERIFY(m_fleet->postgres.createRole(word("clerk"), "clerk-password"));
    RIG_VERIFY(m_fleet->postgres.execute(
        word("grant usage on schema healthcare, core to clerk; grant select, insert, update, delete on all tables in "
             "schema healthcare, core to clerk; alter table healthcare.integrations enable row level security"),
        m_fleet->database()));
    RIG_VERIFY(m_fleet->postgres.createDatabase(word("without_rows")));
    RIG_VERIFY(m_fleet->postgres.createDatabase(word("without_tables"), false));
    const std::array proxies{m_fleet->serverProxy.get(), m_fleet->postgresProxy.get(), m_fleet->redisProxy.get()};
    std::array<qint64, 3> before{};
    for (size_t place = 0; place < proxies.size(); ++place)
        before[place] = proxies[place]->bytesFromServer();
    QVERIFY(runCli({word("audit")}, environment()).exitCode == 2);
    for (size_t place = 0; place < proxies.size(); ++place)
        m_wholeBytes[place] = proxies[place]->bytesFromServer() - before[place];
}

CliEnvironment ApplyUnreadStoresTest::environment() const
{
    const QString database = QStringLiteral("postgresql://%1:%2@127.0.0.1:%3/%4")
                                 .arg(
                                     m_fleet->postgres.superuser(), QString::fromUtf8(m_fleet->postgres.password()),
                                     QString::number(m_fleet->postgresProxy->port()), m_fleet->database());
    CliEnvironment variables = cliEnvironment(
        QStringLiteral("http://127.0.0.1:%1").arg(m_fleet->serverProxy->port()), m_fleet->server.apiKey(), database,
        QStringLiteral("redis://127.0.0.1:%1").arg(m_fleet->redisProxy->port()));
    variables[word("STEWARD_WEBHOOK_URL")] = word("https://hooks.example.org/whatsapp/{webhook_token}");
    return variables;
}

void ApplyUnreadStoresTest::addEmptied(std::vector<Trouble>& all)
{
    const QString own = QLatin1Char('/') + m_fleet->database();
    const auto otherDatabase = [own](const char* other) {
        return [own, path = QLatin1Char('/') + word(other)](LiveFleet&, CliEnvironment& variables) {
            variables[word("STEWARD_DATABASE_URL")].replace(own, path);
        };
    };
    all.push_back({word("empty database"), false, otherDatabase("without_rows")});
    all.push_back({word("wrong database, without our tables"), true, otherDatabase("without_tables")});
    all.push_back({word("empty cache, the wrong database of it"), false, [](LiveFleet&, CliEnvironment& variables) {
                       variables[word("STEWARD_REDIS_URL")] += word("/7");
                   }});
    all.push_back({word("wrong server"), false, [this](LiveFleet&, CliEnvironment& variables) {
                       variables[word("STEWARD_EVOLUTION_URL")] = m_otherServer.url();
                   }});
    all.push_back({word("empty server"), false, [](LiveFleet& fleet, CliEnvironment&) {
                       HttpFault empty;
                       empty.kind = HttpFault::Kind::Body;
                       empty.body = "[]";
                       empty.pathPrefix = "/instance/fetchInstances";
                       fleet.server.addFault(empty);
                   }});
}

std::vector<Trouble> ApplyUnreadStoresTest::troubles()
{
    using Kind = ProxyMode::Kind;
    std::vector<Trouble> all;
    const std::array<std::unique_ptr<FaultProxy> LiveFleet::*, 3> proxies{
        &LiveFleet::serverProxy, &LiveFleet::postgresProxy, &LiveFleet::redisProxy};
    const std::array names{word("server"), word("database"), word("cache")};
    for (size_t place = 0; place < proxies.size(); ++place) {
        const auto by = [proxy = proxies[place]](const ProxyMode& mode) {
            return [proxy, mode](LiveFleet& fleet, CliEnvironment&) { (fleet.*proxy)->setMode(mode); };
        };
        all.push_back({names[place] + word(" down"), true, by({Kind::Refuse, 0, {}})});
        for (const int percent : {20, 70}) {
            const qint64 bytes = m_wholeBytes[place] * percent / 100;
            all.push_back(
                {QStringLiteral("%1 half read, %2 %").arg(names[place]).arg(percent), true,
                 by({Kind::Cut, bytes, {}})});
        }
    }
    addEmptied(all);
    all.push_back({word("row-level security"), true, [this](LiveFleet&, CliEnvironment& variables) {
                       variables[word("STEWARD_DATABASE_URL")] =
                           QStringLiteral("postgresql://clerk:clerk-password@127.0.0.1:%1/%2")
                               .arg(m_fleet->postgresProxy->port())
                               .arg(m_fleet->database());
                   }});
    all.push_back(
        {word("server starting"), false, [](LiveFleet& fleet, CliEnvironment&) { fleet.server.setStarting(true); }});
    all.back().isImpassable = true;
    all.push_back({word("database starting"), true, [this](LiveFleet&, CliEnvironment& variables) {
                       variables[word("STEWARD_DATABASE_URL")] =
                           QStringLiteral("postgresql://u:p@127.0.0.1:%1/fleet").arg(m_startingPostgres->port());
                   }});
    all.push_back({word("cache starting"), true, [this](LiveFleet&, CliEnvironment& variables) {
                       variables[word("STEWARD_REDIS_URL")] =
                           QStringLiteral("redis://127.0.0.1:%1").arg(m_loadingRedis->port());
                   }});
    return all;
}

QByteArray ApplyUnreadStoresTest::picture()
{
    QByteArray picture;
    for (const EvolutionInstance& instance : m_fleet->server.instances())
        picture += instance.name.toUtf8() + instance.connectionStatus.toUtf8() + '\n';
    picture += m_fleet->postgres
                   .value(
                       word("select string_agg(i::text, E'\\n' order by id) from healthcare.integrations i"),
                       m_fleet->database())
                   .value_or("unread");
    const auto keys = m_fleet->redis.command({"DBSIZE"});
    return picture + QByteArray::number(keys ? keys->integer : -1);
}

void ApplyUnreadStoresTest::wholeStoresPlanRemovals()
{
    for (const QStringList& command :
         {QStringList{word("delete"), name(3)}, QStringList{word("clean")}, QStringList{word("repair")}}) {
        const CliRun run = runCli(QStringList{word("--json"), word("plan")} + command, environment());
        QCOMPARE(run.exitCode, 2);
        const auto plan = planFromJson(run.out);
        QVERIFY(plan);
        QVERIFY2(removalsIn(*plan) > 0, qPrintable(command.front()));
    }
}

void ApplyUnreadStoresTest::play(const Trouble& trouble, Campaign& campaign)
{
    const QByteArray before = picture();
    for (const QStringList& command :
         {QStringList{word("delete"), name(3)}, QStringList{word("clean")}, QStringList{word("repair")}}) {
        m_fleet->heal();
        CliEnvironment variables = environment();
        trouble.happen(*m_fleet, variables);
        const QString title = trouble.name + word(", ") + command.front();
        const CliRun planned = runCli(QStringList{word("--json"), word("plan")} + command, variables);
        const auto plan = planFromJson(planned.out);
        campaign.addCase();
        // What a person names is planned and asks for the text; what the program chooses is not even planned.
        const bool isNamed = command.front() == word("delete") && !trouble.isUnread;
        const int refusedCode = trouble.isUnread ? 1 : 4; // what only reads could not, or the plan is refused
        if (!plan || (removalsIn(*plan) > 0 && !isNamed) || (trouble.isImpassable && planned.exitCode != refusedCode))
            campaign.violate(
                title + QStringLiteral(": planned, exit %1 ").arg(planned.exitCode) + QString::fromUtf8(planned.err));
        QList<QStringList> consents{{word("--yes")}};
        if (trouble.isImpassable)
            consents << QStringList{word("--confirm"), command.front() == word("delete") ? name(3) : word("2")};
        for (const QStringList& consent : consents) {
            const CliRun run = runCli(QStringList{word("--json")} + command + consent, variables);
            campaign.addCase();
            if (run.exitCode != 4 || run.json().value(word("outcome")).toString() != word("refused"))
                campaign.violate(
                    title + QStringLiteral(": exit %1 ").arg(run.exitCode) + QString::fromUtf8(run.all().right(300)));
        }
    }
    m_fleet->heal();
    campaign.addCase();
    if (picture() != before)
        campaign.violate(trouble.name + word(": something was changed"));
}

void ApplyUnreadStoresTest::nothingIsPlannedNorDone()
{
    Campaign campaign(word("Commands while a store was not read whole, or is suspicious"));
    m_fleet->server.clearRequests();
    for (const Trouble& trouble : troubles())
        play(trouble, campaign);
    for (const EvolutionServer* server : {&m_fleet->server, &m_otherServer}) {
        for (const HttpRequest& request : server->requests()) {
            if (request.method != "GET")
                campaign.violate(word("sent ") + QString::fromUtf8(request.method + ' ' + request.target));
        }
    }
    QVERIFY(campaign.finish());
}

/// An operation that another run has to bring to its end: gone from the server, and then the database went away.
void ApplyUnreadStoresTest::leaveOneHalfDone(const QString& dataDirectory)
{
    const QString twin = QStringLiteral("clinic-%1-b").arg(QString::fromLatin1(GeneratedFleet::organizationId(0)));
    RIG_VERIFY(m_fleet->postgres.execute(
        QStringLiteral("insert into healthcare.integrations (organization_id, type, provider, status, config, enabled) "
                       "values ('%1', 'whatsapp', 'evolution', 'disabled', '{\"instance_name\": \"%2\"}', false)")
            .arg(QString::fromLatin1(GeneratedFleet::organizationId(0)), twin),
        m_fleet->database()));
    m_fleet->server.clearRequests();
    m_fleet->server.setDeletionDelay(std::chrono::milliseconds(500));
    const std::jthread outage([this](const std::stop_token& stop) {
        while (!stop.stop_requested() && m_fleet->server.requestCount("DELETE") == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        m_fleet->postgresProxy->setMode({ProxyMode::Kind::Refuse, 0, {}});
        m_fleet->postgresProxy->dropAll();
    });
    const CliRun run = runCli({word("delete"), twin, word("--yes")}, environment(), dataDirectory);
    QVERIFY2(run.exitCode == 3, run.all().constData());
    QVERIFY(!m_fleet->server.instance(twin));
}

/// What the three servers saw that is no reading; empty: nothing.
QString ApplyUnreadStoresTest::writesSince(qsizetype logBefore, RedisMonitor& monitor)
{
    for (const HttpRequest& request : m_fleet->server.requests()) {
        if (request.method != "GET" || request.path().startsWith("/instance/connect/"))
            return QString::fromUtf8(request.method + ' ' + request.target);
    }
    static const QRegularExpression writing(
        QStringLiteral("\\b(insert|update|delete|truncate|create|alter|drop|grant|revoke|save_evolution_integration|"
                       "pg_advisory_xact_lock|notify|copy)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    const QString log = m_fleet->postgres.log().mid(logBefore);
    if (const auto match = writing.match(log); match.hasMatch())
        return log.mid(std::max<qsizetype>(0, match.capturedStart() - 80), 200);
    static const QSet<QString> reading{word("AUTH"),   word("HELLO"),  word("CLIENT"),  word("SELECT"), word("PING"),
                                       word("INFO"),   word("ROLE"),   word("SCAN"),    word("GET"),    word("MGET"),
                                       word("TTL"),    word("TYPE"),   word("PUBSUB"),  word("XLEN"),   word("XINFO"),
                                       word("ACL"),    word("EXISTS"), word("MONITOR"), word("QUIT"),   word("XRANGE"),
                                       word("CONFIG"), word("DBSIZE"), word("COMMAND"), word("PTTL")};
    QStringList written = (monitor.commands() - reading).values();
    return written.join(QLatin1Char(' '));
}

void ApplyUnreadStoresTest::aReadOnlyProfileWritesNothing()
{
    const QTemporaryDir data;
    leaveOneHalfDone(data.path());
    m_fleet->heal();
    const QString file = data.filePath(word("plan.json"));
    QCOMPARE(runCli({word("plan"), word("delete"), name(3), word("--out"), file}, environment()).exitCode, 2);
    CliEnvironment readOnly = environment();
    readOnly[word("STEWARD_READ_ONLY")] = word("1");
    CliEnvironment staff = environment();
    staff[word("STEWARD_ROLE")] = word("staff");
    const QString organization = QString::fromLatin1(GeneratedFleet::organizationId(5));
    QList<QStringList> commands{
        {word("delete"), name(3), word("--confirm"), name(3)},
        {word("delete"), name(3), word("--with-residue"), word("--confirm"), name(3)},
        {word("clean"), word("--confirm"), word("1")},
        {word("repair"), word("--yes")},
        {word("repair"), name(4), word("--confirm"), name(4)},
        {word("disable"), name(4), word("--confirm"), name(4)},
        {word("enable"), name(4), word("--yes")},
        {word("protect"), name(4), word("--yes")},
        {word("unprotect"), name(4), word("--yes")},
        {word("apply"), file, word("--confirm"), name(3)},
        {word("create"), word("--organization"), organization, word("--name"), word("another")},
        {word("pair"), name(4), word("--timeout"), word("1")},
        {word("journal"), word("resume")}};
    RedisMonitor monitor(m_fleet->redis.port());
    Campaign campaign(word("Commands on a profile that is read only, and on one for staff"));
    const QByteArray before = picture();
    const auto attempt = [&](const CliEnvironment& profile, const QStringList& command) {
        m_fleet->server.clearRequests();
        (void)monitor.commands();
        const qsizetype logBefore = m_fleet->postgres.log().size();
        const CliRun run = runCli(command, profile, data.path());
        campaign.addCase();
        const QString written = writesSince(logBefore, monitor);
        // Nothing to enable is nothing to refuse.
        const bool isRefused = run.exitCode == 4 || run.exitCode == 3 || run.exitCode == 1;
        if (!written.isEmpty() || !isRefused)
            campaign.violate(
                command.join(QLatin1Char(' ')) + QStringLiteral(": exit %1, ").arg(run.exitCode) + written);
        return run;
    };
    for (const QStringList& command : commands) {
        attempt(readOnly, command);
        attempt(readOnly, QStringList{word("--json")} + command);
        if (command.front() == word("create") || command.front() == word("pair"))
            continue; // which staff may
        const CliRun run = attempt(staff, command);
        if (!run.all().contains("Only administrators") && run.exitCode == 4)
            campaign.violate(
                command.join(QLatin1Char(' ')) + QStringLiteral(" of staff: ") + QString::fromUtf8(run.all()));
    }
    QVERIFY(campaign.finish());
    QCOMPARE(picture(), before);
    // What was left stands there still, and a profile that allows changes brings it to its end.
    const qsizetype logBefore = m_fleet->postgres.log().size();
    const CliRun resumed = runCli({word("journal"), word("resume")}, environment(), data.path());
    QVERIFY2(resumed.exitCode == 0, resumed.all().constData());
    QVERIFY(picture() != before);
    // Who looks on sees what is written.
    QVERIFY(monitor.commands().contains(word("PUBLISH")));
    QVERIFY(!writesSince(logBefore, monitor).isEmpty());
}

STEWARD_TEST(ApplyUnreadStoresTest)
} // namespace steward::apply_unread_stores_test

#include "apply_unread_stores_test.moc"
