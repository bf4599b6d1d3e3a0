#include "workflows/restore/row_restore.h"

#include "stores/database_port.h"
#include "stores/store_factory.h"
#include "workflows/base/waiting.h"
#include "workflows/execute/apply_ending.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/restore/undo_news.h"
#include "workflows/restore/undo_obstacles.h"
#include "workflows/writes/row_writer.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <set>

namespace steward {
namespace {

struct RowRestoreText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowRestore)
};

Error nothingArchived()
{
    return {
        ErrorKind::NotFound,
        RowRestoreText::tr(
            "The journal knows no row that this operation changed or deleted with this profile. “journal "
            "list” shows the operations and their IDs."),
        QStringLiteral("no image")};
}

/// Killed before the last of its rows was begun: which those are, the journal does not say.
Error notAllStarted()
{
    return {
        ErrorKind::Rejected,
        RowRestoreText::tr("It was cut off before all rows were back. Run “journal restore” for the same operation "
                           "again; what is back already stays as it is."),
        QStringLiteral("restore: rows that were not begun")};
}

bool isWritten(const DeletedRow& row)
{
    return !row.obstacle && !row.isBack;
}

const auto rowsKey = QStringLiteral("rows"); ///< how many the operation was to write

OperationOutcome outcomeOf(const std::vector<ChangeItem>& items)
{
    const auto failed = std::ranges::count_if(items, [](const ChangeItem& item) { return item.error.has_value(); });
    if (failed == 0)
        return OperationOutcome::Done;
    return failed == static_cast<qsizetype>(items.size()) ? OperationOutcome::Refused : OperationOutcome::Partial;
}

/// "Clínica Aurora (clinic-…)": a row alone says nothing to who knows the clinics.
QString whoseOf(const DeletedRow& row)
{
    const QByteArray& image = row.image.json.isEmpty() ? row.after.json : row.image.json;
    const QString shown = QJsonDocument::fromJson(image).object().value(QLatin1String("display_name")).toString();
    const QString name = row.name.text();
    return shown.isEmpty() || shown == name ? name : QStringLiteral("%1 (%2)").arg(shown, name);
}

/// It counts as not done: what was stopped halfway is not done.
ChangeItem notStarted(const DeletedRow& row, const Error& error)
{
    return {.instanceName = row.name, .organizationId = row.organizationId, .error = error};
}

StoreOutcome failedOutcome(const Error& error)
{
    return stepOutcomeOf(error) == StepOutcome::Unknown ? StoreOutcome::Unknown : StoreOutcome::Failed;
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
    const QString name = whoseOf(row);
    const QString id = row.id.toString();
    if (row.isBack) {
        //: %1 is a row's id, %2 an instance's name
        return RowRestoreText::tr("= row %1 of %2 is back already: nothing is written").arg(id, name);
    }
    switch (row.change) {
    case DeletedRow::Change::Deleted:
        if (!row.emptied.isEmpty()) {
            //: %1 is a row's id, %2 an instance's name, %3 a list of keys such as "config.apikey"
            return RowRestoreText::tr("+ row %1 of %2, switched off, with a new token, and without its other secrets, "
                                      "which Steward keeps nowhere and you have to enter again: %3")
                .arg(id, name, row.emptied.join(QLatin1String(", ")));
        }
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

Result<std::vector<DeletedRow>> RowRestore::archivedBy(const OperationId& operation) const
{
    if (!m_session.journal)
        return std::unexpected(nothingArchived());
    ChangedRows changed(operation);
    const auto content = readWholeJournal(m_session.journal->folder(), changed.reading());
    if (!content)
        return std::unexpected(content.error());
    std::vector<DeletedRow> rows = changed.rows();
    const auto found = std::ranges::find(content->operations, operation, &JournalEntry::id);
    if (found == content->operations.end() || found->task.profile != m_session.profileId || rows.empty())
        return std::unexpected(nothingArchived());
    return rows;
}

void RowRestore::judge(std::vector<DeletedRow>& rows, const CallContext& limits) const
{
    UndoObstacles(m_session).find(rows, limits);
}

ChangeResult RowRestore::restore(std::vector<DeletedRow> rows, const CallContext& limits)
{
    ChangeResult result;
    result.operation = restoringKind();
    if (!mayBegin(m_session.role, restoringKind())) {
        result.error = administratorsOnly();
        return result;
    }
    judge(rows, limits);
    //: %n is the number of database rows
    const QString title = RowRestoreText::tr("Undo the changes of %n row(s)", nullptr, static_cast<int>(rows.size()));
    auto run = WorkflowRun::begin(
        m_session.journal.get(), {restoringKind(), m_session.profileId, m_session.workstation, title});
    if (!run) {
        result.error = run.error();
        return result;
    }
    const auto database = m_session.stores->makeDatabase();
    m_toWrite = static_cast<int>(std::ranges::count_if(rows, isWritten));
    for (const DeletedRow& row : rows) {
        if (isWritten(row) && (limits.stopped() || run->trouble()))
            result.items.push_back(notStarted(row, run->trouble().value_or(stoppedError())));
        else
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
    if (row.isBack) // shown so: nothing is written, whatever has become of it since
        return {.instanceName = row.name, .organizationId = row.organizationId, .database = StoreOutcome::Kept};
    const ChangeAuthor author{m_session.workstation, run.id(), restoringKind()};
    return row.change == DeletedRow::Change::Deleted ? restoreDeleted(database, run, row, author, limits)
                                                     : undoChange(database, run, row, author, limits);
}

ChangeItem RowRestore::restoreDeleted(
    DatabasePort& database, WorkflowRun& run, const DeletedRow& row, const ChangeAuthor& author,
    const CallContext& limits) const
{
    ChangeItem item{.instanceName = row.name, .organizationId = row.organizationId};
    JournalStep step{JournalAction::RestoreRow, row.id.toString()};
    step.before.add(QStringLiteral("instance_name"), row.name.text()).add(rowsKey, m_toWrite);
    const auto restored =
        RowWriter(database, run, m_session.workstation, timePerUndo)
            .write<RestoredRow>(
                step, [&](const CallContext& call) { return database.restore(row.image, author, call); }, limits);
    if (!restored) {
        item.error = restored.error();
        item.database = failedOutcome(restored.error());
    } else if (restored->row) { // or it was back already
        item.database = restored->outcome == RowEditOutcome::AsWanted ? StoreOutcome::Kept : StoreOutcome::Written;
    } else {
        item.error = anotherRowStands();
        item.database = StoreOutcome::Kept;
    }
    return item;
}

ChangeItem RowRestore::undoChange(
    DatabasePort& database, WorkflowRun& run, const DeletedRow& row, const ChangeAuthor& author,
    const CallContext& limits) const
{
    ChangeItem item{.instanceName = row.name, .organizationId = row.organizationId};
    JournalStep step{JournalAction::UndoRow, row.id.toString()};
    step.before.add(QStringLiteral("instance_name"), row.name.text()).add(rowsKey, m_toWrite);
    noteNews(step, row);
    step.before.add(QStringLiteral("wanted"), QString::fromUtf8(RowImageNotes::withoutSecrets(row.image).json));
    RowWriter writer(database, run, m_session.workstation, timePerUndo);
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
            if (const auto image = database.image(row.id, oneCall(timePerUndo, limits)); image)
                RowImageNotes::noteResult(after, {}, *image);
        });
    if (!undone) {
        item.error = undone.error();
        item.database = failedOutcome(undone.error());
        return item;
    }
    item.error = obstacleIn(*undone);
    const bool isRemoved = row.change == DeletedRow::Change::Inserted;
    const bool isUndone = !item.error && undone->outcome == ChangeUndoOutcome::Undone;
    item.database = !isUndone ? StoreOutcome::Kept : isRemoved ? StoreOutcome::Gone : StoreOutcome::Written;
    if (!item.error && undone->outcome == ChangeUndoOutcome::AlreadyBack)
        item.error = statusLeft(*undone);
    else if (const auto news = item.error ? std::nullopt : newsOf(row))
        UndoNews(m_session, run).tell(*news, item, limits);
    return item;
}

ChangeResult RowRestore::resume(WorkflowRun& run, const JournalTrail& trail, const CallContext& limits)
{
    ChangeResult result;
    result.operation = restoringKind();
    std::vector<IntegrationId> ids;
    for (const JournaledStep& step : trail) {
        if (step.store == Store::Database)
            ids.push_back(IntegrationId::fromString(step.target));
    }
    const auto database = m_session.stores->makeDatabase();
    const auto images = database->images(ids, oneCall(timePerUndo, limits));
    if (!images) {
        result.leaveOpen(images.error());
        return result;
    }
    bool areBack = true;
    std::optional<Error> unread;
    qsizetype toWrite = 0;
    for (const JournaledStep& step : trail)
        toWrite = std::max(toWrite, static_cast<qsizetype>(step.before.value(rowsKey).toInteger()));
    for (const JournaledStep& step : trail) {
        if (step.store != Store::Database)
            continue;
        const auto now = images->find(IntegrationId::fromString(step.target));
        const QByteArray wanted = step.before.value(QLatin1String("wanted")).toString().toUtf8();
        if (step.action != JournalAction::UndoRow) {
            areBack = areBack && now != images->end();
        } else if (wanted.isEmpty()) { // an inserted one, which goes
            areBack = areBack && now == images->end();
        } else if (now == images->end()) { // gone since, which is no undoing, unless it was undone before
            areBack = areBack && step.outcome == StepOutcome::Done;
        } else if (step.outcome != StepOutcome::Done) {
            RowImage before{wanted};
            RowImageNotes::showHidden(before, now->second, true);
            const auto looked =
                database->undoChange({now->first, before, now->second, true, {}}, oneCall(timePerUndo, limits));
            if (!looked)
                unread = looked.error();
            areBack = areBack && looked && looked->outcome == ChangeUndoOutcome::AlreadyBack;
        }
    }
    if (unread) { // whether it is back is for the next look
        result.leaveOpen(*unread);
        return result;
    }
    if (areBack)
        result.items = UndoNews(m_session, run).tellTheRest(trail, limits);
    result.outcome = areBack ? OperationOutcome::Done : OperationOutcome::Failed;
    const std::set<IntegrationId> started(ids.begin(), ids.end());
    if (std::ssize(started) < toWrite) {
        result.outcome = OperationOutcome::Partial;
        result.error = notAllStarted();
    }
    if (const auto finished = run.finish(result.outcome); !finished) {
        result.leaveOpen(finished.error());
    }
    return result;
}

} // namespace steward
