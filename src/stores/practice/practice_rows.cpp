#include "stores/practice/practice_rows.h"

#include "domain/iso_time.h"
#include "stores/survivor_judgement.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace steward {
namespace {

const QLatin1String tokenPlace("{webhook_token}");

QJsonValue json(const std::optional<PhoneNumber>& phone)
{
    return phone ? QJsonValue(QString::number(phone->digits())) : QJsonValue();
}

QJsonValue json(const std::optional<Timestamp>& time)
{
    return time ? QJsonValue(isoTime(*time)) : QJsonValue();
}

QJsonObject json(const RowLease& lease)
{
    return {
        {QStringLiteral("operation"), lease.operation.toJson()},
        {QStringLiteral("desk"), lease.workstation},
        {QStringLiteral("until"), json(std::optional(lease.until))}};
}

std::optional<PhoneNumber> phoneIn(const QJsonValue& value)
{
    return PhoneNumber::fromText(value.toString());
}

std::optional<Timestamp> timeIn(const QJsonValue& value)
{
    return timeFromIso(value.toString());
}

QJsonObject configOf(const PracticeRow& made)
{
    const Integration& row = made.row;
    QString url = made.webhookUrl.reveal();
    if (!row.webhookToken.isEmpty())
        url.replace(QString::fromUtf8(row.webhookToken.reveal()), tokenPlace);
    QJsonObject config;
    const auto put = [&config](const char* key, const QJsonValue& value) {
        if (!value.isNull() && value != QJsonValue(QString()))
            config[QLatin1String(key)] = value;
    };
    put("instance_name", QString::fromUtf8(row.instanceName.utf8()));
    put("instance", QString::fromUtf8(row.legacyName.utf8()));
    put("phone_number", json(row.phoneConfig));
    put("expected_phone", json(row.expectedPhone));
    put("webhook_url", url);
    put("steward_operation", made.operation.toJson());
    if (row.isProtected)
        config[QStringLiteral("steward_protected")] = true;
    if (row.lease)
        config[QStringLiteral("steward_lease")] = json(*row.lease);
    return config;
}

void restoreConfig(PracticeRow& made, const QJsonObject& config)
{
    const auto text = [&config](const char* key) { return config[QLatin1String(key)].toString(); };
    made.row.instanceName = InstanceName::fromText(text("instance_name"));
    made.row.legacyName = InstanceName::fromText(text("instance"));
    made.row.phoneConfig = phoneIn(config[QLatin1String("phone_number")]);
    made.row.expectedPhone = phoneIn(config[QLatin1String("expected_phone")]);
    made.operation = OperationId::fromJson(config[QLatin1String("steward_operation")]);
    made.row.isProtected = config[QLatin1String("steward_protected")].toBool();
    made.row.lease = leaseIn(config[QLatin1String("steward_lease")], Timestamp::min());
    QString url = text("webhook_url");
    if (!made.row.webhookToken.isEmpty())
        url.replace(tokenPlace, QString::fromUtf8(made.row.webhookToken.reveal()));
    made.webhookUrl = SecretUrl(url);
}

} // namespace

Integration shownRow(const PracticeRow& row, Timestamp now)
{
    Integration shown = row.row;
    shown.maskedWebhookUrl = row.webhookUrl.redacted();
    if (shown.lease && shown.lease->until <= now)
        shown.lease.reset();
    return shown;
}

PracticeRow* ourRow(PracticeState& state, const IntegrationId& id)
{
    const auto found =
        std::ranges::find_if(state.rows, [&id](const PracticeRow& row) { return row.isOurs() && row.row.id == id; });
    return found == state.rows.end() ? nullptr : &*found;
}

ClinicId firstClinic(const PracticeState& state, const OrganizationId& organization)
{
    const Clinic* first = nullptr;
    for (const Clinic& clinic : state.clinics) {
        if (clinic.active && clinic.organizationId == organization && (!first || clinic.name < first->name))
            first = &clinic;
    }
    return first ? first->id : ClinicId();
}

bool namesIn(const RowImage& image, const InstanceName& name)
{
    const QJsonValue config = QJsonDocument::fromJson(image.json)[QLatin1String("config")];
    return config[QLatin1String("instance_name")].toString() == name.text() ||
           config[QLatin1String("instance")].toString() == name.text();
}

void addRecorded(std::vector<RecordedOperation>& operations, const PracticeChange& change)
{
    auto found = std::ranges::find(operations, change.author.operation, &RecordedOperation::operation);
    const QJsonDocument row = QJsonDocument::fromJson((change.after ? change.after : change.before)->json);
    const OrganizationId organization = OrganizationId::fromString(row[QLatin1String("organization_id")].toString());
    if (found == operations.end()) {
        RecordedOperation started;
        started.at = change.at;
        started.role = QStringLiteral("practice");
        started.workstation = change.author.workstation;
        started.action = change.author.action;
        started.operation = change.author.operation;
        started.organizationId = organization;
        found = operations.insert(operations.end(), started);
    }
    ++found->rows;
    if (found->organizationId != organization)
        found->organizationId = {};
    const QString name = row[QLatin1String("config")][QLatin1String("instance_name")].toString();
    const InstanceName named = InstanceName::fromText(name);
    if (!name.isEmpty() && found->names.size() < mostRecordedNames &&
        std::ranges::find(found->names, named) == found->names.end())
        found->names.push_back(named);
}

void keepHistory(PracticeState& state, PracticeChange change)
{
    if (!state.guards.contains(GuardPart::AuditTable))
        return;
    change.at = state.visitedAt;
    state.history.push_back(std::move(change));
}

PracticeRow newPracticeRow(PracticeState& state, Timestamp now, const NewIntegration& wanted)
{
    PracticeRow made;
    made.row.id = state.drawId<IntegrationId>();
    made.row.organizationId = wanted.organizationId;
    made.row.clinicId = wanted.clinicId;
    made.row.status = QStringLiteral("pending");
    made.row.enabled = true;
    made.row.instanceName = wanted.instanceName;
    made.row.webhookToken = state.drawToken();
    made.row.createdAt = now;
    made.row.updatedAt = now;
    return made;
}

RowImage imageOf(const PracticeRow& made)
{
    const Integration& row = made.row;
    QJsonObject image{
        {QStringLiteral("id"), row.id.toJson()},
        {QStringLiteral("organization_id"), row.organizationId.toJson()},
        {QStringLiteral("clinic_id"), row.clinicId.toJson()},
        {QStringLiteral("type"), made.type},
        {QStringLiteral("provider"), made.provider},
        {QStringLiteral("status"), row.status},
        {QStringLiteral("config"), configOf(made)},
        {QStringLiteral("enabled"), row.enabled},
        {QStringLiteral("phone_number"), json(row.phoneColumn)},
        {QStringLiteral("display_name"), row.displayName},
        {QStringLiteral("created_at"), json(row.createdAt)},
        {QStringLiteral("updated_at"), json(row.updatedAt)},
        {QStringLiteral("connected_at"), json(row.connectedAt)},
        {QStringLiteral("last_seen_at"), json(row.lastSeenAt)}};
    if (row.webhookToken.isEmpty())
        image[QStringLiteral("webhook_token")] = QJsonValue();
    return {QJsonDocument(image).toJson(QJsonDocument::Compact)};
}

void restore(PracticeRow& made, const RowImage& image)
{
    const QJsonObject json = QJsonDocument::fromJson(image.json).object();
    const auto value = [&json](const char* key) { return json[QLatin1String(key)]; };
    Integration& row = made.row;
    restoreConfig(made, value("config").toObject());
    if (json.contains(QLatin1String("webhook_token")))
        row.webhookToken = WebhookToken();
    row.organizationId = OrganizationId::fromJson(value("organization_id"));
    row.clinicId = ClinicId::fromJson(value("clinic_id"));
    row.status = value("status").toString();
    row.enabled = value("enabled").toBool();
    row.phoneColumn = phoneIn(value("phone_number"));
    row.displayName = value("display_name").toString();
    row.createdAt = timeIn(value("created_at"));
    row.updatedAt = timeIn(value("updated_at"));
    row.connectedAt = timeIn(value("connected_at"));
    row.lastSeenAt = timeIn(value("last_seen_at"));
}

} // namespace steward
