#pragma once

#include "domain/store_records.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace steward {

/// What an instance of ours sends (WORKFLOWS, "Creation" 3). Never an empty list: the server would send all
/// (EVOLUTION_API 3.1).
std::vector<QString> creationEvents();
/// The same webhook with what it lacks of the message events (webhook_template.h); all that creation sets where it
/// names none. Everything else stays as it was found.
WebhookSettings withMessageEvents(WebhookSettings webhook);

/// Posted before the server cleans up *by name*, and repeated for up to 20 minutes where nobody takes them (WORKFLOWS,
/// "Deletion", quiet): LOGOUT_INSTANCE and REMOVE_INSTANCE.
std::vector<QString> cleanUpEvents();
/// True where none of those is posted: it is off, or names neither of them. No events at all may mean every one.
bool isQuiet(const WebhookSettings& webhook);
/// Those of the clean-up events that it names; both where it names no events at all.
QStringList cleanUpEventsIn(const WebhookSettings& webhook);
/// The same webhook without them; off where it names no others, since it cannot be on without any.
WebhookSettings quietened(WebhookSettings webhook);
/// The same webhook with these events once more, and on again where it was.
WebhookSettings wakened(WebhookSettings webhook, const QStringList& events, bool wasOn);

} // namespace steward
