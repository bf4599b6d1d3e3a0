#include "stores/redis/redis_session.h"

#include "stores/redis/redis_sockets.h"

#include <algorithm>

namespace steward {
namespace {

constexpr qsizetype window = 1000;
constexpr qsizetype batchBytes = 1 << 20;

/// How long an old connection may take to prove that it lives; a dead one behind a firewall never answers.
CallContext shortened(const CallContext& limits)
{
    constexpr qint64 timeout = 3000;
    const qint64 left = limits.deadline.isForever() ? timeout : limits.deadline.remainingTime() / 2;
    return {QDeadlineTimer(std::min(timeout, left)), limits.stop};
}

RedisServerInfo fromHello(const RespValue& reply)
{
    RedisServerInfo info;
    for (size_t i = 0; i + 1 < reply.items.size(); i += 2) {
        const QByteArray& name = reply.items[i].text;
        const QByteArray& value = reply.items[i + 1].text;
        if (name == "version")
            info.version = value;
        else if (name == "mode")
            info.mode = value;
        else if (name == "role")
            info.role = value;
    }
    return info;
}

/// Whether another way of asking may succeed: the command is not known, not in this form, or not allowed.
bool worthAnotherWay(const RespValue& reply)
{
    const ErrorKind kind = RedisErrors::kindOf(reply.text, RedisPurpose::Read);
    return kind == ErrorKind::NoRightToRead || kind == ErrorKind::Rejected;
}

} // namespace

QByteArray redisInfoField(const QByteArray& info, QByteArrayView name)
{
    for (const QByteArray& line : info.split('\n')) {
        if (line.size() > name.size() && line.startsWith(name) && line[name.size()] == ':')
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

RedisSession::RedisSession(const CacheSettings& settings, const StoreNames& names, RedisPlaceMemory memory)
    : m_names(names)
    , m_settings(settings)
    , m_errors(settings, names)
    , m_memory(std::move(memory))
{
}

void RedisSession::provePlace()
{
    m_placeProven = true;
    if (m_memory)
        *m_memory = true;
}

Result<void> RedisSession::ready(const CallContext& limits)
{
    if (m_connection) {
        if (identify(shortened(limits)))
            return judge(limits);
        drop();
        if (limits.stopped())
            return std::unexpected(stoppedError());
    }
    for (const auto step : {&RedisSession::connect, &RedisSession::logIn, &RedisSession::identify}) {
        if (Result<void> done = (this->*step)(limits); !done) {
            drop();
            return done;
        }
    }
    Result<void> done = judge(limits);
    if (done)
        done = select(limits);
    if (!done)
        drop();
    return done;
}

Result<void> RedisSession::confirm(const CallContext& limits)
{
    if (Result<void> asked = identify(limits); !asked)
        return asked;
    return judge(limits);
}

Result<void> RedisSession::connect(const CallContext& limits)
{
    Result<std::unique_ptr<RedisConnection>> opened = RedisConnection::open(m_settings, m_errors, limits);
    if (!opened)
        return std::unexpected(opened.error());
    m_connection = std::move(*opened);
    m_hasAnswered = false;
    m_placeProven = false;
    return {};
}

Result<void> RedisSession::logIn(const CallContext& limits)
{
    if (m_settings.user.isEmpty() && m_settings.password.isEmpty())
        return {};
    const QByteArray user = m_settings.user.toUtf8();
    std::vector<QByteArrayView> command{"AUTH"};
    if (!user.isEmpty())
        command.push_back(user);
    command.push_back(m_settings.password.reveal());
    const Result<RespValue> reply = ask(command, RedisPurpose::Read, limits);
    if (!reply)
        return std::unexpected(reply.error());
    if (!reply->isError())
        return {};
    // Redis before 6 knows no users, and answers a wrong number of arguments.
    if (RedisErrors::kindOf(reply->text, RedisPurpose::Read) == ErrorKind::Rejected)
        return std::unexpected(m_errors.make(ErrorKind::WrongPassword, QStringLiteral("AUTH was refused")));
    return std::unexpected(m_errors.refused(*reply, RedisPurpose::Read));
}

Result<void> RedisSession::identify(const CallContext& limits)
{
    // Without arguments: HELLO 3 would change the protocol. No ACL can forbid it.
    const Result<RespValue> reply = ask({"HELLO"}, RedisPurpose::Read, limits);
    if (!reply)
        return std::unexpected(reply.error());
    if (reply->isError())
        return worthAnotherWay(*reply) ? identifyByInfo(limits)
                                       : std::unexpected(m_errors.refused(*reply, RedisPurpose::Read));
    m_server = fromHello(*reply);
    // KeyDB says "replica" here of what takes writes; INFO says which kind.
    if (m_server.role == "replica" || m_server.role == "slave")
        return askReplicaKind(limits);
    if (m_server.mode.isEmpty() || m_server.role.isEmpty())
        return std::unexpected(m_errors.badAnswer(QStringLiteral("HELLO"), RedisPurpose::Read));
    return {};
}

Result<void> RedisSession::askReplicaKind(const CallContext& limits)
{
    const Result<RespValue> reply = ask({"INFO", "replication"}, RedisPurpose::Read, limits);
    if (!reply)
        return std::unexpected(reply.error());
    if (!reply->isError() && redisInfoField(reply->text, "role") == "active-replica")
        m_server.role = QByteArrayLiteral("active-replica");
    return {};
}

Result<void> RedisSession::identifyByInfo(const CallContext& limits)
{
    const Result<RespValue> reply = ask({"INFO"}, RedisPurpose::Read, limits);
    if (!reply)
        return std::unexpected(reply.error());
    if (reply->isError())
        return worthAnotherWay(*reply) ? identifyByRole(limits)
                                       : std::unexpected(m_errors.refused(*reply, RedisPurpose::Read));
    m_server = {
        redisInfoField(reply->text, "redis_version"), redisInfoField(reply->text, "redis_mode"),
        redisInfoField(reply->text, "role")};
    if (m_server.mode.isEmpty() || m_server.role.isEmpty())
        return std::unexpected(m_errors.badAnswer(QStringLiteral("INFO"), RedisPurpose::Read));
    return {};
}

Result<void> RedisSession::identifyByRole(const CallContext& limits)
{
    const Result<RespValue> role = ask({"ROLE"}, RedisPurpose::Read, limits);
    if (!role)
        return std::unexpected(role.error());
    // Some that imitate Redis, and some users' rights, tell no role at all: then a write tells.
    const bool isTold = !role->isError();
    if (!isTold && !worthAnotherWay(*role))
        return std::unexpected(m_errors.refused(*role, RedisPurpose::Read));
    const Result<RespValue> cluster = ask({"CLUSTER", "INFO"}, RedisPurpose::Read, limits);
    if (!cluster)
        return std::unexpected(cluster.error());
    const bool disabled = cluster->isError() && (cluster->text.contains("cluster support disabled") ||
                                                 cluster->text.toLower().contains("unknown command"));
    if (cluster->isError() && !disabled)
        return std::unexpected(m_errors.refused(*cluster, RedisPurpose::Read));
    if (isTold && (role->items.empty() || !role->items.front().isText()))
        return std::unexpected(m_errors.badAnswer(QStringLiteral("ROLE"), RedisPurpose::Read));
    m_server = {
        {},
        disabled ? QByteArrayLiteral("standalone") : QByteArrayLiteral("cluster"),
        isTold ? role->items[0].text : QByteArray()};
    return {};
}

Result<void> RedisSession::judge(const CallContext& limits)
{
    if (m_server.mode == "cluster")
        return std::unexpected(m_errors.make(ErrorKind::Cluster, QStringLiteral("mode cluster")));
    if (m_server.mode == "sentinel")
        return std::unexpected(m_errors.make(ErrorKind::BadAnswer, QStringLiteral("a sentinel, not a cache")));
    if (m_server.role == "master")
        return {};
    if (m_server.role == "active-replica" || m_server.role.isEmpty())
        return proveWritable(limits);
    const QString role = QString::fromUtf8(m_server.role.left(40));
    return std::unexpected(m_errors.make(ErrorKind::Replica, QStringLiteral("role %1").arg(role)));
}

Result<void> RedisSession::proveWritable(const CallContext& limits)
{
    const QByteArray key = m_names.instanceKeyPrefix + QByteArrayLiteral("steward-role-probe");
    const std::vector<std::vector<QByteArrayView>> asked{{"MULTI"}, {"SETEX", key, "1", "{}"}, {"DISCARD"}};
    std::vector<RespValue> replies;
    for (const std::vector<QByteArrayView>& command : asked) {
        const Result<RespValue> reply = ask(command, RedisPurpose::Read, limits);
        if (!reply)
            return std::unexpected(reply.error());
        replies.push_back(*reply);
        if (replies.size() == 1 && reply->isError())
            break; // without MULTI the write would be executed at once
    }
    if (replies.size() == 3 && replies[1].text == "QUEUED" && !replies[2].isError())
        return {};
    drop(); // what may still be queued dies with the connection
    const RespValue& refusal = replies.size() == 3 && !replies[1].isError() ? replies[2] : replies.back();
    const RespValue& told = replies.size() == 3 && replies[1].isError() ? replies[1] : refusal;
    if (told.isError() && told.text.startsWith("READONLY"))
        return std::unexpected(m_errors.make(ErrorKind::Replica, QStringLiteral("it takes no writes")));
    return std::unexpected(m_errors.make(
        m_server.role.isEmpty() ? ErrorKind::NoRightToRead : ErrorKind::Replica,
        QStringLiteral("role %1, and whether it takes writes could not be asked")
            .arg(m_server.role.isEmpty() ? QStringLiteral("not told") : QString::fromUtf8(m_server.role.left(40)))));
}

bool RedisSession::fallsBackToDel(const Error& error)
{
    const bool isForbidden = error.kind == ErrorKind::NoRightToWrite;
    if (m_lacksUnlink || !(isForbidden || error.kind == ErrorKind::Rejected))
        return false;
    const bool isUnknown = error.detail.contains(QLatin1String("unknown command"), Qt::CaseInsensitive);
    m_lacksUnlink = (isForbidden || isUnknown) && error.detail.contains(QLatin1String("unlink"), Qt::CaseInsensitive);
    return m_lacksUnlink;
}

Result<void> RedisSession::select(const CallContext& limits)
{
    if (m_settings.database == 0)
        return {};
    const QByteArray number = QByteArray::number(m_settings.database);
    const Result<RespValue> reply = ask({"SELECT", number}, RedisPurpose::Read, limits);
    if (!reply)
        return std::unexpected(reply.error());
    if (reply->isError())
        return std::unexpected(m_errors.refused(*reply, RedisPurpose::Read));
    return {};
}

Result<bool> RedisSession::enter(int database, const CallContext& limits)
{
    const QByteArray number = QByteArray::number(database);
    const Result<RespValue> reply = ask({"SELECT", number}, RedisPurpose::Read, limits);
    return reply ? Result<bool>(!reply->isError()) : std::unexpected(reply.error());
}

Result<void> RedisSession::mayBegin(const CallContext& limits) const
{
    if (!m_connection)
        return std::unexpected(m_errors.make(ErrorKind::ConnectionLost, QStringLiteral("not connected")));
    if (limits.stopped())
        return std::unexpected(stoppedError());
    if (limits.expired())
        return std::unexpected(m_errors.timedOut(QStringLiteral("the deadline passed before the command")));
    return {};
}

Result<RespValue>
RedisSession::ask(const std::vector<QByteArrayView>& command, RedisPurpose purpose, const CallContext& limits)
{
    if (Result<void> open = mayBegin(limits); !open)
        return std::unexpected(open.error());
    QByteArray bytes;
    appendCommand(bytes, command);
    m_connection->send(bytes);
    return receive(purpose, limits);
}

Result<void> RedisSession::pipeline(
    qsizetype count, const Encode& encode, const Handle& handle, RedisPurpose purpose, const CallContext& limits)
{
    if (Result<void> open = mayBegin(limits); !open)
        return std::unexpected(open.error());
    QByteArray batch;
    Result<void> outcome;
    qsizetype sent = 0;
    for (qsizetype answered = 0; answered < (outcome ? count : sent); ++answered) {
        if (outcome && sent < count && sent - answered <= window / 2) {
            batch.resize(0);
            while (sent < count && sent - answered < window && batch.size() < batchBytes)
                encode(sent++, batch);
            m_connection->send(batch);
        }
        Result<RespValue> reply = receive(purpose, limits);
        if (!reply)
            return std::unexpected(reply.error());
        if (outcome)
            outcome = handle(answered, std::move(*reply));
    }
    return outcome;
}

Result<void>
RedisSession::converse(RespCommands commands, const Talk& talk, RedisPurpose purpose, const CallContext& limits)
{
    if (Result<void> open = mayBegin(limits); !open)
        return std::unexpected(open.error());
    Result<void> outcome;
    qsizetype unanswered = 0;
    for (;;) {
        if (outcome && commands.count() > 0) {
            m_connection->send(commands.bytes());
            unanswered += commands.count();
        }
        if (unanswered == 0)
            return outcome;
        Result<RespValue> reply = receive(purpose, limits);
        if (!reply)
            return std::unexpected(reply.error());
        --unanswered;
        commands.clear();
        if (outcome)
            outcome = talk(std::move(*reply), commands);
    }
}

Result<std::optional<RespValue>> RedisSession::nextWithin(std::chrono::milliseconds timeout, const CallContext& limits)
{
    if (Result<void> open = mayBegin(limits); !open)
        return std::unexpected(open.error());
    Result<std::optional<RespValue>> next = m_connection->nextWithin(timeout, limits);
    if (!next)
        drop();
    return next;
}

void RedisSession::sendPing()
{
    QByteArray bytes;
    appendCommand(bytes, {"PING"});
    if (m_connection)
        m_connection->send(bytes);
}

Result<RespValue> RedisSession::receive(RedisPurpose purpose, const CallContext& limits)
{
    Result<RespValue> reply = m_connection->receive(limits);
    if (reply) {
        m_hasAnswered = true;
        return reply;
    }
    drop();
    const ErrorKind kind = reply.error().kind;
    if (!m_hasAnswered && (kind == ErrorKind::ConnectionLost || kind == ErrorKind::TlsFailed) &&
        wantsClientCertificate(m_settings, m_errors, limits))
        reply = std::unexpected(m_errors.make(ErrorKind::TlsClient, reply.error().detail));
    return purpose == RedisPurpose::Read ? reply : std::unexpected(m_errors.outcomeUnknown(reply.error()));
}

} // namespace steward
