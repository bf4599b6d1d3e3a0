#pragma once

#include <QString>

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

struct Finding {
    FindingCode code = FindingCode::Residue;
    QString because; ///< one sentence with its evidence, plain text, without secrets

    Severity severity() const;
};

Severity severityOf(FindingCode code);
QString findingWord(FindingCode code); ///< "duplicate-instance"
std::optional<FindingCode> findingFromWord(QStringView word);
QString findingTitle(FindingCode code);  ///< translated, for a chip: "Duplicates"
QString findingRepair(FindingCode code); ///< translated: the repair this finding will get
QString severityWord(Severity severity); ///< "error"

} // namespace steward
