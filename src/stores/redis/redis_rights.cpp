#include "stores/redis/redis_rights.h"

#include "domain/store_names.h"

#include <QCoreApplication>
#include <QUuid>

namespace steward {
namespace {

struct RedisRightsText {
    Q_DECLARE_TR_FUNCTIONS(steward::RedisRights)
};

bool isForbidden(const RespValue& reply)
{
    return reply.isError() && reply.text.startsWith("NOPERM");
}

std::vector<QByteArrayView> views(const std::vector<QByteArray>& command)
{
    return {command.begin(), command.end()};
}

} // namespace

Result<std::optional<bool>> RedisRights::mayRun(const Commands& commands, const CallContext& limits)
{
    if (Result<void> ready = m_session.ready(limits); !ready)
        return std::unexpected(ready.error());
    Result<std::optional<bool>> queued = mayQueue(commands, limits);
    if (!queued || *queued)
        return queued;
    return byDryRun(commands, limits);
}

Result<bool> RedisRights::mayGuard(const QByteArray& key, const CallContext& limits)
{
    if (Result<void> ready = m_session.ready(limits); !ready)
        return std::unexpected(ready.error());
    // Nothing of it writes, so it needs no answer in between. A DISCARD of what was not begun is an error of no
    // meaning.
    const Result<std::vector<RespValue>> replies =
        repliesTo({{"WATCH", key}, {"UNWATCH"}, {"MULTI"}, {"DISCARD"}}, limits);
    if (!replies)
        return std::unexpected(replies.error());
    if (replies->back().isError())
        m_session.drop(); // what was begun dies with the connection
    for (auto reply = replies->begin(); reply + 1 != replies->end(); ++reply) {
        if (isForbidden(*reply))
            return false;
        if (reply->isError())
            return std::unexpected(m_session.errors().refused(*reply, RedisPurpose::Read));
    }
    return true;
}

Result<std::optional<QByteArray>> RedisRights::removal(const QByteArray& key, const CallContext& limits)
{
    bool isKnown = true;
    for (const char* command : {"UNLINK", "DEL"}) {
        const Result<std::optional<bool>> right = mayRun({{command, key}}, limits);
        if (!right && right.error().kind != ErrorKind::Rejected) // else Redis has no such command
            return std::unexpected(right.error());
        if (right && !*right)
            isKnown = false;
        else if (right && **right)
            return std::optional<QByteArray>(command);
    }
    // What cannot be found out is tried as it always was.
    return isKnown ? std::nullopt : std::optional<QByteArray>("UNLINK");
}

Error RedisRights::lacking(ErrorKind kind, const QString& what) const
{
    Error error = m_session.errors().make(kind, what);
    //: %1 is a sentence that says what Redis refuses, %2 names of commands such as "UNLINK, DEL"
    error.sentence = RedisRightsText::tr("%1 Missing: %2.").arg(error.sentence, what);
    return error;
}

Result<void>
RedisRights::demand(const Commands& commands, RedisPurpose purpose, const QString& what, const CallContext& limits)
{
    const ErrorKind kind = purpose == RedisPurpose::Publish ? ErrorKind::NoRightToPublish : ErrorKind::NoRightToWrite;
    const Result<std::optional<bool>> right = mayRun(commands, limits);
    if (!right)
        return std::unexpected(right.error());
    if (*right)
        return **right ? Result<void>() : std::unexpected(lacking(kind, what));
    Error unknown = m_session.errors().make(kind, what);
    //: %1 is names of commands such as "SETEX"
    unknown.sentence =
        RedisRightsText::tr("Redis lets this user neither queue a command nor ask the ACL, so whether it "
                            "may run %1 cannot be found out, and nothing is begun. Ask the "
                            "administrator to allow MULTI and DISCARD.")
            .arg(what);
    return std::unexpected(unknown);
}

Result<void> RedisRights::demandRemoval(const QByteArray& key, const CallContext& limits)
{
    const Result<std::optional<QByteArray>> command = removal(key, limits);
    if (!command)
        return std::unexpected(command.error());
    return *command ? Result<void>()
                    : std::unexpected(lacking(ErrorKind::NoRightToWrite, QStringLiteral("UNLINK, DEL")));
}

Result<void>
RedisRights::check(const CacheRights& rights, const RedisKeys& keys, const StoreNames& names, const CallContext& limits)
{
    const QByteArray probe = "steward-rights-" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    const InstanceName name = InstanceName::fromUtf8(probe);
    const QByteArray entries[] = {
        keys.keyOf({CacheKeyKind::Instance, name, {}}), keys.keyOf({CacheKeyKind::Token, {}, WebhookToken(probe)})};
    for (const QByteArray& key : entries) {
        Result<void> may;
        if (rights.write)
            may = demand({{"SETEX", key, "1", "{}"}}, RedisPurpose::Write, QStringLiteral("SETEX"), limits);
        if (may && rights.lifetimes)
            may = demand({{"TTL", key}, {"EXPIRE", key, "1"}}, RedisPurpose::Write, QStringLiteral("EXPIRE"), limits);
        if (may && (rights.remove || rights.guarded))
            may = demandRemoval(key, limits);
        if (!may)
            return may;
    }
    if (rights.guarded || rights.lifetimes) {
        const Result<bool> guarded = mayGuard(entries[0], limits);
        if (!guarded)
            return std::unexpected(guarded.error());
        if (!*guarded)
            return std::unexpected(lacking(ErrorKind::NoRightToWrite, QStringLiteral("WATCH, MULTI")));
    }
    if (rights.residue) {
        if (Result<void> may = demandRemoval(keys.residueKey(RedisResidueKind::Stream, name), limits); !may)
            return may;
    }
    if (!rights.publish)
        return {};
    return demand(
        {{"PUBLISH", names.addedChannel, "{}"}, {"PUBLISH", names.removedChannel, "{}"}}, RedisPurpose::Publish,
        QStringLiteral("PUBLISH"), limits);
}

Result<std::optional<bool>> RedisRights::mayQueue(const Commands& commands, const CallContext& limits)
{
    // Nothing that is queued here is ever executed, so a lost answer is a failed reading.
    const Result<RespValue> started = m_session.ask({"MULTI"}, RedisPurpose::Read, limits);
    if (!started)
        return std::unexpected(started.error());
    if (started->isError())
        return std::optional<bool>();
    // From here on everything is queued, and may go out at once.
    Commands queued = commands;
    queued.push_back({"DISCARD"});
    const Result<std::vector<RespValue>> replies = repliesTo(queued, limits);
    if (!replies)
        return std::unexpected(replies.error());
    if (replies->back().isError())
        m_session.drop(); // it may be forbidden too; what was queued dies with the connection
    bool allowed = true;
    std::optional<Error> refused;
    for (auto reply = replies->begin(); reply + 1 != replies->end(); ++reply) {
        if (isForbidden(*reply))
            allowed = false;
        else if (reply->isError())
            refused = m_session.errors().refused(*reply, RedisPurpose::Write);
    }
    if (refused)
        return std::unexpected(*refused);
    return std::optional<bool>(allowed);
}

Result<std::vector<RespValue>> RedisRights::repliesTo(const Commands& commands, const CallContext& limits)
{
    std::vector<RespValue> replies;
    const auto encode = [&commands](qsizetype index, QByteArray& out) {
        appendCommand(out, views(commands[static_cast<size_t>(index)]));
    };
    const auto keep = [&replies](qsizetype, RespValue&& reply) -> Result<void> {
        replies.push_back(std::move(reply));
        return {};
    };
    const auto count = static_cast<qsizetype>(commands.size());
    if (const Result<void> asked = m_session.pipeline(count, encode, keep, RedisPurpose::Read, limits); !asked)
        return std::unexpected(asked.error());
    return replies;
}

Result<std::optional<bool>> RedisRights::byDryRun(const Commands& commands, const CallContext& limits)
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
