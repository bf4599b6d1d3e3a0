#pragma once

#include "domain/audit/audit.h"

#include <QHash>

#include <optional>
#include <vector>

namespace steward {

/// What of one instance has no answer that counts still.
struct CheckQuestion {
    InstanceName name;
    bool memory = false;  ///< connectionState
    bool webhook = false; ///< webhook/find
    bool operator==(const CheckQuestion&) const = default;
};

/// What is to be asked so that every row has a verdict: whatever was never answered, or so long ago that it soon does
/// not count any more (VerdictAges). With the rest of the round's names so many more that a single one that is missing
/// is told from a server that is starting. Nothing while the server is unread.
std::vector<CheckQuestion> checkQuestions(const Audit& audit, const AuditSettings& settings, Timestamp now);

/// Memory of these once more, whatever was answered before, with others so that a server that is starting is known.
std::vector<CheckQuestion> questionsAgain(const Audit& audit, const std::vector<InstanceName>& names);

/// Listed as closed: where memory says open, it is asked a second time.
QSet<InstanceName> namesListedClosed(const Snapshot& snapshot);

/// Some answers of a round, told at one time.
struct CheckAnswers {
    Timestamp at{};
    QHash<InstanceName, MemoryState> memory;
    QHash<InstanceName, std::optional<WebhookSettings>> webhooks;
    QHash<InstanceName, MemoryState> secondLook; ///< of those listed as closed and open in memory

    bool isEmpty() const { return memory.isEmpty() && webhooks.isEmpty() && secondLook.isEmpty(); }
};
/// Into a copy of the reading that is to be evaluated anew.
void addAnswers(Snapshot& snapshot, const CheckAnswers& answers);

/// When the oldest answer came on which a row is called working; nothing: none is.
std::optional<Timestamp> oldestAnswer(const Audit& audit);
/// When memory and webhook of this one were answered; nothing: not at all.
struct AnswerTimes {
    std::optional<Timestamp> memory;
    std::optional<Timestamp> webhook;
};
AnswerTimes answerTimes(const Snapshot& snapshot, const InstanceName& name);

} // namespace steward
