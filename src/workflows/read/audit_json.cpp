#include "workflows/read/audit_json.h"

#include "domain/iso_time.h"
#include "domain/unknown_value.h"

#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>

namespace steward {
namespace {

/// The number, or what stands there and is none.
QJsonValue phoneJson(const std::optional<PhoneNumber>& phone, const QString& odd)
{
    if (phone)
        return phone->text();
    return odd.isEmpty() ? QJsonValue() : QJsonValue(odd);
}

QJsonValue textJson(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue timeJson(const std::optional<Timestamp>& time)
{
    return time ? QJsonValue(isoTime(*time)) : QJsonValue();
}

QJsonValue countJson(qint64 count)
{
    return count < 0 ? QJsonValue() : QJsonValue(count);
}

void putWebhook(QJsonObject& json, const Audit& audit, const AuditRow& row)
{
    const auto asked = audit.snapshot().webhooks.constFind(row.name);
    if (asked == audit.snapshot().webhooks.cend())
        return;
    if (!asked->has_value()) {
        json.insert(QStringLiteral("webhook"), QJsonValue());
        return;
    }
    QJsonArray events;
    for (const QString& event : (*asked)->events)
        events.append(event);
    json.insert(
        QStringLiteral("webhook"), QJsonObject{
                                       {QStringLiteral("enabled"), (*asked)->enabled},
                                       {QStringLiteral("url"), (*asked)->url.redacted()},
                                       {QStringLiteral("events"), events}});
}

/// The words of CONTRACT: what was not answered, or not found, has none.
QJsonValue memoryJson(MemoryState state)
{
    const bool hasWord = state != MemoryState::NotFound && state != MemoryState::Unknown;
    return hasWord ? QJsonValue(memoryWord(state)) : QJsonValue();
}

/// Whether the list shows it; null where it was not read.
QJsonValue listedJson(const Audit& audit, const AuditRow& row)
{
    return audit.snapshot().server.isWhole() ? QJsonValue(row.server != nullptr) : QJsonValue();
}

QJsonObject serverJson(const Audit& audit, const AuditRow& row)
{
    QJsonObject json{
        {QStringLiteral("presence"), presenceWord(row.inServer)},
        {QStringLiteral("connection"), QJsonValue()},
        {QStringLiteral("listed"), listedJson(audit, row)},
        {QStringLiteral("memory"), memoryJson(row.memory)},
        {QStringLiteral("phone"), QJsonValue()}};
    if (!row.server)
        return json;
    const ServerInstance& instance = *row.server;
    json.insert(QStringLiteral("connection"), connectionWord(instance.connection));
    json.insert(QStringLiteral("phone"), phoneJson(instance.phone, instance.oddPhone));
    json.insert(QStringLiteral("instance_id"), instance.id.value_or(InstanceId()).toJson());
    json.insert(QStringLiteral("integration"), kindWord(instance.kind));
    json.insert(QStringLiteral("profile_name"), textJson(instance.profileName));
    json.insert(
        QStringLiteral("disconnection_reason"),
        instance.disconnectionReason == 0 ? QJsonValue() : QJsonValue(instance.disconnectionReason));
    json.insert(QStringLiteral("messages"), countJson(instance.messages));
    json.insert(QStringLiteral("contacts"), countJson(instance.contacts));
    json.insert(QStringLiteral("chats"), countJson(instance.chats));
    json.insert(QStringLiteral("created_at"), timeJson(instance.createdAt));
    json.insert(QStringLiteral("updated_at"), timeJson(instance.updatedAt));
    putWebhook(json, audit, row);
    return json;
}

QJsonObject integrationJson(const Integration& integration)
{
    return {
        {QStringLiteral("integration_id"), integration.id.toJson()},
        {QStringLiteral("organization_id"), integration.organizationId.toJson()},
        {QStringLiteral("clinic_id"), integration.clinicId.toJson()},
        {QStringLiteral("status"), integration.status},
        {QStringLiteral("enabled"), integration.enabled},
        {QStringLiteral("instance_name"), textJson(integration.instanceName.text())},
        {QStringLiteral("instance"), textJson(integration.legacyName.text())},
        {QStringLiteral("phone_number"), phoneJson(integration.phone(), integration.oddPhone)},
        {QStringLiteral("display_name"), textJson(integration.displayName)},
        {QStringLiteral("webhook_token"), textJson(integration.webhookToken.masked())},
        {QStringLiteral("webhook_url"), textJson(integration.maskedWebhookUrl)},
        {QStringLiteral("created_at"), timeJson(integration.createdAt)},
        {QStringLiteral("updated_at"), timeJson(integration.updatedAt)},
        {QStringLiteral("connected_at"), timeJson(integration.connectedAt)},
        {QStringLiteral("last_seen_at"), timeJson(integration.lastSeenAt)}};
}

QJsonObject databaseJson(const AuditRow& row)
{
    QJsonObject json;
    if (const Integration* integration = row.integration()) {
        json = integrationJson(*integration);
    } else {
        for (const char* key : {"integration_id", "status", "enabled", "phone_number"})
            json.insert(QLatin1String(key), QJsonValue());
    }
    json.insert(QStringLiteral("presence"), presenceWord(row.inDatabase));
    if (row.integrations.size() > 1) {
        QJsonArray others;
        for (size_t index = 1; index < row.integrations.size(); ++index)
            others.append(integrationJson(*row.integrations[index]));
        json.insert(QStringLiteral("other_rows"), others);
    }
    return json;
}

QString entryStateWord(const CacheEntry& entry)
{
    switch (entry.state) {
    case CacheValueState::Readable:
        return QStringLiteral("readable");
    case CacheValueState::NotJson:
        return QStringLiteral("not-json");
    case CacheValueState::NotObject:
        return QStringLiteral("not-an-object");
    case CacheValueState::OtherType:
        return QStringLiteral("other-type");
    }
    return unknownWord();
}

QJsonObject entryJson(const CacheEntry& entry)
{
    const auto id = [](const auto& known, const QString& text) { return text.isEmpty() ? known.toJson() : text; };
    const bool isToken = entry.kind == CacheKeyKind::Token;
    return {
        {QStringLiteral("key"), isToken ? QStringLiteral("token") : QStringLiteral("instance")},
        {QStringLiteral("webhook_token"), textJson(entry.token.masked())},
        {QStringLiteral("value"), entryStateWord(entry)},
        {QStringLiteral("organization_id"), id(entry.organizationId, entry.organizationText)},
        {QStringLiteral("clinic_id"), id(entry.clinicId, entry.clinicText)},
        {QStringLiteral("name"), textJson(entry.displayName)},
        {QStringLiteral("phone_number"), phoneJson(entry.phone, entry.oddPhone)},
        {QStringLiteral("ttl_seconds"), entry.ttlSeconds}};
}

QJsonObject cacheJson(const AuditRow& row)
{
    QJsonObject json;
    if (const CacheEntry* entry = row.cacheEntry()) {
        json = entryJson(*entry);
    } else {
        json.insert(QStringLiteral("organization_id"), QJsonValue());
        json.insert(QStringLiteral("ttl_seconds"), QJsonValue());
    }
    json.insert(QStringLiteral("presence"), presenceWord(row.inCache));
    QJsonArray others;
    for (const CacheEntry* entry : row.tokenEntries) {
        if (entry != row.cacheEntry())
            others.append(entryJson(*entry));
    }
    if (!others.isEmpty())
        json.insert(QStringLiteral("other_entries"), others);
    if (row.residue && row.residue->any()) {
        json.insert(
            QStringLiteral("residue"),
            QJsonObject{
                {QStringLiteral("stream_messages"), countJson(row.residue->streamMessages)},
                {QStringLiteral("undelivered"), countJson(row.residue->undelivered)},
                {QStringLiteral("failed_messages"), countJson(row.residue->deadMessages)},
                {QStringLiteral("rate_limiter"), row.residue->bucket || row.residue->bucketTimestamp}});
    }
    return json;
}

template<class Content>
QJsonObject storeJson(const Reading<Content>& reading, qint64 count)
{
    QJsonObject json{
        {QStringLiteral("state"), reading.isWhole() ? QStringLiteral("read") : QStringLiteral("failed")},
        {QStringLiteral("count"), countJson(count)},
        {QStringLiteral("elapsed_ms"), reading.elapsedMs},
        {QStringLiteral("error"), QJsonValue()}};
    if (reading.error()) {
        json.insert(
            QStringLiteral("error"), QJsonObject{
                                         {QStringLiteral("kind"), errorWord(reading.error()->kind)},
                                         {QStringLiteral("sentence"), reading.error()->sentence}});
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

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QJsonObject auditRowJson(const Audit& audit, const AuditRow& row)
{
    QJsonArray findings;
    for (const Finding& finding : row.findings) {
        findings.append(QJsonObject{
            {QStringLiteral("code"), findingWord(finding.code)},
            {QStringLiteral("severity"), severityWord(finding.severity())},
            {QStringLiteral("because"), finding.because}});
    }
    const bool hasName = row.kind == RowKind::Instance;
    return {
        {QStringLiteral("instance_name"), hasName ? QJsonValue(row.name.text()) : QJsonValue()},
        {QStringLiteral("organization_id"), row.organizationId.toJson()},
        {QStringLiteral("organization_name"), textJson(audit.organizationName(row.organizationId))},
        {QStringLiteral("ignored"), row.isIgnored},
        {QStringLiteral("server"), serverJson(audit, row)},
        {QStringLiteral("database"), databaseJson(row)},
        {QStringLiteral("cache"), cacheJson(row)},
        {QStringLiteral("findings"), findings},
        {QStringLiteral("verdict"), verdictWord(row.verdict)}};
}

QJsonObject auditStoresJson(const Audit& audit)
{
    const Snapshot& snapshot = audit.snapshot();
    const auto count = [](const auto& reading, const auto& size) {
        return reading.isWhole() ? static_cast<qint64>(size(*reading)) : -1;
    };
    QJsonObject server =
        storeJson(snapshot.server, count(snapshot.server, [](const auto& c) { return c.instances.size(); }));
    if (snapshot.server.isWhole() && !snapshot.server->odd.empty())
        server.insert(QStringLiteral("notes"), notesJson(*snapshot.server));
    return {
        {storeWord(Store::Server), server},
        {storeWord(Store::Database),
         storeJson(snapshot.database, count(snapshot.database, [](const auto& c) { return c.integrations.size(); }))},
        {storeWord(Store::Cache),
         storeJson(snapshot.cache, count(snapshot.cache, [](const auto& c) { return c.entries.size(); }))}};
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
    bool isFirst = true;
    for (const AuditRow& row : audit.rows()) {
        buffer += isFirst ? "\n" : ",\n";
        isFirst = false;
        buffer += compact(auditRowJson(audit, row));
        if (buffer.size() > 256 * 1024) {
            if (device.write(buffer) != buffer.size())
                return false;
            buffer.clear();
        }
    }
    buffer += "\n]}\n";
    return device.write(buffer) == buffer.size();
}

} // namespace steward
