#include "stores/postgres/integration_rows.h"

#include "domain/our_rows.h"
#include "stores/survivor_judgement.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <charconv>

namespace steward {
namespace {

// The order of selected().
enum Column {
    Id,
    InOrganization,
    InClinic,
    Status,
    Enabled,
    Protected,
    Name,
    LegacyName,
    PhoneColumn,
    PhoneConfig,
    ExpectedPhone,
    DisplayName,
    Token,
    CreatedAt,
    UpdatedAt,
    ConnectedAt,
    LastSeenAt,
    Lease,
    ConfigType,
    ConfigText,
    WebhookUrl,
    ColumnCount,
};
static_assert(IntegrationRows::selectedColumns == ColumnCount);

/// As milliseconds of a double's 53 bits, ten times cheaper than extract()'s numeric; 'infinity' has no milliseconds.
QByteArray milliseconds(const QByteArray& column)
{
    return "CASE WHEN isfinite(" + column + ") THEN (date_part('epoch', " + column + ") * 1000)::bigint END";
}

/// Also that something stands there which has no milliseconds: a phone may have been linked all the same.
constexpr qint64 oddTime = -1;

QByteArray connectedAt()
{
    return "CASE WHEN isfinite(connected_at) THEN (date_part('epoch', connected_at) * 1000)::bigint "
           "WHEN connected_at IS NOT NULL THEN " +
           QByteArray::number(oddTime) + " END";
}

std::optional<Timestamp> timestamp(const SqlRow& row, int column)
{
    const QByteArrayView bytes = row.bytes(column);
    qint64 value = 0;
    if (bytes.isEmpty() || std::from_chars(bytes.begin(), bytes.end(), value).ec != std::errc())
        return {};
    return Timestamp(std::chrono::milliseconds(value));
}

std::optional<PhoneNumber> phone(const SqlRow& row, int column)
{
    const QByteArrayView bytes = row.bytes(column);
    return bytes.isEmpty() ? std::nullopt : PhoneNumber::fromText(QString::fromUtf8(bytes));
}

/// The column's, else config's; what stands there and is no number is kept as text, and then there is none.
void readPhones(const SqlRow& row, Integration& into)
{
    into.phoneColumn = phone(row, PhoneColumn);
    const QString odd = into.phoneColumn ? QString() : row.text(PhoneColumn).trimmed();
    if (!odd.isEmpty()) {
        into.oddPhone = odd;
        return;
    }
    into.phoneConfig = phone(row, PhoneConfig);
    if (!into.phone())
        into.oddPhone = row.text(PhoneConfig).trimmed();
}

/// An object or a list is no name, and its text must not pass for one.
QByteArray nameIn(const QByteArray& key)
{
    return "CASE WHEN jsonb_typeof(config::jsonb->'" + key + "') IN ('string', 'number') THEN config->>'" + key +
           "' END";
}

/// With the database's clock beside it. Nothing is cast: whatever stands there must not fail a reading.
constexpr const char* leaseAndNow =
    "CASE WHEN jsonb_typeof(config::jsonb->'steward_lease') = 'object' THEN jsonb_build_object('lease', "
    "config::jsonb->'steward_lease', 'now', (date_part('epoch', clock_timestamp()) * 1000)::bigint)::text END";

std::optional<RowLease> lease(const SqlRow& row, int column)
{
    if (row.isNull(column))
        return {};
    const QJsonDocument both = QJsonDocument::fromJson(row.bytes(column).toByteArray());
    const qint64 now = both[QLatin1String("now")].toInteger();
    return leaseIn(both[QLatin1String("lease")], Timestamp(std::chrono::milliseconds(now)));
}

/// As text, whatever the column's type.
QByteArray isAmong(const QByteArray& column, const QSet<OrganizationId>& ids)
{
    QByteArrayList quotedIds;
    for (const OrganizationId& each : ids)
        quotedIds << "'" + each.toByteArray() + "'";
    return "lower(" + column + "::text) IN (" + quotedIds.join(',') + ')';
}

/// Nearly every row has the same few, whose text is not made anew.
QString statusIn(const SqlRow& row)
{
    static const QStringList usual{
        QStringLiteral("active"), QStringLiteral("pending"), QStringLiteral("disconnected"),
        QStringLiteral("disabled")};
    const QByteArrayView bytes = row.bytes(Status);
    const auto known =
        std::ranges::find_if(usual, [bytes](const QString& status) { return status == QLatin1String(bytes); });
    return known != usual.end() ? *known : row.text(Status);
}

/// A flag in config counts by any value but false: a person who wrote "yes" meant it.
bool isFlagSet(const QJsonValue& flag)
{
    return !(
        flag.isUndefined() || flag.isNull() || flag == QJsonValue(false) ||
        flag == QJsonValue(QStringLiteral("false")));
}

/// No object, and no NULL: what a string holds is read all the same.
void readOddConfig(Integration& row, QByteArrayView text, bool withWebhook)
{
    row.configShape = ConfigShape::Other;
    if (text.isNull())
        return;
    const QByteArray whole = text.toByteArray();
    row.configDigest = QCryptographicHash::hash(whole, QCryptographicHash::Sha256).toHex();
    const QJsonDocument document = QJsonDocument::fromJson(whole);
    if (!document.isObject())
        return;
    row.configShape = ConfigShape::TextOfObject;
    const QJsonObject config = document.object();
    const auto number = [&config](const char* key) {
        return PhoneNumber::fromText(config.value(QLatin1String(key)).toVariant().toString());
    };
    row.instanceName = InstanceName::fromText(config.value(QLatin1String("instance_name")).toString());
    row.legacyName = InstanceName::fromText(config.value(QLatin1String("instance")).toString());
    row.phoneConfig = number("phone_number");
    row.expectedPhone = number("expected_phone");
    row.isProtected = isFlagSet(config.value(QLatin1String("steward_protected")));
    if (withWebhook)
        row.maskedWebhookUrl = SecretUrl(config.value(QLatin1String("webhook_url")).toString()).redacted();
}

} // namespace

IntegrationRows::IntegrationRows(const PostgresConnection& connection, const StoreNames& names)
    : m_table(connection.quoted(names.schema) + '.' + connection.quoted(names.integrationsTable))
    , m_organizations(connection.quoted(names.organizationsSchema) + '.' + connection.quoted(names.organizationsTable))
    , m_clinics(connection.quoted(names.schema) + '.' + connection.quoted(names.clinicsTable))
{
}

QByteArrayList IntegrationRows::columns()
{
    return {"id",           "organization_id", "clinic_id",  "type",          "provider",
            "status",       "config",          "enabled",    "webhook_token", "phone_number",
            "display_name", "created_at",      "updated_at", "connected_at",  "last_seen_at"};
}

// Types may be enums, whose labels need not know ours; of a text the cast is none, also to an index.
QByteArray IntegrationRows::isOurs(const QByteArray& of)
{
    return of + "type::text = '" + ourRowType + "' AND " + of + "provider::text = '" + ourRowProvider + "'";
}

QByteArray IntegrationRows::namesInstance(const QByteArray& parameter)
{
    return "(config->>'instance_name' = " + parameter + " OR config->>'instance' = " + parameter + ')';
}

QByteArray IntegrationRows::configText()
{
    return "CASE WHEN jsonb_typeof(config::jsonb) = 'string' THEN config::jsonb #>> '{}' END";
}

QByteArray IntegrationRows::isProtected()
{
    // By any flag but false: a person who wrote "yes" meant it.
    return "coalesce(config->>'steward_protected', 'false') <> 'false'";
}

bool IntegrationRows::cannotBeText(const InstanceName& name)
{
    return !name.isValidUtf8() || name.utf8().contains('\0');
}

// The token is made in the server, so that no statement log shows it. A UUID's bytes 1–6 and 10–15 are all random;
// its version and variant stand in bytes 7 and 9.
QByteArray IntegrationRows::newToken()
{
    return "rtrim(translate(encode(substr(r.a, 1, 6) || substr(r.a, 10, 6) || substr(r.b, 1, 6) || "
           "substr(r.b, 10, 6), 'base64'), '+/', '-_'), '=')";
}

QByteArray IntegrationRows::newTokenSource()
{
    return "(SELECT uuid_send(gen_random_uuid()) AS a, uuid_send(gen_random_uuid()) AS b OFFSET 0) AS r";
}

QByteArray IntegrationRows::selected(Webhook webhook)
{
    // ->> answers null for a config that is null, an array or a scalar.
    return "id, organization_id, clinic_id, status, enabled, " + isProtected() + ", " + nameIn("instance_name") + ", " +
           nameIn("instance") +
           ", "
           "phone_number, config->>'phone_number', config->>'expected_phone', display_name, webhook_token, " +
           milliseconds("created_at") + ", " + milliseconds("updated_at") + ", " + connectedAt() + ", " +
           milliseconds("last_seen_at") + ", " + leaseAndNow + ", jsonb_typeof(config::jsonb), " + configText() +
           (webhook == Webhook::Masked ? ", config->>'webhook_url'" : "");
}

SqlStatement IntegrationRows::selectAll() const
{
    return {"SELECT " + selected(Webhook::Left) + " FROM " + m_table + " WHERE " + isOurs()};
}

SqlStatement IntegrationRows::selectNamed(const InstanceName& name) const
{
    return {
        "SELECT " + selected(Webhook::Masked) + " FROM " + m_table + " WHERE " + isOurs() + " AND (" +
            namesInstance("$1") + " OR jsonb_typeof(config::jsonb) = 'string') ORDER BY created_at, id",
        {name.utf8()}};
}

SqlStatement IntegrationRows::selectConcerning(const InstanceName& name) const
{
    const QByteArray fromOurs = " FROM " + m_table + " WHERE " + isOurs();
    const auto bearsOrganization =
        [](const QByteArray& key) -> QByteArray { // the C collation knows ASCII alone, as UUIDs do
        return "strpos(lower((config->>'" + key + "') COLLATE \"C\"), o.id::text) > 0";
    };
    // However a number is written, its last eight digits stand in their order, and in all that is the same number
    // (PhoneNumber). Of an address the digits end before the device.
    const QByteArray digits =
        "regexp_replace(CASE WHEN strpos(written, '@') > 0 THEN substring(written FROM '^[^:_.@]*') ELSE written END, "
        "'[^0-9]', '', 'g')";
    return {
        "WITH own AS MATERIALIZED (SELECT organization_id, webhook_token::text AS token, phone_number::text AS phone, "
        "config->>'phone_number' AS noted" +
            fromOurs + " AND " + namesInstance("$1") +
            "), organizations AS MATERIALIZED (SELECT DISTINCT organization_id AS id FROM own), "
            "numbers AS MATERIALIZED (SELECT DISTINCT '%' || array_to_string(string_to_array(right(digits, 8), NULL), "
            "'%') || '%' AS shape FROM (SELECT " +
            digits +
            " AS digits FROM own, unnest(ARRAY[own.phone, own.noted]) AS w (written)) AS d WHERE length(digits) >= 8), "
            "theirs AS MATERIALIZED (SELECT config->>'instance_name' AS name, config->>'instance' AS legacy" +
            fromOurs +
            " AND organization_id IN (SELECT id FROM organizations)), "
            "named AS MATERIALIZED (SELECT name FROM theirs WHERE name <> '' UNION SELECT legacy FROM theirs WHERE "
            "legacy <> '') "
            "SELECT " +
            selected(Webhook::Masked) + fromOurs + " AND (" + namesInstance("$1") +
            " OR jsonb_typeof(config::jsonb) = 'string' OR organization_id IN (SELECT o.id FROM organizations AS o) "
            "OR webhook_token::text IN (SELECT token FROM own WHERE token <> '') "
            "OR config->>'instance_name' IN (SELECT name FROM named) "
            "OR config->>'instance' IN (SELECT name FROM named) "
            "OR EXISTS (SELECT FROM organizations AS o WHERE " +
            bearsOrganization("instance_name") + " OR " + bearsOrganization("instance") +
            ") OR EXISTS (SELECT FROM numbers AS n WHERE phone_number::text COLLATE \"C\" LIKE n.shape "
            "OR config->>'phone_number' LIKE n.shape))",
        {name.utf8()}};
}

SqlStatement
IntegrationRows::insert(const OrganizationId& organization, const ClinicId& clinic, const InstanceName& name) const
{
    return {
        "INSERT INTO " + m_table +
            " (organization_id, clinic_id, type, provider, status, config, enabled, webhook_token) "
            "SELECT $1::uuid, $2::uuid, '" +
            QByteArray(ourRowType) + "', '" + ourRowProvider +
            "', 'pending', "
            "jsonb_build_object('instance_name', $3::text), true, " +
            newToken() + " FROM " + newTokenSource() + " RETURNING " + selected(Webhook::Masked),
        {parameter(organization), parameter(clinic), name.utf8()},
        SqlIntent::Write};
}

SqlStatement IntegrationRows::probe() const
{
    return {"SELECT " + selected(Webhook::Masked) + " FROM " + m_table + " WHERE " + isOurs() + " LIMIT 0"};
}

QByteArray IntegrationRows::selectOrganizations() const
{
    return "SELECT id, name, is_active FROM " + m_organizations;
}

QByteArray IntegrationRows::selectClinics() const
{
    return "SELECT id, organization_id, name, is_active FROM " + m_clinics;
}

QByteArray IntegrationRows::selectOrganizations(const QSet<OrganizationId>& among) const
{
    return selectOrganizations() + " WHERE " + isAmong("id", among);
}

QByteArray IntegrationRows::selectClinics(const QSet<OrganizationId>& ofOrganizations) const
{
    return selectClinics() + " WHERE " + isAmong("organization_id", ofOrganizations);
}

SqlStatement IntegrationRows::selectFirstClinic(const OrganizationId& organization) const
{
    return {
        "SELECT id FROM " + m_clinics + " WHERE organization_id = $1::uuid AND is_active ORDER BY name, id LIMIT 1",
        {parameter(organization)}};
}

Integration IntegrationRows::integration(const SqlRow& row, Webhook webhook)
{
    Integration read;
    read.id = id<IntegrationId>(row, Id);
    read.organizationId = id<OrganizationId>(row, InOrganization);
    read.clinicId = id<ClinicId>(row, InClinic);
    read.status = statusIn(row);
    read.enabled = row.flag(Enabled);
    read.isProtected = row.flag(Protected);
    read.instanceName = InstanceName::fromUtf8(row.bytes(Name).toByteArray());
    read.legacyName = InstanceName::fromUtf8(row.bytes(LegacyName).toByteArray());
    readPhones(row, read);
    read.expectedPhone = phone(row, ExpectedPhone);
    read.displayName = row.text(DisplayName);
    read.webhookToken = WebhookToken(row.bytes(Token).toByteArray());
    read.createdAt = timestamp(row, CreatedAt);
    read.updatedAt = timestamp(row, UpdatedAt);
    read.connectedAt = timestamp(row, ConnectedAt);
    read.hasOddConnectedAt = read.connectedAt == Timestamp(std::chrono::milliseconds(oddTime));
    if (read.hasOddConnectedAt)
        read.connectedAt.reset();
    read.lastSeenAt = timestamp(row, LastSeenAt);
    read.lease = lease(row, Lease);
    if (webhook == Webhook::Masked)
        read.maskedWebhookUrl = SecretUrl(row.text(WebhookUrl)).redacted();
    if (!row.isNull(ConfigType) && row.bytes(ConfigType) != "object")
        readOddConfig(
            read, row.isNull(ConfigText) ? QByteArrayView() : row.bytes(ConfigText), webhook == Webhook::Masked);
    return read;
}

Organization IntegrationRows::organization(const SqlRow& row)
{
    return {id<OrganizationId>(row, 0), row.text(1), row.flag(2)};
}

Clinic IntegrationRows::clinic(const SqlRow& row)
{
    return {id<ClinicId>(row, 0), id<OrganizationId>(row, 1), row.text(2), row.flag(3)};
}

} // namespace steward
