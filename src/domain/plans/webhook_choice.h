#pragma once

#include "domain/plans/plan.h"
#include "domain/store_records.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace steward {

/// The names that the server knows (EVOLUTION_API 3), those first that every instance needs. What a newer server knows
/// beside them may be chosen all the same: it has the last word.
std::vector<QString> knownEvents();

/// Why a choice cannot be taken.
struct WebhookTrouble {
    enum class What : quint8 {
        NothingChosen, ///< neither address nor events
        NoAddress,     ///< of the web
        HoldsSecret,   ///< the address; a plan is written down: the token's place is {webhook_token}
        NoEvent,       ///< what is no name of one
        EventsMissing, ///< without which nobody receives messages
    };
    What what = What::NothingChosen;
    QStringList events; ///< of the last two
    bool operator==(const WebhookTrouble&) const = default;
};
/// Nothing: it can be taken.
std::optional<WebhookTrouble> webhookChoiceTrouble(const WebhookChoice& choice);

/// The webhook with the address and the events chosen, switched on; everything else as it was found. Nothing where the
/// address asks for a token and there is none; without an address where none is chosen and none stands.
std::optional<WebhookSettings> chosenWebhook(
    const WebhookChoice& choice, const InstanceName& name, const WebhookToken& token, const WebhookSettings& found);

/// In all that a person sees of it: on or off, where it goes, and which events, in whatever order.
bool isSameWebhook(const WebhookSettings& one, const WebhookSettings& other);

} // namespace steward
