#include "stores/redis/redis_workers.h"

#include "stores/redis/cache_value_codec.h"

#include <algorithm>

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

/// The workstations as they were counted around a PUBLISH. The greater: a worker taken for a workstation is told again
/// later, a workstation taken for a worker would leave the workers untold.
std::optional<qint64> workstationsAround(const RespValue& before, const RespValue& after)
{
    const auto first = subscribersIn(before, 1);
    const auto second = subscribersIn(after, 1);
    if (!first || !second)
        return {};
    return std::max(first->front(), second->front());
}

WorkerCount workersAmong(qint64 receivers, std::optional<qint64> workstations)
{
    // Nobody at all is no worker either, whoever may be counted.
    if (receivers == 0)
        return {0};
    return workstations ? WorkerCount{std::max<qint64>(0, receivers - *workstations)} : WorkerCount{};
}

} // namespace

Result<WorkerCount> RedisWorkers::publish(const WorkerMessage& message, const CallContext& limits)
{
    const Result<std::vector<WorkerCount>> told = publishAll({message}, limits);
    if (!told)
        return std::unexpected(told.error());
    return told->front();
}

Result<std::vector<WorkerCount>>
RedisWorkers::publishAll(const std::vector<WorkerMessage>& messages, const CallContext& limits)
{
    // One pipeline and no MULTI: within it a PUBSUB that the ACL forbids would take the PUBLISH with it. The
    // workstations are counted before each chunk and after the last one, so that each chunk has a count on both sides.
    constexpr size_t chunk = 256;
    std::vector<WorkerCount> told;
    if (messages.empty())
        return told;
    told.reserve(messages.size());
    const auto last = static_cast<qsizetype>(messages.size() + (messages.size() + chunk - 1) / chunk);
    const auto countsWorkstations = [last](qsizetype index) { return index % (chunk + 1) == 0 || index == last; };
    const auto encode = [&](qsizetype index, QByteArray& out) {
        if (countsWorkstations(index))
            return appendCommand(out, {"PUBSUB", "NUMSUB", m_names.workstationsChannel});
        const WorkerMessage& message = messages[static_cast<size_t>(index - index / (chunk + 1) - 1)];
        appendCommand(out, {"PUBLISH", nameOf(message.channel), CacheValueCodec::encode(message)});
    };
    std::vector<qint64> receivers; // of the chunk in hand
    RespValue workstations;        // as they were before it
    const auto handle = [&](qsizetype index, RespValue&& reply) -> Result<void> {
        if (countsWorkstations(index)) {
            const std::optional<qint64> around = index > 0 ? workstationsAround(workstations, reply) : std::nullopt;
            for (const qint64 count : receivers)
                told.push_back(workersAmong(count, around));
            receivers.clear();
            workstations = std::move(reply);
            return {};
        }
        if (reply.isError())
            return std::unexpected(m_session.errors().refused(reply, RedisPurpose::Publish));
        if (!reply.isInteger())
            return std::unexpected(m_session.errors().badAnswer(QStringLiteral("PUBLISH"), RedisPurpose::Publish));
        receivers.push_back(reply.integer);
        return {};
    };
    if (Result<void> sent = m_session.pipeline(last + 1, encode, handle, RedisPurpose::Publish, limits); !sent)
        return std::unexpected(sent.error());
    return told;
}

Result<WorkerCount> RedisWorkers::listening(WorkerChannel channel, const CallContext& limits)
{
    const Result<RespValue> counted =
        m_session.ask({"PUBSUB", "NUMSUB", nameOf(channel), m_names.workstationsChannel}, RedisPurpose::Read, limits);
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
