#include "workflows/execute/resume_guard.h"

#include "domain/plans/plan_facts.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/execute/resumed_state.h"

#include <algorithm>

namespace steward {
namespace {

bool disconnects(const PlanItem& item)
{
    return item.has(StepAction::DeleteInstance) || item.has(StepAction::LogOut);
}

} // namespace

std::optional<Error> ResumeGuard::obstacle(const PlanItem& item, const std::shared_ptr<const Audit>& now)
{
    if (!m_resumeState.isResumed)
        return {};
    const ItemTrail* trail = m_resumeState.trailOf(item.identity);
    if (m_resumeState.refusal && !(trail && hasHappened(item, *trail, *now)))
        return m_resumeState.refusal;
    if (isLastOpen(item, now))
        return ApplyErrors::onlyConnected(item.name.text());
    return trail ? startedObstacle(item, *trail, *now) : std::nullopt;
}

std::optional<Error> ResumeGuard::startedObstacle(const PlanItem& item, const ItemTrail& trail, const Audit& now) const
{
    if (trail.isOlder && !trail.isProvenGone)
        return ApplyErrors::startedByOlder();
    const AuditRow* row = item.name.isEmpty() ? nullptr : now.find(item.name);
    if (!item.name.isEmpty() && !(row && row->server) && now.presenceOnServer(item.name) != Presence::Absent)
        return ApplyErrors::notConcluded(item.name.text()); // gone, or not: for the next look
    if (item.task == ItemTask::Keep)
        return {}; // its row is compared by whoever takes it again
    const auto because = changedBeside(item, trail, now, survivorOf(m_plan, item));
    return because ? std::optional(ApplyErrors::changedInTheMiddle(item.name.text(), *because)) : std::nullopt;
}

/// Where no organization is known, each connected instance may be somebody's only one.
bool ResumeGuard::isLastOpen(const PlanItem& item, const std::shared_ptr<const Audit>& now)
{
    const AuditRow* row = item.name.isEmpty() || !disconnects(item) ? nullptr : now->find(item.name);
    if (!row || !mayBeOpen(*row))
        return false;
    if (m_keptIn.lock() != now) {
        findKept(*now);
        m_keptIn = now;
    }
    return row->organizationId.isNull() || !m_kept.contains(row->organizationId);
}

void ResumeGuard::findKept(const Audit& now)
{
    QSet<InstanceName> taken;
    for (const PlanItem& item : m_plan.items) {
        if (disconnects(item) && !m_resumeState.ended.contains(item.identity))
            taken.insert(item.name);
    }
    m_kept.clear();
    for (const AuditRow& row : now.rows()) {
        // Listed open is enough where memory was not asked; asked and not answered may be anything.
        const bool isSurelyOpen = row.isPhone() && row.server && row.server->connection == Connection::Open &&
                                  (row.memory == MemoryState::Open || row.memory == MemoryState::NotAsked);
        if (isSurelyOpen && !taken.contains(row.name))
            m_kept.insert(row.organizationId);
    }
}

} // namespace steward
