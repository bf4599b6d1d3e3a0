#include "stores/evolution/webhook_json.h"

#include "domain/webhook_events.h"
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

QJsonArray eventsArray(const std::vector<QString>& events)
{
    QJsonArray array;
    for (const QString& event : events)
        array.append(event);
    return array;
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
        body.insert(QStringLiteral("webhook"), instance.webhookUrl.reveal());
        body.insert(QStringLiteral("webhook_by_events"), false);
        body.insert(QStringLiteral("webhook_base64"), true);
        body.insert(QStringLiteral("events"), eventsArray(creationEvents()));
        return compact(body);
    }
    body.insert(
        QStringLiteral("webhook"), QJsonObject{
                                       {QStringLiteral("url"), instance.webhookUrl.reveal()},
                                       {QStringLiteral("byEvents"), false},
                                       {QStringLiteral("base64"), true},
                                       {QStringLiteral("events"), eventsArray(creationEvents())}});
    return compact(body);
}

QByteArray webhookBody(const WebhookSettings& settings, int majorVersion)
{
    const bool flat = majorVersion == 1;
    QJsonObject webhook{
        {QStringLiteral("enabled"), settings.enabled},
        {QStringLiteral("url"), settings.url.reveal()},
        {flat ? QStringLiteral("webhook_by_events") : QStringLiteral("byEvents"), settings.byEvents},
        {flat ? QStringLiteral("webhook_base64") : QStringLiteral("base64"), settings.base64},
        {QStringLiteral("events"), eventsArray(settings.events)}};
    if (!flat && !settings.headers.isEmpty())
        webhook.insert(QStringLiteral("headers"), QJsonDocument::fromJson(settings.headers.reveal()).object());
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
    settings.url = SecretUrl(found.value(QLatin1String("url")).toString());
    const QJsonArray events = found.value(QLatin1String("events")).toArray();
    for (const QJsonValue event : events)
        settings.events.push_back(event.toString());
    const auto flag = [&found](QLatin1String now, QLatin1String once) {
        return found.value(found.contains(now) ? now : once).toBool();
    };
    settings.byEvents = flag(QLatin1String("webhookByEvents"), QLatin1String("webhook_by_events"));
    settings.base64 = flag(QLatin1String("webhookBase64"), QLatin1String("webhook_base64"));
    if (const QJsonValue headers = found.value(QLatin1String("headers")); headers.isObject())
        settings.headers = Secret(compact(headers.toObject()));
    // v1 answers so where none is set (EVOLUTION_API 7).
    if (!settings.enabled && settings.url.isEmpty() && settings.events.empty())
        return std::nullopt;
    return settings;
}

} // namespace steward
