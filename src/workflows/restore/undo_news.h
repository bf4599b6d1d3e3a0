#pragma once

#include "stores/cache_port.h"
#include "stores/call_context.h"
#include "workflows/journal/journal_values.h"
#include "workflows/restore/changed_rows.h"
#include "workflows/session/change_result.h"
#include "workflows/session/session.h"

#include <chrono>
#include <optional>
#include <vector>

namespace steward {

class WorkflowRun;

/// For one call about a row.
inline constexpr std::chrono::seconds timePerUndo{30};

/// What the workers hear once a row is back; nothing: for them it is as before.
std::optional<WorkerMessage> newsOf(const DeletedRow& row);
/// With the intent, so that a resume tells what the killed run did not.
void noteNews(JournalStep& step, const DeletedRow& row);

/// Tells the workers of rows that are back as they were. Blocks.
class UndoNews final {
    Q_DISABLE_COPY_MOVE(UndoNews)

public:
    UndoNews(const Session& session, WorkflowRun& run)
        : m_session(session)
        , m_run(run)
    {
    }

    /// What came of it goes into the item.
    void tell(const WorkerMessage& news, ChangeItem& item, const CallContext& limits) const;
    /// What a killed run has not told of rows that are back.
    std::vector<ChangeItem> tellTheRest(const JournalTrail& trail, const CallContext& limits) const;

private:
    const Session& m_session;
    WorkflowRun& m_run;
};

} // namespace steward
