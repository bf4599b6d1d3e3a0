#include "domain/webhook_template.h"

namespace steward {

std::optional<QString> webhookUrl(const QString& urlTemplate, const InstanceName& name, const WebhookToken& token)
{
    const QString tokenPlace = QStringLiteral("{webhook_token}");
    const QString namePlace = QStringLiteral("{instance_name}");
    if (urlTemplate.contains(tokenPlace) && token.isEmpty())
        return {};
    // The name first: a token is base64url and holds no brace, a name may hold "{webhook_token}" only percent-encoded.
    QString url = urlTemplate;
    url.replace(namePlace, QString::fromLatin1(name.utf8().toPercentEncoding("!*'()")));
    url.replace(tokenPlace, QString::fromUtf8(token.reveal()));
    return url;
}

} // namespace steward
