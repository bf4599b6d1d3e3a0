#pragma once

#include "domain/error.h"
#include "domain/ids.h"
#include "stores/call_context.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace steward {

/// The parts of WORKFLOWS, "Database guards", (a) to (e).
enum class GuardPart { UniqueIndex, NameIndex, SaveFunction, AuditTable, Notification };

inline constexpr GuardPart allGuardParts[]{
    GuardPart::UniqueIndex, GuardPart::NameIndex, GuardPart::SaveFunction, GuardPart::AuditTable,
    GuardPart::Notification};

enum class GuardState {
    Stands,
    Missing,
    Held, ///< missing, and held back: by duplicates, or since this role may not make it (`obstacle`)
};

struct GuardStatus {
    GuardPart part = GuardPart::UniqueIndex;
    GuardState state = GuardState::Missing;
    /// What a part that does not stand lacks, or what is left over of it, in words for the person.
    QString lacks;
    /// Why it cannot be made now; only where the state is Held.
    std::optional<Error> obstacle;
};

/// One of several enabled rows of an organization.
struct DuplicateRow {
    OrganizationId organizationId;
    IntegrationId id;
    QString instanceName; ///< as it stands in the row; any text; empty where it names none
    bool operator==(const DuplicateRow&) const = default;
};

/// What stands, what is missing, and what blocks it.
struct GuardsReport {
    QString database;                     ///< its name
    QString role;                         ///< whom the database takes us for
    std::vector<GuardStatus> parts;       ///< all, in the order of allGuardParts
    std::vector<DuplicateRow> duplicates; ///< ordered by organization, then by age
    bool everybodyMayExecute = false;     ///< EXECUTE of the save function is PUBLIC's
    QStringList losesExecute;             ///< roles that may call the save function now and could not afterwards
    QStringList unknownRoles;             ///< of those chosen to keep EXECUTE: the database has no such role

    const GuardStatus& status(GuardPart part) const { return parts.at(static_cast<size_t>(part)); }
    /// All but the optional part.
    bool allStand() const;
};

/// The database's own protection against duplicates. Each part is recognised by what it is, not by its name.
class GuardsPort {
public:
    virtual ~GuardsPort() = default;

    /// Read in one transaction. `keepExecute`: the roles chosen to keep EXECUTE, see defaultKeptRoles().
    virtual Result<GuardsReport> inspect(const QStringList& keepExecute, const CallContext& limits) = 0;

    /// Makes one part, by itself, whatever stands; what came of it is told by the next inspect(). After an error the
    /// part may be there in part (an invalid index). Refused when read-only.
    virtual Result<void> apply(GuardPart part, const QStringList& keepExecute, const CallContext& limits) = 0;
};

bool isOptional(GuardPart part);
QString guardPartWord(GuardPart part);    ///< "unique-index", … for JSON
QString guardStateWord(GuardState state); ///< "stands", "missing", "held-back", for JSON
QString guardPartTitle(GuardPart part);   ///< translated, for people
/// The backend's role.
QStringList defaultKeptRoles();
/// The roles that anyone on the internet has: they never keep EXECUTE.
bool isVisitorRole(const QString& role);

} // namespace steward
