#include "workflows/deletion/restoring.h"

#include "stores/database_port.h"
#include "stores/store_factory.h"
#include "workflows/applying/repeated.h"
#include "workflows/deletion/tombstone.h"
#include "workflows/engine/patience.h"
#include "workflows/engine/workflow_run.h"
#include "workflows/journal/journal.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace steward {
namespace {

struct RestoringText {
    Q_DECLARE_TR_FUNCTIONS(steward::Restoring)
};

constexpr std::chrono::seconds timePerRow{30};
const QString restoreAction = QStringLiteral("restore-row");

BuriedRow buriedRow(RowImage image)
{
    const QJsonObject json = QJsonDocument::fromJson(image.json).object();
    const QJsonObject config = json.value(QLatin1String("config")).toObject();
    BuriedRow row;
    row.id = QUuid::fromString(json.value(QLatin1String("id")).toString());
    row.organizationId = QUuid::fromString(json.value(QLatin1String("organization_id")).toString());
    const QString name = config.value(QLatin1String("instance_name")).toString();
    row.name = InstanceName::fromText(name.isEmpty() ? config.value(QLatin1String("instance")).toString() : name);
    row.image = std::move(image);
    return row;
}

Error nothingBuried()
{
    return {
        ErrorKind::NotFound,
        RestoringText::tr("The journal has no deleted row of this operation for this profile. “journal list” shows the "
                          "operations and their ids."),
        QStringLiteral("no tombstone")};
}

Error anotherStands()
{
    return {
        ErrorKind::Rejected,
        RestoringText::tr("A row of this id stands and is not as it was deleted, so it was left as it is."),
        QStringLiteral("another row of that id")};
}

OperationOutcome outcomeOf(const std::vector<ChangeItem>& items)
{
    const auto failed = std::ranges::count_if(items, [](const ChangeItem& item) { return item.error.has_value(); });
    if (failed == 0)
        return OperationOutcome::Done;
    return failed == static_cast<qsizetype>(items.size()) ? OperationOutcome::Refused : OperationOutcome::Partial;
}

ChangeItem itemFor(const BuriedRow& row, const Result<RestoredRow>& restored)
{
    ChangeItem item{.instanceName = row.name, .organizationId = row.organizationId};
    if (!restored) {
        item.error = restored.error();
        item.database =
            stepOutcomeOf(restored.error()) == StepOutcome::Unknown ? StoreOutcome::Unknown : StoreOutcome::Failed;
    } else if (restored->row) {
        item.database = StoreOutcome::Written;
    } else {
        item.error = anotherStands();
        item.database = StoreOutcome::Kept;
    }
    return item;
}

} // namespace

JournalReading readingOfBuried(const QUuid& operation, std::vector<BuriedRow>& rows)
{
    JournalReading reading;
    reading.visitStep = [operation, &rows](const JournalEntry& of, const JournaledStep& step) {
        if (of.id != operation || step.action != beginItemAction())
            return;
        for (RowImage& image : imagesIn(step.before))
            rows.push_back(buriedRow(std::move(image)));
    };
    return reading;
}

QString restoringKind()
{
    return QStringLiteral("restore");
}

Result<std::vector<BuriedRow>> Restoring::buriedBy(const QUuid& operation) const
{
    if (!m_access.journal)
        return std::unexpected(nothingBuried());
    std::vector<BuriedRow> rows;
    const auto content = readJournal(m_access.journal->folder(), readingOfBuried(operation, rows));
    if (!content)
        return std::unexpected(content.error());
    if (content->damage)
        return std::unexpected(*content->damage);
    const auto found = std::ranges::find(content->operations, operation, &JournalEntry::id);
    if (found == content->operations.end() || found->task.profile != m_access.profileId || rows.empty())
        return std::unexpected(nothingBuried());
    return rows;
}

ChangeResult Restoring::restore(const std::vector<BuriedRow>& rows, const Limits& limits)
{
    ChangeResult result;
    result.operation = restoringKind();
    //: %n is the number of database rows
    const QString title = RestoringText::tr("Restore %n row(s)", nullptr, static_cast<int>(rows.size()));
    auto run = WorkflowRun::begin(m_access.journal, {restoringKind(), m_access.profileId, m_access.desk, title});
    if (!run) {
        result.error = run.error();
        return result;
    }
    const auto database = m_access.stores.makeDatabase();
    const ChangeAuthor author{m_access.desk, run->id(), restoringKind()};
    for (const BuriedRow& row : rows) {
        if (limits.stopped())
            break;
        JournalStep step{Store::Database, restoreAction, row.id.toString(QUuid::WithoutBraces), {}};
        step.before.add(QStringLiteral("instance_name"), row.name.text());
        const auto restored = writeRepeated<RestoredRow>(
            *run, step, [&] { return database->restore(row.image, author, oneCall(timePerRow, limits)); }, limits);
        result.items.push_back(itemFor(row, restored));
    }
    result.outcome = outcomeOf(result.items);
    const bool isOpen = std::ranges::any_of(
        result.items, [](const ChangeItem& item) { return item.database == StoreOutcome::Unknown; });
    if (isOpen) {
        result.outcome = OperationOutcome::Partial;
    } else if (const auto finished = run->finish(result.outcome); !finished) {
        result.outcome = OperationOutcome::Partial;
        result.error = finished.error();
    }
    return result;
}

ChangeResult Restoring::resume(WorkflowRun& run, const JournalTrail& trail, const Limits& limits)
{
    ChangeResult result;
    result.operation = restoringKind();
    std::vector<QUuid> ids;
    for (const JournaledStep& step : trail)
        ids.push_back(QUuid::fromString(step.target));
    const auto images = m_access.stores.makeDatabase()->images(ids, oneCall(timePerRow, limits));
    if (!images) {
        result.outcome = OperationOutcome::Partial;
        result.error = images.error();
        return result;
    }
    const bool allStand = std::ranges::all_of(ids, [&images](const QUuid& id) { return images->contains(id); });
    result.outcome = allStand ? OperationOutcome::Done : OperationOutcome::Failed;
    if (const auto finished = run.finish(result.outcome); !finished) {
        result.outcome = OperationOutcome::Partial;
        result.error = finished.error();
    }
    return result;
}

} // namespace steward
