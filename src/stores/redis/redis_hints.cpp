#include "stores/redis/redis_hints.h"

#include "stores/redis/redis_session.h"

namespace steward {
namespace {

constexpr std::chrono::seconds connectingTime{20};
constexpr std::chrono::seconds answerTime{10};

/// No answer to what was asked, but what somebody published.
bool isMessage(const RespValue& value)
{
    return value.isArray() && value.items.size() == 3 && value.items.front().text == "message";
}

} // namespace

RedisHints::RedisHints(CacheSettings settings, StoreNames names, std::chrono::milliseconds timeout)
    : m_settings(std::move(settings))
    , m_names(std::move(names))
    , m_timeout(timeout)
{
}

Error RedisHints::listen(const Ear& ear, const CallContext& limits)
{
    assertWorkerThread();
    RedisSession session(m_settings, m_names);
    const CallContext connecting = CallContext::within(connectingTime, limits.stop);
    if (const Result<void> ready = session.ready(connecting); !ready)
        return ready.error();
    if (const Result<void> subscribed = subscribe(session, connecting); !subscribed)
        return subscribed.error();
    ear.started();
    return follow(session, ear, limits);
}

/// In one command: Redis carries it out as a whole, so nobody counts this one as a worker in between.
Result<void> RedisHints::subscribe(RedisSession& session, const CallContext& limits) const
{
    Result<RespValue> reply = session.ask(
        {"SUBSCRIBE", m_names.workstationsChannel, m_names.addedChannel, m_names.removedChannel}, RedisPurpose::Read,
        limits);
    if (reply && reply->isError())
        return std::unexpected(session.errors().refused(*reply, RedisPurpose::Read));
    if (!reply)
        return std::unexpected(reply.error());
    return {}; // the other two answers are no messages
}

Error RedisHints::follow(RedisSession& session, const Ear& ear, const CallContext& limits) const
{
    bool isAsked = false; // whether it still stands
    for (;;) {
        const Result<std::optional<RespValue>> next =
            session.nextWithin(isAsked ? std::chrono::milliseconds(answerTime) : m_timeout, limits);
        if (!next)
            return next.error();
        if (!*next && isAsked)
            return session.errors().make(ErrorKind::ConnectionLost, QStringLiteral("no answer to PING"));
        isAsked = !*next;
        if (isAsked)
            session.sendPing();
        else if ((*next)->isError())
            return session.errors().refused(**next, RedisPurpose::Read);
        else if (isMessage(**next) && (*next)->items[1].text != m_names.workstationsChannel)
            ear.heard();
    }
}

} // namespace steward
