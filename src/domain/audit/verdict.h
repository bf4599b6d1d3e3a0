#pragma once

#include <QString>

#include <chrono>

namespace steward {

struct AuditRow;
struct Snapshot;

/// What a row comes to for whoever looks at it (CONTRACT, "Findings"): the first that holds. Green is for working
/// alone.
enum class Verdict : quint8 {
    Unknown,     ///< a store unread, or whether the server has it is not concluded
    Problem,     ///< a finding of warning or worse
    SwitchedOff, ///< its rows are all disabled
    NotPaired,   ///< not open
    NotChecked,  ///< memory or webhook not asked within its age
    Working,
};
constexpr int verdictCount = static_cast<int>(Verdict::Working) + 1;

QString verdictWord(Verdict verdict); ///< "not-paired"

/// How long an answer counts. For large fleets they grow so that one round fits the rate.
struct VerdictAges {
    std::chrono::milliseconds webhook = std::chrono::hours(24);
    std::chrono::milliseconds memory = std::chrono::minutes(60);
    int questionsPerSecond = 50;

    /// Of a fleet in which so many instances are asked.
    VerdictAges grownFor(qint64 instances) const;
};

/// `ages`: grown for the fleet already.
Verdict verdictOf(const AuditRow& row, const Snapshot& snapshot, const VerdictAges& ages);

} // namespace steward
