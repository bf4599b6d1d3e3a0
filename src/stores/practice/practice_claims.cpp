#include "stores/practice/practice_claims.h"

#include "domain/webhook_template.h"
#include "stores/practice/practice_rows.h"
#include "stores/store_refusals.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace steward {
namespace {

/// The row that is to be finished, where it is still as it was seen.
PracticeRow* finishable(PracticeState& state, const ClaimRequest& request)
{
    const QJsonDocument image = QJsonDocument::fromJson(request.finishing->json);
    PracticeRow* const row = ourRow(state, IntegrationId::fromJson(image[QLatin1String("id")]));
    const bool same = row && row->row.organizationId == request.organizationId && row->row.enabled != request.enables &&
                      row->row.names(request.instanceName) && imageOf(*row) == *request.finishing;
    return same ? row : nullptr;
}

std::vector<Integration>
standingRows(const PracticeState& state, Timestamp now, const ClaimRequest& request, const PracticeRow* finishing)
{
    std::vector<Integration> standing;
    for (const PracticeRow& row : state.rows) {
        const bool holds = row.row.enabled && row.row.organizationId == request.organizationId;
        if (row.isOurs() && &row != finishing && (holds || row.row.names(request.instanceName)))
            standing.push_back(shownRow(row, now));
    }
    return standing;
}

void complete(PracticeState& state, Timestamp now, PracticeRow& row, const ClaimRequest& request)
{
    row.row.status = QStringLiteral("pending");
    row.row.enabled = true;
    row.row.updatedAt = now;
    if (request.clinicId)
        row.row.clinicId = *request.clinicId;
    else if (row.row.clinicId.isNull())
        row.row.clinicId = firstClinic(state, request.organizationId);
    if (row.row.webhookToken.isEmpty())
        row.row.webhookToken = state.drawToken();
    if (request.expectedPhone)
        row.row.expectedPhone = request.expectedPhone;
    row.operation = request.author.operation;
    if (!request.webhookTemplate.isEmpty())
        row.webhookUrl =
            webhookUrl(request.webhookTemplate, request.instanceName, row.row.webhookToken).value_or(SecretUrl());
}

bool isUntouched(const PracticeRow& made, const ClaimUndo& undo)
{
    const Integration& row = made.row;
    return row.organizationId == undo.organizationId && row.names(undo.instanceName) && row.enabled &&
           row.status != QLatin1String("active") && made.operation == undo.author.operation &&
           TokenDigest::of(row.webhookToken) == undo.token;
}

} // namespace

Result<ClaimAnswer> claimPracticeRow(PracticeState& state, Timestamp now, const ClaimRequest& request)
{
    PracticeRow* row = request.finishing ? finishable(state, request) : nullptr;
    auto standing = standingRows(state, now, request, row);
    if (!standing.empty())
        return ClaimAnswer{{}, std::move(standing)};
    if (request.finishing && !row)
        return std::unexpected(StoreRefusals::rowGone());
    const std::optional<RowImage> before = request.finishing;
    if (!row) {
        state.rows.push_back(newPracticeRow(state, now, {request.organizationId, {}, request.instanceName}));
        row = &state.rows.back();
    }
    complete(state, now, *row, request);
    const RowImage after = imageOf(*row);
    keepHistory(state, {request.author, before, after});
    return ClaimAnswer{ClaimedRow{shownRow(*row, now), before, after}, {}};
}

std::optional<ClaimedRow> practiceClaimOf(const PracticeState& state, Timestamp now, const OperationId& operation)
{
    for (const PracticeRow& row : state.rows) {
        if (row.isOurs() && row.operation == operation)
            return ClaimedRow{shownRow(row, now), {}, imageOf(row)};
    }
    return {};
}

RowUndo undoPracticeClaim(PracticeState& state, const ClaimUndo& undo)
{
    PracticeRow* const row = ourRow(state, undo.id);
    if (!row)
        return RowUndo::AlreadyAbsent;
    const RowImage now = imageOf(*row);
    if (!isUntouched(*row, undo))
        return undo.before == now ? RowUndo::Undone : RowUndo::ChangedSince;
    if (!undo.before) {
        keepHistory(state, {undo.author, now, {}});
        std::erase_if(state.rows, [&undo](const PracticeRow& each) { return each.isOurs() && each.row.id == undo.id; });
        return RowUndo::Undone;
    }
    restore(*row, *undo.before);
    keepHistory(state, {undo.author, now, imageOf(*row)});
    return RowUndo::Undone;
}

std::optional<Integration> recordPracticePairing(PracticeState& state, Timestamp now, const PairedRow& paired)
{
    PracticeRow* const row = ourRow(state, paired.id);
    if (!row || !row->row.enabled || !row->row.names(paired.instanceName) ||
        row->row.organizationId != paired.organizationId)
        return {};
    const RowImage before = imageOf(*row);
    row->row.status = QStringLiteral("active");
    row->row.phoneColumn = paired.phone;
    row->row.connectedAt = now;
    row->row.updatedAt = now;
    keepHistory(state, {paired.author, before, imageOf(*row)});
    return shownRow(*row, now);
}

} // namespace steward
