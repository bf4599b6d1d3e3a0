#include "stores/redis/redis_residue.h"

#include <QHash>

#include <algorithm>

namespace steward {
namespace {

constexpr std::array allKinds{
    RedisResidueKind::Stream, RedisResidueKind::DeadLetters, RedisResidueKind::Bucket,
    RedisResidueKind::BucketTimestamp};

const RespValue* field(const RespValue& pairs, QByteArrayView name)
{
    for (size_t i = 0; i + 1 < pairs.items.size(); i += 2) {
        if (pairs.items[i].text == name)
            return &pairs.items[i + 1];
    }
    return nullptr;
}

} // namespace

Result<std::vector<Residue>> RedisResidue::ofNames(const std::vector<InstanceName>& names, const CallContext& limits)
{
    m_asked.clear();
    m_residues.assign(names.size(), {});
    for (size_t i = 0; i < names.size(); ++i) {
        m_residues[i].name = names[i];
        for (const RedisResidueKind kind : allKinds)
            wish(kind, i);
    }
    if (Result<void> done = askAll(limits); !done)
        return std::unexpected(done.error());
    return std::move(m_residues);
}

Result<std::vector<Residue>>
RedisResidue::ofFound(const std::vector<RedisFoundResidue>& found, const CallContext& limits)
{
    m_asked.clear();
    m_residues.clear();
    QHash<InstanceName, size_t> places;
    for (const RedisFoundResidue& key : found) {
        const auto place = places.constFind(key.name);
        const size_t index = place != places.cend() ? *place : m_residues.size();
        if (place == places.cend()) {
            places.insert(key.name, index);
            m_residues.emplace_back().name = key.name;
        }
        wish(key.kind, index);
    }
    if (Result<void> done = askAll(limits); !done)
        return std::unexpected(done.error());
    std::erase_if(m_residues, [](const Residue& residue) { return !residue.any(); }); // gone meanwhile
    return std::move(m_residues);
}

void RedisResidue::wish(RedisResidueKind kind, size_t residue)
{
    m_asked.push_back({Question::Type, kind, residue});
    if (kind == RedisResidueKind::Stream || kind == RedisResidueKind::DeadLetters)
        m_asked.push_back({Question::Length, kind, residue});
    if (kind == RedisResidueKind::Stream)
        m_asked.push_back({Question::Groups, kind, residue});
}

Result<void> RedisResidue::askAll(const CallContext& limits)
{
    const auto encode = [this](qsizetype index, QByteArray& out) {
        const Asked& asked = m_asked[static_cast<size_t>(index)];
        const QByteArray key = m_keys.residueKey(asked.kind, m_residues[asked.residue].name);
        switch (asked.question) {
        case Question::Type:
            return appendCommand(out, {"TYPE", key});
        case Question::Length:
            return appendCommand(out, {"XLEN", key});
        case Question::Groups:
            return appendCommand(out, {"XINFO", "GROUPS", key});
        }
    };
    const auto handle = [this](qsizetype index, RespValue&& reply) {
        return take(m_asked[static_cast<size_t>(index)], reply);
    };
    const auto count = static_cast<qsizetype>(m_asked.size());
    return m_session.pipeline(count, encode, handle, RedisPurpose::Read, limits);
}

Result<void> RedisResidue::take(const Asked& asked, const RespValue& reply)
{
    Residue& residue = m_residues[asked.residue];
    if (asked.question == Question::Groups) {
        // Every error leaves it unknown, which the record can say: no such key, another type, a right that is missing.
        if (m_present && reply.isArray())
            takeGroups(residue, reply);
        return {};
    }
    const bool otherType = reply.isError() && reply.text.startsWith("WRONGTYPE");
    if (reply.isError() && !otherType)
        return std::unexpected(m_session.errors().refused(reply, RedisPurpose::Read));
    if (asked.question == Question::Type) {
        m_present = reply.text != "none";
        if (asked.kind == RedisResidueKind::Bucket)
            residue.bucket = m_present;
        else if (asked.kind == RedisResidueKind::BucketTimestamp)
            residue.bucketTimestamp = m_present;
        return {};
    }
    // A key of another type is there and holds no message.
    qint64& messages = asked.kind == RedisResidueKind::Stream ? residue.streamMessages : residue.deadMessages;
    if (m_present)
        messages = otherType ? 0 : reply.integer;
    return {};
}

void RedisResidue::takeGroups(Residue& residue, const RespValue& groups) const
{
    const auto group = std::find_if(groups.items.begin(), groups.items.end(), [this](const RespValue& entry) {
        const RespValue* name = field(entry, "name");
        return name && name->text == m_workerGroup;
    });
    if (group == groups.items.end()) {
        residue.undelivered = residue.streamMessages; // nobody ever read
        return;
    }
    const RespValue* pending = field(*group, "pending");
    const RespValue* lag = field(*group, "lag"); // Redis 7; nil after certain deletions
    if (!pending || !pending->isInteger() || !lag || !lag->isInteger())
        return;
    // What is pending may have been trimmed away already.
    residue.undelivered = std::min(pending->integer + lag->integer, residue.streamMessages);
}

} // namespace steward
