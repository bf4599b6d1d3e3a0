#pragma once

#include "stores/database_port.h"
#include "workflows/base/waiting.h"
#include "workflows/writes/repeated.h"
#include "workflows/writes/row_image_notes.h"

namespace steward {

/// Whatever changes one row that stands: its image stands in the journal with the intent, and what the database answers
/// of it with the result (WORKFLOWS, "Undo"). Each write compares inside its statement and may be repeated, and is
/// where its answer was lost. Many rows at once are removed by RowDeletion. Blocks.
class RowWriter final {
    Q_DISABLE_COPY_MOVE(RowWriter)

public:
    /// `workstation`: who sits there, for the database's own history.
    RowWriter(DatabasePort& database, WorkflowRun& run, QString workstation, std::chrono::milliseconds call)
        : m_database(database)
        , m_run(run)
        , m_workstation(std::move(workstation))
        , m_call(call)
    {
    }

    ChangeAuthor author(const QString& action) const { return {m_workstation, m_run.id(), action}; }

    /// The row's image as it is, for the step that is about to change it.
    Result<void> noteBefore(JournalStep& step, const IntegrationId& row, const CallContext& limits)
    {
        return RowImageNotes::noteBefore(step, m_database, row, oneCall(m_call, limits));
    }
    /// An error before anything was sent where the row's image cannot be read. `send` has the limits of one call.
    template<class T>
    Result<T> change(
        JournalStep step, const IntegrationId& row, const std::function<Result<T>(const CallContext& call)>& send,
        const CallContext& limits, const WorkflowRun::Note<T>& note = {})
    {
        const auto noted = noteBefore(step, row, limits);
        return noted ? write<T>(step, send, limits, note) : std::unexpected(noted.error());
    }
    /// The same of a row that is yet to be made, or whose image the step has.
    template<class T>
    Result<T> write(
        const JournalStep& step, const std::function<Result<T>(const CallContext& call)>& send,
        const CallContext& limits, const WorkflowRun::Note<T>& note = {})
    {
        return writeRepeated<T>(
            m_run, step, [&] { return send(oneCall(m_call, limits)); }, limits, note);
    }

    /// One row, by a call that takes many.
    using Edit = std::function<Result<std::vector<RowEdit>>(const CallContext& call)>;
    Result<RowEditOutcome>
    edit(JournalAction action, const IntegrationId& row, const Edit& send, const CallContext& limits);
    Result<RowEditOutcome> writeState(const RowState& state, const ChangeAuthor& by, const CallContext& limits);
    /// Sent once: after a lost answer DatabasePort::claimOf() tells.
    Result<ClaimAnswer> claim(
        const JournalStep& step, const ClaimRequest& request, const CallContext& limits,
        const WorkflowRun::Note<ClaimAnswer>& note);
    /// Points the row, or makes one; holds it for the operation where a time is asked.
    Result<SurvivorAnswer> keep(JournalAction action, const SurvivorRequest& request, const CallContext& limits);
    /// Lets go of all rows that the operation holds.
    Result<void> endLeases(const CallContext& limits);

private:
    DatabasePort& m_database;
    WorkflowRun& m_run;
    const QString m_workstation;
    const std::chrono::milliseconds m_call;
};

} // namespace steward
