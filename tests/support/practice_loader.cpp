#include "support/practice_loader.h"

#include "domain/store_names.h"
#include "support/evolution_server.h"
#include "support/postgres_server.h"
#include "support/redis_server.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace steward::rig {
namespace {

// Server

QDateTime dateTime(const std::optional<Timestamp>& time)
{
    return time ? QDateTime::fromMSecsSinceEpoch(time->time_since_epoch().count()).toUTC() : QDateTime();
}

QString textOf(const InstanceName& name)
{
    return QString::fromUtf8(name.utf8());
}

EvolutionMemory memoryOf(MemoryState memory)
{
    switch (memory) {
    case MemoryState::Open:
        return EvolutionMemory::Open;
    case MemoryState::Connecting:
        return EvolutionMemory::Connecting;
    case MemoryState::Close:
        return EvolutionMemory::Close;
    default:
        return EvolutionMemory::Missing;
    }
}

EvolutionInstance instanceOf(const PracticeInstance& practice)
{
    const ServerInstance& listed = practice.listed;
    EvolutionInstance instance;
    instance.name = textOf(listed.name);
    instance.id = listed.id.value_or(InstanceId()).uuid();
    instance.connectionStatus = connectionWord(listed.connection);
    instance.memory = memoryOf(practice.memory);
    instance.unlisted = practice.isHidden;
    if (listed.phone)
        instance.ownerJid = QStringLiteral("%1@s.whatsapp.net").arg(listed.phone->digits());
    if (!listed.profileName.isEmpty())
        instance.profileName = listed.profileName;
    instance.integration = kindWord(listed.kind);
    if (listed.disconnectionReason != 0)
        instance.disconnectionReasonCode = listed.disconnectionReason;
    instance.createdAt = dateTime(listed.createdAt);
    instance.updatedAt = dateTime(listed.updatedAt);
    instance.messages = static_cast<int>(listed.messages);
    instance.contacts = static_cast<int>(listed.contacts);
    instance.chats = static_cast<int>(listed.chats);
    if (practice.webhook) {
        const std::vector<QString>& events = practice.webhook->events;
        instance.webhook = EvolutionWebhook{
            .url = practice.webhook->url.reveal(),
            .enabled = practice.webhook->enabled,
            .events = QStringList(events.begin(), events.end())};
    }
    return instance;
}

// Database

QJsonValue jsonOf(const auto& id)
{
    return id.isNull() ? QJsonValue() : QJsonValue(id.toString());
}

QJsonValue jsonOf(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue jsonOf(const std::optional<PhoneNumber>& phone)
{
    return phone ? QJsonValue(QString::number(phone->digits())) : QJsonValue();
}

QJsonValue jsonOf(const std::optional<Timestamp>& time)
{
    return time ? QJsonValue(dateTime(time).toString(Qt::ISODateWithMs)) : QJsonValue();
}

void insertUnlessNull(QJsonObject& object, const QString& key, const QJsonValue& value)
{
    if (!value.isNull())
        object.insert(key, value);
}

QJsonObject rowOf(const PracticeRow& practice)
{
    const Integration& row = practice.row;
    QJsonObject config;
    insertUnlessNull(config, QStringLiteral("instance_name"), jsonOf(textOf(row.instanceName)));
    insertUnlessNull(config, QStringLiteral("instance"), jsonOf(textOf(row.legacyName)));
    insertUnlessNull(config, QStringLiteral("webhook_url"), jsonOf(practice.webhookUrl.reveal()));
    insertUnlessNull(config, QStringLiteral("phone_number"), jsonOf(row.phoneConfig));
    return {
        {QStringLiteral("id"), jsonOf(row.id)},
        {QStringLiteral("organization_id"), jsonOf(row.organizationId)},
        {QStringLiteral("clinic_id"), jsonOf(row.clinicId)},
        {QStringLiteral("type"), practice.type},
        {QStringLiteral("provider"), practice.provider},
        {QStringLiteral("status"), row.status},
        {QStringLiteral("config"), config},
        {QStringLiteral("enabled"), row.enabled},
        {QStringLiteral("webhook_token"), jsonOf(QString::fromLatin1(row.webhookToken.reveal()))},
        {QStringLiteral("phone_number"), jsonOf(row.phoneColumn)},
        {QStringLiteral("display_name"), jsonOf(row.displayName)},
        {QStringLiteral("created_at"), jsonOf(row.createdAt)},
        {QStringLiteral("updated_at"), jsonOf(row.updatedAt)},
        {QStringLiteral("connected_at"), jsonOf(row.connectedAt)},
        {QStringLiteral("last_seen_at"), jsonOf(row.lastSeenAt)}};
}

QJsonObject organizationOf(const Organization& organization)
{
    return {
        {QStringLiteral("id"), jsonOf(organization.id)},
        {QStringLiteral("name"), organization.name},
        {QStringLiteral("is_active"), organization.active},
        {QStringLiteral("created_at"), QStringLiteral("2025-01-01T00:00:00Z")}};
}

QJsonObject clinicOf(const Clinic& clinic)
{
    return {
        {QStringLiteral("id"), jsonOf(clinic.id)},
        {QStringLiteral("organization_id"), jsonOf(clinic.organizationId)},
        {QStringLiteral("name"), clinic.name},
        {QStringLiteral("is_active"), clinic.active}};
}

/// One statement for many rows: their JSON is the only literal, so that one quotation suffices whatever a name holds.
template<class Record>
QString insertion(const QString& table, const std::vector<Record>& records, QJsonObject (*made)(const Record&))
{
    QJsonArray rows;
    for (const Record& record : records)
        rows.append(made(record));
    QString json = QString::fromUtf8(QJsonDocument(rows).toJson(QJsonDocument::Compact));
    json.replace(u'\'', QStringLiteral("''"));
    return QStringLiteral("insert into %1 select * from jsonb_populate_recordset(null::%1, '").arg(table) + json +
           QStringLiteral("'::jsonb);");
}

// Cache

using Commands = std::vector<QByteArrayList>;

QByteArray readableValue(const CacheEntry& entry)
{
    const bool isInstance = entry.kind == CacheKeyKind::Instance;
    QJsonObject value{
        {QStringLiteral("clinic_id"), jsonOf(entry.clinicId)},
        {QStringLiteral("organization_id"), jsonOf(entry.organizationId)},
        {QStringLiteral("name"), entry.displayName},
        {isInstance ? QStringLiteral("whatsapp_number") : QStringLiteral("phone_number"), jsonOf(entry.phone)}};
    insertUnlessNull(value, QStringLiteral("instance_name"), jsonOf(textOf(entry.name)));
    if (!isInstance)
        value.insert(QStringLiteral("webhook_token"), QString::fromLatin1(entry.token.reveal()));
    return QJsonDocument(value).toJson(QJsonDocument::Compact);
}

/// The command that writes the value; empty for a type of Redis that the practice world is not known to have.
QByteArrayList writing(const QByteArray& key, const CacheEntry& entry)
{
    switch (entry.state) {
    case CacheValueState::Readable:
        return {"SET", key, readableValue(entry)};
    case CacheValueState::NotJson: // an empty dictionary as Python pickles it
        return {"SET", key, QByteArray("\x80\x04}\x94.", 5)};
    case CacheValueState::NotObject:
        return {"SET", key, "[]"};
    case CacheValueState::OtherType:
        break;
    }
    return entry.redisType == QLatin1String("list") ? QByteArrayList{"RPUSH", key, "1"} : QByteArrayList();
}

void addStream(Commands& commands, const QByteArray& key, qint64 messages)
{
    for (qint64 number = 1; number <= messages; ++number)
        commands.push_back({"XADD", key, QByteArray::number(number) + "-0", "message", QByteArray::number(number)});
}

void addResidue(Commands& commands, const Residue& residue, const StoreNames& names)
{
    const QByteArray stem = names.residuePrefix + residue.name.utf8();
    if (residue.streamMessages >= 0) {
        addStream(commands, stem + names.streamSuffix, residue.streamMessages);
        // The group stands behind the last one that was delivered and acknowledged.
        const QByteArray delivered = QByteArray::number(residue.streamMessages - qMax(qint64(0), residue.undelivered));
        commands.push_back(
            {"XGROUP", "CREATE", stem + names.streamSuffix, names.workerGroup, delivered + "-0", "MKSTREAM",
             "ENTRIESREAD", delivered});
    }
    if (residue.deadMessages >= 0)
        addStream(commands, stem + names.deadLetterSuffix, residue.deadMessages);
    if (residue.bucket)
        commands.push_back({"SET", stem + names.bucketSuffix, "20"});
    if (residue.bucketTimestamp)
        commands.push_back({"SET", stem + names.bucketTimestampSuffix, "1763139992"});
}

} // namespace

PracticeLoader::PracticeLoader(PracticeWorld& world)
{
    world.visit([this](const PracticeState& state, Timestamp now) {
        m_state = state;
        m_now = now;
    });
}

void PracticeLoader::load(EvolutionServer& server) const
{
    std::vector<EvolutionInstance> instances;
    for (const PracticeInstance& instance : m_state.instances)
        instances.push_back(instanceOf(instance));
    server.addInstances(instances);
}

RigResult<void> PracticeLoader::load(PostgresServer& server, const QString& database) const
{
    return server.execute(
        insertion(QStringLiteral("core.organizations"), m_state.organizations, organizationOf) +
            insertion(QStringLiteral("healthcare.clinics"), m_state.clinics, clinicOf) +
            insertion(QStringLiteral("healthcare.integrations"), m_state.rows, rowOf),
        database);
}

RigResult<void> PracticeLoader::load(RedisServer& server) const
{
    const StoreNames names;
    Commands commands;
    for (const PracticeEntry& practice : m_state.entries) {
        const CacheEntry& entry = practice.entry;
        const QByteArray key = entry.kind == CacheKeyKind::Instance ? names.instanceKeyPrefix + entry.name.utf8()
                                                                    : names.tokenKeyPrefix + entry.token.reveal();
        const QByteArrayList command = writing(key, entry);
        if (command.isEmpty())
            return std::unexpected(QStringLiteral("no value of the type %1 is known").arg(entry.redisType));
        commands.push_back(command);
        if (practice.expiresAt)
            commands.push_back({"PEXPIRE", key, QByteArray::number((*practice.expiresAt - m_now).count())});
    }
    for (const Residue& residue : m_state.residues)
        addResidue(commands, residue, names);
    return server.load(commands);
}

} // namespace steward::rig
