#pragma once

#include "domain/error.h"
#include "workflows/journal/journal_chain.h"
#include "workflows/journal/journal_folder.h"
#include "workflows/journal/journal_values.h"

#include <functional>
#include <limits>
#include <optional>
#include <vector>

namespace steward {

/// What a journal holds, as far as the chain proves it.
struct JournalContent {
    std::vector<JournalEntry> operations; ///< oldest first
    qint64 records = 0;
    qint64 forgottenOperations = 0; ///< finished more than 400 days ago
    ChainEnd end;
    /// Set: a record changed, is missing, or the chain ends before the head. The rest then holds what stands before the
    /// damage and is not all there was.
    std::optional<Error> damage;

    std::vector<JournalEntry> unfinished() const;
};

/// Steps of one operation, by their number in it.
struct TrailPart {
    qint64 first = 0;
    qint64 count = std::numeric_limits<qint64>::max();

    bool has(qint64 step) const { return step >= first && step - first < count; }
};

/// What is to be known beside the operations themselves.
struct JournalReading {
    /// The trail of what has finished, or what somebody is at, is kept of this one alone.
    OperationId ours = {};
    /// The part of its trail that is kept, however long it is; else one of more than a few MB is not: a plan of very
    /// many may take gigabytes.
    std::optional<TrailPart> part = {};
    /// Sees every announced step, of finished operations too, up to a damage. Of the operation what is known until
    /// then.
    std::function<void(const JournalEntry& operation, const JournaledStep& step)> visitStep = {};
    /// The same of what is known of announced steps later: that its call goes out, and what came of it.
    std::function<void(const JournalEntry& operation, qint64 step)> visitSent = {};
    std::function<void(
        const JournalEntry& operation, qint64 step, const std::optional<StepOutcome>& outcome,
        const QJsonObject& after)>
        visitResult = {};
};

/// Reads the journal whole, follows its chain and compares it with the head, changing nothing in it. A journal that is
/// missing or empty holds nothing and is not damaged. An error: it could not be read at all. Blocks.
Result<JournalContent> readJournal(const JournalFolder& folder, const JournalReading& reading = {});
/// The same; a damage is an error too: what was read up to it says too little.
Result<JournalContent> readWholeJournal(const JournalFolder& folder, const JournalReading& reading = {});

} // namespace steward
