#include "workflows/writes/tombstone.h"

#include "domain/plans/plan_state.h"
#include "workflows/writes/row_image_notes.h"

#include <QJsonDocument>

namespace steward {
namespace {

QString compact(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString entryText(const CacheEntry& entry)
{
    QJsonObject json{
        {QStringLiteral("organization_id"), entry.organizationId.toString()},
        {QStringLiteral("clinic_id"), entry.clinicId.toString()},
        {QStringLiteral("name"), entry.displayName},
        {QStringLiteral("ttl_seconds"), entry.ttlSeconds}};
    if (entry.kind == CacheKeyKind::Instance)
        json.insert(QStringLiteral("instance_name"), entry.name.text());
    else
        json.insert(QStringLiteral("token"), TokenDigest::of(entry.token).text());
    if (entry.phone)
        json.insert(QStringLiteral("phone_number"), entry.phone->text());
    return compact(json);
}

/// Neither its address nor its headers, which may hold credentials.
QString webhookText(const WebhookSettings& webhook)
{
    QStringList events;
    for (const QString& event : webhook.events)
        events << event;
    return compact(
        {{QStringLiteral("enabled"), webhook.enabled}, {QStringLiteral("events"), events.join(QLatin1Char(' '))}});
}

} // namespace

JournalStep provenGoneStep(const PlanItem& item)
{
    JournalStep step{JournalAction::ProvenGone, item.name.text()};
    addIdentity(step.before, item.identity);
    return step;
}

void addIdentity(JournalFields& fields, const QByteArray& identity)
{
    fields.add(QStringLiteral("identity"), QString::fromLatin1(identity.toHex()));
}

QByteArray identityIn(const QJsonObject& fields)
{
    return QByteArray::fromHex(fields.value(QStringLiteral("identity")).toString().toLatin1());
}

JournalStep tombstoneStep(
    const PlanItem& item, const Audit& now, const std::map<IntegrationId, RowImage>& images,
    const std::optional<WebhookSettings>& webhook)
{
    JournalStep step{JournalAction::BeginItem, item.name.text()};
    addIdentity(step.before, item.identity);
    QStringList rows;
    for (const PlanStep& each : item.steps) {
        const bool isDeleted = each.action == StepAction::DeleteRow && each.rowId;
        const auto image = isDeleted ? images.find(*each.rowId) : images.end();
        if (image != images.end() && RowImageNotes::isReadable(image->second))
            rows << QString::fromUtf8(RowImageNotes::withoutSecrets(image->second).json);
    }
    step.before.add(QStringLiteral("rows"), rows);
    const AuditRow* row = now.find(item.name);
    QStringList entries;
    if (row && row->instanceEntry)
        entries << entryText(*row->instanceEntry);
    for (const CacheEntry* entry : row ? row->tokenEntries : std::vector<const CacheEntry*>())
        entries << entryText(*entry);
    step.before.add(QStringLiteral("entries"), entries);
    if (webhook)
        step.before.add(QStringLiteral("webhook"), webhookText(*webhook));
    return step;
}

std::vector<RowImage> imagesIn(const QJsonObject& fields)
{
    std::vector<RowImage> images;
    const QJsonArray rows = fields.value(QStringLiteral("rows")).toArray();
    for (const QJsonValue row : rows)
        images.push_back({row.toString().toUtf8()});
    return images;
}

} // namespace steward
