#pragma once

#include "domain/plans/breakers.h"
#include "domain/plans/plan.h"
#include "workflows/execute/item_trail.h"
#include "workflows/journal/apply_words.h"
#include "workflows/journal/journal_folder.h"
#include "workflows/journal/journal_values.h"
#include "workflows/session/change_result.h"

#include <QHash>
#include <QStringList>

#include <optional>
#include <vector>

namespace steward {

class WorkflowRun;
struct ItemResult;

/// What the journal keeps of a plan that is applied: the plan itself, which items were begun, and how they ended. By
/// it an operation that was interrupted goes on.
namespace ApplyRecord {

/// Before the first write, in parts of a few hundred items each. `passed`: the breakers that had tripped, where the
/// text that passes them was typed.
Result<void> notePlan(WorkflowRun& run, const Plan& plan, const std::vector<TrippedBreaker>& passed = {});
/// One item that is done step by step is begun now; a deletion has its tombstone instead.
Result<void> noteBegin(WorkflowRun& run, const PlanItem& item);
Result<void> noteEnds(WorkflowRun& run, const std::vector<ItemResult>& ends);

} // namespace ApplyRecord

/// The same, read from the journal.
struct ResumeState {
    Plan plan;
    QHash<QByteArray, ItemTrail> trails; ///< of the items that were begun: for which something was sent
    QHash<QByteArray, ChangeItem> ended;
    QStringList passed;           ///< words of the breakers that the typed text passed
    bool isComplete = false;      ///< the plan was noted whole; else nothing was written
    bool isResumed = false;       ///< read from the journal
    std::optional<Error> refusal; ///< why nothing that was not begun is begun now; set by the resume

    /// Null: nothing was sent for it.
    const ItemTrail* trailOf(const QByteArray& identity) const
    {
        const auto found = trails.constFind(identity);
        return found == trails.cend() ? nullptr : &*found;
    }
};
/// Reads it step by step, since its trail may be longer than memory has room for. An error: the journal is damaged, or
/// holds a plan that this version cannot read. `paging`: of its items.
Result<ResumeState>
readApplied(const JournalFolder& journal, const OperationId& operation, const ItemPaging& paging = {});

} // namespace steward
