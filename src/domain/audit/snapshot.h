#pragma once

#include "domain/error.h"
#include "domain/store_records.h"

#include <QHash>

#include <optional>

namespace steward {

/// What one store gave: its whole content, or an error. There is no third: a part is an error.
template<class T>
struct Reading {
    std::optional<T> content;
    std::optional<Error> error; ///< neither content nor error: not asked
    qint64 elapsedMs = 0;

    bool isWhole() const { return content.has_value(); }
};

/// Everything that one audit read, as read. Rules are pure functions of it.
struct Snapshot {
    Timestamp takenAt{};
    Reading<ServerListing> server;
    Reading<DatabaseListing> database;
    Reading<CacheListing> cache;

    /// connectionState of those asked. Empty of proof while the server is starting.
    QHash<InstanceName, MemoryState> memory;
    bool serverStarting = false;
    /// webhook/find of those asked; nothing inside: none is set.
    QHash<InstanceName, std::optional<WebhookSettings>> webhooks;

    /// Takes the answers of one reading of connectionState, beside those of earlier ones. More than half of this
    /// reading's missing: the server is starting, memory is unknown for all and nothing is proven, of earlier answers
    /// neither (CONTRACT, "Presence and connection").
    void addMemory(const QHash<InstanceName, MemoryState>& answers);
    MemoryState memoryOf(const InstanceName& name) const { return memory.value(name, MemoryState::NotAsked); }
};

} // namespace steward
