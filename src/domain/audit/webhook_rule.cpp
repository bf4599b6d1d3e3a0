#include "domain/audit/rules.h"
#include "domain/webhook_template.h"

namespace steward {
namespace {

bool goesElsewhere(const AuditRow& row, const WebhookSettings& settings, const RuleContext& context)
{
    const Integration* integration = row.enabledIntegration();
    if (context.settings().webhookTemplate.isEmpty() || !context.databaseRead() || !integration)
        return false;
    const std::optional<SecretUrl> expected =
        webhookUrl(context.settings().webhookTemplate, row.name, integration->webhookToken);
    return !expected || settings.url != *expected;
}

std::optional<Finding>
differenceOf(const AuditRow& row, const std::optional<WebhookSettings>& settings, const RuleContext& context)
{
    const auto found = [](FindingCause cause, const QStringList& evidence = {}) {
        return Finding{FindingCode::WebhookMismatch, cause, evidence};
    };
    if (!settings || settings->url.isEmpty()) // v1 says "none" with an empty address
        return found(FindingCause::NoWebhook);
    if (!settings->enabled)
        return found(FindingCause::WebhookOff);
    if (goesElsewhere(row, *settings, context))
        return found(FindingCause::WebhookElsewhere, {settings->url.redacted()}); // its secret part cut off
    const std::vector<QString> missing = missingMessageEvents(*settings);
    if (missing.empty())
        return {};
    return found(FindingCause::EventsMissing, {QStringList(missing.begin(), missing.end()).join(QStringLiteral(", "))});
}

} // namespace

void applyWebhookRule(AuditRow& row, const RuleContext& context)
{
    const auto asked = context.snapshot().webhooks.constFind(row.name);
    if (!row.server || asked == context.snapshot().webhooks.cend())
        return;
    if (auto found = differenceOf(row, *asked, context))
        row.findings.push_back(*std::move(found));
}

} // namespace steward
