#include "workflows/execute/row_steps.h"

#include "domain/audit/audit_lookup.h"
#include "stores/database_port.h"
#include "workflows/base/patience.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/writes/repeated.h"
#include "workflows/writes/row_image_notes.h"

#include <algorithm>

namespace steward {
namespace {

JournalStep journalStep(const PlanStep& step, const QString& target)
{
    return {Store::Database, stepActionWord(step.action), target, {}};
}

QString idText(const QUuid& id)
{
    return id.toString(QUuid::WithoutBraces);
}

/// The image before and after, without the token: what a later look, or a person, goes by.
void noteKept(const KeeperAnswer& answer, JournalFields& after)
{
    if (!answer.kept)
        return;
    after.add(QStringLiteral("row"), answer.kept->row.id);
    RowImageNotes::noteResult(after, answer.kept->before, answer.kept->after);
}

} // namespace

const Integration* rowIn(const Audit& audit, const QUuid& id)
{
    return audit.lookup().row(id);
}

Result<StoreOutcome> outcomeOf(StepAction action, RowEditOutcome outcome)
{
    const bool deletes = action == StepAction::DeleteRow;
    switch (outcome) {
    case RowEditOutcome::Done:
        return deletes ? StoreOutcome::Gone : StoreOutcome::Written;
    case RowEditOutcome::AsWanted:
        return StoreOutcome::Written;
    case RowEditOutcome::Absent:
        if (deletes)
            return StoreOutcome::Absent;
        break;
    case RowEditOutcome::Referenced:
        return std::unexpected(ApplyErrors::rowHeld());
    case RowEditOutcome::ChangedSince:
        break;
    }
    return std::unexpected(ApplyErrors::rowChanged());
}

ChangeAuthor RowSteps::author(PlanKind kind) const
{
    return {m_access.desk, m_run.id(), planKindWord(kind)};
}

Result<StoreOutcome>
RowSteps::write(PlanKind kind, const PlanItem& item, const PlanStep& step, const Audit& now, const Limits& limits)
{
    m_kind = kind;
    const Integration* row = rowIn(now, step.rowId);
    const auto ofRow = [&](const Sender& send) {
        return row ? edit(*row, step, send, limits) : outcomeOf(step.action, RowEditOutcome::Absent);
    };
    switch (step.action) {
    case StepAction::PointRow:
    case StepAction::InsertRow:
        return keep(kind, item, step, now, limits);
    case StepAction::EnableRow:
        return enable(item, step, now, limits);
    case StepAction::WriteRow:
        return row ? writeState(*row, step, limits) : outcomeOf(step.action, RowEditOutcome::Absent);
    case StepAction::DeleteRow:
        return ofRow([&](const RowIdentity& id, const Limits& within) {
            return m_database.remove({id}, author(m_kind), within);
        });
    case StepAction::DisableRow:
        return ofRow([&](const RowIdentity& id, const Limits& within) {
            return m_database.disable({id}, author(m_kind), within);
        });
    case StepAction::ProtectRow:
        return ofRow([&](const RowIdentity& id, const Limits& within) { return protect(id, true, within); });
    case StepAction::UnprotectRow:
        return ofRow([&](const RowIdentity& id, const Limits& within) { return protect(id, false, within); });
    case StepAction::QuietWebhook:
    case StepAction::LogOut:
    case StepAction::DeleteInstance:
    case StepAction::CreateInstance:
    case StepAction::SetWebhook:
    case StepAction::WriteEntry:
    case StepAction::DropEntry:
    case StepAction::SetLifetime:
    case StepAction::ClearResidue:
    case StepAction::TellAdded:
    case StepAction::TellRemoved:
    case StepAction::ProtectInProfile:
    case StepAction::UnprotectInProfile:
        break;
    }
    return std::unexpected(ApplyErrors::unknownStep());
}

Result<StoreOutcome>
RowSteps::keep(PlanKind kind, const PlanItem& item, const PlanStep& step, const Audit& now, const Limits& limits)
{
    KeeperRequest request;
    request.organizationId = step.after.organizationId.value_or(item.organizationId);
    request.keeper = item.name;
    if (const Integration* row = rowIn(now, step.rowId))
        request.row = RowIdentity::of(*row);
    else if (step.action == StepAction::PointRow)
        return std::unexpected(ApplyErrors::rowChanged());
    request.clinicId = step.after.clinicId.value_or(QUuid());
    request.status = step.after.status.value_or(QStringLiteral("pending"));
    request.phone = step.after.phone;
    request.webhookTemplate = m_access.settings.webhookTemplate;
    request.leaseTime = kind == PlanKind::Clean ? m_times.lease : std::chrono::seconds(0);
    request.author = author(kind);
    JournalStep intent = journalStep(step, item.name.text());
    if (request.row) {
        if (const auto noted =
                RowImageNotes::noteBefore(intent, m_database, request.row->id, oneCall(m_times.call, limits));
            !noted)
            return std::unexpected(noted.error());
    }
    const auto answer = writeRepeated<KeeperAnswer>(
        m_run, intent, [&] { return m_database.keep(request, oneCall(m_times.call, limits)); }, limits, noteKept);
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->leasedBy)
        return std::unexpected(ApplyErrors::anotherDesk(*answer->leasedBy));
    if (!answer->kept)
        return std::unexpected(
            answer->standing.empty() ? ApplyErrors::rowChanged()
                                     : ApplyErrors::rowInTheWay(answer->standing.front().name().text()));
    m_row = answer->kept->row;
    const bool saysMore = step.action == StepAction::PointRow && (step.after.status || step.after.phone);
    return saysMore ? writeState(*m_row, step, limits) : Result<StoreOutcome>(StoreOutcome::Written);
}

Result<StoreOutcome>
RowSteps::enable(const PlanItem& item, const PlanStep& step, const Audit& now, const Limits& limits)
{
    const Integration* row = rowIn(now, step.rowId);
    if (!row)
        return std::unexpected(ApplyErrors::rowChanged());
    if (row->enabled) { // by an earlier run of this very operation, which may not have come to its status
        m_row = *row;
        const bool isAsBefore = step.before.status && row->status == *step.before.status;
        return isAsBefore && step.after.status ? writeState(*row, step, limits)
                                               : Result<StoreOutcome>(StoreOutcome::Written);
    }
    const auto image = m_database.image(step.rowId, oneCall(m_times.call, limits));
    if (!image || !*image)
        return std::unexpected(image ? ApplyErrors::rowChanged() : image.error());
    ClaimRequest request;
    request.organizationId = row->organizationId;
    request.instanceName = item.name;
    request.webhookTemplate = m_access.settings.webhookTemplate;
    request.finishing = **image;
    request.enables = true;
    request.author = author(m_kind);
    JournalStep intent = journalStep(step, idText(step.rowId));
    RowImageNotes::noteBefore(intent, **image);
    const auto answer = m_run.write<ClaimAnswer>(
        intent, [&] { return m_database.claim(request, oneCall(m_times.call, limits)); },
        [](const ClaimAnswer& claimed, JournalFields& after) {
            if (claimed.claimed)
                RowImageNotes::noteResult(after, claimed.claimed->before, claimed.claimed->after);
        });
    if (!answer)
        return std::unexpected(answer.error());
    if (!answer->claimed)
        return std::unexpected(
            answer->standing.empty() ? ApplyErrors::rowChanged()
                                     : ApplyErrors::rowInTheWay(answer->standing.front().name().text()));
    m_row = answer->claimed->row;
    return step.after.status && m_row->status != *step.after.status ? writeState(*m_row, step, limits)
                                                                    : Result<StoreOutcome>(StoreOutcome::Written);
}

Result<StoreOutcome> RowSteps::writeState(const Integration& row, const PlanStep& step, const Limits& limits)
{
    const RowState state{
        RowIdentity::of(row), step.after.status.value_or(row.status), step.after.phone, step.after.expectedPhone};
    JournalStep intent{Store::Database, stepActionWord(StepAction::WriteRow), idText(row.id), {}};
    if (const auto noted = RowImageNotes::noteBefore(intent, m_database, row.id, oneCall(m_times.call, limits)); !noted)
        return std::unexpected(noted.error());
    const auto edits = writeRepeated<std::vector<RowEdit>>(
        m_run, intent, [&] { return m_database.writeStates({state}, author(m_kind), oneCall(m_times.call, limits)); },
        limits, RowImageNotes::noteEdits);
    if (!edits)
        return std::unexpected(edits.error());
    return outcomeOf(StepAction::WriteRow, edits->front().outcome);
}

Result<std::vector<RowEdit>> RowSteps::protect(const RowIdentity& row, bool protects, const Limits& limits)
{
    const auto edit = m_database.protect(row, protects, author(m_kind), limits);
    return edit ? Result<std::vector<RowEdit>>(std::vector{*edit}) : std::unexpected(edit.error());
}

Result<StoreOutcome>
RowSteps::edit(const Integration& row, const PlanStep& step, const Sender& send, const Limits& limits)
{
    JournalStep intent = journalStep(step, idText(row.id));
    if (const auto noted = RowImageNotes::noteBefore(intent, m_database, row.id, oneCall(m_times.call, limits)); !noted)
        return std::unexpected(noted.error());
    const auto edits = writeRepeated<std::vector<RowEdit>>(
        m_run, intent, [&] { return send(RowIdentity::of(row), oneCall(m_times.call, limits)); }, limits,
        RowImageNotes::noteEdits);
    if (!edits)
        return std::unexpected(edits.error());
    return outcomeOf(step.action, edits->front().outcome);
}

} // namespace steward
