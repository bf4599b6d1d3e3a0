#include "workflows/execute/resumed_state.h"

#include "domain/plans/plan_facts.h"
#include "domain/plans/step_proof.h"
#include "wording/skip_words.h"

#include <algorithm>

namespace steward {
namespace {

const ServerInstance* listedAs(const PlanItem& item, const Audit& now)
{
    const AuditRow* row = item.name.isEmpty() ? nullptr : now.find(item.name);
    return row ? row->server : nullptr;
}

bool isOpenNow(const PlanItem& item, const Audit& now)
{
    const AuditRow* row = item.name.isEmpty() ? nullptr : now.find(item.name);
    return row && mayBeOpen(*row);
}

/// The state that is to be found, once what was sent is taken into account; it never explains a connection.
class Expected final {
public:
    Expected(const PlanItem& item, const ItemTrail& trail, const SeenState& now)
        : m_item(item)
        , m_trail(trail)
        , m_now(now)
        , m_state(item.seen)
    {
    }

    SeenState state()
    {
        takeServer();
        for (SeenRow& row : m_state.rows)
            takeRow(row);
        takeRowsMadeOrGone();
        if (m_trail.isCacheSent)
            m_state.entries = m_now.entries;
        return std::move(m_state);
    }

private:
    void takeServer()
    {
        const bool wasRemoved = m_trail.isRemovalSent || m_trail.isProvenGone;
        if (!m_now.server) {
            if (wasRemoved)
                m_state.server.reset();
            return;
        }
        if (m_now.server->open)
            return;
        const bool isMadeAnew = m_trail.isCreateSent && (!m_state.server || wasRemoved);
        if (isMadeAnew)
            m_state.server = m_now.server;
        else if (m_state.server && (wasRemoved || m_trail.isLogOutSent)) {
            m_state.server->open = false;
            if (!m_now.server->phone)
                m_state.server->phone.reset();
        }
    }

    void takeRow(SeenRow& row) const
    {
        const auto now = std::ranges::find(m_now.rows, row.id, &SeenRow::id);
        if (now == m_now.rows.end())
            return;
        // The backend writes the status of what is logged out or deleted.
        if (m_trail.isLogOutSent || m_trail.isRemovalSent || m_trail.isProvenGone || m_trail.isRowSent)
            row.status = now->status;
        if (!m_trail.isRowSent)
            return;
        if (now->enabled == wantsEnabled(row.enabled))
            row.enabled = now->enabled;
        if (now->instanceName == m_item.name && (now->legacyName.isEmpty() || now->legacyName == m_item.name)) {
            row.instanceName = now->instanceName;
            row.legacyName = now->legacyName;
        }
        // A claim gives a row without a clinic its organization's first one.
        if (row.clinicId.isNull() && (m_item.has(StepAction::EnableRow) || m_item.has(StepAction::PointRow)))
            row.clinicId = now->clinicId;
        for (const PlanStep& step : m_item.steps)
            takeValues(step, *now, row);
    }

    static void takeValues(const PlanStep& step, const SeenRow& now, SeenRow& row)
    {
        if (step.place() != PlanPlace::Database)
            return;
        if (step.after.phone && step.after.phone == now.phone)
            row.phone = now.phone;
        if (step.after.clinicId && *step.after.clinicId == now.clinicId)
            row.clinicId = now.clinicId;
        // Given to another organization, it takes that one's first clinic where it has one.
        if (step.after.organizationId && *step.after.organizationId == now.organizationId &&
            row.organizationId != now.organizationId) {
            row.organizationId = now.organizationId;
            row.clinicId = now.clinicId;
        }
        if (step.action == StepAction::ProtectRow || step.action == StepAction::UnprotectRow)
            row.isProtected = step.action == StepAction::ProtectRow;
    }

    bool wantsEnabled(bool before) const
    {
        if (m_item.has(StepAction::DisableRow))
            return false;
        return before || m_item.has(StepAction::EnableRow) || m_item.has(StepAction::PointRow);
    }

    void takeRowsMadeOrGone()
    {
        if (!m_trail.isRowSent)
            return;
        const auto isHere = [](const std::vector<SeenRow>& rows, const IntegrationId& id) {
            return std::ranges::find(rows, id, &SeenRow::id) != rows.end();
        };
        if (m_item.has(StepAction::DeleteRow))
            std::erase_if(m_state.rows, [&](const SeenRow& row) { return !isHere(m_now.rows, row.id); });
        if (!m_item.has(StepAction::InsertRow))
            return;
        for (const SeenRow& row : m_now.rows) {
            const bool isOurs = row.organizationId == m_item.organizationId && row.instanceName == m_item.name;
            if (isOurs && !isHere(m_state.rows, row.id))
                m_state.rows.push_back(row);
        }
    }

    const PlanItem& m_item;
    const ItemTrail& m_trail;
    const SeenState& m_now;
    SeenState m_state;
};

bool plansSame(const PlanStep& step, const PlanItem& fresh)
{
    return std::ranges::any_of(fresh.steps, [&step](const PlanStep& each) { return each.isSameWrite(step); });
}

/// Its instance is gone, or logged out, by what was sent: its row, keys and residue go with it.
bool isServersPartOver(const PlanItem& item, const ItemTrail& trail, const Audit& now)
{
    if (item.has(StepAction::DeleteInstance))
        return (trail.isRemovalSent || trail.isProvenGone) && !listedAs(item, now);
    return item.has(StepAction::LogOut) && trail.isLogOutSent && !isOpenNow(item, now);
}

} // namespace

std::optional<QString> changedBeside(
    const PlanItem& item, const ItemTrail& trail, const Audit& now, const std::optional<InstanceName>& survivor)
{
    const SeenState seen = seenAgain(now, item, survivor);
    const SeenState expected = Expected(item, trail, seen).state();
    for (const Difference& difference : changedSince(expected, seen)) {
        if (!(difference.isGone && item.task == ItemTask::Delete))
            return sentenceOf(difference);
    }
    return {};
}

bool hasHappened(const PlanItem& item, const ItemTrail& trail, const Audit& now)
{
    return trail.isProvenGone || trail.isRowSent || trail.isCacheSent || trail.isCreateSent ||
           isServersPartOver(item, trail, now);
}

bool isGoing(const InstanceName& name, const ItemTrail& trail, const Audit& now)
{
    const AuditRow* row = name.isEmpty() ? nullptr : now.find(name);
    const bool isInMemory = row && (row->memory == MemoryState::Open || row->memory == MemoryState::Connecting ||
                                    row->memory == MemoryState::Close);
    return trail.isRemovalSent && row && row->server && !isInMemory && !mayBeOpen(*row);
}

bool isPlannedStill(const PlanItem& item, const ItemTrail* trail, const PlanItem* fresh, const Audit& now)
{
    const bool isServersOver = trail && isServersPartOver(item, *trail, now);
    // A plan of now leaves what has no state: of this one it is known why. A batch would ask it to go once more.
    const bool isOnItsWay = trail && item.task != ItemTask::Delete && item.has(StepAction::DeleteInstance) &&
                            isGoing(item.name, *trail, now);
    return std::ranges::all_of(item.steps, [&](const PlanStep& step) {
        const bool isServers = step.place() == PlanPlace::Server;
        const bool isLeftToDo = takesAway(step.action) && !isProven(step, item, now);
        if (!isLeftToDo || (isServersOver && !isServers) || (isOnItsWay && isServers))
            return true;
        return fresh && plansSame(step, *fresh);
    });
}

bool isKeptStill(const PlanItem& item, const PlanItem* fresh, const Audit& now)
{
    return std::ranges::all_of(item.steps, [&](const PlanStep& step) {
        const bool points = step.action == StepAction::PointRow || step.action == StepAction::InsertRow;
        return !points || isProven(step, item, now) || (fresh && plansSame(step, *fresh));
    });
}

} // namespace steward
