#include "support/evolution_json.h"

#include "support/json_text.h"

#include <QRandomGenerator>

namespace steward::rig {
namespace {

/// A one-pixel PNG: the picture of a code is for people, programs draw `code` themselves.
constexpr auto emptyPicture =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAAB"
    "JRU5ErkJggg==";

QString idText(const QUuid& id)
{
    return id.toString(QUuid::WithoutBraces);
}

void addRowEnd(JsonText& json, const EvolutionInstance& instance)
{
    json.time("createdAt", instance.createdAt)
        .time("updatedAt", instance.updatedAt)
        .text("instanceId", idText(instance.id));
}

/// Rows beside the instance keep one identifier for good; it follows from the instance's.
QString siblingIdentifier(const EvolutionInstance& instance, const char* kind)
{
    return QStringLiteral("cm") + instance.id.toString(QUuid::Id128).left(20) + QString::fromLatin1(kind);
}

QByteArray proxyRow(const EvolutionInstance& instance)
{
    if (!instance.proxy)
        return "null";
    JsonText json;
    json.text("id", siblingIdentifier(instance, "prx"))
        .boolean("enabled", instance.proxy->enabled)
        .text("host", instance.proxy->host)
        .text("port", instance.proxy->port)
        .text("protocol", instance.proxy->protocol)
        .text("username", instance.proxy->username)
        .text("password", instance.proxy->password);
    addRowEnd(json, instance);
    return json.done();
}

QByteArray websocketRow(const EvolutionInstance& instance)
{
    if (!instance.websocketEvents)
        return "null";
    JsonText json;
    json.text("id", siblingIdentifier(instance, "wsk"))
        .boolean("enabled", true)
        .raw("events", JsonText::strings(*instance.websocketEvents));
    addRowEnd(json, instance);
    return json.done();
}

void addSettings(JsonText& json, const EvolutionSettings& settings)
{
    json.boolean("rejectCall", settings.rejectCall)
        .text("msgCall", settings.msgCall)
        .boolean("groupsIgnore", settings.groupsIgnore)
        .boolean("alwaysOnline", settings.alwaysOnline)
        .boolean("readMessages", settings.readMessages)
        .boolean("readStatus", settings.readStatus)
        .boolean("syncFullHistory", settings.syncFullHistory)
        .text("wavoipToken", settings.wavoipToken);
}

QByteArray settingRow(const EvolutionInstance& instance)
{
    JsonText json;
    json.text("id", siblingIdentifier(instance, "set"));
    addSettings(json, instance.settings);
    addRowEnd(json, instance);
    return json.done();
}

QByteArray createdWebhook(const EvolutionInstance& instance)
{
    JsonText json;
    if (!instance.webhook)
        return json.done();
    json.text("webhookUrl", instance.webhook->url);
    if (!instance.webhook->headers.isEmpty())
        json.raw("webhookHeaders", instance.webhook->headers);
    return json.boolean("webhookByEvents", instance.webhook->byEvents)
        .boolean("webhookBase64", instance.webhook->base64)
        .done();
}

QString address(int port)
{
    return QStringLiteral("http://127.0.0.1:%1").arg(port);
}

} // namespace

QByteArray evolution_json::listItem(const EvolutionInstance& instance)
{
    JsonText json;
    json.text("id", idText(instance.id))
        .text("name", instance.name)
        .text("connectionStatus", instance.connectionStatus)
        .textOrNull("ownerJid", instance.ownerJid)
        .textOrNull("profileName", instance.profileName)
        .textOrNull("profilePicUrl", instance.profilePicUrl)
        .text("integration", instance.integration)
        .textOrNull("number", instance.number)
        .textOrNull("businessId", instance.businessId)
        .textOrNull("token", instance.token)
        .text("clientName", instance.clientName);
    if (instance.disconnectionReasonCode)
        json.number("disconnectionReasonCode", *instance.disconnectionReasonCode);
    else
        json.nothing("disconnectionReasonCode");
    json.textOrNull("disconnectionObject", instance.disconnectionObject)
        .time("disconnectionAt", instance.disconnectionAt)
        .time("createdAt", instance.createdAt)
        .time("updatedAt", instance.updatedAt)
        .nothing("Chatwoot")
        .raw("Proxy", proxyRow(instance))
        .nothing("Rabbitmq")
        .nothing("Nats")
        .nothing("Sqs")
        .raw("Websocket", websocketRow(instance))
        .raw("Setting", settingRow(instance))
        .raw(
            "_count", JsonText()
                          .number("Message", instance.messages)
                          .number("Contact", instance.contacts)
                          .number("Chat", instance.chats)
                          .done());
    return json.done();
}

QByteArray evolution_json::listItemV1(const EvolutionInstance& instance, const QString& state, int port)
{
    JsonText json;
    json.text("instanceName", instance.name).text("instanceId", idText(instance.id));
    if (state == QStringLiteral("open"))
        json.textOrNull("owner", instance.ownerJid)
            .text("profileName", instance.profileName.isNull() ? QStringLiteral("not loaded") : instance.profileName)
            .textOrNull("profilePictureUrl", instance.profilePicUrl)
            .text("profileStatus", QString());
    json.text("status", state)
        .text("serverUrl", address(port))
        .textOrNull("apikey", instance.token)
        .raw("chatwoot", "{}")
        .raw(
            "integration",
            JsonText().text("integration", instance.integration).textOrNull("token", instance.token).done());
    return JsonText().raw("instance", json.done()).done();
}

QByteArray evolution_json::settings(const EvolutionSettings& settings)
{
    JsonText json;
    addSettings(json, settings);
    return json.done();
}

QByteArray evolution_json::created(const EvolutionInstance& instance, const QByteArray& qrCode, int port)
{
    const bool business = instance.integration == QStringLiteral("WHATSAPP-BUSINESS");
    JsonText head;
    head.text("instanceName", instance.name)
        .text("instanceId", idText(instance.id))
        .text("integration", instance.integration)
        .textOrNull("webhookWaBusiness", business ? address(port) + QStringLiteral("/webhook/meta") : QString())
        .text("accessTokenWaBusiness", business ? QStringLiteral("evolution") : QString())
        .text("status", instance.connectionStatus);
    JsonText json;
    json.raw("instance", head.done())
        .text("hash", instance.token)
        .raw("webhook", createdWebhook(instance))
        .raw("websocket", instance.websocketEvents ? "{\"enabled\":true}" : "{}")
        .raw("rabbitmq", "{}")
        .raw("nats", "{}")
        .raw("sqs", "{}")
        .raw("settings", settings(instance.settings));
    if (!qrCode.isEmpty())
        json.raw("qrcode", qrCode);
    return json.done();
}

QByteArray evolution_json::createdV1(const EvolutionInstance& instance, const QByteArray& qrCode)
{
    JsonText head;
    head.text("instanceName", instance.name)
        .text("instanceId", idText(instance.id))
        .text("integration", instance.integration)
        .nothing("webhook_wa_business")
        .text("access_token_wa_business", QString())
        .text("status", QStringLiteral("created"));
    JsonText hook;
    if (instance.webhook)
        hook.text("webhook", instance.webhook->url)
            .boolean("webhook_by_events", instance.webhook->byEvents)
            .boolean("webhook_base64", instance.webhook->base64)
            .raw("events", JsonText::strings(instance.webhook->events));
    JsonText options;
    options.boolean("reject_call", instance.settings.rejectCall)
        .text("msg_call", instance.settings.msgCall)
        .boolean("groups_ignore", instance.settings.groupsIgnore)
        .boolean("always_online", instance.settings.alwaysOnline)
        .boolean("read_messages", instance.settings.readMessages)
        .boolean("read_status", instance.settings.readStatus)
        .boolean("sync_full_history", instance.settings.syncFullHistory);
    JsonText json;
    json.raw("instance", head.done())
        .raw("hash", JsonText().text("apikey", instance.token).done())
        .raw("webhook", hook.done())
        .raw("websocket", "{}")
        .raw("rabbitmq", "{}")
        .raw("sqs", "{}")
        .raw("settings", options.done());
    if (!qrCode.isEmpty())
        json.raw("qrcode", qrCode);
    return json.done();
}

QByteArray evolution_json::webhook(const EvolutionInstance& instance)
{
    if (!instance.webhook)
        return "null";
    const EvolutionWebhook& hook = *instance.webhook;
    return JsonText()
        .text("id", hook.id)
        .text("url", hook.url)
        .raw("headers", hook.headers.isEmpty() ? QByteArray("null") : hook.headers)
        .boolean("enabled", hook.enabled)
        .raw("events", JsonText::strings(hook.events))
        .boolean("webhookByEvents", hook.byEvents)
        .boolean("webhookBase64", hook.base64)
        .time("createdAt", hook.createdAt)
        .time("updatedAt", hook.updatedAt)
        .text("instanceId", idText(instance.id))
        .done();
}

QByteArray evolution_json::webhookV1(const EvolutionInstance& instance)
{
    const EvolutionWebhook hook = instance.webhook.value_or(EvolutionWebhook{.enabled = false});
    return JsonText()
        .boolean("enabled", hook.enabled)
        .text("url", hook.url)
        .raw("events", JsonText::strings(hook.events))
        .boolean("webhook_by_events", hook.byEvents)
        .boolean("webhook_base64", hook.base64)
        .done();
}

QByteArray evolution_json::qrCode(const EvolutionInstance& instance)
{
    return JsonText()
        .textOrNull("pairingCode", instance.pairingCode)
        .text("code", instance.qrCode)
        .text("base64", QString::fromLatin1(emptyPicture))
        .number("count", instance.qrCount)
        .done();
}

QByteArray evolution_json::state(const QString& name, const QString& state)
{
    JsonText json;
    json.text("instanceName", name);
    if (!state.isNull())
        json.text("state", state);
    return JsonText().raw("instance", json.done()).done();
}

QByteArray evolution_json::banner(int port)
{
    return JsonText()
        .number("status", 200)
        .text("message", QStringLiteral("Welcome to the Evolution API, it is working!"))
        .text("version", QStringLiteral("2.3.6"))
        .text("clientName", QStringLiteral("evolution_exchange"))
        .text("manager", address(port) + QStringLiteral("/manager"))
        .text("documentation", QStringLiteral("https://doc.evolution-api.com"))
        .text("whatsappWebVersion", QStringLiteral("2.3000.1027934701"))
        .done();
}

QByteArray evolution_json::bannerV1(int port)
{
    return JsonText()
        .number("status", 200)
        .text("message", QStringLiteral("Welcome to the Evolution API, it is working!"))
        .text("version", QStringLiteral("1.8.2"))
        .text("swagger", address(port) + QStringLiteral("/docs"))
        .text("manager", address(port) + QStringLiteral("/manager"))
        .text("documentation", QStringLiteral("https://doc.evolution-api.com"))
        .done();
}

QByteArray evolution_json::error(int status, const char* word, const QByteArray& message)
{
    return JsonText()
        .number("status", status)
        .text("error", QString::fromLatin1(word))
        .raw("response", JsonText().raw("message", message).done())
        .done();
}

const QStringList& evolutionEvents()
{
    static const QStringList events =
        QStringLiteral(
            "APPLICATION_STARTUP,QRCODE_UPDATED,MESSAGES_SET,MESSAGES_UPSERT,MESSAGES_EDITED,MESSAGES_UPDATE,"
            "MESSAGES_DELETE,SEND_MESSAGE,SEND_MESSAGE_UPDATE,CONTACTS_SET,CONTACTS_UPSERT,CONTACTS_UPDATE,"
            "PRESENCE_UPDATE,CHATS_SET,CHATS_UPSERT,CHATS_UPDATE,CHATS_DELETE,GROUPS_UPSERT,GROUP_UPDATE,"
            "GROUP_PARTICIPANTS_UPDATE,CONNECTION_UPDATE,LABELS_EDIT,LABELS_ASSOCIATION,CALL,TYPEBOT_START,"
            "TYPEBOT_CHANGE_STATUS,REMOVE_INSTANCE,LOGOUT_INSTANCE,INSTANCE_CREATE,INSTANCE_DELETE,STATUS_INSTANCE")
            .split(u',');
    return events;
}

QString rowIdentifier()
{
    QString out = QStringLiteral("cm");
    while (out.size() < 25)
        out += QString::number(QRandomGenerator::global()->bounded(36), 36);
    return out;
}

} // namespace steward::rig
