#include "stores/redis_subject.h"

#include "stores/redis/redis_cache_adapter.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>

namespace steward::test {
namespace {

const QByteArray password = QByteArrayLiteral("p\xc3\xa4ss word*1");

rig::RigResult<void> done(const rig::RigResult<rig::RespValue>& answer)
{
    if (!answer)
        return std::unexpected(answer.error());
    return {};
}

QByteArray keyText(const CacheKey& key)
{
    return key.kind == CacheKeyKind::Instance ? "whatsapp:instance:" + key.name.utf8()
                                              : "whatsapp:token:" + key.token.reveal();
}

/// As the backend writes it, and in Python's spacing.
QByteArray backendJson(const CacheValue& value)
{
    QJsonObject object{
        {QStringLiteral("clinic_id"), value.clinicId.toString()},
        {QStringLiteral("organization_id"), value.organizationId.toString()},
        {QStringLiteral("name"), value.displayName},
        {QStringLiteral("instance_name"), QString::fromUtf8(value.instance.utf8())}};
    const bool isToken = value.key.kind == CacheKeyKind::Token;
    const QString phone = value.phone ? value.phone->text() : QString();
    object.insert(isToken ? QStringLiteral("phone_number") : QStringLiteral("whatsapp_number"), phone);
    if (isToken)
        object.insert(QStringLiteral("webhook_token"), QString::fromUtf8(value.key.token.reveal()));
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

} // namespace

RedisSubject::~RedisSubject()
{
    if (m_paused)
        ::kill(static_cast<pid_t>(m_server->pid()), SIGCONT);
}

rig::RigResult<void> RedisSubject::start()
{
    rig::RedisOptions options;
    options.password = password;
    if (m_transport == CacheSettings::Transport::Tls) {
        if (const auto made = m_authority.start(); !made)
            return made;
        const auto files = m_authority.certificate(rig::CertificateKind::Valid);
        if (!files)
            return std::unexpected(files.error());
        options.tls = *files;
    }
    m_server = std::make_unique<rig::RedisServer>(options);
    return m_server->start();
}

CacheSettings RedisSubject::settings() const
{
    CacheSettings settings;
    settings.transport = m_transport;
    settings.host = m_server->host();
    settings.port = m_transport == CacheSettings::Transport::Tls ? m_server->tlsPort() : m_server->port();
    settings.socketPath = m_server->socketPath();
    settings.password = Secret(password);
    settings.caFile = m_transport == CacheSettings::Transport::Tls ? m_authority.caFile() : QString();
    return settings;
}

std::unique_ptr<CachePort> RedisSubject::makePort(bool readOnly)
{
    CacheSettings chosen = settings();
    chosen.readOnly = readOnly;
    return std::make_unique<RedisCacheAdapter>(chosen, StoreNames());
}

rig::RigResult<void> RedisSubject::reset()
{
    m_subscribers.clear();
    if (m_paused)
        m_paused = ::kill(static_cast<pid_t>(m_server->pid()), SIGCONT) != 0;
    if (!m_server->isRunning()) {
        if (const auto started = m_server->start(); !started)
            return started;
    }
    return done(m_server->command({"FLUSHALL"}));
}

rig::RigResult<void> RedisSubject::put(const CacheValue& value, qint64 ttlSeconds)
{
    const QByteArray key = keyText(value.key);
    if (ttlSeconds < 0)
        return done(m_server->command({"SET", key, backendJson(value)}));
    return done(m_server->command({"SETEX", key, QByteArray::number(ttlSeconds), backendJson(value)}));
}

rig::RigResult<void> RedisSubject::putUnreadable(const CacheKey& key, CacheValueState state)
{
    switch (state) {
    case CacheValueState::OtherType:
        return m_server->load({{"UNLINK", keyText(key)}, {"RPUSH", keyText(key), "{}"}});
    case CacheValueState::NotObject:
        return done(m_server->command({"SETEX", keyText(key), "60", "[{\"name\":\"x\"}]"}));
    default:
        // pickle.dumps({"name": "x"}, protocol=4)
        return done(m_server->command(
            {"SETEX", keyText(key), "60",
             QByteArray::fromHex("80049510000000000000007d948c046e616d65948c017894732e")}));
    }
}

rig::RigResult<void> RedisSubject::putResidue(const Residue& residue)
{
    const QByteArray base = "wa:" + residue.name.utf8();
    std::vector<QByteArrayList> commands;
    if (residue.streamMessages >= 0)
        commands.push_back({"XGROUP", "CREATE", base + ":stream", "wa_workers", "0", "MKSTREAM"});
    for (qint64 i = 0; i < residue.streamMessages; ++i)
        commands.push_back({"XADD", base + ":stream", "*", "text", "hello"});
    // Delivered and acknowledged is what is not undelivered; of the rest one is delivered and not acknowledged.
    const qint64 acknowledged = residue.streamMessages - residue.undelivered;
    for (qint64 i = 0; i < acknowledged; ++i)
        commands.push_back(
            {"XREADGROUP", "GROUP", "wa_workers", "w1", "COUNT", "1", "NOACK", "STREAMS", base + ":stream", ">"});
    if (residue.undelivered > 0)
        commands.push_back({"XREADGROUP", "GROUP", "wa_workers", "w1", "COUNT", "1", "STREAMS", base + ":stream", ">"});
    for (qint64 i = 0; i < residue.deadMessages; ++i)
        commands.push_back({"XADD", base + ":dlq", "*", "text", "failed"});
    if (residue.bucket)
        commands.push_back({"SET", base + ":bucket", "10"});
    if (residue.bucketTimestamp)
        commands.push_back({"SET", base + ":bucket:ts", "1700000000"});
    return m_server->load(commands);
}

rig::RigResult<bool> RedisSubject::holds(const CacheKey& key)
{
    const auto answer = m_server->command({"EXISTS", keyText(key)});
    if (!answer)
        return std::unexpected(answer.error());
    return answer->integer == 1;
}

rig::RigResult<void> RedisSubject::setSubscribers(int count)
{
    for (int i = 0; i < count; ++i) {
        auto client = std::make_unique<rig::RespClient>();
        if (const auto connected = client->connectTo(m_server->host(), m_server->port()); !connected)
            return connected;
        for (const QByteArrayList& command :
             {QByteArrayList{"AUTH", password},
              {"SUBSCRIBE", "wa:instances:added"},
              {"SUBSCRIBE", "wa:instances:removed"}}) {
            if (const auto answer = client->command(command); !answer)
                return std::unexpected(answer.error());
        }
        m_subscribers.push_back(std::move(client));
    }
    return {};
}

rig::RigResult<void> RedisSubject::setUnreachable()
{
    m_server->stop();
    return {};
}

rig::RigResult<void> RedisSubject::setSlow()
{
    m_paused = ::kill(static_cast<pid_t>(m_server->pid()), SIGSTOP) == 0;
    if (!m_paused)
        return std::unexpected(QStringLiteral("Redis cannot be paused"));
    return {};
}

} // namespace steward::test
