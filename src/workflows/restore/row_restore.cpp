#include "workflows/restore/row_restore.h"

#include "domain/webhook_template.h"
#include "stores/database_port.h"
#include "stores/server_port.h"
#include "stores/store_factory.h"
#include "workflows/base/waiting.h"
#include "workflows/execute/apply_ending.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/read/plan_rights.h"
#include "workflows/writes/row_writer.h"
#include "workflows/writes/worker_notifier.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace steward {
namespace {

struct RowRestoreText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowRestore)
};

constexpr std::chrono::seconds timePerRow{30};
const QString newsKey = QStringLiteral("news");
const QString newsAdded = QStringLiteral("added");
const QString newsRemoved = QStringLiteral("removed");

Error nothingArchived()
{
    return {
        ErrorKind::NotFound,
        RowRestoreText::tr(
            "The journal knows no row that this operation changed or deleted with this profile. “journal "
            "list” shows the operations and their IDs."),
        QStringLiteral("no image")};
}

Error anotherStands()
{
    return {
        ErrorKind::Rejected,
        RowRestoreText::tr("There is a row with this ID, and it has changed since, so it was left as it is."),
        QStringLiteral("another row of that id")};
}

OperationOutcome outcomeOf(const std::vector<ChangeItem>& items)
{
    const auto failed = std::ranges::count_if(items, [](const ChangeItem& item) { return item.error.has_value(); });
    if (failed == 0)
        return OperationOutcome::Done;
    return failed == static_cast<qsizetype>(items.size()) ? OperationOutcome::Refused : OperationOutcome::Partial;
}

Error refusedUndo(const QString& sentence, const char* detail)
{
    return {ErrorKind::Rejected, sentence, QString::fromLatin1(detail)};
}

Error outcomeNotKnown()
{
    return refusedUndo(
        RowRestoreText::tr(
            "The journal does not know whether this change was made, so it is not undone. Look at the row."),
        "the change has no known result");
}

Error instanceAbsent(const InstanceName& name)
{
    return refusedUndo(
        //: %1 is an instance's name
        RowRestoreText::tr(
            "The row would name %1 again, but the server may not have that instance, so the row was left "
            "as it is. To create the instance, enable it.")
            .arg(name.text()),
        "its instance is absent or unknown");
}

/// Why the database would leave the row; nothing: it would not.
std::optional<Error> obstacleIn(const ChangeUndone& looked)
{
    switch (looked.outcome) {
    case ChangeUndoOutcome::Undone:
    case ChangeUndoOutcome::AlreadyBack:
        return {};
    case ChangeUndoOutcome::Absent:
        return refusedUndo(RowRestoreText::tr("The row is not there any more."), "the row is gone");
    case ChangeUndoOutcome::ChangedSince:
        return refusedUndo(
            //: %1 is a list of columns such as "status, config.phone_number"
            RowRestoreText::tr("The row has changed since, so it was left as it is. What differs: %1.")
                .arg(looked.differs.join(QLatin1String(", "))),
            "changed since");
    case ChangeUndoOutcome::InTheWay:
        break;
    }
    const QString standing = looked.standing.empty() ? QString() : looked.standing.front().name().text();
    return Error{
        ErrorKind::NameInUse,
        //: %1 is an instance's name
        RowRestoreText::tr("There is another active row by now: %1. Disable that one or clean up first.").arg(standing),
        QStringLiteral("another row is enabled")};
}

/// A status that was active is not given back, which is said.
std::optional<Error> statusLeft(const ChangeUndone& undone)
{
    if (undone.differs.isEmpty())
        return {};
    return refusedUndo(
        RowRestoreText::tr("Its status was active, but becomes so only with the next pairing."),
        "active is not given back");
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

RowChangeUndo undoOf(const DeletedRow& row, const ChangeAuthor& author, bool onlyLooks)
{
    const bool isInserted = row.change == DeletedRow::Change::Inserted;
    return {row.id, isInserted ? std::nullopt : std::optional(row.image), row.after, onlyLooks, author};
}

/// What the workers hear once a row is back; nothing: for them it is as before.
std::optional<WorkerMessage> newsOf(const DeletedRow& row)
{
    const bool isOff = row.isDisabledAgain();
    if (row.name.isEmpty() || !(isOff || row.isEnabledAgain()))
        return {};
    return WorkerMessage{isOff ? WorkerChannel::Removed : WorkerChannel::Added, row.name, row.organizationId};
}

void noteNews(JournalStep& step, const DeletedRow& row)
{
    const auto news = newsOf(row);
    if (!news)
        return;
    step.before.add(newsKey, news->channel == WorkerChannel::Removed ? newsRemoved : newsAdded);
    step.before.add(QStringLiteral("organization_id"), row.organizationId);
}

std::optional<WorkerMessage> newsIn(const JournaledStep& step)
{
    const QString news = step.before.value(newsKey).toString();
    if (news != newsRemoved && news != newsAdded)
        return {};
    const auto text = [&step](const char* field) { return step.before.value(QLatin1String(field)).toString(); };
    return WorkerMessage{
        news == newsRemoved ? WorkerChannel::Removed : WorkerChannel::Added,
        InstanceName::fromText(text("instance_name")), QUuid::fromString(text("organization_id"))};
}

StoreOutcome failedOutcome(const Error& error)
{
    return stepOutcomeOf(error) == StepOutcome::Unknown ? StoreOutcome::Unknown : StoreOutcome::Failed;
}

bool isStanding(MemoryState state)
{
    return state == MemoryState::Open || state == MemoryState::Connecting || state == MemoryState::Close;
}

} // namespace

QString restoringKind()
{
    return QStringLiteral("restore");
}

QString whatFollowsUndo(const ChangeResult& result)
{
    PlanRequest repair;
    repair.kind = PlanKind::Repair;
    for (const ChangeItem& item : result.items) {
        const bool isBack = item.database == StoreOutcome::Written || item.database == StoreOutcome::Gone;
        if (isBack && !item.instanceName.isEmpty())
            repair.names.push_back(item.instanceName);
    }
    if (repair.names.empty())
        return {};
    //: %1 is a command to be typed
    return RowRestoreText::tr("The rows are back, and the workers were told where that changes something for them. The "
                              "cache entries are as they were, and follow with a repair of these instances: %1")
        .arg(commandAgain(repair));
}

QString undoLine(const DeletedRow& row)
{
    const QString name = row.name.text();
    const QString id = row.id.toString(QUuid::WithoutBraces);
    switch (row.change) {
    case DeletedRow::Change::Deleted:
        //: %1 is a row's id, %2 an instance's name
        return RowRestoreText::tr("+ row %1 of %2, switched off, with a new token").arg(id, name);
    case DeletedRow::Change::Inserted:
        //: %1 is a row's id, %2 an instance's name
        return RowRestoreText::tr("- row %1 of %2, which was new").arg(id, name);
    case DeletedRow::Change::Changed:
        break;
    }
    //: %1 is a row's id, %2 an instance's name, %3 a list of columns such as "status, config.phone_number"
    return RowRestoreText::tr("~ row %1 of %2 as it was: %3").arg(id, name, row.parts.join(QLatin1String(", ")));
}

Result<std::vector<DeletedRow>> RowRestore::buriedBy(const QUuid& operation) const
{
    if (!m_access.journal)
        return std::unexpected(nothingArchived());
    ChangedRows changed(operation);
    const auto content = readJournal(m_access.journal->folder(), changed.reading());
    if (!content)
        return std::unexpected(content.error());
    if (content->damage)
        return std::unexpected(*content->damage);
    std::vector<DeletedRow> rows = changed.rows();
    const auto found = std::ranges::find(content->operations, operation, &JournalEntry::id);
    if (found == content->operations.end() || found->task.profile != m_access.profileId || rows.empty())
        return std::unexpected(nothingArchived());
    return rows;
}

void RowRestore::judge(std::vector<DeletedRow>& rows, const CallContext& limits) const
{
    const bool inserts =
        std::ranges::any_of(rows, [](const DeletedRow& row) { return row.change == DeletedRow::Change::Deleted; });
    const bool removes =
        std::ranges::any_of(rows, [](const DeletedRow& row) { return row.change == DeletedRow::Change::Inserted; });
    const auto database = m_access.stores.makeDatabase();
    const RowRights rights{.insert = inserts, .update = true, .remove = removes};
    if (const auto may = database->mayChange(rights, oneCall(timePerRow, limits)); !may) {
        for (DeletedRow& row : rows)
            row.obstacle = row.obstacle.value_or(may.error());
        return;
    }
    PlanRights telling;
    telling.cache.publish = std::ranges::any_of(rows, [](const DeletedRow& row) { return newsOf(row).has_value(); });
    const std::vector<Error> missing = missingRights(m_access.stores, telling, oneCall(timePerRow, limits));
    for (DeletedRow& row : rows) {
        if (row.obstacle)
            continue;
        if (newsOf(row) && !missing.empty()) {
            row.obstacle = missing.front();
            continue;
        }
        if (const auto shown = showAddresses(*database, row, limits); !shown) {
            row.obstacle = shown.error();
            continue;
        }
        if (row.change == DeletedRow::Change::Deleted)
            continue; // see judgeDeleted()
        if (row.after.json.isEmpty()) {
            row.obstacle = outcomeNotKnown();
            continue;
        }
        const auto looked = database->undoChange(undoOf(row, {}, true), oneCall(timePerRow, limits));
        row.obstacle = looked ? obstacleIn(*looked) : looked.error();
    }
    judgeDeleted(*database, rows, limits);
    judgeInstances(rows, limits);
}

void RowRestore::judgeDeleted(DatabasePort& database, std::vector<DeletedRow>& rows, const CallContext& limits) const
{
    std::vector<DeletedRow*> deleted;
    std::vector<QUuid> ids;
    for (DeletedRow& row : rows) {
        if (row.obstacle || row.change != DeletedRow::Change::Deleted)
            continue;
        deleted.push_back(&row);
        ids.push_back(row.id);
    }
    if (deleted.empty())
        return;
    const auto standing = database.images(ids, oneCall(timePerRow, limits));
    for (DeletedRow* row : deleted) {
        if (!standing)
            row->obstacle = standing.error();
        else if (const auto now = standing->find(row->id); now != standing->end() && !isBack(row->image, now->second))
            row->obstacle = anotherStands();
    }
}

/// Addresses that the journal keeps as a digest alone: of a row that stands it is the one that it has; a deleted one
/// gets the template's.
Result<void> RowRestore::showAddresses(RowReading& database, DeletedRow& row, const CallContext& limits) const
{
    if (!RowImageNotes::hasHiddenAddress(row.image) && !RowImageNotes::hasHiddenAddress(row.after))
        return {};
    if (row.change == DeletedRow::Change::Deleted) {
        const auto address =
            webhookUrl(m_access.settings.webhookTemplate, row.name, WebhookToken(QByteArrayLiteral("{webhook_token}")));
        RowImageNotes::replaceAddress(row.image, address.value_or(QString()).toUtf8());
        return {};
    }
    const auto now = database.image(row.id, oneCall(timePerRow, limits));
    if (!now)
        return std::unexpected(now.error());
    if (!*now)
        return {}; // it is gone, which is said
    RowImageNotes::showAddress(row.after, **now, false);
    RowImageNotes::showAddress(row.image, **now, true);
    return {};
}

/// A row is not pointed back at an instance that is absent, and not enabled for one.
void RowRestore::judgeInstances(std::vector<DeletedRow>& rows, const CallContext& limits) const
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
    const auto states = m_access.stores.makeServer()->memoryStates(names, oneCall(timePerRow, limits));
    for (size_t place = 0; place < hanging.size(); ++place) {
        if (!states)
            hanging[place]->obstacle = states.error();
        else if (!isStanding(states->at(place)))
            hanging[place]->obstacle = instanceAbsent(names[place]);
    }
}

ChangeResult RowRestore::restore(std::vector<DeletedRow> rows, const CallContext& limits)
{
    ChangeResult result;
    result.operation = restoringKind();
    judge(rows, limits);
    //: %n is the number of database rows
    const QString title = RowRestoreText::tr("Undo the changes of %n row(s)", nullptr, static_cast<int>(rows.size()));
    auto run = WorkflowRun::begin(m_access.journal, {restoringKind(), m_access.profileId, m_access.workstation, title});
    if (!run) {
        result.error = run.error();
        return result;
    }
    const auto database = m_access.stores.makeDatabase();
    for (const DeletedRow& row : rows) {
        if (limits.stopped() || run->trouble())
            break;
        result.items.push_back(takeBack(*database, *run, row, limits));
    }
    result.outcome = outcomeOf(result.items);
    const bool isOpen = std::ranges::any_of(
        result.items, [](const ChangeItem& item) { return item.database == StoreOutcome::Unknown; });
    if (isOpen) {
        result.leaveOpen();
    } else if (const auto finished = run->finish(result.outcome); !finished) {
        result.leaveOpen(finished.error());
    }
    return result;
}

ChangeItem
RowRestore::takeBack(DatabasePort& database, WorkflowRun& run, const DeletedRow& row, const CallContext& limits) const
{
    if (row.obstacle) {
        ChangeItem item{.instanceName = row.name, .organizationId = row.organizationId};
        item.database = StoreOutcome::Kept;
        item.error = row.obstacle;
        return item;
    }
    const ChangeAuthor author{m_access.workstation, run.id(), restoringKind()};
    return row.change == DeletedRow::Change::Deleted ? restoreDeleted(database, run, row, author, limits)
                                                     : undoChange(database, run, row, author, limits);
}

ChangeItem RowRestore::restoreDeleted(
    DatabasePort& database, WorkflowRun& run, const DeletedRow& row, const ChangeAuthor& author,
    const CallContext& limits) const
{
    ChangeItem item{.instanceName = row.name, .organizationId = row.organizationId};
    JournalStep step{JournalAction::RestoreRow, row.id.toString(QUuid::WithoutBraces)};
    step.before.add(QStringLiteral("instance_name"), row.name.text());
    const auto restored =
        RowWriter(database, run, m_access.workstation, timePerRow)
            .write<RestoredRow>(
                step, [&](const CallContext& call) { return database.restore(row.image, author, call); }, limits);
    if (!restored) {
        item.error = restored.error();
        item.database = failedOutcome(restored.error());
    } else if (restored->row) {
        item.database = StoreOutcome::Written;
    } else {
        item.error = anotherStands();
        item.database = StoreOutcome::Kept;
    }
    return item;
}

ChangeItem RowRestore::undoChange(
    DatabasePort& database, WorkflowRun& run, const DeletedRow& row, const ChangeAuthor& author,
    const CallContext& limits) const
{
    ChangeItem item{.instanceName = row.name, .organizationId = row.organizationId};
    JournalStep step{JournalAction::UndoRow, row.id.toString(QUuid::WithoutBraces)};
    step.before.add(QStringLiteral("instance_name"), row.name.text());
    noteNews(step, row);
    step.before.add(QStringLiteral("wanted"), QString::fromUtf8(RowImageNotes::withoutSecrets(row.image).json));
    RowWriter writer(database, run, m_access.workstation, timePerRow);
    if (const auto noted = writer.noteBefore(step, row.id, limits); !noted) {
        item.error = noted.error();
        item.database = StoreOutcome::Failed;
        return item;
    }
    const auto undone = writer.write<ChangeUndone>(
        step, [&](const CallContext& call) { return database.undoChange(undoOf(row, author, false), call); }, limits,
        [&](const ChangeUndone& answer, JournalFields& after) {
            if (answer.outcome != ChangeUndoOutcome::Undone)
                return;
            if (const auto image = database.image(row.id, oneCall(timePerRow, limits)); image)
                RowImageNotes::noteResult(after, {}, *image);
        });
    if (!undone) {
        item.error = undone.error();
        item.database = failedOutcome(undone.error());
        return item;
    }
    item.error = obstacleIn(*undone);
    const bool isRemoved = row.change == DeletedRow::Change::Inserted;
    item.database = item.error ? StoreOutcome::Kept : isRemoved ? StoreOutcome::Gone : StoreOutcome::Written;
    if (!item.error && undone->outcome == ChangeUndoOutcome::AlreadyBack)
        item.error = statusLeft(*undone);
    else if (!item.error)
        tell(run, newsOf(row), item, limits);
    return item;
}

void RowRestore::tell(
    WorkflowRun& run, const std::optional<WorkerMessage>& news, ChangeItem& item, const CallContext& limits) const
{
    if (!news)
        return;
    const auto cache = m_access.stores.makeCache();
    const auto told = WorkerNotifier(*cache, run, m_access.outbox).tell(*news, oneCall(timePerRow, limits));
    if (told)
        item.workers = *told;
    else
        item.error = told.error();
}

/// What the killed run has not told of rows that are back.
void RowRestore::tellTheRest(
    WorkflowRun& run, const JournalTrail& trail, ChangeResult& result, const CallContext& limits) const
{
    for (const JournaledStep& step : trail) {
        const auto news = step.outcome == StepOutcome::Unchanged ? std::nullopt : newsIn(step);
        const bool isTold = news && std::ranges::any_of(trail, [&](const JournaledStep& other) {
                                return other.action == JournalAction::TellWorkers &&
                                       other.target == news->instance.text() && other.outcome == StepOutcome::Done;
                            });
        if (!news || isTold)
            continue;
        ChangeItem item{.instanceName = news->instance, .organizationId = news->organizationId};
        item.database = news->channel == WorkerChannel::Removed ? StoreOutcome::Kept : StoreOutcome::Written;
        tell(run, news, item, limits);
        result.items.push_back(std::move(item));
    }
}

ChangeResult RowRestore::resume(WorkflowRun& run, const JournalTrail& trail, const CallContext& limits)
{
    ChangeResult result;
    result.operation = restoringKind();
    std::vector<QUuid> ids;
    for (const JournaledStep& step : trail) {
        if (step.store == Store::Database)
            ids.push_back(QUuid::fromString(step.target));
    }
    const auto database = m_access.stores.makeDatabase();
    const auto images = database->images(ids, oneCall(timePerRow, limits));
    if (!images) {
        result.leaveOpen(images.error());
        return result;
    }
    bool areBack = true;
    for (const JournaledStep& step : trail) {
        if (step.store != Store::Database)
            continue;
        const auto now = images->find(QUuid::fromString(step.target));
        const QByteArray wanted = step.before.value(QLatin1String("wanted")).toString().toUtf8();
        if (step.action != JournalAction::UndoRow) {
            areBack = areBack && now != images->end();
        } else if (wanted.isEmpty()) { // an inserted one, which goes
            areBack = areBack && now == images->end();
        } else if (now != images->end() && step.outcome != StepOutcome::Done) {
            RowImage before{wanted};
            RowImageNotes::showAddress(before, now->second, true);
            const auto looked =
                database->undoChange({now->first, before, now->second, true, {}}, oneCall(timePerRow, limits));
            areBack = areBack && looked && looked->outcome == ChangeUndoOutcome::AlreadyBack;
        }
    }
    if (areBack)
        tellTheRest(run, trail, result, limits);
    result.outcome = areBack ? OperationOutcome::Done : OperationOutcome::Failed;
    if (const auto finished = run.finish(result.outcome); !finished) {
        result.leaveOpen(finished.error());
    }
    return result;
}

} // namespace steward
