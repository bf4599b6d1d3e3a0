#include "stores/practice/practice_claims.h"

#include "domain/webhook_template.h"
#include "stores/practice/practice_rows.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace steward {
namespace {

struct PracticeClaimText {
    Q_DECLARE_TR_FUNCTIONS(steward::PracticeDatabase)
};

PracticeRow* rowOf(PracticeState& state, const QUuid& id)
{
    const auto found =
        std::ranges::find_if(state.rows, [&id](const PracticeRow& row) { return row.isOurs() && row.row.id == id; });
    return found == state.rows.end() ? nullptr : &*found;
}

bool keepsHistory(const PracticeState& state)
{
    return state.guards.contains(GuardPart::AuditTable);
}

void keep(PracticeState& state, PracticeChange change)
{
    if (keepsHistory(state))
        state.history.push_back(std::move(change));
}

QUuid firstClinic(const PracticeState& state, const QUuid& organization)
{
    const Clinic* first = nullptr;
    for (const Clinic& clinic : state.clinics) {
        if (clinic.active && clinic.organizationId == organization && (!first || clinic.name < first->name))
            first = &clinic;
    }
    return first ? first->id : QUuid();
}

/// The row that is to be finished, where it is still as it was seen.
PracticeRow* finishable(PracticeState& state, const ClaimRequest& request)
{
    const QJsonDocument image = QJsonDocument::fromJson(request.finishing->json);
    PracticeRow* const row = rowOf(state, QUuid::fromString(image[QLatin1String("id")].toString()));
    const bool same = row && row->row.organizationId == request.organizationId && row->row.enabled &&
                      row->row.names(request.instanceName) && imageOf(*row) == *request.finishing;
    return same ? row : nullptr;
}

std::vector<Integration> standingRows(const PracticeState& state, const ClaimRequest& request, const QUuid& except)
{
    std::vector<Integration> standing;
    for (const PracticeRow& row : state.rows) {
        const bool holds = row.row.enabled && row.row.organizationId == request.organizationId;
        if (row.isOurs() && row.row.id != except && (holds || row.row.names(request.instanceName)))
            standing.push_back(shownRow(row));
    }
    return standing;
}

void complete(PracticeState& state, Timestamp now, PracticeRow& row, const ClaimRequest& request)
{
    row.row.status = QStringLiteral("pending");
    row.row.updatedAt = now;
    if (!request.clinicId.isNull())
        row.row.clinicId = request.clinicId;
    else if (row.row.clinicId.isNull())
        row.row.clinicId = firstClinic(state, request.organizationId);
    if (row.row.webhookToken.isEmpty())
        row.row.webhookToken = state.drawToken();
    if (request.expectedPhone)
        row.row.expectedPhone = request.expectedPhone;
    row.operation = request.author.operation;
    if (!request.webhookTemplate.isEmpty())
        row.webhookUrl =
            webhookUrl(request.webhookTemplate, request.instanceName, row.row.webhookToken).value_or(QString());
}

Error goneMeanwhile()
{
    return {
        ErrorKind::NotFound,
        PracticeClaimText::tr("The integration that was to be finished has been deleted in the meantime. Look again "
                              "before doing anything."),
        QStringLiteral("the row to finish is gone")};
}

bool isUntouched(const PracticeRow& made, const ClaimUndo& undo)
{
    const Integration& row = made.row;
    const QByteArray token = QCryptographicHash::hash(row.webhookToken.reveal(), QCryptographicHash::Sha256).toHex();
    return row.organizationId == undo.organizationId && row.names(undo.instanceName) && row.enabled &&
           row.status != QLatin1String("active") && made.operation == undo.author.operation &&
           token == undo.tokenSha256.toLower();
}

} // namespace

Result<ClaimAnswer> claimPracticeRow(PracticeState& state, Timestamp now, const ClaimRequest& request)
{
    PracticeRow* row = request.finishing ? finishable(state, request) : nullptr;
    auto standing = standingRows(state, request, row ? row->row.id : QUuid());
    if (!standing.empty())
        return ClaimAnswer{{}, std::move(standing)};
    if (request.finishing && !row)
        return std::unexpected(goneMeanwhile());
    const std::optional<RowImage> before = request.finishing;
    if (!row) {
        state.rows.push_back(newPracticeRow(state, now, {request.organizationId, {}, request.instanceName}));
        row = &state.rows.back();
    }
    complete(state, now, *row, request);
    const RowImage after = imageOf(*row);
    keep(state, {request.author, before, after});
    return ClaimAnswer{ClaimedRow{shownRow(*row), before, after}, {}};
}

std::optional<ClaimedRow> practiceClaimOf(const PracticeState& state, const QUuid& operation)
{
    for (const PracticeRow& row : state.rows) {
        if (row.isOurs() && row.operation == operation)
            return ClaimedRow{shownRow(row), {}, imageOf(row)};
    }
    return {};
}

RowUndo undoPracticeClaim(PracticeState& state, const ClaimUndo& undo)
{
    PracticeRow* const row = rowOf(state, undo.id);
    if (!row)
        return RowUndo::AlreadyAbsent;
    const RowImage now = imageOf(*row);
    if (!isUntouched(*row, undo))
        return undo.before == now ? RowUndo::Undone : RowUndo::ChangedSince;
    if (!undo.before) {
        keep(state, {undo.author, now, {}});
        std::erase_if(state.rows, [&undo](const PracticeRow& each) { return each.isOurs() && each.row.id == undo.id; });
        return RowUndo::Undone;
    }
    restore(*row, *undo.before);
    keep(state, {undo.author, now, imageOf(*row)});
    return RowUndo::Undone;
}

std::optional<Integration> recordPracticePairing(PracticeState& state, Timestamp now, const PairedRow& paired)
{
    PracticeRow* const row = rowOf(state, paired.id);
    if (!row || !row->row.enabled || !row->row.names(paired.instanceName))
        return {};
    const RowImage before = imageOf(*row);
    row->row.status = QStringLiteral("active");
    row->row.phoneColumn = paired.phone;
    row->row.connectedAt = now;
    row->row.updatedAt = now;
    keep(state, {paired.author, before, imageOf(*row)});
    return shownRow(*row);
}

} // namespace steward
