#include "stores/evolution/webhook_json.h"

#include "stores/evolution/server_errors.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace steward {
namespace {

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// WORKFLOWS, Creation 3. An empty list would switch on all 31, REMOVE_INSTANCE among them (EVOLUTION_API 3.1 and 5.3).
QJsonArray wantedEvents()
{
    return {
        QStringLiteral("QRCODE_UPDATED"), QStringLiteral("MESSAGES_UPSERT"), QStringLiteral("MESSAGES_UPDATE"),
        QStringLiteral("CONNECTION_UPDATE"), QStringLiteral("SEND_MESSAGE")};
}

bool isBlank(const QByteArray& body)
{
    return body.trimmed() == "null";
}

} // namespace

QByteArray createBody(const NewInstance& instance, int majorVersion)
{
    QJsonObject body{
        {QStringLiteral("instanceName"), QString::fromUtf8(instance.name.utf8())}, {QStringLiteral("qrcode"), false}};
    const bool flat = majorVersion == 1;
    if (!flat)
        body.insert(QStringLiteral("integration"), QStringLiteral("WHATSAPP-BAILEYS"));
    if (instance.webhookUrl.isEmpty())
        return compact(body);
    if (flat) {
        body.insert(QStringLiteral("webhook"), instance.webhookUrl);
        body.insert(QStringLiteral("webhook_by_events"), false);
        body.insert(QStringLiteral("webhook_base64"), true);
        body.insert(QStringLiteral("events"), wantedEvents());
        return compact(body);
    }
    body.insert(
        QStringLiteral("webhook"), QJsonObject{
                                       {QStringLiteral("url"), instance.webhookUrl},
                                       {QStringLiteral("byEvents"), false},
                                       {QStringLiteral("base64"), true},
                                       {QStringLiteral("events"), wantedEvents()}});
    return compact(body);
}

QByteArray webhookBody(const WebhookSettings& settings, int majorVersion)
{
    const bool flat = majorVersion == 1;
    QJsonArray events;
    for (const QString& event : settings.events)
        events.append(event);
    const QJsonObject webhook{
        {QStringLiteral("enabled"), settings.enabled},
        {QStringLiteral("url"), settings.url},
        {flat ? QStringLiteral("webhook_by_events") : QStringLiteral("byEvents"), false},
        {flat ? QStringLiteral("webhook_base64") : QStringLiteral("base64"), true},
        {QStringLiteral("events"), events}};
    return compact(flat ? webhook : QJsonObject{{QStringLiteral("webhook"), webhook}});
}

Result<std::optional<WebhookSettings>> webhookFrom(const QByteArray& body)
{
    if (isBlank(body))
        return std::nullopt;
    QJsonObject found = QJsonDocument::fromJson(body).object();
    if (found.value(QLatin1String("webhook")).isObject())
        found = found.value(QLatin1String("webhook")).toObject();
    if (!found.value(QLatin1String("url")).isString()) {
        return std::unexpected(
            serverError(ErrorKind::BadAnswer, QStringLiteral("webhook/find: neither a webhook nor null")));
    }
    WebhookSettings settings;
    settings.enabled = found.value(QLatin1String("enabled")).toBool();
    settings.url = found.value(QLatin1String("url")).toString();
    const QJsonArray events = found.value(QLatin1String("events")).toArray();
    for (const QJsonValue& event : events)
        settings.events.push_back(event.toString());
    // v1 answers so where none is set (EVOLUTION_API 7).
    if (!settings.enabled && settings.url.isEmpty() && settings.events.empty())
        return std::nullopt;
    return settings;
}

} // namespace steward
