#include "workflows/writes/row_deletion.h"

#include "stores/database_port.h"
#include "workflows/base/waiting.h"
#include "workflows/writes/repeated.h"

namespace steward {

void RowDeletion::remove(std::span<const RowIdentity> rows)
{
    if (rows.empty())
        return;
    std::vector<JournalStep> steps;
    for (const RowIdentity& row : rows) {
        const auto item = m_items.find(row.id);
        steps.push_back(
            {JournalAction::DeleteRow, row.id.toString(), {}, item == m_items.end() ? QByteArray() : item->second});
    }
    const std::vector<RowIdentity> wanted(rows.begin(), rows.end());
    const auto edits = writeAllRepeated<std::vector<RowEdit>>(
        m_run, steps, [&] { return m_database.remove(wanted, m_author, oneCall(m_call, m_limits)); }, m_limits);
    if (edits) {
        for (const RowEdit& edit : *edits)
            m_outcomes[edit.id] = edit.outcome;
        return;
    }
    if (rows.size() > 1 && edits.error().kind == ErrorKind::Rejected && !m_run.trouble()) {
        remove(rows.first(rows.size() / 2));
        return remove(rows.subspan(rows.size() / 2));
    }
    for (const RowIdentity& row : rows)
        m_errors[row.id] = edits.error();
}

RowEditOutcome RowDeletion::outcome(const IntegrationId& id) const
{
    const auto found = m_outcomes.find(id);
    return found == m_outcomes.end() ? RowEditOutcome::Absent : found->second;
}

const Error* RowDeletion::error(const IntegrationId& id) const
{
    const auto found = m_errors.find(id);
    return found == m_errors.end() ? nullptr : &found->second;
}

} // namespace steward
