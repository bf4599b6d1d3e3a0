#pragma once

#include "domain/audit/directory.h"
#include "domain/audit/finding.h"
#include "domain/audit/snapshot.h"
#include "domain/audit/verdict.h"

#include <QMap>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace steward {

enum class Presence : quint8 { Present, Absent, Unknown };
QString presenceWord(Presence presence);

struct AuditSettings {
    std::chrono::minutes pendingGrace{10};      ///< a pending row this young is not an orphan yet
    std::chrono::minutes stuckPairingAfter{10}; ///< connecting for longer is stuck
    QString webhookTemplate;                    ///< empty: the URL is not compared
    int memoryLimit = 2000;                     ///< connectionState asked in one audit at most
    std::chrono::milliseconds secondLook{5000}; ///< between the two looks at a state that list and memory disagree on
    VerdictAges ages;
    std::function<bool(const InstanceName&)> isIgnored;
    std::function<bool(const InstanceName&)> isProtected; ///< by the profile, which may name those without a row
};

/// What a row of the table stands for.
class AuditLookup;

enum class RowKind : quint8 {
    Instance,            ///< a name, in whichever stores it occurs (the empty name too)
    NamelessIntegration, ///< a database row without a name
    UnclaimedToken,      ///< a token key that leads to no name
};

/// One row: an instance joined over the three stores. Pointers lead into the snapshot that the Audit owns.
struct AuditRow {
    RowKind kind = RowKind::Instance;
    InstanceName name;
    OrganizationId organizationId;      ///< null where none is known
    bool organizationIsCertain = false; ///< the stores that decide it were read whole
    Presence inServer = Presence::Unknown;
    Presence inDatabase = Presence::Unknown;
    Presence inCache = Presence::Unknown;
    const ServerInstance* server = nullptr;
    std::vector<const Integration*> integrations; ///< the one that decides first: enabled, then oldest
    const CacheEntry* instanceEntry = nullptr;
    std::vector<const CacheEntry*> tokenEntries;
    const Residue* residue = nullptr;
    MemoryState memory = MemoryState::NotAsked; ///< where it was asked it decides
    bool isOdd = false;                         ///< by ServerListing::odd: nothing is concluded about it, nor planned
    bool isIgnored = false;                     ///< named by the profile's ignore patterns
    bool isProtected = false;                   ///< by a row that names it, a row of its organization, or the profile
    bool isProtectedByProfile = false;          ///< also where a row protects it
    std::vector<Finding> findings;
    Verdict verdict = Verdict::Unknown;

    /// It answers by its name, and the list does not show it: another client name's, or lost from the list.
    bool isUnlisted() const { return !server && inServer == Presence::Present; }
    const Integration* integration() const { return integrations.empty() ? nullptr : integrations.front(); }
    const Integration* enabledIntegration() const;
    const CacheEntry* cacheEntry() const;
    /// The list's connection, or the memory's where it was asked and answered, also of one that is not listed.
    Connection connection() const;
    bool isPhone() const { return !server || server->kind == InstanceKind::Baileys; }
    bool has(FindingCode code) const;
    /// The worst severity; nothing without findings.
    std::optional<Severity> worst() const;
    bool isHealthy() const; ///< no finding of warning or worse; whether the stores were read is not asked
    /// Identity across readings: the name, the integration's id, or the token key's hash.
    QByteArray identity() const;
    /// What a person calls it: the name, or words for a row without one.
    QString title() const;
    std::optional<PhoneNumber> phone() const;
};

struct AuditCounts {
    qint64 rows = 0;
    std::optional<qint64> healthy; ///< nothing where a store was not read whole
    qint64 notAsked = 0;           ///< names of which it is not concluded whether the server has them
    QMap<Verdict, qint64> verdicts;
    QMap<FindingCode, qint64> findings; ///< number of rows with each finding that occurs
};

/// The result of one audit. Cheap to share; immutable.
class Audit final {
public:
    /// Applies every rule to the joined rows, whose pointers lead into the snapshot.
    Audit(std::shared_ptr<const Snapshot> snapshot, std::vector<AuditRow> rows, const AuditSettings& settings);

    /// The same reading once the snapshot holds the answers of connectionState. Takes the rows of this one.
    Audit withMemory(const AuditSettings& settings) &&;

    const Snapshot& snapshot() const { return *m_snapshot; }
    const std::vector<AuditRow>& rows() const { return m_rows; } ///< ordered by name
    const AuditCounts& counts() const { return m_counts; }
    const AuditRow* find(const InstanceName& name) const;
    /// Also of a name that no store knows: absent by both witnesses, or unknown.
    Presence presenceOnServer(const InstanceName& name) const;
    /// Rows and keys one by one, without a walk through all.
    const AuditLookup& lookup() const { return *m_lookup; }
    /// The organization's name; its id where the table could not be read; empty for a null id.
    QString organizationName(const OrganizationId& id) const { return m_directory->organizationName(id); }
    QString clinicName(const ClinicId& id) const { return m_directory->clinicName(id); }
    bool allStoresRead() const;
    /// The settings say where webhooks go. Without, nobody receives what a new instance is sent.
    bool hasWebhookAddress() const { return m_hasWebhookAddress; }
    /// CONTRACT, "Exit codes", for a reading command: 1, 2 or 0.
    int exitCode() const;

private:
    void count(const AuditSettings& settings);

    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<AuditRow> m_rows;
    AuditCounts m_counts;
    qint64 m_ailing = 0; ///< rows with a finding of warning or worse
    std::shared_ptr<const Directory> m_directory;
    std::shared_ptr<const AuditLookup> m_lookup;
    bool m_hasWebhookAddress = false;
};

/// The list's, or the memory's where it was asked and answered: it knows before the list does.
Connection connectionBy(MemoryState memory, Connection listed);
/// Pending and younger than the grace: its instance is being made. Unknown age is never proof of age. `now`: by the
/// database's clock, which wrote when the row was made.
bool isBeingMade(const Integration& row, Timestamp now, std::chrono::minutes grace);
/// The row's status is another than the connection's; what we do not know never drifts.
bool statusDrifts(const Integration& row, Connection connection);

/// Joins the stores and applies every rule. Pure: the same snapshot gives the same audit.
Audit evaluateAudit(std::shared_ptr<const Snapshot> snapshot, const AuditSettings& settings);

/// Whose connectionState an audit asks: members of duplicate groups, names that the list does not show and an enabled
/// row, an entry or a residue carries, those on whose connection a finding hangs, then, where few listed ones are among
/// them, others that prove the server is not merely starting. At most settings.memoryLimit; all: everyone, also what
/// only disabled rows name.
std::vector<InstanceName> namesToAskMemory(const Audit& audit, const AuditSettings& settings, bool all);

/// The names and, where few of them are listed, others that are, so that the answers can tell a single ghost from a
/// server that is merely starting.
std::vector<InstanceName> withControls(std::vector<InstanceName> names, const Audit& audit);

} // namespace steward
