#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"
#include "workflows/execute/apply_times.h"
#include "workflows/session/change_result.h"
#include "workflows/session/session.h"
#include "workflows/writes/row_writer.h"

#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace steward {

/// Rows that the item changes or deletes; not one that is yet to be made.
std::vector<IntegrationId> rowsToChange(const PlanItem& item);
/// Those whose image cannot be read, so that what is done to them could not be taken back: asked before the first step.
Result<std::set<IntegrationId>>
rowsWithoutImage(RowReading& database, const std::vector<IntegrationId>& rows, const CallContext& limits);

/// The database's steps of one item. Each compares inside its statement and may be repeated. Blocks.
class RowSteps final {
    Q_DISABLE_COPY_MOVE(RowSteps)

public:
    RowSteps(const Session& session, DatabasePort& database, WorkflowRun& run, const ApplyTimes& times)
        : m_session(session)
        , m_database(database)
        , m_times(times)
        , m_writer(database, run, session.workstation, times.call)
    {
    }

    /// `kind` is the plan's: a cleaning takes a lease with the row.
    Result<StoreOutcome>
    write(PlanKind kind, const PlanItem& item, const PlanStep& step, const Audit& now, const CallContext& limits);
    /// The row that a step has made, pointed or enabled, with its token; nothing before.
    const std::optional<Integration>& row() const { return m_row; }

private:
    using Sender = std::function<Result<std::vector<RowEdit>>(const RowIdentity&, const CallContext&)>;

    Result<StoreOutcome>
    keep(JournalAction action, const PlanItem& item, const PlanStep& step, const Audit& now, const CallContext& limits);
    Result<StoreOutcome>
    enable(const PlanItem& item, const PlanStep& step, const Audit& now, const CallContext& limits);
    Result<StoreOutcome> writeState(const Integration& row, const PlanStep& step, const CallContext& limits);
    Result<StoreOutcome> edit(
        JournalAction action, const Integration& row, const PlanStep& step, const Sender& send,
        const CallContext& limits);
    ChangeAuthor author() const;

    const Session& m_session;
    DatabasePort& m_database;
    const ApplyTimes& m_times;
    RowWriter m_writer;
    PlanKind m_kind = PlanKind::Repair;
    std::optional<Integration> m_row;
};

/// The row in that reading; null where it is not there.
const Integration* rowIn(const Audit& audit, const std::optional<IntegrationId>& id);
/// What an edit of one row means for the person.
Result<StoreOutcome> outcomeOf(StepAction action, RowEditOutcome outcome);

} // namespace steward
