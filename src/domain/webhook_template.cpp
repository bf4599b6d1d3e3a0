#include "domain/webhook_template.h"

#include <algorithm>

namespace steward {

std::optional<SecretUrl> webhookUrl(const QString& urlTemplate, const InstanceName& name, const WebhookToken& token)
{
    const QString tokenPlace = QStringLiteral("{webhook_token}");
    const QString namePlace = QStringLiteral("{instance_name}");
    if (urlTemplate.contains(tokenPlace) && token.isEmpty())
        return {};
    // The name first: a token is base64url and holds no brace, a name may hold "{webhook_token}" only percent-encoded.
    QString url = urlTemplate;
    url.replace(namePlace, QString::fromLatin1(name.utf8().toPercentEncoding("!*'()")));
    url.replace(tokenPlace, QString::fromUtf8(token.reveal()));
    return SecretUrl(std::move(url));
}

std::vector<QString> messageEvents()
{
    return {QStringLiteral("MESSAGES_UPSERT"), QStringLiteral("MESSAGES_UPDATE"), QStringLiteral("SEND_MESSAGE")};
}

std::vector<QString> missingMessageEvents(const WebhookSettings& webhook)
{
    if (webhook.events.empty())
        return {};
    std::vector<QString> missing = messageEvents();
    std::erase_if(missing, [&webhook](const QString& event) {
        return std::find(webhook.events.begin(), webhook.events.end(), event) != webhook.events.end();
    });
    return missing;
}

bool isWebhookRight(const WebhookSettings& webhook, const std::optional<SecretUrl>& url)
{
    return webhook.enabled && !webhook.url.isEmpty() && (!url || webhook.url == *url) &&
           missingMessageEvents(webhook).empty();
}

} // namespace steward
