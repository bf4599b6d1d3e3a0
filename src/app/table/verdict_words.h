#pragma once

#include "domain/audit/audit.h"

#include <QString>

namespace steward {

// What a verdict means, for whoever is not used to the words.

/// "No phone is linked."
QString verdictSentence(Verdict verdict);
/// When the answers came on which it rests: "Memory asked 3 min ago, webhook 2 h ago."; empty where none is needed.
QString answerAges(const AuditRow& row, const Snapshot& snapshot, Timestamp now);

} // namespace steward
