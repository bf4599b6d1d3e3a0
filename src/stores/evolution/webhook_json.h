#pragma once

#include "stores/server_port.h"

#include <QByteArray>

#include <optional>

namespace steward {

/// The bodies of create and webhook/set, and what webhook/find answers, in both versions' shapes (EVOLUTION_API 3.1
/// and 7). `majorVersion` is 1 or 2.
QByteArray createBody(const NewInstance& instance, int majorVersion);
QByteArray webhookBody(const WebhookSettings& settings, int majorVersion);
/// Nothing inside where none is set; an error where the text is neither a webhook nor null.
Result<std::optional<WebhookSettings>> webhookFrom(const QByteArray& body);

} // namespace steward
