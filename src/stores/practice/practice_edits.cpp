#include "stores/practice/practice_edits.h"

#include "stores/practice/practice_rows.h"

#include <QJsonDocument>

#include <functional>

namespace steward {
namespace {

const QString disabledStatus = QStringLiteral("disabled");

bool isMeant(const RowIdentity& wanted, const Integration& row)
{
    return RowIdentity::of(row) == wanted;
}

/// Judges a row that is still the one meant; Done: it is to be written.
using Judge = std::function<RowEditOutcome(const PracticeRow&, const RowState&)>;
using Write = std::function<void(PracticeRow&, const RowState&)>;

/// All are judged before any is written, as one statement does it, so that a row asked for twice is answered twice.
std::vector<RowEdit> edited(
    PracticeState& state, const std::vector<RowState>& wishes, const ChangeAuthor& author, const Judge& judge,
    const Write& write)
{
    std::vector<RowEdit> edits;
    for (const RowState& wish : wishes) {
        const PracticeRow* row = ourRow(state, wish.row.id);
        edits.push_back({wish.row.id, RowEditOutcome::Absent});
        if (row)
            edits.back().outcome = isMeant(wish.row, row->row) ? judge(*row, wish) : RowEditOutcome::ChangedSince;
    }
    std::map<QUuid, const RowState*> open; // the last wish for each row
    for (size_t place = 0; place < wishes.size(); ++place) {
        if (edits[place].outcome == RowEditOutcome::Done)
            open[wishes[place].row.id] = &wishes[place];
    }
    for (const auto& [id, wish] : open) {
        PracticeRow& row = *ourRow(state, id);
        const RowImage before = imageOf(row);
        write(row, *wish);
        keepHistory(state, {author, before, imageOf(row)});
    }
    return edits;
}

std::vector<RowState> wishesOf(const std::vector<RowIdentity>& rows)
{
    std::vector<RowState> wishes;
    for (const RowIdentity& row : rows)
        wishes.push_back({row, {}, {}});
    return wishes;
}

RowEditOutcome judgeUnprotected(const PracticeRow& row, bool isAsWanted)
{
    if (row.row.isProtected)
        return RowEditOutcome::ChangedSince;
    return isAsWanted ? RowEditOutcome::AsWanted : RowEditOutcome::Done;
}

} // namespace

std::vector<RowEdit> removePracticeRows(
    PracticeState& state, Timestamp now, const std::vector<RowIdentity>& rows, const ChangeAuthor& author)
{
    std::vector<RowIdentity> held;
    std::vector<QUuid> gone;
    std::vector<RowEdit> edits;
    for (const RowIdentity& wanted : rows) {
        const PracticeRow* row = ourRow(state, wanted.id);
        edits.push_back({wanted.id, RowEditOutcome::Absent});
        if (!row)
            continue;
        edits.back().outcome = isMeant(wanted, row->row) ? judgeUnprotected(*row, false) : RowEditOutcome::ChangedSince;
        if (edits.back().outcome != RowEditOutcome::Done)
            continue;
        if (row->held) {
            edits.back().outcome = RowEditOutcome::Referenced;
            held.push_back(wanted);
        } else {
            gone.push_back(wanted.id);
        }
    }
    disablePracticeRows(state, now, held, author);
    for (const QUuid& id : gone) {
        if (const PracticeRow* row = ourRow(state, id))
            keepHistory(state, {author, imageOf(*row), {}});
        std::erase_if(state.rows, [&id](const PracticeRow& row) { return row.isOurs() && row.row.id == id; });
    }
    return edits;
}

std::vector<RowEdit> disablePracticeRows(
    PracticeState& state, Timestamp now, const std::vector<RowIdentity>& rows, const ChangeAuthor& author)
{
    return edited(
        state, wishesOf(rows), author,
        [](const PracticeRow& row, const RowState&) {
            return judgeUnprotected(row, !row.row.enabled && row.row.status == disabledStatus);
        },
        [now](PracticeRow& row, const RowState&) {
            row.row.enabled = false;
            row.row.status = disabledStatus;
            row.row.updatedAt = now;
        });
}

std::vector<RowEdit>
writePracticeStates(PracticeState& state, Timestamp now, const std::vector<RowState>& rows, const ChangeAuthor& author)
{
    return edited(
        state, rows, author,
        [](const PracticeRow& row, const RowState& wish) {
            if (!row.row.enabled)
                return RowEditOutcome::ChangedSince;
            const bool hasNumber =
                !wish.phone || (row.row.phoneColumn && row.row.phoneColumn->digits() == wish.phone->digits());
            return judgeUnprotected(row, row.row.status == wish.status && hasNumber);
        },
        [now](PracticeRow& row, const RowState& wish) {
            row.row.status = wish.status;
            if (wish.phone)
                row.row.phoneColumn = wish.phone;
            row.row.updatedAt = now;
        });
}

RowEdit protectPracticeRow(
    PracticeState& state, Timestamp now, const RowIdentity& row, bool isProtected, const ChangeAuthor& author)
{
    const auto edits = edited(
        state, wishesOf({row}), author,
        [isProtected](const PracticeRow& each, const RowState&) {
            return each.row.isProtected == isProtected ? RowEditOutcome::AsWanted : RowEditOutcome::Done;
        },
        [isProtected, now](PracticeRow& each, const RowState&) {
            each.row.isProtected = isProtected;
            each.row.updatedAt = now;
        });
    return edits.front();
}

std::optional<RestoredRow>
restorePracticeRow(PracticeState& state, Timestamp now, const RowImage& image, const ChangeAuthor& author)
{
    const QJsonDocument json = QJsonDocument::fromJson(image.json);
    PracticeRow made;
    made.row.id = QUuid::fromString(json[QLatin1String("id")].toString());
    made.type = json[QLatin1String("type")].toString();
    made.provider = json[QLatin1String("provider")].toString();
    if (made.row.id.isNull() || !made.isOurs())
        return {};
    made.row.webhookToken = state.drawToken();
    const WebhookToken token = made.row.webhookToken;
    restore(made, image);
    made.row.webhookToken = token; // also where the image says that it had none
    for (const PracticeRow& row : state.rows) {
        if (row.row.id != made.row.id)
            continue;
        const bool isRestored = row.isOurs() && !row.row.enabled && isMeant(RowIdentity::of(made.row), row.row);
        return isRestored ? RestoredRow{RowEditOutcome::AsWanted, shownRow(row, now)} : RestoredRow();
    }
    made.row.enabled = false;
    made.row.status = disabledStatus;
    made.row.updatedAt = now;
    made.row.lease.reset();
    made.operation = QUuid();
    state.rows.push_back(made);
    keepHistory(state, {author, {}, imageOf(made)});
    return RestoredRow{RowEditOutcome::Done, shownRow(made, now)};
}

} // namespace steward
