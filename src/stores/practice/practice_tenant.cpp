#include "stores/practice/practice_tenant.h"

#include "domain/webhook_events.h"
#include "domain/webhook_template.h"

#include "stores/practice/practice_fleet.h"

#include <QCryptographicHash>
#include <QStringList>

#include <iterator>

namespace steward {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::minutes;

constexpr qint64 firstMilliseconds = 1748349000000; // stands in the names only, as the day the fleet began
constexpr qint64 dayMilliseconds = 86'400'000;

WebhookSettings templateWebhook(const Integration& row)
{
    return {true, webhookUrl(practiceWebhookTemplate(), row.name(), row.webhookToken).value(), creationEvents()};
}

void addOrganization(PracticeTenant& tenant, const PracticeTenantText& text)
{
    tenant.organization = {practiceOrganizationId(text.name), text.name.toString(), true};
    const QStringList clinics = text.clinics.toString().split(QLatin1Char('|'));
    for (const QString& clinic : clinics) {
        const ClinicId id = practiceId<ClinicId>(QStringLiteral("clinic:%1:%2").arg(tenant.organization.name, clinic));
        tenant.clinics.push_back({id, tenant.organization.id, clinic, true});
    }
}

void addInstance(PracticeTenant& tenant, const std::optional<PhoneNumber>& phone, Timestamp pairedAt)
{
    PracticeInstance instance;
    instance.listed.name =
        practiceInstanceName(tenant.organization.id, firstMilliseconds + tenant.ordinal * dayMilliseconds + 7331);
    instance.listed.id = practiceId<InstanceId>(QStringLiteral("instance:") + tenant.organization.name);
    instance.listed.connection = Connection::Open;
    instance.listed.phone = phone;
    instance.listed.profileName = tenant.organization.name;
    instance.listed.createdAt = pairedAt - 12min;
    instance.listed.updatedAt = tenant.now - minutes(30 + 47 * tenant.ordinal);
    instance.listed.messages = 1204 + 613 * tenant.ordinal;
    instance.listed.contacts = 180 + 29 * tenant.ordinal;
    instance.listed.chats = 96 + 17 * tenant.ordinal;
    instance.memory = MemoryState::Open;
    tenant.instances.push_back(instance);
}

void addRow(PracticeTenant& tenant, const std::optional<PhoneNumber>& phone, Timestamp pairedAt)
{
    PracticeRow made;
    Integration& row = made.row;
    row.id = practiceId<IntegrationId>(QStringLiteral("integration:") + tenant.organization.name);
    row.organizationId = tenant.organization.id;
    row.clinicId = tenant.clinics.front().id;
    row.status = QStringLiteral("active");
    row.enabled = true;
    row.instanceName = tenant.listed().name;
    row.phoneColumn = phone;
    row.phoneConfig = phone;
    row.displayName = tenant.organization.name;
    row.webhookToken = practiceToken(tenant.organization.name);
    row.createdAt = pairedAt - 13min;
    row.updatedAt = pairedAt;
    row.connectedAt = pairedAt;
    row.lastSeenAt = tenant.now - minutes(1 + tenant.ordinal % 25);
    tenant.instance().webhook = templateWebhook(row);
    made.webhookUrl = tenant.instance().webhook->url;
    tenant.rows.push_back(made);
}

void addEntry(PracticeTenant& tenant, CacheKeyKind kind)
{
    PracticeEntry made;
    made.entry.kind = kind;
    made.entry.name = tenant.listed().name;
    if (kind == CacheKeyKind::Token)
        made.entry.token = tenant.row().webhookToken;
    made.entry.organizationId = tenant.organization.id;
    made.entry.clinicId = tenant.clinics.front().id;
    made.entry.displayName = tenant.organization.name;
    made.entry.phone = tenant.row().phoneColumn;
    made.expiresAt = tenant.now + std::chrono::seconds(3590 - (tenant.ordinal * 173) % 3000);
    made.inUse = true;
    tenant.entries.push_back(made);
}

template<class T>
void append(std::vector<T>& to, std::vector<T>& from)
{
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

} // namespace

QUuid practiceUuid(const QString& text)
{
    static const QUuid practice = QUuid::fromString(QLatin1String("{8d3c1f0a-5b7e-5c42-9a61-2f4e7b90d315}"));
    return QUuid::createUuidV5(practice, text);
}

OrganizationId practiceOrganizationId(QStringView organizationName)
{
    return practiceId<OrganizationId>(QStringLiteral("organization:%1").arg(organizationName));
}

WebhookToken practiceToken(const QString& text)
{
    const QByteArray bytes = QCryptographicHash::hash("practice token " + text.toUtf8(), QCryptographicHash::Sha256);
    return WebhookToken(bytes.first(24).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

InstanceName practiceInstanceName(const OrganizationId& organization, qint64 milliseconds)
{
    return InstanceName::fromUtf8("clinic-" + organization.toByteArray() + '-' + QByteArray::number(milliseconds));
}

PracticeTenant healthyTenant(const PracticeTenantText& text, int ordinal, Timestamp now)
{
    PracticeTenant tenant{.now = now, .ordinal = ordinal};
    const std::optional<PhoneNumber> phone = PhoneNumber::fromText(text.phone);
    const Timestamp pairedAt = now - days(20 + 3 * ordinal) - minutes(41 * ordinal);
    addOrganization(tenant, text);
    addInstance(tenant, phone, pairedAt);
    addRow(tenant, phone, pairedAt);
    addEntry(tenant, CacheKeyKind::Instance);
    addEntry(tenant, CacheKeyKind::Token);
    return tenant;
}

PracticeInstance furtherInstance(const PracticeTenant& tenant, const InstanceName& name, Timestamp createdAt)
{
    PracticeInstance instance;
    instance.listed.name = name;
    instance.listed.id = practiceId<InstanceId>(QStringLiteral("instance:") + name.text());
    instance.listed.connection = Connection::Close;
    instance.listed.createdAt = createdAt;
    instance.listed.updatedAt = createdAt;
    instance.listed.messages = instance.listed.contacts = instance.listed.chats = 0;
    if (!tenant.rows.empty())
        instance.webhook = templateWebhook(tenant.rows.front().row);
    return instance;
}

void PracticeTenant::rename(const InstanceName& name)
{
    listed().name = name;
    row().instanceName = name;
    for (PracticeEntry& each : entries)
        each.entry.name = name;
}

void PracticeTenant::setKnownPhone(const std::optional<PhoneNumber>& phone)
{
    row().phoneColumn = phone;
    row().phoneConfig = phone;
    for (PracticeEntry& each : entries)
        each.entry.phone = phone;
}

void PracticeTenant::setConnection(Connection connection, MemoryState memory)
{
    listed().connection = connection;
    instance().memory = memory;
}

void PracticeTenant::enter(PracticeState& state)
{
    state.organizations.push_back(organization);
    append(state.clinics, clinics);
    append(state.instances, instances);
    append(state.rows, rows);
    append(state.entries, entries);
    append(state.residues, residues);
}

} // namespace steward
