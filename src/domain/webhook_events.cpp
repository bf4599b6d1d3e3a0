#include "domain/webhook_events.h"

#include "domain/webhook_template.h"

#include <algorithm>

namespace steward {
namespace {

bool names(const WebhookSettings& webhook, const QString& event)
{
    return std::ranges::find(webhook.events, event) != webhook.events.end();
}

void addMissing(std::vector<QString>& events, const QString& event)
{
    if (std::ranges::find(events, event) == events.end())
        events.push_back(event);
}

} // namespace

std::vector<QString> creationEvents()
{
    return {
        QStringLiteral("QRCODE_UPDATED"), QStringLiteral("MESSAGES_UPSERT"), QStringLiteral("MESSAGES_UPDATE"),
        QStringLiteral("CONNECTION_UPDATE"), QStringLiteral("SEND_MESSAGE")};
}

WebhookSettings withMessageEvents(WebhookSettings webhook)
{
    if (webhook.events.empty())
        webhook.events = creationEvents();
    for (const QString& event : missingMessageEvents(webhook))
        addMissing(webhook.events, event);
    return webhook;
}

std::vector<QString> cleanUpEvents()
{
    return {QStringLiteral("LOGOUT_INSTANCE"), QStringLiteral("REMOVE_INSTANCE")};
}

bool isQuiet(const WebhookSettings& webhook)
{
    return !webhook.enabled || (!webhook.events.empty() && cleanUpEventsIn(webhook).isEmpty());
}

QStringList cleanUpEventsIn(const WebhookSettings& webhook)
{
    QStringList found;
    for (const QString& event : cleanUpEvents()) {
        if (webhook.events.empty() || names(webhook, event))
            found << event;
    }
    return found;
}

WebhookSettings quietened(WebhookSettings webhook)
{
    if (webhook.events.empty())
        webhook.events = creationEvents(); // which of all it can send is not known
    for (const QString& event : cleanUpEvents())
        std::erase(webhook.events, event);
    if (webhook.events.empty())
        webhook.enabled = false;
    return webhook;
}

WebhookSettings wakened(WebhookSettings webhook, const QStringList& events, bool wasOn)
{
    for (const QString& event : events)
        addMissing(webhook.events, event);
    webhook.enabled = webhook.enabled || (wasOn && !webhook.events.empty());
    return webhook;
}

} // namespace steward
