#pragma once

#include "domain/error.h"
#include "domain/store_records.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <variant>

namespace steward {

/// What one store gave: its whole content, or an error, unless it was not asked. A part is an error.
template<class T>
class Reading final {
public:
    qint64 elapsedMs = 0;

    void operator=(T content) { m_state = std::move(content); }
    // Moved from, and seen so only where T is known. NOLINTNEXTLINE(performance-unnecessary-value-param)
    void operator=(Error error) { m_state = std::move(error); }

    bool isWhole() const { return std::holds_alternative<T>(m_state); }
    const T& operator*() const { return std::get<T>(m_state); } ///< only of a whole one
    const T* operator->() const { return &std::get<T>(m_state); }
    T* operator->() { return &std::get<T>(m_state); }
    std::optional<Error> error() const
    {
        const Error* error = std::get_if<Error>(&m_state);
        return error ? std::optional(*error) : std::nullopt;
    }

private:
    std::variant<std::monostate, T, Error> m_state;
};

/// What connectionState said in an earlier reading. It counts for the verdict alone, never as a witness.
struct EarlierMemory {
    MemoryState state = MemoryState::Unknown;
    Timestamp at{};
};

/// Everything that one audit read, as read. Rules are pure functions of it.
struct Snapshot {
    Timestamp takenAt{};
    Reading<ServerListing> server;
    Reading<DatabaseListing> database;
    Reading<CacheListing> cache;

    /// When the verdicts are judged; nothing: at takenAt.
    std::optional<Timestamp> judgedAt;

    /// connectionState of those asked. Empty of proof while the server is starting. NotFound only of names that the
    /// list does not hold: it is their second witness.
    QHash<InstanceName, MemoryState> memory;
    QHash<InstanceName, Timestamp> memoryTimes; ///< of answers that came later than takenAt
    bool serverStarting = false;
    QSet<InstanceName> openTwice; ///< listed as closed, and open in memory at two looks
    QHash<InstanceName, EarlierMemory> earlierMemory;
    /// webhook/find of those asked; nothing inside: none is set.
    QHash<InstanceName, std::optional<WebhookSettings>> webhooks;
    QHash<InstanceName, Timestamp> webhookTimes; ///< of answers that did not come at takenAt

    /// Takes the answers of one reading of connectionState, beside those of earlier ones. More than half of those for
    /// listed names missing: the server is starting, memory is unknown for all and nothing is proven, of earlier
    /// answers neither (CONTRACT, "Presence and connection").
    void addMemory(const QHash<InstanceName, MemoryState>& answers, std::optional<Timestamp> at = {});
    /// The second look at names listed as closed and open in memory: what is open still is so for good.
    void addSecondLook(const QHash<InstanceName, MemoryState>& answers);
    /// The answer of webhook/find; without a time, of this reading.
    void addWebhook(
        const InstanceName& name, const std::optional<WebhookSettings>& answer, std::optional<Timestamp> at = {});
    /// By whose clock the ages of what it holds are told: a computer whose clock is wrong takes nothing for old.
    Timestamp databaseTime() const
    {
        return (database.isWhole() ? database->answeredAt : std::nullopt).value_or(takenAt);
    }
    Timestamp serverTime() const { return (server.isWhole() ? server->answeredAt : std::nullopt).value_or(takenAt); }
    MemoryState memoryOf(const InstanceName& name) const { return memory.value(name, MemoryState::NotAsked); }
};

} // namespace steward
