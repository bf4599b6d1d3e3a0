#include "domain/store_names.h"
#include "stores/practice/practice_door.h"
#include "stores/practice/practice_errors.h"
#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"
#include "stores/value_fingerprint.h"

#include <QDataStream>
#include <QIODevice>
#include <QSet>

#include <algorithm>

namespace steward {
namespace {

/// As Redis rounds a key's milliseconds to the TTL that it tells.
qint64 ttlSeconds(const PracticeEntry& entry, Timestamp now)
{
    return entry.expiresAt ? ((*entry.expiresAt - now).count() + 500) / 1000 : -1;
}

/// Of what stands for the value's bytes here: every field that a value may have.
quint64 fingerprint(const CacheEntry& entry)
{
    if (entry.state == CacheValueState::OtherType)
        return 0;
    QByteArray value;
    QDataStream(&value, QIODevice::WriteOnly)
        << static_cast<int>(entry.state) << static_cast<int>(entry.kind) << entry.name.utf8() << entry.token.reveal()
        << entry.organizationId.uuid() << entry.organizationText << entry.clinicId.uuid() << entry.clinicText
        << entry.displayName << static_cast<qint64>(entry.phone ? entry.phone->digits() : 0);
    return fingerprintOf(value);
}

CacheEntry asRead(const PracticeEntry& entry, Timestamp now)
{
    CacheEntry read = entry.entry;
    read.ttlSeconds = ttlSeconds(entry, now);
    read.fingerprint = fingerprint(entry.entry);
    return read;
}

bool isStillAsSeen(const CacheEntry& entry, const CacheEntry& seen)
{
    const bool isType = seen.state == CacheValueState::OtherType;
    if (isType || entry.state == CacheValueState::OtherType)
        return entry.state == seen.state && entry.redisType == seen.redisType;
    return fingerprint(entry) == seen.fingerprint;
}

/// How many keys they are.
qint64 keysOf(const Residue& residue)
{
    return (residue.streamMessages >= 0 ? 1 : 0) + (residue.deadMessages >= 0 ? 1 : 0) + (residue.bucket ? 1 : 0) +
           (residue.bucketTimestamp ? 1 : 0);
}

Timestamp lifetimeFrom(Timestamp now)
{
    return now + std::chrono::seconds(StoreNames().cacheLifetimeSeconds);
}

PracticeEntry asWritten(const CacheValue& value, Timestamp now)
{
    PracticeEntry written;
    written.entry.kind = value.key.kind;
    written.entry.name = value.key.kind == CacheKeyKind::Instance ? value.key.name : value.instance;
    written.entry.token = value.key.token;
    written.entry.organizationId = value.organizationId;
    written.entry.clinicId = value.clinicId;
    written.entry.displayName = value.displayName;
    written.entry.phone = value.phone;
    written.expiresAt = lifetimeFrom(now);
    return written;
}

/// The Redis of a practice workspace: keys expire by the world's clock, and PUBLISH is kept for whoever looks.
class PracticeCache final : public PracticePort<CachePort> {
public:
    using PracticePort::PracticePort;

    Result<void> mayChange(const CacheRights&, const CallContext& limits) override
    {
        return m_door.enterToChange(limits);
    }

    Result<CacheListing> scan(bool withResidue, const CallContext& limits) override
    {
        return m_door.read(limits, [withResidue](PracticeState& state, Timestamp now) {
            CacheListing listing;
            for (const PracticeEntry& entry : state.entries)
                listing.entries.push_back(asRead(entry, now));
            listing.residueAsked = withResidue;
            if (withResidue)
                listing.residues = state.residues;
            return listing;
        });
    }

    Result<std::vector<CacheEntry>> read(const std::vector<CacheKey>& keys, const CallContext& limits) override
    {
        return m_door.read(limits, [&keys](PracticeState& state, Timestamp now) {
            std::vector<CacheEntry> present;
            QSet<const PracticeEntry*> seen; // a key asked twice is answered once
            for (const CacheKey& key : keys) {
                const PracticeEntry* entry = state.entry(key);
                if (!entry || seen.contains(entry))
                    continue;
                seen.insert(entry);
                present.push_back(asRead(*entry, now));
            }
            return present;
        });
    }

    Result<std::vector<Residue>> residue(const std::vector<InstanceName>& names, const CallContext& limits) override
    {
        return m_door.read(limits, [&names](PracticeState& state, Timestamp) {
            std::vector<Residue> residues;
            for (const InstanceName& name : names) {
                const auto left =
                    std::find_if(state.residues.begin(), state.residues.end(), [&name](const Residue& each) {
                        return each.name == name;
                    });
                residues.push_back(left == state.residues.end() ? Residue{.name = name} : *left);
            }
            return residues;
        });
    }

    Result<void> write(const CacheValue& value, const CallContext& limits) override
    {
        return m_door.change(limits, [&value](PracticeState& state, Timestamp now) -> Result<void> {
            if (PracticeEntry* entry = state.entry(value.key))
                *entry = asWritten(value, now);
            else
                state.entries.push_back(asWritten(value, now));
            return {};
        });
    }

    Result<qint64> remove(const std::vector<CacheKey>& keys, const CallContext& limits) override
    {
        return m_door.change(limits, [&keys](PracticeState& state, Timestamp) {
            return static_cast<qint64>(std::erase_if(state.entries, [&keys](const PracticeEntry& entry) {
                return std::any_of(keys.begin(), keys.end(), [&entry](const CacheKey& key) { return entry.isAt(key); });
            }));
        });
    }

    Result<WorkerCount> publish(const WorkerMessage& message, const CallContext& limits) override
    {
        return m_door.change(limits, [&message](PracticeState& state, Timestamp) {
            state.published.push_back(message);
            return WorkerCount{state.subscribers(message.channel)};
        });
    }

    Result<std::vector<EntryEdit>>
    removeSeen(const std::vector<CacheEntry>& entries, const CallContext& limits) override
    {
        return m_door.change(limits, [&entries](PracticeState& state, Timestamp) {
            std::vector<EntryEdit> edits;
            for (const CacheEntry& seen : entries) {
                const CacheKey key{seen.kind, seen.name, seen.token};
                const PracticeEntry* there = state.entry(key);
                if (!there) {
                    edits.push_back(EntryEdit::Absent);
                } else if (!isStillAsSeen(there->entry, seen)) {
                    edits.push_back(EntryEdit::ChangedSince);
                } else {
                    std::erase_if(state.entries, [&key](const PracticeEntry& entry) { return entry.isAt(key); });
                    edits.push_back(EntryEdit::Done);
                }
            }
            return edits;
        });
    }

    Result<std::vector<EntryEdit>> limitLifetimes(const std::vector<CacheKey>& keys, const CallContext& limits) override
    {
        return m_door.change(limits, [&keys](PracticeState& state, Timestamp now) {
            std::vector<EntryEdit> edits;
            for (const CacheKey& key : keys) {
                PracticeEntry* entry = state.entry(key);
                if (entry && !entry->expiresAt)
                    entry->expiresAt = lifetimeFrom(now);
                edits.push_back(entry ? EntryEdit::Done : EntryEdit::Absent);
            }
            return edits;
        });
    }

    Result<qint64> clearResidue(const std::vector<InstanceName>& names, const CallContext& limits) override
    {
        return m_door.change(limits, [&names](PracticeState& state, Timestamp) {
            const QSet<InstanceName> cleared(names.begin(), names.end());
            qint64 keys = 0;
            std::erase_if(state.residues, [&](const Residue& residue) {
                const bool gone = cleared.contains(residue.name);
                keys += gone ? keysOf(residue) : 0;
                return gone;
            });
            return keys;
        });
    }

    Result<std::vector<WorkerCount>>
    publishAll(const std::vector<WorkerMessage>& messages, const CallContext& limits) override
    {
        return m_door.change(limits, [&messages](PracticeState& state, Timestamp) {
            std::vector<WorkerCount> told;
            for (const WorkerMessage& message : messages) {
                state.published.push_back(message);
                told.push_back(WorkerCount{state.subscribers(message.channel)});
            }
            return told;
        });
    }

    Result<WorkerCount> listening(WorkerChannel channel, const CallContext& limits) override
    {
        return m_door.read(limits, [channel](const PracticeState& state, Timestamp) {
            return WorkerCount{state.subscribers(channel)};
        });
    }
};

} // namespace

std::unique_ptr<CachePort> PracticeStores::makeCache() const
{
    return std::make_unique<PracticeCache>(PracticeDoor(m_world, Store::Cache, m_readOnly));
}

} // namespace steward
