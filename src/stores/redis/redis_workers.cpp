#include "stores/redis/redis_workers.h"

#include "stores/redis/cache_value_codec.h"

#include <algorithm>
#include <array>

namespace steward {
namespace {

/// The counts of PUBSUB NUMSUB; nothing where it was refused or is of another shape.
std::optional<std::vector<qint64>> subscribersIn(const RespValue& reply, size_t channels)
{
    if (!reply.isArray() || reply.items.size() != channels * 2)
        return {};
    std::vector<qint64> counts;
    for (size_t i = 1; i < reply.items.size(); i += 2) {
        if (!reply.items[i].isInteger())
            return {};
        counts.push_back(reply.items[i].integer);
    }
    return counts;
}

/// The desks as they were counted around a PUBLISH. The greater: a worker taken for a desk is told again later, a desk
/// taken for a worker would leave the workers untold.
std::optional<qint64> desksAround(const RespValue& before, const RespValue& after)
{
    const auto first = subscribersIn(before, 1);
    const auto second = subscribersIn(after, 1);
    if (!first || !second)
        return {};
    return std::max(first->front(), second->front());
}

} // namespace

Result<WorkerCount> RedisWorkers::publish(const WorkerMessage& message, const Limits& limits)
{
    // One pipeline and no MULTI: within it a PUBSUB that the ACL forbids would take the PUBLISH with it.
    const QByteArray payload = CacheValueCodec::encode(message);
    const std::vector<QByteArrayView> desks{"PUBSUB", "NUMSUB", m_names.desksChannel};
    const std::array<std::vector<QByteArrayView>, 3> commands{
        desks, {"PUBLISH", nameOf(message.channel), payload}, desks};
    std::array<RespValue, commands.size()> replies;
    const auto encode = [&commands](qsizetype index, QByteArray& out) {
        appendCommand(out, commands.at(static_cast<size_t>(index)));
    };
    const auto handle = [&replies](qsizetype index, RespValue&& reply) -> Result<void> {
        replies.at(static_cast<size_t>(index)) = std::move(reply);
        return {};
    };
    const Result<void> sent =
        m_session.pipeline(static_cast<qsizetype>(commands.size()), encode, handle, RedisPurpose::Publish, limits);
    if (!sent)
        return std::unexpected(sent.error());
    const RespValue& told = replies[1];
    if (told.isError())
        return std::unexpected(m_session.errors().refused(told, RedisPurpose::Publish));
    if (!told.isInteger())
        return std::unexpected(m_session.errors().badAnswer(QStringLiteral("PUBLISH"), RedisPurpose::Publish));
    const std::optional<qint64> deskCount = desksAround(replies[0], replies[2]);
    // Nobody at all is no worker either, whoever may be counted.
    if (told.integer == 0)
        return WorkerCount{0};
    return deskCount ? WorkerCount{std::max<qint64>(0, told.integer - *deskCount)} : WorkerCount{};
}

Result<WorkerCount> RedisWorkers::listening(WorkerChannel channel, const Limits& limits)
{
    const Result<RespValue> counted =
        m_session.ask({"PUBSUB", "NUMSUB", nameOf(channel), m_names.desksChannel}, RedisPurpose::Read, limits);
    if (!counted)
        return std::unexpected(counted.error());
    const auto counts = subscribersIn(*counted, 2);
    if (!counts) {
        const bool forbidden =
            counted->isError() && RedisErrors::kindOf(counted->text, RedisPurpose::Read) == ErrorKind::NoRightToRead;
        if (forbidden)
            return WorkerCount{};
        return std::unexpected(
            counted->isError() ? m_session.errors().refused(*counted, RedisPurpose::Read)
                               : m_session.errors().badAnswer(QStringLiteral("PUBSUB NUMSUB"), RedisPurpose::Read));
    }
    if (const qint64 workers = counts->at(0) - counts->at(1); workers > 0)
        return WorkerCount{workers};
    // NUMSUB leaves out who listens by a pattern, whom a PUBLISH reaches nevertheless.
    const Result<RespValue> patterns = m_session.ask({"PUBSUB", "NUMPAT"}, RedisPurpose::Read, limits);
    if (!patterns)
        return std::unexpected(patterns.error());
    return patterns->isInteger() && patterns->integer == 0 ? WorkerCount{0} : WorkerCount{};
}

} // namespace steward
