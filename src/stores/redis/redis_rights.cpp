#include "stores/redis/redis_rights.h"

namespace steward {
namespace {

bool isForbidden(const RespValue& reply)
{
    return reply.isError() && reply.text.startsWith("NOPERM");
}

std::vector<QByteArrayView> views(const std::vector<QByteArray>& command)
{
    return {command.begin(), command.end()};
}

} // namespace

Result<std::optional<bool>> RedisRights::mayRun(const Commands& commands, const Limits& limits)
{
    if (Result<void> ready = m_session.ready(limits); !ready)
        return std::unexpected(ready.error());
    Result<std::optional<bool>> queued = mayQueue(commands, limits);
    if (!queued || *queued)
        return queued;
    return byDryRun(commands, limits);
}

Result<bool> RedisRights::mayGuard(const QByteArray& key, const Limits& limits)
{
    if (Result<void> ready = m_session.ready(limits); !ready)
        return std::unexpected(ready.error());
    const Commands guard{{"WATCH", key}, {"UNWATCH"}, {"MULTI"}};
    for (const std::vector<QByteArray>& command : guard) {
        const Result<RespValue> reply = m_session.ask(views(command), RedisPurpose::Read, limits);
        if (!reply)
            return std::unexpected(reply.error());
        if (!reply->isError())
            continue;
        m_session.drop(); // what was begun dies with the connection
        if (isForbidden(*reply))
            return false;
        return std::unexpected(m_session.errors().refused(*reply, RedisPurpose::Read));
    }
    if (const Result<void> discarded = discard(limits); !discarded)
        return std::unexpected(discarded.error());
    return true;
}

Result<std::optional<bool>> RedisRights::mayQueue(const Commands& commands, const Limits& limits)
{
    // Nothing that is queued here is ever executed, so a lost answer is a failed reading.
    const Result<RespValue> begun = m_session.ask({"MULTI"}, RedisPurpose::Read, limits);
    if (!begun)
        return std::unexpected(begun.error());
    if (begun->isError())
        return std::optional<bool>();
    bool allowed = true;
    std::optional<Error> refused;
    for (const std::vector<QByteArray>& command : commands) {
        const Result<RespValue> reply = m_session.ask(views(command), RedisPurpose::Read, limits);
        if (!reply)
            return std::unexpected(reply.error());
        if (isForbidden(*reply))
            allowed = false;
        else if (reply->isError())
            refused = m_session.errors().refused(*reply, RedisPurpose::Write);
    }
    if (const Result<void> discarded = discard(limits); !discarded)
        return std::unexpected(discarded.error());
    if (refused)
        return std::unexpected(*refused);
    return std::optional<bool>(allowed);
}

Result<void> RedisRights::discard(const Limits& limits)
{
    const Result<RespValue> discarded = m_session.ask({"DISCARD"}, RedisPurpose::Read, limits);
    if (!discarded)
        return std::unexpected(discarded.error());
    if (discarded->isError())
        m_session.drop(); // it may be forbidden too; what was queued dies with the connection
    return {};
}

Result<std::optional<bool>> RedisRights::byDryRun(const Commands& commands, const Limits& limits)
{
    bool allowed = true;
    for (const std::vector<QByteArray>& command : commands) {
        std::vector<QByteArrayView> question{"ACL", "DRYRUN", m_user};
        question.insert(question.end(), command.begin(), command.end());
        const Result<RespValue> reply = m_session.ask(question, RedisPurpose::Read, limits);
        if (!reply)
            return std::unexpected(reply.error());
        if (reply->isError())
            return std::optional<bool>();
        allowed = allowed && reply->text == "OK"; // else a sentence that says what is missing
    }
    return std::optional<bool>(allowed);
}

} // namespace steward
