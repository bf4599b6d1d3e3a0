#pragma once

#include <QString>
#include <QStringList>

#include <array>
#include <optional>

namespace steward {

/// What can disagree (CONTRACT, "Findings"). The order is the order in which people are shown them.
enum class FindingCode : quint8 {
    DuplicateInstance,
    DuplicateIntegration,
    DuplicatePhone,
    GhostInstance,
    UnlistedInstance,
    OrphanedInstance,
    OrphanedIntegration,
    StaleCache,
    CacheMismatch,
    UnreadableCache,
    CacheWithoutExpiry,
    StatusDrift,
    StateMismatch,
    PhoneMismatch,
    OrganizationMismatch,
    ConnectionLost,
    StuckPairing,
    DisabledButConnected,
    NamelessIntegration,
    UnreachableName,
    WebhookMismatch,
    NotCached,
    Residue,
};
constexpr int findingCodeCount = static_cast<int>(FindingCode::Residue) + 1;

enum class Severity : quint8 { Info, Warning, Error };

/// What is wrong in particular: each has its sentence (src/wording). In brackets the evidence, in its order; each name
/// is a piece of its own.
enum class FindingCause : quint8 {
    SeveralInstances,    ///< [how many, organization, how many connected, how many more, others' names]
    SeveralRows,         ///< [organization, how many, how many more, names]
    PhoneConnectedTwice, ///< [number, how many more, others' names]
    NumberInSeveralRows, ///< [number, how many more, others' names]
    ListedNotRun,        ///< [connection]
    RunWithoutState,
    RunNotListed,        ///< [memory]
    ListedWithoutRow,    ///< [connection]
    RowWithoutInstance,  ///< [organization, status]
    EntryWithoutRow,     ///< [key]
    TokenWithoutRow,     ///< [key]
    EntryOfOrganization, ///< [key, what the entry says, organization]
    EntryOfClinic,       ///< [key, what the entry says, clinic]
    EntryOfNumber,       ///< [key, number, number]
    EntryUnreadable,     ///< [key, "not-json", "not-object" or "other-type", type]
    EntryWithoutExpiry,  ///< [key]
    StatusDiffers,       ///< [connection, status]
    ListedClosedRunOpen,
    OtherThanExpected,  ///< [number, number]
    OtherThanInRow,     ///< [number, number]
    NameOfOrganization, ///< [organization, organization]
    NumberNotConnected, ///< [number]
    NothingConnected,
    WaitsForPhone,      ///< [minutes]
    ConnectedThoughOff, ///< [status]
    RowWithoutName,     ///< [organization]
    NoAddress,          ///< [name]
    NoWebhook,
    WebhookOff,
    WebhookElsewhere, ///< [address]
    EventsMissing,    ///< [events]
    EntryMissing,
    MessagesLeft, ///< [outgoing, failed]
};
constexpr int findingCauseCount = static_cast<int>(FindingCause::MessagesLeft) + 1;

struct Finding {
    FindingCode code = FindingCode::Residue;
    FindingCause cause = FindingCause::MessagesLeft;
    QStringList evidence; ///< plain text, without secrets

    Severity severity() const;
};

Severity severityOf(FindingCode code);
QString findingWord(FindingCode code); ///< "duplicate-instance"
std::optional<FindingCode> findingFromWord(QStringView word);
QString severityWord(Severity severity); ///< "error"

} // namespace steward
