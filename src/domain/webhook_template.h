#pragma once

#include "domain/instance_name.h"
#include "domain/secret.h"
#include "domain/store_records.h"

#include <QString>

#include <optional>
#include <vector>

namespace steward {

/// The template with {webhook_token} and {instance_name} (percent-encoded) filled in; nothing where it asks for a token
/// and the row has none.
std::optional<SecretUrl> webhookUrl(const QString& urlTemplate, const InstanceName& name, const WebhookToken& token);

/// The events without which nobody receives the instance's messages, of those that creation sets.
std::vector<QString> messageEvents();
/// Those of them that the webhook does not send; no events at all are every one of them.
std::vector<QString> missingMessageEvents(const WebhookSettings& webhook);
/// On, with an address (`url`, where it is known which) and every message event.
bool isWebhookRight(const WebhookSettings& webhook, const std::optional<SecretUrl>& url);

} // namespace steward
