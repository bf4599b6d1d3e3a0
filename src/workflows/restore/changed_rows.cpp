#include "workflows/restore/changed_rows.h"

#include "workflows/writes/row_image_notes.h"
#include "workflows/writes/tombstone.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace steward {
namespace {

QJsonObject objectOf(const RowImage& image)
{
    return QJsonDocument::fromJson(image.json).object();
}

IntegrationId idOf(const RowImage& image)
{
    return IntegrationId::fromJson(objectOf(image).value(QLatin1String("id")));
}

InstanceName nameIn(const QJsonObject& row)
{
    const QJsonObject config = row.value(QLatin1String("config")).toObject();
    const QString name = config.value(QLatin1String("instance_name")).toString();
    return InstanceName::fromText(name.isEmpty() ? config.value(QLatin1String("instance")).toString() : name);
}

/// For the person: which columns, and which keys of config, are other in the two.
QStringList partsBetween(QJsonObject before, QJsonObject after)
{
    const QJsonObject configBefore = before.take(QLatin1String("config")).toObject();
    const QJsonObject configAfter = after.take(QLatin1String("config")).toObject();
    QStringList parts;
    const auto compare = [&parts](const QJsonObject& one, const QJsonObject& other, const QString& prefix) {
        QStringList keys = one.keys();
        for (const QString& key : other.keys()) {
            if (!one.contains(key))
                keys << key;
        }
        for (const QString& key : keys) {
            const bool isMark = key == QLatin1String("updated_at") || key == QLatin1String("last_seen_at") ||
                                key == QLatin1String("steward_lease") || key == QLatin1String("steward_operation");
            if (!isMark && one.value(key) != other.value(key))
                parts << prefix + key;
        }
    };
    compare(before, after, {});
    compare(configBefore, configAfter, QStringLiteral("config."));
    return parts;
}

} // namespace

bool DeletedRow::isEnabledAgain() const
{
    return change == Change::Changed && objectOf(image).value(QLatin1String("enabled")).toBool() &&
           !objectOf(after).value(QLatin1String("enabled")).toBool();
}

bool DeletedRow::isDisabledAgain() const
{
    return change != Change::Deleted && objectOf(after).value(QLatin1String("enabled")).toBool() &&
           !objectOf(image).value(QLatin1String("enabled")).toBool();
}

bool DeletedRow::isPointedBack() const
{
    return change == Change::Changed && !name.isEmpty() && nameIn(objectOf(after)) != name;
}

JournalReading ChangedRows::reading()
{
    JournalReading reading;
    reading.visitStep = [this](const JournalEntry& of, const JournaledStep& step) {
        if (of.id == m_operation)
            take(step);
    };
    reading.visitResult = [this](
                              const JournalEntry& of, qint64 number, const std::optional<StepOutcome>& outcome,
                              const QJsonObject& after) {
        if (of.id == m_operation)
            takeResult(number, outcome, after);
    };
    return reading;
}

ChangedRows::Row& ChangedRows::rowOf(const IntegrationId& id)
{
    if (!m_rows.contains(id))
        m_order.push_back(id);
    return m_rows[id];
}

void ChangedRows::take(const JournaledStep& step)
{
    if (step.action == JournalAction::BeginItem) { // images alone: the deletion has a step of its own
        for (RowImage& image : imagesIn(step.before)) {
            Row& row = rowOf(idOf(image));
            if (row.before.json.isEmpty())
                row.before = std::move(image);
        }
        return;
    }
    const bool isAboutRow = step.action == JournalAction::DeleteRow || step.action == JournalAction::InsertRow ||
                            step.action == JournalAction::Claim || RowImageNotes::before(step);
    if (step.store == Store::Database && isAboutRow)
        m_open.insert(step.number, step);
}

void ChangedRows::takeResult(qint64 number, const std::optional<StepOutcome>& outcome, const QJsonObject& after)
{
    const auto found = m_open.constFind(number);
    if (found == m_open.cend())
        return;
    JournaledStep step = *found;
    m_open.erase(found);
    step.outcome = outcome;
    step.after = after;
    settle(step);
}

void ChangedRows::settle(const JournaledStep& step)
{
    if (step.outcome == StepOutcome::Failed || step.outcome == StepOutcome::Unchanged)
        return;
    const auto before = RowImageNotes::before(step);
    const auto after = RowImageNotes::after(step);
    const bool deletes = step.action == JournalAction::DeleteRow;
    const IntegrationId id = after ? idOf(*after) : before ? idOf(*before) : IntegrationId::fromString(step.target);
    if (id.isNull())
        return;
    Row& row = rowOf(id);
    if (row.before.json.isEmpty() && !row.isTouched && before)
        row.before = *before;
    row.isTouched = true;
    row.isKnown = step.outcome.has_value() && step.outcome != StepOutcome::Unknown;
    row.isDeleted = deletes && !after; // else a foreign key held it, and it was disabled
    if (row.isKnown || after)
        row.after = after.value_or(RowImage());
}

std::vector<DeletedRow> ChangedRows::rows()
{
    for (const JournaledStep& step : std::exchange(m_open, {})) // killed before it was known
        settle(step);
    std::vector<DeletedRow> rows;
    for (const IntegrationId& id : m_order) {
        const Row& row = *m_rows.constFind(id);
        const bool isNothing = !row.isTouched || (row.before.json.isEmpty() && row.after.json.isEmpty()) ||
                               (row.before.json.isEmpty() && row.isDeleted);
        if (isNothing)
            continue;
        DeletedRow archived;
        archived.id = id;
        archived.image = row.before;
        archived.after = row.isDeleted ? RowImage() : row.after;
        archived.change = row.isDeleted               ? DeletedRow::Change::Deleted
                          : row.before.json.isEmpty() ? DeletedRow::Change::Inserted
                                                      : DeletedRow::Change::Changed;
        const QJsonObject json = objectOf(row.before.json.isEmpty() ? row.after : row.before);
        archived.organizationId = OrganizationId::fromJson(json.value(QLatin1String("organization_id")));
        archived.name = nameIn(json);
        if (archived.change == DeletedRow::Change::Deleted)
            archived.emptied = RowImageNotes::hiddenSecrets(archived.image);
        if (archived.change == DeletedRow::Change::Changed) {
            archived.parts = partsBetween(objectOf(row.before), objectOf(row.after));
            if (RowImageNotes::hasHiddenAddress(row.before)) // it cannot be given back
                archived.parts.removeAll(QStringLiteral("config.webhook_url"));
            if (!row.after.json.isEmpty() && archived.parts.isEmpty())
                continue; // only marks: nothing to take back
        }
        rows.push_back(std::move(archived));
    }
    return rows;
}

} // namespace steward
