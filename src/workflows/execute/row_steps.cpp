#include "workflows/execute/row_steps.h"

#include "domain/audit/audit_lookup.h"
#include "stores/database_port.h"
#include "workflows/base/waiting.h"
#include "workflows/execute/apply_errors.h"

#include <algorithm>

namespace steward {
namespace {

/// Why a row was not pointed, made or enabled.
Error inTheWay(const std::vector<Integration>& standing)
{
    return standing.empty() ? ApplyErrors::rowChanged() : ApplyErrors::rowInTheWay(standing.front().name().text());
}

} // namespace

std::vector<IntegrationId> rowsToChange(const PlanItem& item)
{
    std::vector<IntegrationId> rows;
    for (const PlanStep& step : item.steps) {
        if (step.place() == PlanPlace::Database && step.rowId)
            rows.push_back(*step.rowId);
    }
    return rows;
}

Result<std::set<IntegrationId>>
rowsWithoutImage(RowReading& database, const std::vector<IntegrationId>& rows, const CallContext& limits)
{
    std::set<IntegrationId> unreadable;
    if (rows.empty())
        return unreadable;
    const auto images = database.images(rows, limits);
    if (!images)
        return std::unexpected(images.error());
    for (const auto& [id, image] : *images) {
        if (!RowImageNotes::isReadable(image))
            unreadable.insert(id);
    }
    return unreadable;
}

const Integration* rowIn(const Audit& audit, const std::optional<IntegrationId>& id)
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

ChangeAuthor RowSteps::author() const
{
    return m_writer.author(planKindWord(m_kind));
}

Result<StoreOutcome>
RowSteps::write(PlanKind kind, const PlanItem& item, const PlanStep& step, const Audit& now, const CallContext& limits)
{
    m_kind = kind;
    const Integration* row = rowIn(now, step.rowId);
    const auto ofRow = [&](JournalAction action, const Sender& send) {
        return row ? edit(action, *row, step, send, limits) : outcomeOf(step.action, RowEditOutcome::Absent);
    };
    const auto protect = [&](bool protects) {
        return [this, protects](const RowIdentity& id, const CallContext& within) -> Result<std::vector<RowEdit>> {
            const auto edit = m_database.protect(id, protects, author(), within);
            return edit ? Result<std::vector<RowEdit>>(std::vector{*edit}) : std::unexpected(edit.error());
        };
    };
    switch (step.action) {
    case StepAction::PointRow:
        return keep(JournalAction::PointRow, item, step, now, limits);
    case StepAction::InsertRow:
        return keep(JournalAction::InsertRow, item, step, now, limits);
    case StepAction::EnableRow:
        return enable(item, step, now, limits);
    case StepAction::WriteRow:
        return row ? writeState(*row, step, limits) : outcomeOf(step.action, RowEditOutcome::Absent);
    case StepAction::DeleteRow:
        return ofRow(JournalAction::DeleteRow, [&](const RowIdentity& id, const CallContext& within) {
            return m_database.remove({id}, author(), within);
        });
    case StepAction::DisableRow:
        return ofRow(JournalAction::DisableRow, [&](const RowIdentity& id, const CallContext& within) {
            return m_database.disable({id}, author(), within);
        });
    case StepAction::ProtectRow:
        return ofRow(JournalAction::ProtectRow, protect(true));
    case StepAction::UnprotectRow:
        return ofRow(JournalAction::UnprotectRow, protect(false));
    case StepAction::QuietWebhook:
    case StepAction::LogOut:
    case StepAction::DeleteInstance:
    case StepAction::CreateInstance:
    case StepAction::SetWebhook:
    case StepAction::RestartInstance:
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

Result<StoreOutcome> RowSteps::keep(
    JournalAction action, const PlanItem& item, const PlanStep& step, const Audit& now, const CallContext& limits)
{
    SurvivorRequest request;
    request.organizationId = step.after.organizationId.value_or(item.organizationId);
    request.survivor = item.name;
    if (const Integration* row = rowIn(now, step.rowId))
        request.row = RowIdentity::of(*row);
    else if (step.action == StepAction::PointRow)
        return std::unexpected(ApplyErrors::rowChanged());
    request.clinicId = step.after.clinicId.value_or(ClinicId()).orNone();
    request.status = step.after.status.value_or(QStringLiteral("pending"));
    request.phone = step.after.phone;
    request.webhookTemplate = m_session.settings.webhookTemplate;
    request.leaseTime = m_kind == PlanKind::Clean ? m_times.lease : std::chrono::seconds(0);
    request.author = author();
    const auto answer = m_writer.keep(action, request, limits);
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->leasedBy)
        return std::unexpected(ApplyErrors::anotherWorkstation(*answer->leasedBy));
    if (!answer->kept)
        return std::unexpected(inTheWay(answer->standing));
    m_row = answer->kept->row;
    const bool saysMore = step.action == StepAction::PointRow && (step.after.status || step.after.phone);
    return saysMore ? writeState(*m_row, step, limits) : Result<StoreOutcome>(StoreOutcome::Written);
}

Result<StoreOutcome>
RowSteps::enable(const PlanItem& item, const PlanStep& step, const Audit& now, const CallContext& limits)
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
    const auto image = m_database.image(row->id, oneCall(m_times.call, limits));
    if (!image || !*image)
        return std::unexpected(image ? ApplyErrors::rowChanged() : image.error());
    ClaimRequest request;
    request.organizationId = row->organizationId;
    request.instanceName = item.name;
    request.webhookTemplate = m_session.settings.webhookTemplate;
    request.finishing = **image;
    request.enables = true;
    request.author = author();
    JournalStep intent{JournalAction::EnableRow, row->id.toString()};
    if (const auto noted = RowImageNotes::noteBefore(intent, **image); !noted)
        return std::unexpected(noted.error());
    const auto answer = m_writer.claim(intent, request, limits, [](const ClaimAnswer& claimed, JournalFields& after) {
        if (claimed.claimed)
            RowImageNotes::noteResult(after, claimed.claimed->before, claimed.claimed->after);
    });
    if (!answer)
        return std::unexpected(answer.error());
    if (!answer->claimed)
        return std::unexpected(inTheWay(answer->standing));
    m_row = answer->claimed->row;
    return step.after.status && m_row->status != *step.after.status ? writeState(*m_row, step, limits)
                                                                    : Result<StoreOutcome>(StoreOutcome::Written);
}

Result<StoreOutcome> RowSteps::writeState(const Integration& row, const PlanStep& step, const CallContext& limits)
{
    const RowState state{
        RowIdentity::of(row), step.after.status.value_or(row.status), step.after.phone, step.after.expectedPhone};
    const auto outcome = m_writer.writeState(state, author(), limits);
    return outcome ? outcomeOf(StepAction::WriteRow, *outcome) : std::unexpected(outcome.error());
}

Result<StoreOutcome> RowSteps::edit(
    JournalAction action, const Integration& row, const PlanStep& step, const Sender& send, const CallContext& limits)
{
    const auto outcome = m_writer.edit(
        action, row.id, [&](const CallContext& call) { return send(RowIdentity::of(row), call); }, limits);
    return outcome ? outcomeOf(step.action, *outcome) : std::unexpected(outcome.error());
}

} // namespace steward
