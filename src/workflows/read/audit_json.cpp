#include "workflows/read/audit_json.h"

#include "domain/iso_time.h"
#include "wording/finding_words.h"
#include "wording/workspace_words.h"
#include "workflows/base/json_stream.h"

#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace steward {
namespace {

QJsonValue countJson(qint64 count)
{
    return count < 0 ? QJsonValue() : QJsonValue(count);
}

/// The number, or what stands there and is none.
void putPhone(JsonStream& json, const char* name, const std::optional<PhoneNumber>& phone, const QString& odd)
{
    json.putText(name, phone ? phone->text() : odd);
}

void putTime(JsonStream& json, const char* name, const std::optional<Timestamp>& time)
{
    json.putText(name, time ? isoTime(*time) : QString());
}

template<class Id>
void putId(JsonStream& json, const char* name, const Id& id)
{
    json.putText(name, id.isNull() ? QString() : id.toString());
}

/// null for less than nothing: it is not known.
void putCount(JsonStream& json, const char* name, qint64 count)
{
    json.key(name);
    count < 0 ? json.null() : json.put(count);
}

void putWebhook(JsonStream& json, const Audit& audit, const AuditRow& row)
{
    const auto asked = audit.snapshot().webhooks.constFind(row.name);
    if (asked == audit.snapshot().webhooks.cend())
        return;
    if (!asked->has_value())
        return json.putNull("webhook");
    json.key("webhook");
    json.beginObject();
    json.put("enabled", (*asked)->enabled);
    json.put("url", (*asked)->url.redacted());
    json.key("events");
    json.beginArray();
    for (const QString& event : (*asked)->events)
        json.put(event);
    json.endArray();
    json.endObject();
}

/// The words of CONTRACT: what was not answered, or not found, has none.
void putMemory(JsonStream& json, MemoryState state)
{
    const bool hasWord = state != MemoryState::NotFound && state != MemoryState::Unknown;
    json.putText("memory", hasWord ? memoryWord(state) : QString());
}

void putInstance(JsonStream& json, const ServerInstance& instance)
{
    json.put("connection", connectionWord(instance.connection));
    putPhone(json, "phone", instance.phone, instance.oddPhone);
    putId(json, "instance_id", instance.id.value_or(InstanceId()));
    json.put("integration", kindWord(instance.kind));
    json.putText("profile_name", instance.profileName);
    putCount(json, "disconnection_reason", instance.disconnectionReason == 0 ? -1 : instance.disconnectionReason);
    putCount(json, "messages", instance.messages);
    putCount(json, "contacts", instance.contacts);
    putCount(json, "chats", instance.chats);
    putTime(json, "created_at", instance.createdAt);
    putTime(json, "updated_at", instance.updatedAt);
}

void putServer(JsonStream& json, const Audit& audit, const AuditRow& row)
{
    json.key("server");
    json.beginObject();
    json.put("presence", presenceWord(row.inServer));
    // Whether the list shows it; null where it was not read.
    json.key("listed");
    audit.snapshot().server.isWhole() ? json.put(row.server != nullptr) : json.null();
    putMemory(json, row.memory);
    if (row.server) {
        putInstance(json, *row.server);
        putWebhook(json, audit, row);
    } else {
        json.putNull("connection");
        json.putNull("phone");
    }
    json.endObject();
}

void putIntegration(JsonStream& json, const Integration& integration)
{
    putId(json, "integration_id", integration.id);
    putId(json, "organization_id", integration.organizationId);
    putId(json, "clinic_id", integration.clinicId);
    json.put("status", integration.status);
    json.put("enabled", integration.enabled);
    json.putText("instance_name", integration.instanceName.text());
    json.putText("instance", integration.legacyName.text());
    putPhone(json, "phone_number", integration.phone(), integration.oddPhone);
    json.putText("display_name", integration.displayName);
    json.putText("webhook_token", integration.webhookToken.masked());
    json.putText("webhook_url", integration.maskedWebhookUrl);
    putTime(json, "created_at", integration.createdAt);
    putTime(json, "updated_at", integration.updatedAt);
    putTime(json, "connected_at", integration.connectedAt);
    putTime(json, "last_seen_at", integration.lastSeenAt);
}

void putDatabase(JsonStream& json, const AuditRow& row)
{
    json.key("database");
    json.beginObject();
    json.put("presence", presenceWord(row.inDatabase));
    if (const Integration* integration = row.integration()) {
        putIntegration(json, *integration);
    } else {
        for (const char* key : {"integration_id", "status", "enabled", "phone_number"})
            json.putNull(key);
    }
    if (row.integrations.size() > 1) {
        json.key("other_rows");
        json.beginArray();
        for (size_t index = 1; index < row.integrations.size(); ++index) {
            json.beginObject();
            putIntegration(json, *row.integrations[index]);
            json.endObject();
        }
        json.endArray();
    }
    json.endObject();
}

QLatin1String entryStateWord(const CacheEntry& entry)
{
    switch (entry.state) {
    case CacheValueState::Readable:
        return QLatin1String("readable");
    case CacheValueState::NotJson:
        return QLatin1String("not-json");
    case CacheValueState::NotObject:
        return QLatin1String("not-an-object");
    case CacheValueState::OtherType:
        return QLatin1String("other-type");
    }
    return QLatin1String("unknown");
}

/// An id, or what stands in its place and is none.
template<class Id>
void putIdOr(JsonStream& json, const char* name, const Id& id, const QString& text)
{
    text.isEmpty() ? putId(json, name, id) : json.put(name, text);
}

void putEntry(JsonStream& json, const CacheEntry& entry)
{
    json.put("key", QLatin1String(entry.kind == CacheKeyKind::Token ? "token" : "instance"));
    json.putText("webhook_token", entry.token.masked());
    json.put("value", entryStateWord(entry));
    putIdOr(json, "organization_id", entry.organizationId, entry.organizationText);
    putIdOr(json, "clinic_id", entry.clinicId, entry.clinicText);
    json.putText("name", entry.displayName);
    putPhone(json, "phone_number", entry.phone, entry.oddPhone);
    json.put("ttl_seconds", entry.ttlSeconds);
}

void putOtherEntries(JsonStream& json, const AuditRow& row)
{
    const auto isOther = [&row](const CacheEntry* entry) { return entry != row.cacheEntry(); };
    if (std::ranges::none_of(row.tokenEntries, isOther))
        return;
    json.key("other_entries");
    json.beginArray();
    for (const CacheEntry* entry : row.tokenEntries) {
        if (!isOther(entry))
            continue;
        json.beginObject();
        putEntry(json, *entry);
        json.endObject();
    }
    json.endArray();
}

void putCache(JsonStream& json, const AuditRow& row)
{
    json.key("cache");
    json.beginObject();
    json.put("presence", presenceWord(row.inCache));
    if (const CacheEntry* entry = row.cacheEntry()) {
        putEntry(json, *entry);
    } else {
        json.putNull("organization_id");
        json.putNull("ttl_seconds");
    }
    putOtherEntries(json, row);
    if (row.residue && row.residue->any()) {
        json.key("residue");
        json.beginObject();
        putCount(json, "stream_messages", row.residue->streamMessages);
        putCount(json, "undelivered", row.residue->undelivered);
        putCount(json, "failed_messages", row.residue->deadMessages);
        json.put("rate_limiter", row.residue->bucket || row.residue->bucketTimestamp);
        json.endObject();
    }
    json.endObject();
}

void putFindings(JsonStream& json, const AuditRow& row)
{
    json.key("findings");
    json.beginArray();
    for (const Finding& finding : row.findings) {
        json.beginObject();
        json.put("code", findingWord(finding.code));
        json.put("severity", severityWord(finding.severity()));
        json.put("because", sentenceOf(finding));
        json.endObject();
    }
    json.endArray();
}

void putRow(JsonStream& json, const Audit& audit, const AuditRow& row)
{
    json.beginObject();
    json.key("instance_name");
    row.kind == RowKind::Instance ? json.put(row.name.text()) : json.null();
    putId(json, "organization_id", row.organizationId);
    json.putText("organization_name", audit.organizationName(row.organizationId));
    json.put("ignored", row.isIgnored);
    putServer(json, audit, row);
    putDatabase(json, row);
    putCache(json, row);
    putFindings(json, row);
    json.put("verdict", verdictWord(row.verdict));
    json.endObject();
}

template<class Content>
QJsonObject storeJson(Store store, const Reading<Content>& reading, qint64 count)
{
    QJsonObject json{
        {QStringLiteral("state"), reading.isWhole() ? QStringLiteral("read") : QStringLiteral("failed")},
        {QStringLiteral("count"), countJson(count)},
        {QStringLiteral("elapsed_ms"), reading.elapsedMs},
        {QStringLiteral("error"), QJsonValue()}};
    if (const auto error = reading.error()) {
        const QString sentence = WorkspaceWords::whyNotRead(store, *error);
        json.insert(
            QStringLiteral("error"),
            QJsonObject{{QStringLiteral("kind"), errorWord(error->kind)}, {QStringLiteral("sentence"), sentence}});
    }
    return json;
}

/// What was odd in a list that was read whole.
QJsonArray notesJson(const ServerListing& listing)
{
    QJsonArray notes;
    for (const OddEntry& odd : listing.odd) {
        const bool hasName = odd.what != OddEntry::What::Nameless;
        notes.append(QJsonObject{
            {QStringLiteral("instance_name"), hasName ? QJsonValue(odd.name.text()) : QJsonValue()},
            {QStringLiteral("note"), oddEntrySentence(odd)}});
    }
    return notes;
}

bool putRows(JsonStream& json, const Audit& audit, const std::vector<const AuditRow*>& rows, const JsonPart& write)
{
    json.beginArray();
    for (const AuditRow* row : rows) {
        putRow(json, audit, *row);
        if (!write(json.takePart()))
            return false;
    }
    json.endArray();
    return true;
}

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QJsonObject auditRowJson(const Audit& audit, const AuditRow& row)
{
    JsonStream json;
    putRow(json, audit, row);
    return QJsonDocument::fromJson(json.take()).object();
}

QJsonObject auditStoresJson(const Audit& audit)
{
    const Snapshot& snapshot = audit.snapshot();
    const auto count = [](const auto& reading, const auto& size) {
        return reading.isWhole() ? static_cast<qint64>(size(*reading)) : -1;
    };
    QJsonObject server = storeJson(
        Store::Server, snapshot.server, count(snapshot.server, [](const auto& c) { return c.instances.size(); }));
    if (snapshot.server.isWhole() && !snapshot.server->odd.empty())
        server.insert(QStringLiteral("notes"), notesJson(*snapshot.server));
    return {
        {storeWord(Store::Server), server},
        {storeWord(Store::Database),
         storeJson(
             Store::Database, snapshot.database,
             count(snapshot.database, [](const auto& c) { return c.integrations.size(); }))},
        {storeWord(Store::Cache), storeJson(Store::Cache, snapshot.cache, count(snapshot.cache, [](const auto& c) {
                                                return c.entries.size();
                                            }))}};
}

QJsonObject auditCountsJson(const Audit& audit)
{
    QJsonObject findings;
    for (auto count = audit.counts().findings.cbegin(); count != audit.counts().findings.cend(); ++count)
        findings.insert(findingWord(count.key()), count.value());
    QJsonObject verdicts;
    for (auto count = audit.counts().verdicts.cbegin(); count != audit.counts().verdicts.cend(); ++count)
        verdicts.insert(verdictWord(count.key()), count.value());
    const std::optional<qint64> healthy = audit.counts().healthy;
    return {
        {QStringLiteral("rows"), audit.counts().rows},
        {QStringLiteral("healthy"), healthy ? QJsonValue(*healthy) : QJsonValue()},
        {QStringLiteral("not_asked"), audit.counts().notAsked},
        {QStringLiteral("findings"), findings},
        {QStringLiteral("verdicts"), verdicts}};
}

bool writeAuditJson(const Audit& audit, QIODevice& device)
{
    QByteArray buffer = "{\"version\":1,\"taken_at\":\"" + isoTime(audit.snapshot().takenAt).toLatin1() +
                        "\",\"stores\":" + compact(auditStoresJson(audit)) +
                        ",\"counts\":" + compact(auditCountsJson(audit)) + ",\"rows\":[";
    JsonStream json;
    bool isFirst = true;
    for (const AuditRow& row : audit.rows()) {
        buffer += isFirst ? "\n" : ",\n";
        isFirst = false;
        putRow(json, audit, row);
        buffer += json.take();
        if (buffer.size() > 256 * 1024) {
            if (device.write(buffer) != buffer.size())
                return false;
            buffer.clear();
        }
    }
    buffer += "\n]}\n";
    return device.write(buffer) == buffer.size();
}

bool writeListJson(
    const Audit& audit, const QString& query, const std::vector<const AuditRow*>& rows, const JsonPart& write)
{
    JsonStream json(JsonStream::Layout::Indented);
    json.beginObject();
    json.put("version", 1);
    json.put("taken_at", isoTime(audit.snapshot().takenAt));
    json.key("stores");
    json.putMade(auditStoresJson(audit));
    json.put("query", query);
    json.key("rows");
    if (!putRows(json, audit, rows, write))
        return false;
    json.endObject();
    return write(json.takePart() + '\n');
}

bool writeRowsJson(const Audit& audit, const std::vector<const AuditRow*>& rows, const JsonPart& write)
{
    JsonStream json(JsonStream::Layout::Indented);
    return putRows(json, audit, rows, write) && write(json.takePart() + '\n');
}

} // namespace steward
