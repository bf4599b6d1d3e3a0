#pragma once

#include "domain/instance_name.h"
#include "domain/secret.h"

#include <QString>

#include <optional>

namespace steward {

/// The template with {webhook_token} and {instance_name} (percent-encoded) filled in; nothing where it asks for a token
/// and the row has none. The result carries a secret: show maskedUrl() of it only.
std::optional<QString> webhookUrl(const QString& urlTemplate, const InstanceName& name, const WebhookToken& token);

} // namespace steward
