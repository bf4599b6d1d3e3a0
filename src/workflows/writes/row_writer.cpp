#include "workflows/writes/row_writer.h"

namespace steward {
namespace {

/// The image before and after, without the token: what a later look, or a person, goes by.
void noteKept(const SurvivorAnswer& answer, JournalFields& after)
{
    if (!answer.kept)
        return;
    after.add(QStringLiteral("row"), answer.kept->row.id);
    RowImageNotes::noteResult(after, answer.kept->before, answer.kept->after);
}

} // namespace

Result<RowEditOutcome>
RowWriter::edit(JournalAction action, const IntegrationId& row, const Edit& send, const CallContext& limits)
{
    const auto edits =
        change<std::vector<RowEdit>>({action, row.toString()}, row, send, limits, RowImageNotes::noteEdits);
    return edits ? Result<RowEditOutcome>(edits->front().outcome) : std::unexpected(edits.error());
}

Result<RowEditOutcome> RowWriter::writeState(const RowState& state, const ChangeAuthor& by, const CallContext& limits)
{
    return edit(
        JournalAction::WriteRow, state.row.id,
        [&](const CallContext& call) { return m_database.writeStates({state}, by, call); }, limits);
}

Result<ClaimAnswer> RowWriter::claim(
    const JournalStep& step, const ClaimRequest& request, const CallContext& limits,
    const WorkflowRun::Note<ClaimAnswer>& note)
{
    return m_run.write<ClaimAnswer>(
        step, [&] { return m_database.claim(request, oneCall(m_call, limits)); }, note);
}

Result<SurvivorAnswer> RowWriter::keep(JournalAction action, const SurvivorRequest& request, const CallContext& limits)
{
    const JournalStep step{action, request.survivor.text()};
    const auto send = [&](const CallContext& call) { return m_database.keep(request, call); };
    if (request.onlyHolds) // which changes it by a mark alone
        return write<SurvivorAnswer>(step, send, limits);
    return request.row ? change<SurvivorAnswer>(step, request.row->id, send, limits, noteKept)
                       : write<SurvivorAnswer>(step, send, limits, noteKept);
}

Result<void> RowWriter::endLeases(const CallContext& limits)
{
    return write<void>(
        {JournalAction::EndLease, m_run.id().toString()},
        [&](const CallContext& call) { return m_database.endLeases(m_run.id(), call); }, limits);
}

} // namespace steward
