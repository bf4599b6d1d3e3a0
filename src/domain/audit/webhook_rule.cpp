#include "domain/audit/rules.h"
#include "domain/webhook_template.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct WebhookText {
    Q_DECLARE_TR_FUNCTIONS(steward::WebhookRule)
};

QString addressDifference(const AuditRow& row, const WebhookSettings& settings, const RuleContext& context)
{
    const Integration* integration = row.enabledIntegration();
    if (context.settings().webhookTemplate.isEmpty() || !context.databaseRead() || !integration)
        return {};
    const std::optional<SecretUrl> expected =
        webhookUrl(context.settings().webhookTemplate, row.name, integration->webhookToken);
    if (expected && settings.url == *expected)
        return {};
    //: %1 is an address with its secret part cut off
    return WebhookText::tr("Its webhook goes to %1, which is not this row's address.").arg(settings.url.redacted());
}

QString differenceOf(const AuditRow& row, const WebhookSettings& settings, const RuleContext& context)
{
    if (!settings.enabled)
        return WebhookText::tr("Its webhook is off, so nobody receives its messages.");
    const QString address = addressDifference(row, settings, context);
    const std::vector<QString> missing = missingMessageEvents(settings);
    if (!address.isEmpty() || missing.empty())
        return address;
    //: %1 is names of events, such as "MESSAGES_UPSERT, SEND_MESSAGE"
    return WebhookText::tr("Its webhook does not send %1, so messages are missed.")
        .arg(QStringList(missing.begin(), missing.end()).join(QStringLiteral(", ")));
}

} // namespace

void applyWebhookRule(AuditRow& row, const RuleContext& context)
{
    const auto asked = context.snapshot().webhooks.constFind(row.name);
    if (!row.server || asked == context.snapshot().webhooks.cend())
        return;
    const bool isSet = asked->has_value() && !(*asked)->url.isEmpty(); // v1 says "none" with an empty address
    const QString because = isSet ? differenceOf(row, **asked, context)
                                  : WebhookText::tr("It has no webhook, so nobody receives its messages.");
    if (!because.isEmpty())
        row.findings.push_back({FindingCode::WebhookMismatch, because});
}

} // namespace steward
