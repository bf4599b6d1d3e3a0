#include "cli/cli_process.h"
#include "support/campaign.h"
#include "support/live_fleet.h"
#include "support/test_registry.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace steward::rig;
using namespace steward::test;

namespace steward::secrets_test {

/// Canaries in every credential, token, proxy password and webhook address; none may come out anywhere.
class SecretsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noCanaryComesOut();
    void noCanaryComesOutOfChanges();
    void aCanaryWouldBeFound();

private:
    CliEnvironment environment() const;
    QStringList canariesIn(const CliRun& run, const QString& dataDirectory) const;
    void addCanaryInstance();

    std::unique_ptr<LiveFleet> m_fleet;
    const QByteArrayList m_canaries{
        "CanaryApiKey1x7Qz",     "CanaryDatabase2x7Qz",     "CanaryRedis3x7Qz",      "CanaryInstanceToken4x7Qz",
        "CanaryProxy5x7Qz",      "CanaryWebhookToken6x7Qz", "CanaryWebhookUrl7x7Qz", "CanaryHeader8x7Qz",
        "CanaryCacheToken9x7Qz", "CanaryConfigUrlAx7Qz",    "CanaryWrongKeyBx7Qz",   "CanaryWrongPasswordCx7Qz",
    };
};

void SecretsTest::addCanaryInstance()
{
    EvolutionInstance instance;
    instance.name = QStringLiteral("canary");
    instance.connectionStatus = QStringLiteral("open");
    instance.token = QString::fromLatin1(m_canaries.at(3));
    EvolutionProxy proxy;
    proxy.host = QStringLiteral("proxy.example.org");
    proxy.port = QStringLiteral("3128");
    proxy.username = QStringLiteral("user");
    proxy.password = QString::fromLatin1(m_canaries.at(4));
    instance.proxy = proxy;
    EvolutionWebhook webhook;
    webhook.url = QStringLiteral("https://hooks.example.org/whatsapp/") + QString::fromLatin1(m_canaries.at(6));
    webhook.headers = "{\"authorization\":\"Bearer " + m_canaries.at(7) + "\"}";
    instance.webhook = webhook;
    m_fleet->server.addInstance(instance);
}

void SecretsTest::initTestCase()
{
    m_fleet = std::make_unique<LiveFleet>(GeneratedFleet{10, 0});
    RIG_VERIFY(m_fleet->start());
    m_fleet->server.setApiKey(m_canaries.at(0));
    addCanaryInstance();
    RIG_VERIFY(m_fleet->postgres.createRole(QStringLiteral("canary"), m_canaries.at(1), QStringLiteral("superuser")));
    RIG_VERIFY(m_fleet->postgres.execute(
        QStringLiteral(
            "insert into healthcare.integrations (organization_id, type, provider, status, config, enabled, "
            "webhook_token) values (gen_random_uuid(), 'whatsapp', 'evolution', 'pending', "
            "jsonb_build_object('instance_name', 'canary', 'webhook_url', 'https://hooks.example.org/w/%1'), "
            "true, '%2')")
            .arg(QString::fromLatin1(m_canaries.at(9)), QString::fromLatin1(m_canaries.at(5))),
        m_fleet->database()));
    for (const QByteArray& token : {m_canaries.at(5), m_canaries.at(8)}) {
        RIG_VERIFY(m_fleet->redis.command(
            {"SET", "whatsapp:token:" + token,
             "{\"instance_name\":\"canary\",\"organization_id\":\"x\",\"webhook_token\":\"" + token + "\"}"}));
    }
    RIG_VERIFY(m_fleet->redis.command({"ACL", "SETUSER", "canary", "on", ">" + m_canaries.at(2), "~*", "&*", "+@all"}));
}

CliEnvironment SecretsTest::environment() const
{
    return cliEnvironment(
        QStringLiteral("http://127.0.0.1:%1").arg(m_fleet->serverProxy->port()), m_canaries.at(0),
        QStringLiteral("postgresql://canary:%1@127.0.0.1:%2/%3")
            .arg(
                QString::fromLatin1(m_canaries.at(1)), QString::number(m_fleet->postgresProxy->port()),
                m_fleet->database()),
        QStringLiteral("redis://canary:%1@127.0.0.1:%2")
            .arg(QString::fromLatin1(m_canaries.at(2)), QString::number(m_fleet->redisProxy->port())));
}

QStringList SecretsTest::canariesIn(const CliRun& run, const QString& dataDirectory) const
{
    QByteArrayList texts{run.out, run.err};
    QDirIterator files(dataDirectory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            texts << file.readAll() + files.fileName().toUtf8();
    }
    QStringList found;
    for (const QByteArray& canary : m_canaries) {
        for (const QByteArray& text : texts) {
            // Four characters of a token are shown; what follows is the secret.
            if (text.contains(canary) || text.contains(canary.mid(4)))
                found << QString::fromLatin1(canary);
        }
    }
    return found;
}

void SecretsTest::noCanaryComesOut()
{
    const CliEnvironment right = environment();
    CliEnvironment wrongKey = right;
    wrongKey[QStringLiteral("STEWARD_EVOLUTION_API_KEY")] = QString::fromLatin1(m_canaries.at(10));
    CliEnvironment wrongPasswords = right;
    for (const char* variable : {"STEWARD_DATABASE_URL", "STEWARD_REDIS_URL"}) {
        QString& url = wrongPasswords[QLatin1String(variable)];
        url.replace(QString::fromLatin1(m_canaries.at(1)), QString::fromLatin1(m_canaries.at(11)));
        url.replace(QString::fromLatin1(m_canaries.at(2)), QString::fromLatin1(m_canaries.at(11)));
    }
    CliEnvironment broken = right;
    broken[QStringLiteral("STEWARD_DATABASE_URL")].replace(
        QStringLiteral("postgresql://"), QStringLiteral("postgres:/"));
    broken[QStringLiteral("STEWARD_REDIS_URL")].replace(QStringLiteral("redis://"), QStringLiteral("redis:/"));

    Campaign campaign(QStringLiteral("Canaries in output, logs and data directory"));
    const QList<QStringList> commands{
        {QStringLiteral("doctor")},
        {QStringLiteral("--json"), QStringLiteral("doctor")},
        {QStringLiteral("audit"), QStringLiteral("--residue"), QStringLiteral("--memory")},
        {QStringLiteral("--json"), QStringLiteral("audit"), QStringLiteral("--residue"), QStringLiteral("--memory")},
        {QStringLiteral("show"), QStringLiteral("canary")},
        {QStringLiteral("--json"), QStringLiteral("show"), QStringLiteral("canary")},
    };
    const QList<ProxyMode::Kind> modes{
        ProxyMode::Kind::Pass, ProxyMode::Kind::Refuse, ProxyMode::Kind::Reset, ProxyMode::Kind::Cut};
    for (const CliEnvironment& variables : {right, wrongKey, wrongPasswords, broken}) {
        for (const ProxyMode::Kind mode : modes) {
            m_fleet->heal();
            for (FaultProxy* proxy :
                 {m_fleet->serverProxy.get(), m_fleet->postgresProxy.get(), m_fleet->redisProxy.get()})
                proxy->setMode({mode, 40, {}});
            for (const QStringList& command : commands) {
                const QTemporaryDir data;
                const CliRun run = runCli(command, variables, data.path());
                QVERIFY2(run.exitCode >= 0, run.err.constData());
                campaign.addCase();
                for (const QString& canary : canariesIn(run, data.path()))
                    campaign.violate(command.join(QLatin1Char(' ')) + QStringLiteral(": ") + canary);
            }
        }
    }
    QVERIFY(campaign.finish());
}

/// One journal for all: what stands in it after each command is looked through too.
void SecretsTest::noCanaryComesOutOfChanges()
{
    using List = QStringList;
    const QTemporaryDir data;
    const QString canary = QStringLiteral("canary");
    const QString file = data.filePath(QStringLiteral("plan.json"));
    const auto command = [&canary](const char* word, const List& more = {}) {
        return List{QString::fromLatin1(word), canary} + more;
    };
    const List agreed{QStringLiteral("--confirm"), canary};
    const List json{QStringLiteral("--json")};
    const List plan{QStringLiteral("plan")};
    const QList<List> commands{
        plan + command("delete", {QStringLiteral("--out"), file}),
        json + plan + command("delete"),
        plan + command("repair"),
        json + plan + command("repair"),
        command("delete", {QStringLiteral("--dry-run")}),
        json + command("delete", {QStringLiteral("--yes")}),
        json + command("repair", agreed),
        command("protect", agreed),
        json + command("delete", agreed),
        command("unprotect", agreed),
        json + command("disable", agreed),
        command("enable", agreed),
        {QStringLiteral("apply"), file, QStringLiteral("--confirm"), canary},
        json + command("delete", agreed + List{QStringLiteral("--with-residue")}),
        {QStringLiteral("journal"), QStringLiteral("list")},
        json + List{QStringLiteral("journal"), QStringLiteral("list")},
        {QStringLiteral("journal"), QStringLiteral("resume")},
    };
    m_fleet->heal();
    Campaign campaign(QStringLiteral("Canaries in what changing commands say and keep"));
    CliEnvironment variables = environment();
    variables[QStringLiteral("STEWARD_WEBHOOK_URL")] =
        QStringLiteral("https://hooks.example.org/whatsapp/{webhook_token}");
    int changed = 0;
    for (const List& words : commands) {
        const CliRun run = runCli(words, variables, data.path());
        QVERIFY2(run.exitCode >= 0, run.err.constData());
        changed += run.exitCode == 0 || run.exitCode == 3 ? 1 : 0;
        campaign.addCase();
        for (const QString& found : canariesIn(run, data.path()))
            campaign.violate(words.join(QLatin1Char(' ')) + QStringLiteral(": ") + found);
    }
    QVERIFY(campaign.finish());
    QVERIFY2(changed > 5 && !m_fleet->server.instance(canary), "something has to be changed");
}

void SecretsTest::aCanaryWouldBeFound()
{
    CliRun run;
    run.err = "oops " + m_canaries.at(5);
    const QTemporaryDir data;
    QCOMPARE(canariesIn(run, data.path()), QStringList{QString::fromLatin1(m_canaries.at(5))});
}

STEWARD_TEST(SecretsTest)
} // namespace steward::secrets_test

#include "secrets_test.moc"
