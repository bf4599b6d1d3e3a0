#include "workflows/restore/undo_obstacles.h"

#include "domain/webhook_template.h"
#include "stores/database_port.h"
#include "stores/server_port.h"
#include "stores/store_factory.h"
#include "workflows/base/waiting.h"
#include "workflows/read/plan_rights.h"
#include "workflows/restore/undo_news.h"
#include "workflows/writes/row_image_notes.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace steward {
namespace {

struct UndoObstacleText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowRestore)
};

Error refusedUndo(const QString& sentence, const char* detail)
{
    return {ErrorKind::Rejected, sentence, QString::fromLatin1(detail)};
}

Error outcomeNotKnown()
{
    return refusedUndo(
        UndoObstacleText::tr(
            "The journal does not know whether this change was made, so it is not undone. Look at the row."),
        "the change has no known result");
}

Error instanceAbsent(const InstanceName& name)
{
    return refusedUndo(
        //: %1 is an instance's name
        UndoObstacleText::tr(
            "The row would name %1 again, but the server may not have that instance, so the row was left "
            "as it is. To create the instance, enable it.")
            .arg(name.text()),
        "its instance is absent or unknown");
}

/// What stands under the id of a deleted row is that row, restored already: as the database compares it.
bool isBack(const RowImage& deleted, const RowImage& standing)
{
    const QJsonObject before = QJsonDocument::fromJson(deleted.json).object();
    const QJsonObject now = QJsonDocument::fromJson(standing.json).object();
    const auto name = [](const QJsonObject& row, const char* key) {
        return row.value(QLatin1String("config")).toObject().value(QLatin1String(key)).toString();
    };
    return !now.value(QLatin1String("enabled")).toBool() &&
           now.value(QLatin1String("organization_id")) == before.value(QLatin1String("organization_id")) &&
           name(now, "instance_name") == name(before, "instance_name") &&
           name(now, "instance") == name(before, "instance");
}

bool isStanding(MemoryState state)
{
    return state == MemoryState::Open || state == MemoryState::Connecting || state == MemoryState::Close;
}

} // namespace

RowChangeUndo undoOf(const DeletedRow& row, const ChangeAuthor& author, bool onlyLooks)
{
    const bool isInserted = row.change == DeletedRow::Change::Inserted;
    return {row.id, isInserted ? std::nullopt : std::optional(row.image), row.after, onlyLooks, author};
}

std::optional<Error> obstacleIn(const ChangeUndone& looked)
{
    switch (looked.outcome) {
    case ChangeUndoOutcome::Undone:
    case ChangeUndoOutcome::AlreadyBack:
        return {};
    case ChangeUndoOutcome::Absent:
        return refusedUndo(UndoObstacleText::tr("The row is not there any more."), "the row is gone");
    case ChangeUndoOutcome::ChangedSince:
        return refusedUndo(
            //: %1 is a list of columns such as "status, config.phone_number"
            UndoObstacleText::tr("The row has changed since, so it was left as it is. What differs: %1.")
                .arg(looked.differs.join(QLatin1String(", "))),
            "changed since");
    case ChangeUndoOutcome::InTheWay:
        break;
    }
    const QString standing = looked.standing.empty() ? QString() : looked.standing.front().name().text();
    return Error{
        ErrorKind::NameInUse,
        //: %1 is an instance's name
        UndoObstacleText::tr("There is another active row by now: %1. Disable that one or clean up first.")
            .arg(standing),
        QStringLiteral("another row is enabled")};
}

std::optional<Error> statusLeft(const ChangeUndone& undone)
{
    if (undone.differs.isEmpty())
        return {};
    return refusedUndo(
        UndoObstacleText::tr("Its status was active, but becomes so only with the next pairing."),
        "active is not given back");
}

Error anotherRowStands()
{
    return {
        ErrorKind::Rejected,
        UndoObstacleText::tr("There is a row with this ID, and it has changed since, so it was left as it is."),
        QStringLiteral("another row of that id")};
}

void UndoObstacles::find(std::vector<DeletedRow>& rows, const CallContext& limits) const
{
    const auto isAny = [&rows](DeletedRow::Change change) {
        return std::ranges::any_of(rows, [change](const DeletedRow& row) { return row.change == change; });
    };
    const RowRights rights{
        .insert = isAny(DeletedRow::Change::Deleted), .update = true, .remove = isAny(DeletedRow::Change::Inserted)};
    const auto database = m_session.stores->makeDatabase();
    if (const auto may = database->mayChange(rights, oneCall(timePerUndo, limits)); !may) {
        for (DeletedRow& row : rows)
            row.obstacle = row.obstacle.value_or(may.error());
        return;
    }
    PlanRights telling;
    telling.cache.publish = std::ranges::any_of(rows, [](const DeletedRow& row) { return newsOf(row).has_value(); });
    const std::vector<Error> missing = missingRights(*m_session.stores, telling, oneCall(timePerUndo, limits));
    for (DeletedRow& row : rows) {
        if (!missing.empty() && newsOf(row))
            row.obstacle = row.obstacle.value_or(missing.front());
    }
    findOfChanged(*database, rows, limits);
    findOfDeleted(*database, rows, limits);
    findOfInstances(rows, limits);
}

/// Of one that was deleted see findOfDeleted().
void UndoObstacles::findOfChanged(
    DatabasePort& database, std::vector<DeletedRow>& rows, const CallContext& limits) const
{
    for (DeletedRow& row : rows) {
        if (row.obstacle || row.isBack) // as an earlier look said, and it was shown
            continue;
        if (const auto shown = showHidden(database, row, limits); !shown) {
            row.obstacle = shown.error();
            continue;
        }
        if (row.change == DeletedRow::Change::Deleted)
            continue;
        if (row.after.json.isEmpty()) {
            row.obstacle = outcomeNotKnown();
            continue;
        }
        const auto looked = database.undoChange(undoOf(row, {}, true), oneCall(timePerUndo, limits));
        row.obstacle = looked ? obstacleIn(*looked) : looked.error();
        row.isBack = looked && looked->outcome == ChangeUndoOutcome::AlreadyBack && looked->differs.isEmpty();
        if (!row.obstacle && !RowImageNotes::hiddenSecrets(row.image).isEmpty())
            row.obstacle = RowImageNotes::secretNotKept();
    }
}

void UndoObstacles::findOfDeleted(
    DatabasePort& database, std::vector<DeletedRow>& rows, const CallContext& limits) const
{
    std::vector<DeletedRow*> deleted;
    std::vector<IntegrationId> ids;
    for (DeletedRow& row : rows) {
        if (row.obstacle || row.isBack || row.change != DeletedRow::Change::Deleted)
            continue;
        deleted.push_back(&row);
        ids.push_back(row.id);
    }
    if (deleted.empty())
        return;
    const auto standing = database.images(ids, oneCall(timePerUndo, limits));
    for (DeletedRow* row : deleted) {
        if (!standing)
            row->obstacle = standing.error();
        else if (const auto now = standing->find(row->id); now == standing->end())
            continue;
        else if (isBack(row->image, now->second))
            row->isBack = true;
        else
            row->obstacle = anotherRowStands();
    }
}

/// What the journal keeps as a digest alone: of a row that stands it is what it has; a deleted one gets the template's
/// address, and of other secrets none.
Result<void> UndoObstacles::showHidden(RowReading& database, DeletedRow& row, const CallContext& limits) const
{
    const auto isWhole = [](const RowImage& image) {
        return !RowImageNotes::hasHiddenAddress(image) && RowImageNotes::hiddenSecrets(image).isEmpty();
    };
    if (isWhole(row.image) && isWhole(row.after))
        return {};
    if (row.change == DeletedRow::Change::Deleted) {
        const auto address = webhookUrl(
            m_session.settings.webhookTemplate, row.name, WebhookToken(QByteArrayLiteral("{webhook_token}")));
        RowImageNotes::replaceHidden(row.image, address.value_or(SecretUrl()).reveal());
        return {};
    }
    const auto now = database.image(row.id, oneCall(timePerUndo, limits));
    if (!now)
        return std::unexpected(now.error());
    if (!*now)
        return {}; // it is gone, which is said
    RowImageNotes::showHidden(row.after, **now, false);
    RowImageNotes::showHidden(row.image, **now, true);
    return {};
}

/// A row is not pointed back at an instance that is absent, and not enabled for one.
void UndoObstacles::findOfInstances(std::vector<DeletedRow>& rows, const CallContext& limits) const
{
    std::vector<DeletedRow*> hanging;
    std::vector<InstanceName> names;
    for (DeletedRow& row : rows) {
        if (row.obstacle || !(row.isEnabledAgain() || row.isPointedBack()))
            continue;
        hanging.push_back(&row);
        names.push_back(row.name);
    }
    if (hanging.empty())
        return;
    const auto states = m_session.stores->makeServer()->memoryStates(names, oneCall(timePerUndo, limits));
    for (size_t place = 0; place < hanging.size(); ++place) {
        if (!states)
            hanging[place]->obstacle = states.error();
        else if (!isStanding(states->at(place)))
            hanging[place]->obstacle = instanceAbsent(names[place]);
    }
}

} // namespace steward
