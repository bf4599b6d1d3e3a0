#include "stores/redis/redis_guarded_edits.h"

#include <algorithm>
#include <numeric>

namespace steward {
namespace {

constexpr size_t guardedAtOnce = 500;
constexpr int attempts = 3;

/// Redis wraps what keeps a transaction from running; the cause behind it has a kind of its own.
RespValue unwrapped(RespValue refusal)
{
    static const QByteArray wrapping("EXECABORT Transaction discarded because of: ");
    if (refusal.text.startsWith(wrapping))
        refusal.text.remove(0, wrapping.size());
    return refusal;
}

} // namespace

RedisGuardedEdits::RedisGuardedEdits(RedisSession& session, std::vector<RedisLook> looks, Judge judge, Encode encode)
    : m_session(session)
    , m_looks(std::move(looks))
    , m_judge(std::move(judge))
    , m_encode(std::move(encode))
{
}

Result<std::vector<EntryEdit>> RedisGuardedEdits::run(const CallContext& limits)
{
    m_edits.assign(m_looks.size(), EntryEdit::ChangedSince);
    m_edited = false;
    Places all(m_looks.size());
    std::iota(all.begin(), all.end(), 0);
    for (size_t first = 0; first < all.size(); first += guardedAtOnce) {
        const Some places = Some(all).subspan(first, std::min(guardedAtOnce, all.size() - first));
        if (Result<void> settled = settle(places, limits); !settled) {
            const Error& error = settled.error();
            const bool said = !m_edited || error.kind == ErrorKind::OutcomeUnknown;
            return std::unexpected(said ? error : m_session.errors().outcomeUnknown(error));
        }
    }
    return std::move(m_edits);
}

Result<void> RedisGuardedEdits::settle(Some places, const CallContext& limits)
{
    for (int attempted = 0; attempted < attempts; ++attempted) {
        const Result<Places> touched = attempt(places, limits);
        if (!touched)
            return std::unexpected(touched.error());
        if (touched->empty())
            return {};
        if (touched->size() == 1) {
            // Looked at alone from now on, whatever it was asked with.
            if (places.size() > 1)
                return settle(*touched, limits);
            continue;
        }
        const size_t half = touched->size() / 2;
        if (Result<void> first = settle(Some(*touched).first(half), limits); !first)
            return first;
        return settle(Some(*touched).subspan(half), limits);
    }
    return {};
}

Result<RedisGuardedEdits::Places> RedisGuardedEdits::attempt(Some places, const CallContext& limits)
{
    const Result<Places> wanted = look(places, limits);
    if (!wanted || wanted->empty()) {
        unwatch(limits);
        return wanted;
    }
    if (Result<void> started = begin(limits); !started) {
        unwatch(limits);
        return std::unexpected(started.error());
    }
    const Result<RespValue> reply = execute(*wanted, limits);
    const Result<Places> touched = reply ? take(*wanted, *reply) : std::unexpected(reply.error());
    if (!touched)
        m_session.drop(); // a transaction that is still open dies with its connection
    return touched;
}

Result<RedisGuardedEdits::Places> RedisGuardedEdits::look(Some places, const CallContext& limits)
{
    Places wanted;
    const auto encode = [&](qsizetype index, QByteArray& out) {
        if (index > 0) {
            const RedisLook& asked = m_looks[places[static_cast<size_t>(index) - 1]];
            return appendCommand(out, {asked.command, asked.key});
        }
        std::vector<QByteArrayView> command{"WATCH"};
        for (const size_t place : places)
            command.push_back(m_looks[place].key);
        appendCommand(out, command);
    };
    const auto handle = [&](qsizetype index, RespValue&& reply) -> Result<void> {
        if (index == 0) {
            if (reply.isError())
                return std::unexpected(m_session.errors().refused(reply, RedisPurpose::Write));
            if (reply.text != "OK")
                return std::unexpected(m_session.errors().badAnswer(QStringLiteral("WATCH"), RedisPurpose::Read));
            return {};
        }
        const size_t place = places[static_cast<size_t>(index) - 1];
        const Result<std::optional<EntryEdit>> judged = m_judge(place, reply);
        if (!judged)
            return std::unexpected(judged.error());
        if (*judged)
            m_edits[place] = **judged;
        else
            wanted.push_back(place);
        return {};
    };
    const auto count = static_cast<qsizetype>(places.size()) + 1;
    if (Result<void> done = m_session.pipeline(count, encode, handle, RedisPurpose::Read, limits); !done)
        return std::unexpected(done.error());
    return wanted;
}

Result<void> RedisGuardedEdits::begin(const CallContext& limits)
{
    // Its answer is waited for: where MULTI is refused, what follows would be executed at once and unguarded.
    const Result<RespValue> reply = m_session.ask({"MULTI"}, RedisPurpose::Read, limits);
    if (!reply)
        return std::unexpected(reply.error());
    if (reply->isError())
        return std::unexpected(m_session.errors().refused(*reply, RedisPurpose::Write));
    if (reply->text == "OK")
        return {};
    m_session.drop();
    return std::unexpected(m_session.errors().badAnswer(QStringLiteral("MULTI"), RedisPurpose::Read));
}

Result<RespValue> RedisGuardedEdits::execute(const Places& places, const CallContext& limits)
{
    const auto last = static_cast<qsizetype>(places.size());
    const auto encode = [&](qsizetype index, QByteArray& out) {
        if (index == last)
            appendCommand(out, {"EXEC"});
        else
            m_encode(m_looks[places[static_cast<size_t>(index)]].key, out);
    };
    RespValue executed;
    std::optional<RespValue> refusal;
    bool queued = true;
    // An edit that is refused makes Redis refuse them all at EXEC, so that one is always sent.
    const auto handle = [&](qsizetype index, RespValue&& reply) -> Result<void> {
        if (index == last)
            executed = std::move(reply);
        else if (!reply.isError())
            queued = queued && reply.text == "QUEUED";
        else if (!refusal)
            refusal = std::move(reply);
        return {};
    };
    if (Result<void> done = m_session.pipeline(last + 1, encode, handle, RedisPurpose::Write, limits); !done)
        return std::unexpected(done.error());
    if (!queued)
        return std::unexpected(m_session.errors().badAnswer(QStringLiteral("MULTI"), RedisPurpose::Write));
    return executed.isError() && refusal ? *refusal : executed;
}

Result<RedisGuardedEdits::Places> RedisGuardedEdits::take(const Places& places, const RespValue& reply)
{
    if (reply.isError())
        return std::unexpected(m_session.errors().refused(unwrapped(reply), RedisPurpose::Write));
    if (reply.isNil())
        return places;
    const bool whole =
        reply.isArray() && reply.items.size() == places.size() &&
        std::all_of(reply.items.begin(), reply.items.end(), [](const RespValue& item) { return item.isInteger(); });
    if (!whole)
        return std::unexpected(m_session.errors().badAnswer(QStringLiteral("EXEC"), RedisPurpose::Write));
    m_edited = true;
    for (size_t i = 0; i < places.size(); ++i)
        m_edits[places[i]] = reply.items[i].integer > 0 ? EntryEdit::Done : EntryEdit::Absent;
    return Places();
}

void RedisGuardedEdits::unwatch(const CallContext& limits)
{
    const Result<RespValue> reply = m_session.ask({"UNWATCH"}, RedisPurpose::Read, limits);
    if (!reply || reply->text != "OK")
        m_session.drop();
}

} // namespace steward
