#include "wording/webhook_words.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct ChoiceText {
    Q_DECLARE_TR_FUNCTIONS(steward::WebhookChoice)
};

} // namespace

QString sentenceOf(const WebhookTrouble& trouble)
{
    const QString events = trouble.events.join(QLatin1String(", "));
    switch (trouble.what) {
    case WebhookTrouble::What::NothingChosen:
        return ChoiceText::tr("Choose an address, events, or both.");
    case WebhookTrouble::What::NoAddress:
        return ChoiceText::tr("The address has to begin with https:// or http://, and may hold {webhook_token} and "
                              "{instance_name}.");
    case WebhookTrouble::What::HoldsSecret:
        return ChoiceText::tr("The address seems to hold a secret, which would be written down with the plan. Put "
                              "{webhook_token} in its place.");
    case WebhookTrouble::What::NoEvent:
        //: %1 is what was typed instead of the name of an event
        return ChoiceText::tr("“%1” is no event. Events are written as MESSAGES_UPSERT is.").arg(events);
    case WebhookTrouble::What::EventsMissing:
        //: %1 is a list of events
        return ChoiceText::tr("Without %1 nobody receives the messages. Add what is missing.").arg(events);
    }
    return unknownText();
}

} // namespace steward
