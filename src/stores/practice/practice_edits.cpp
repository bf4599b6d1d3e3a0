#include "stores/practice/practice_edits.h"

#include "stores/practice/practice_rows.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

#include <functional>

namespace steward {
namespace {

const QString disabledStatus = QStringLiteral("disabled");
const QString activeStatus = QStringLiteral("active");
const QString lostStatus = QStringLiteral("disconnected");

/// An image's columns, and the keys of its config by themselves, less what does not count for an undo.
QJsonObject countedOf(const RowImage& image)
{
    QJsonObject counted = QJsonDocument::fromJson(image.json).object();
    const QJsonObject config = counted.take(QLatin1String("config")).toObject();
    for (auto each = config.begin(); each != config.end(); ++each) {
        if (each.key() != QLatin1String("steward_lease") && each.key() != QLatin1String("steward_operation"))
            counted.insert(QLatin1String("config.") + each.key(), each.value());
    }
    for (const char* column : {"updated_at", "last_seen_at", "webhook_token"})
        counted.remove(QLatin1String(column));
    return counted;
}

QStringList differencesOf(const QJsonObject& one, const QJsonObject& other)
{
    QSet<QString> keys;
    for (const QStringList& all : {one.keys(), other.keys()})
        keys.unite(QSet<QString>(all.begin(), all.end()));
    QStringList differing;
    for (const QString& key : keys) {
        const auto value = [&key](const QJsonObject& in) { return in.contains(key) ? in.value(key) : QJsonValue(); };
        if (value(one) != value(other))
            differing << key;
    }
    differing.sort();
    return differing;
}

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
    std::map<IntegrationId, const RowState*> open; // the last wish for each row
    for (size_t place = 0; place < wishes.size(); ++place) {
        if (edits[place].outcome == RowEditOutcome::Done)
            open[wishes[place].row.id] = &wishes[place];
    }
    for (const auto& [id, wish] : open) {
        PracticeRow& row = *ourRow(state, id);
        const RowImage before = imageOf(row);
        write(row, *wish);
        keepHistory(state, {author, before, imageOf(row)});
        for (RowEdit& edit : edits) {
            if (edit.id == id)
                edit.before = before;
        }
    }
    for (RowEdit& edit : edits) {
        const bool stands = edit.outcome == RowEditOutcome::Done || edit.outcome == RowEditOutcome::AsWanted;
        if (stands)
            edit.after = imageOf(*ourRow(state, edit.id));
    }
    return edits;
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
    std::vector<IntegrationId> gone;
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
    const std::vector<RowEdit> disabled = disablePracticeRows(state, now, held, author);
    for (RowEdit& edit : edits) {
        const auto image = std::ranges::find(disabled, edit.id, &RowEdit::id);
        if (image != disabled.end()) {
            edit.before = image->before;
            edit.after = image->after;
        } else if (const PracticeRow* row = edit.outcome == RowEditOutcome::Done ? ourRow(state, edit.id) : nullptr) {
            edit.before = imageOf(*row);
        }
    }
    for (const IntegrationId& id : gone) {
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
        state, RowState::onlyIdentities(rows), author,
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
            const bool isExpected = !wish.expectedPhone || row.row.expectedPhone == wish.expectedPhone;
            return judgeUnprotected(row, row.row.status == wish.status && hasNumber && isExpected);
        },
        [now](PracticeRow& row, const RowState& wish) {
            row.row.status = wish.status;
            if (wish.phone)
                row.row.phoneColumn = wish.phone;
            if (wish.expectedPhone)
                row.row.expectedPhone = wish.expectedPhone;
            row.row.updatedAt = now;
        });
}

RowEdit protectPracticeRow(
    PracticeState& state, Timestamp now, const RowIdentity& row, bool isProtected, const ChangeAuthor& author)
{
    const auto edits = edited(
        state, RowState::onlyIdentities({row}), author,
        [isProtected](const PracticeRow& each, const RowState&) {
            return each.row.isProtected == isProtected ? RowEditOutcome::AsWanted : RowEditOutcome::Done;
        },
        [isProtected, now](PracticeRow& each, const RowState&) {
            each.row.isProtected = isProtected;
            each.row.updatedAt = now;
        });
    return edits.front();
}

ChangeUndone undoPracticeChange(PracticeState& state, Timestamp now, const RowChangeUndo& undo)
{
    PracticeRow* const row = ourRow(state, undo.id);
    if (!row)
        return {undo.before ? ChangeUndoOutcome::Absent : ChangeUndoOutcome::AlreadyBack, {}, {}};
    const RowImage was = imageOf(*row);
    const QJsonObject before = countedOf(undo.before.value_or(RowImage()));
    const bool wasActive = before.value(QLatin1String("status")).toString() == activeStatus;
    if (undo.before) {
        const QStringList toBefore = differencesOf(before, countedOf(was));
        const bool isStatusLeft =
            toBefore == QStringList{QStringLiteral("status")} && wasActive && row->row.status == lostStatus;
        if (toBefore.isEmpty() || isStatusLeft)
            return {ChangeUndoOutcome::AlreadyBack, toBefore, {}};
    }
    const QStringList since = differencesOf(countedOf(undo.after), countedOf(was));
    if (!since.isEmpty())
        return {ChangeUndoOutcome::ChangedSince, since, {}};
    PracticeRow given = *row;
    if (undo.before) {
        restore(given, *undo.before);
        given.row.lease.reset();
        given.row.lastSeenAt = row->row.lastSeenAt;
        if (wasActive && row->row.status != activeStatus)
            given.row.status = given.row.enabled ? lostStatus : row->row.status;
    }
    const bool takesPlace =
        given.row.enabled && (!row->row.enabled || given.row.organizationId != row->row.organizationId);
    if (undo.before && takesPlace) {
        ChangeUndone refused{ChangeUndoOutcome::InTheWay, {}, {}};
        for (const PracticeRow& other : state.rows) {
            const bool isOther = other.isOurs() && other.row.enabled && other.row.id != undo.id;
            if (isOther && (other.row.organizationId == given.row.organizationId || other.row.names(given.row.name())))
                refused.standing.push_back(shownRow(other, now));
        }
        if (!refused.standing.empty())
            return refused;
    }
    if (undo.onlyLooks)
        return {ChangeUndoOutcome::Undone, {}, {}};
    if (!undo.before) {
        std::erase_if(state.rows, [&undo](const PracticeRow& each) { return each.isOurs() && each.row.id == undo.id; });
        keepHistory(state, {undo.author, was, {}});
        return {ChangeUndoOutcome::Undone, {}, {}};
    }
    given.row.updatedAt = now;
    *row = given;
    keepHistory(state, {undo.author, was, imageOf(*row)});
    return {ChangeUndoOutcome::Undone, {}, {}};
}

std::optional<RestoredRow>
restorePracticeRow(PracticeState& state, Timestamp now, const RowImage& image, const ChangeAuthor& author)
{
    const QJsonDocument json = QJsonDocument::fromJson(image.json);
    PracticeRow made;
    made.row.id = IntegrationId::fromJson(json[QLatin1String("id")]);
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
    made.operation = OperationId();
    state.rows.push_back(made);
    keepHistory(state, {author, {}, imageOf(made)});
    return RestoredRow{RowEditOutcome::Done, shownRow(made, now)};
}

} // namespace steward
