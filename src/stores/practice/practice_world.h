#pragma once

#include "domain/our_rows.h"
#include "stores/cache_port.h"
#include "stores/database_port.h"
#include "stores/guards_port.h"
#include "stores/server_port.h"

#include <array>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

namespace steward {

/// A session of the practice server that gives codes, from the connect that began it.
struct PracticePairing {
    Timestamp startedAt;
    int firstNumber = 1;
    bool byNumber = false;
    quint64 seed = 0;
    std::optional<PhoneNumber> typed = {}; ///< only this phone can type the characters
};

/// An instance of the practice server: what its list says and what its memory says.
struct PracticeInstance {
    ServerInstance listed;
    MemoryState memory = MemoryState::Close; ///< Open, Connecting, Close or Missing
    std::optional<WebhookSettings> webhook;
    bool isHidden = false; ///< the list does not show it, as one of another client name; it answers by its name
    /// Set once DELETE was answered: gone from memory at once, listed until then (EVOLUTION_API 5.3).
    std::optional<Timestamp> leavesListAt;

    std::optional<PracticePairing> pairing; ///< while it is connecting because connect was called
    int codesShown = 0;                     ///< not reset by a login or logout (EVOLUTION_API 4)

    bool isLeaving() const { return leavesListAt.has_value(); }
};

/// A row of the practice database's integrations table, also one of another system, which no port ever shows.
struct PracticeRow {
    Integration row;
    SecretUrl webhookUrl;  ///< config.webhook_url, with its token
    OperationId operation; ///< config.steward_operation
    bool held = false;     ///< as by a foreign key: it cannot be deleted
    QString type = QLatin1String(ourRowType);
    QString provider = QLatin1String(ourRowProvider);

    bool isOurs() const { return type == QLatin1String(ourRowType) && provider == QLatin1String(ourRowProvider); }
};

/// One line of the practice database's history of our changes.
struct PracticeChange {
    ChangeAuthor author;
    std::optional<RowImage> before;
    std::optional<RowImage> after;
    Timestamp at = {};
};

/// A key of the practice cache. The entry's ttlSeconds is computed when it is read.
struct PracticeEntry {
    CacheEntry entry;
    std::optional<Timestamp> expiresAt; ///< nothing: never expires
    /// A clinic in use: while an enabled row names the instance, the backend writes the entry again when it expires.
    bool inUse = false;

    bool isAt(const CacheKey& key) const;
};

/// Everything in a practice workspace.
struct PracticeState {
    std::vector<PracticeInstance> instances;
    std::vector<PracticeRow> rows;
    std::vector<Organization> organizations;
    std::vector<Clinic> clinics;
    std::vector<PracticeEntry> entries;
    std::vector<Residue> residues;

    std::set<GuardPart> guards; ///< those that stand
    QStringList mayExecute{QStringLiteral("anon"), QStringLiteral("authenticated"), QStringLiteral("service_role")};

    std::vector<PracticeChange> history; ///< kept while GuardPart::AuditTable stands
    Timestamp visitedAt = {};            ///< when the visit began

    std::vector<WorkerMessage> published; ///< in the order sent
    qint64 addedSubscribers = 2;
    qint64 removedSubscribers = 2;

    std::chrono::milliseconds deletionTime{400};
    /// Where the webhook wants REMOVE_INSTANCE: the server waits for that post's retries (EVOLUTION_API 5.3).
    std::chrono::milliseconds heldDeletionTime = std::chrono::minutes(10);
    std::chrono::milliseconds codeLife{45'000}; ///< then the next one (EVOLUTION_API 4)
    std::chrono::milliseconds scanTime{12'000}; ///< until somebody "scans", so that pairing can be practised
    quint64 drawn = 0;                          ///< how many ids and tokens were drawn

    qint64 subscribers(WorkerChannel channel) const
    {
        return channel == WorkerChannel::Added ? addedSubscribers : removedSubscribers;
    }
    PracticeInstance* instance(const InstanceName& name);
    PracticeEntry* entry(const CacheKey& key);
    /// The next of a fixed sequence, so that two practice workspaces with one history are equal.
    QUuid drawUuid();
    template<class Id>
    Id drawId()
    {
        return Id(drawUuid());
    }
    WebhookToken drawToken();
    /// The code that the instance's pairing shows at that moment.
    PairingAnswer codeOf(PracticeInstance& instance, Timestamp moment);
    /// As after a scan: open, with the number that its row expects or knows, else with one of its own.
    void scan(PracticeInstance& instance, Timestamp moment);
};

/// What a practice store does wrong until it is told otherwise.
struct PracticeFault {
    std::optional<ErrorKind> failure; ///< every call ends so (after the delay), and changes nothing
    std::chrono::milliseconds delay{0};
    bool isSilent = false; ///< no call ends by itself, however long it has waited, until the store is told otherwise
};

/// The one world behind the three practice stores. Any thread may use it.
class PracticeWorld final {
    Q_DISABLE_COPY_MOVE(PracticeWorld)

public:
    using Clock = std::function<Timestamp()>;
    static Timestamp systemClock();

    explicit PracticeWorld(Clock clock = systemClock);

    Timestamp now() const { return m_clock(); }

    /// Calls visit(state, now) alone, with everything gone that is due to be gone by now.
    template<class Visit>
    auto visit(Visit&& visit)
    {
        const std::lock_guard lock(m_mutex);
        const Timestamp moment = now();
        settle(moment);
        m_state.visitedAt = moment;
        return visit(m_state, moment);
    }

    void setFault(Store store, const PracticeFault& fault);
    /// How many calls have reached the store, answered or not. One that was stopped or refused before does not count.
    qint64 callCount(Store store) const;
    /// What stands before every call of a store: a worker thread, its CallContext, its delay, its failure.
    Result<void> enter(Store store, const CallContext& limits) const;

private:
    void settle(Timestamp moment);
    PracticeFault arrive(Store store) const;
    bool isSilent(Store store) const;

    mutable std::mutex m_mutex;
    Clock m_clock;
    PracticeState m_state;
    std::array<PracticeFault, 3> m_faults;
    mutable std::array<qint64, 3> m_calls{};
};

} // namespace steward
