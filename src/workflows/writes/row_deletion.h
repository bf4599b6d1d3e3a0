#pragma once

#include "domain/error.h"
#include "domain/ids.h"
#include "stores/call_context.h"
#include "stores/row_edits.h"

#include <chrono>
#include <map>
#include <span>

namespace steward {

class RowEdits;
class WorkflowRun;

/// Deletes the rows of a batch in one statement. Where the database refuses it, one row may be the reason (a trigger, a
/// constraint): halves go by themselves then, down to the row that is refused, so that it holds up no other. Blocks.
class RowDeletion final {
    Q_DISABLE_COPY_MOVE(RowDeletion)

public:
    RowDeletion(
        RowEdits& database, WorkflowRun& run, ChangeAuthor author, std::chrono::milliseconds call,
        const CallContext& limits, std::map<IntegrationId, QByteArray> items = {})
        : m_database(database)
        , m_run(run)
        , m_author(std::move(author))
        , m_call(call)
        , m_limits(limits)
        , m_items(std::move(items))
    {
    }

    void remove(std::span<const RowIdentity> rows);

    /// What came of a row; Absent where it was not asked for.
    RowEditOutcome outcome(const IntegrationId& id) const;
    /// Why it was not deleted, or that it is not known; null: it was answered.
    const Error* error(const IntegrationId& id) const;

private:
    RowEdits& m_database;
    WorkflowRun& m_run;
    const ChangeAuthor m_author;
    const std::chrono::milliseconds m_call;
    const CallContext& m_limits;
    const std::map<IntegrationId, QByteArray> m_items; ///< the plan's, by their rows: for the journal
    std::map<IntegrationId, RowEditOutcome> m_outcomes;
    std::map<IntegrationId, Error> m_errors;
};

} // namespace steward
