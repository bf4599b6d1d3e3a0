#include "stores/practice/practice_keeping.h"

#include "domain/webhook_template.h"
#include "stores/practice/practice_rows.h"
#include "stores/survivor_judgement.h"

namespace steward {
namespace {

PracticeRow& insertSurvivor(PracticeState& state, Timestamp now, const SurvivorRequest& request)
{
    const ClinicId clinic = request.clinicId.value_or(firstClinic(state, request.organizationId));
    state.rows.push_back(newPracticeRow(state, now, {request.organizationId, clinic, request.survivor}));
    PracticeRow& made = state.rows.back();
    if (!request.status.isEmpty())
        made.row.status = request.status;
    made.row.phoneColumn = request.phone;
    made.operation = request.author.operation;
    return made;
}

void hold(Timestamp now, PracticeRow& row, const SurvivorRequest& request)
{
    row.row.lease.reset();
    if (request.leaseTime.count() > 0)
        row.row.lease = RowLease{request.author.operation, request.author.workstation, now + request.leaseTime};
}

void point(PracticeState& state, Timestamp now, PracticeRow& row, const SurvivorRequest& request)
{
    if (request.moves()) {
        row.row.organizationId = request.organizationId;
        row.row.clinicId = request.clinicId.value_or(firstClinic(state, request.organizationId));
    }
    row.row.instanceName = request.survivor;
    row.row.legacyName = InstanceName();
    row.row.updatedAt = now;
    if (row.row.webhookToken.isEmpty())
        row.row.webhookToken = state.drawToken();
    if (!request.webhookTemplate.isEmpty())
        row.webhookUrl =
            webhookUrl(request.webhookTemplate, request.survivor, row.row.webhookToken).value_or(SecretUrl());
}

} // namespace

SurvivorAnswer keepPracticeRow(PracticeState& state, Timestamp now, const SurvivorRequest& request)
{
    std::vector<LockedRow> seen;
    for (const PracticeRow& row : state.rows) {
        const bool isMeant = request.row && row.row.id == request.row->id;
        if (row.isOurs() &&
            (isMeant || row.row.organizationId == request.organizationId || row.row.names(request.survivor)))
            seen.push_back({shownRow(row, now), imageOf(row)});
    }
    SurvivorJudgement judged = judgeSurvivor(request, seen);
    if (judged.refused)
        return {{}, std::move(judged.leasedBy), std::move(judged.standing)};
    PracticeRow& row = judged.target ? *ourRow(state, judged.target->row.id) : insertSurvivor(state, now, request);
    if (!request.onlyHolds)
        point(state, now, row, request);
    hold(now, row, request);
    const auto before = judged.target ? std::optional(judged.target->image) : std::nullopt;
    const RowImage after = imageOf(row);
    keepHistory(state, {request.author, before, after});
    return {ClaimedRow{shownRow(row, now), request.row ? before : std::nullopt, after}, {}, {}};
}

void endPracticeLeases(PracticeState& state, const OperationId& operation)
{
    for (PracticeRow& row : state.rows) {
        if (!row.isOurs() || !row.row.lease || row.row.lease->operation != operation)
            continue;
        const RowImage before = imageOf(row);
        const ChangeAuthor author{row.row.lease->workstation, operation, QStringLiteral("end lease")};
        row.row.lease.reset();
        keepHistory(state, {author, before, imageOf(row)});
    }
}

} // namespace steward
