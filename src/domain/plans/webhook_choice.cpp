#include "domain/plans/webhook_choice.h"

#include "domain/webhook_events.h"
#include "domain/webhook_template.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace steward {
namespace {

QSet<QString> asSet(const std::vector<QString>& events)
{
    return QSet<QString>(events.begin(), events.end());
}

/// With a harmless word in each place that is filled in.
QString filledIn(QString address)
{
    return address.replace(QStringLiteral("{webhook_token}"), QStringLiteral("token"))
        .replace(QStringLiteral("{instance_name}"), QStringLiteral("name"));
}

/// As keys and tokens are: long, and with digits in it.
bool looksSecret(const QString& word)
{
    constexpr qsizetype shortest = 16;
    return word.size() >= shortest && std::ranges::any_of(word, [](QChar letter) { return letter.isDigit(); });
}

bool holdsSecret(const QUrl& url)
{
    static const QRegularExpression secretKey(
        QStringLiteral("key|token|secret|password|auth|sign"), QRegularExpression::CaseInsensitiveOption);
    if (!url.userInfo().isEmpty() || url.hasFragment())
        return true;
    if (std::ranges::any_of(url.path().split(QLatin1Char('/')), looksSecret))
        return true;
    const auto pairs = QUrlQuery(url).queryItems();
    return std::ranges::any_of(pairs, [](const auto& pair) {
        const bool isFilledIn = pair.second == QLatin1String("token") || pair.second == QLatin1String("name");
        return !isFilledIn && (looksSecret(pair.second) || secretKey.match(pair.first).hasMatch());
    });
}

std::optional<WebhookTrouble> addressTrouble(const QString& address)
{
    if (address.isEmpty())
        return {};
    const QString filled = filledIn(address);
    const QUrl url(filled, QUrl::StrictMode);
    const bool isWeb = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !isWeb || url.host().isEmpty() || filled.contains(QLatin1Char('{')))
        return WebhookTrouble{WebhookTrouble::What::NoAddress, {}};
    if (holdsSecret(url))
        return WebhookTrouble{WebhookTrouble::What::HoldsSecret, {}};
    return {};
}

std::optional<WebhookTrouble> eventsTrouble(const std::vector<QString>& events)
{
    static const QRegularExpression shape(QStringLiteral("^[A-Z][A-Z0-9_]*$"));
    for (const QString& event : events) {
        if (!shape.match(event).hasMatch())
            return WebhookTrouble{WebhookTrouble::What::NoEvent, {event}};
    }
    if (events.empty())
        return {};
    WebhookSettings chosen;
    chosen.events = events;
    const std::vector<QString> missing = missingMessageEvents(chosen);
    if (missing.empty())
        return {};
    return WebhookTrouble{WebhookTrouble::What::EventsMissing, QStringList(missing.begin(), missing.end())};
}

} // namespace

std::vector<QString> knownEvents()
{
    std::vector<QString> events = creationEvents();
    for (const char* each :
         {"APPLICATION_STARTUP",
          "CALL",
          "CHATS_DELETE",
          "CHATS_SET",
          "CHATS_UPDATE",
          "CHATS_UPSERT",
          "CONTACTS_SET",
          "CONTACTS_UPDATE",
          "CONTACTS_UPSERT",
          "GROUPS_UPSERT",
          "GROUP_PARTICIPANTS_UPDATE",
          "GROUP_UPDATE",
          "INSTANCE_CREATE",
          "INSTANCE_DELETE",
          "LABELS_ASSOCIATION",
          "LABELS_EDIT",
          "LOGOUT_INSTANCE",
          "MESSAGES_DELETE",
          "MESSAGES_EDITED",
          "MESSAGES_SET",
          "PRESENCE_UPDATE",
          "REMOVE_INSTANCE",
          "SEND_MESSAGE_UPDATE",
          "STATUS_INSTANCE",
          "TYPEBOT_CHANGE_STATUS",
          "TYPEBOT_START"})
        events.push_back(QLatin1String(each));
    return events;
}

std::optional<WebhookTrouble> webhookChoiceTrouble(const WebhookChoice& choice)
{
    if (choice.address.isEmpty() && choice.events.empty())
        return WebhookTrouble{WebhookTrouble::What::NothingChosen, {}};
    const std::optional<WebhookTrouble> address = addressTrouble(choice.address);
    return address ? address : eventsTrouble(choice.events);
}

std::optional<WebhookSettings> chosenWebhook(
    const WebhookChoice& choice, const InstanceName& name, const WebhookToken& token, const WebhookSettings& found)
{
    WebhookSettings wanted = choice.events.empty() ? withMessageEvents(found) : found;
    if (!choice.events.empty())
        wanted.events = choice.events;
    wanted.enabled = true;
    if (choice.address.isEmpty())
        return wanted;
    const std::optional<SecretUrl> url = webhookUrl(choice.address, name, token);
    if (!url)
        return {};
    wanted.url = *url;
    return wanted;
}

bool isSameWebhook(const WebhookSettings& one, const WebhookSettings& other)
{
    return one.enabled == other.enabled && one.url == other.url && asSet(one.events) == asSet(other.events);
}

} // namespace steward
