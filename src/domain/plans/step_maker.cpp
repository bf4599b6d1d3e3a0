#include "domain/plans/step_maker.h"

#include "domain/webhook_events.h"
#include "domain/webhook_template.h"

#include <algorithm>

namespace steward {
namespace {

StepValues valuesOf(const Integration& row)
{
    StepValues values;
    values.instanceName = row.name();
    values.organizationId = row.organizationId;
    values.enabled = row.enabled;
    values.status = row.status;
    values.phone = row.phone();
    return values;
}

StepValues valuesOf(const CacheEntry& entry)
{
    StepValues values;
    if (!entry.organizationId.isNull())
        values.organizationId = entry.organizationId;
    if (!entry.clinicId.isNull())
        values.clinicId = entry.clinicId;
    values.phone = entry.phone;
    values.ttlSeconds = entry.ttlSeconds; // always set, so that a key that is there is never taken for none
    return values;
}

PlanStep rowStep(StepAction action, const std::optional<IntegrationId>& id)
{
    PlanStep step;
    step.action = action;
    step.rowId = id;
    return step;
}

PlanStep instanceStep(StepAction action, const InstanceName& name)
{
    PlanStep step;
    step.action = action;
    step.instance = name;
    return step;
}

/// The connected one, else the row's. One that nobody expected is written nowhere.
std::optional<PhoneNumber> wantedPhone(const AuditRow& instance, const Integration* row)
{
    const bool isOthers = row && hasOtherPhone(*row, instance);
    if (!isOthers && instance.server && instance.connection() == Connection::Open && instance.server->phone)
        return instance.server->phone;
    return row ? row->phone() : std::nullopt;
}

} // namespace

QString statusFor(const AuditRow& instance)
{
    if (!instance.server)
        return QStringLiteral("pending");
    switch (instance.connection()) {
    case Connection::Open:
        return QStringLiteral("active");
    case Connection::Close:
        return QStringLiteral("disconnected");
    case Connection::Connecting:
    case Connection::Other:
        break;
    }
    return QStringLiteral("pending");
}

PlanStep StepMaker::onServer(StepAction action, const AuditRow& row) const
{
    PlanStep step = instanceStep(action, row.name);
    step.before.connection = row.connection();
    if (row.server)
        step.before.phone = row.server->phone;
    return step;
}

PlanStep StepMaker::createInstance(const AuditRow& row)
{
    return instanceStep(StepAction::CreateInstance, row.name);
}

std::optional<PlanStep> StepMaker::quietWebhook(const AuditRow& row) const
{
    const auto known = m_facts.audit().snapshot().webhooks.constFind(row.name);
    if (known == m_facts.audit().snapshot().webhooks.cend() || !known->has_value() || isQuiet(**known))
        return {};
    return instanceStep(StepAction::QuietWebhook, row.name); // its address is written down nowhere
}

std::optional<PlanStep> StepMaker::setWebhook(const AuditRow& instance, const Integration* row) const
{
    const QString& urlTemplate = m_facts.context().settings.webhookTemplate;
    if (urlTemplate.isEmpty())
        return {};
    PlanStep step = instanceStep(StepAction::SetWebhook, instance.name);
    const std::optional<SecretUrl> wanted =
        row ? webhookUrl(urlTemplate, instance.name, row->webhookToken) : std::optional<SecretUrl>();
    if (row && !wanted)
        return {}; // the row has no token to go by
    step.after.webhook = wanted.value_or(SecretUrl(urlTemplate)).redacted();
    const auto known = m_facts.audit().snapshot().webhooks.constFind(instance.name);
    if (known != m_facts.audit().snapshot().webhooks.cend() && known->has_value()) {
        if (wanted && isWebhookRight(**known, *wanted))
            return {};
        step.before.webhook = (*known)->url.redacted();
    }
    return step;
}

PlanStep StepMaker::setWebhook(
    const AuditRow& instance, const std::optional<WebhookSettings>& found, const WebhookSettings& wanted)
{
    PlanStep step = instanceStep(StepAction::SetWebhook, instance.name);
    if (found) {
        step.before.webhook = found->url.redacted();
        step.before.webhookEvents = found->events;
        step.before.enabled = found->enabled;
    }
    step.after.webhook = wanted.url.redacted();
    step.after.webhookEvents = wanted.events;
    return step;
}

PlanStep StepMaker::onRow(StepAction action, const Integration& row)
{
    PlanStep step = rowStep(action, row.id);
    step.before = valuesOf(row);
    if (action == StepAction::ProtectRow || action == StepAction::UnprotectRow) {
        step.before.isProtected = row.isProtected;
        step.after.isProtected = action == StepAction::ProtectRow;
    }
    return step;
}

PlanStep StepMaker::pointRow(const Integration& row, const AuditRow& survivor)
{
    PlanStep step = onRow(StepAction::PointRow, row);
    step.instance = survivor.name;
    step.after.instanceName = survivor.name;
    step.after.enabled = true;
    if (survivor.connection() == Connection::Open && !hasOtherPhone(row, survivor)) {
        step.after.status = statusFor(survivor);
        if (survivor.server && survivor.server->phone && row.oddPhone.isEmpty())
            step.after.phone = survivor.server->phone;
    }
    return step;
}

PlanStep StepMaker::insertRow(const AuditRow& instance, const OrganizationId& organization) const
{
    PlanStep step = rowStep(StepAction::InsertRow, {});
    step.instance = instance.name;
    step.after.instanceName = instance.name;
    step.after.organizationId = organization;
    step.after.clinicId = m_facts.clinicOf(organization, {});
    step.after.enabled = true;
    step.after.status = statusFor(instance);
    if (instance.server)
        step.after.phone = instance.server->phone;
    return step;
}

PlanStep StepMaker::disableRow(const Integration& row)
{
    PlanStep step = onRow(StepAction::DisableRow, row);
    step.after.enabled = false;
    step.after.status = QStringLiteral("disabled");
    return step;
}

PlanStep StepMaker::enableRow(const Integration& row, const AuditRow& instance)
{
    PlanStep step = onRow(StepAction::EnableRow, row);
    step.after.enabled = true;
    step.after.status = hasOtherPhone(row, instance) ? QStringLiteral("pending") : statusFor(instance);
    return step;
}

std::optional<PlanStep> StepMaker::writeBack(const Integration& row, const AuditRow& instance)
{
    // What the server runs without listing it has no number to write, and no state that two say.
    if (!instance.server || hasOtherPhone(row, instance))
        return {};
    PlanStep step = rowStep(StepAction::WriteRow, row.id);
    const QString status = statusFor(instance);
    if (statusDrifts(row, instance.connection())) {
        step.before.status = row.status;
        step.after.status = status;
    }
    const bool isOpen = instance.connection() == Connection::Open;
    // What stands there and is no number is for a person: it is never written over (CONTRACT, "Presence").
    if (isOpen && row.oddPhone.isEmpty() && instance.server->phone && instance.server->phone != row.phone()) {
        step.before.phone = row.phone();
        step.after.phone = instance.server->phone;
    }
    return step.after.isEmpty() ? std::nullopt : std::optional(step);
}

PlanStep StepMaker::dropEntry(const CacheEntry& entry) const
{
    PlanStep step;
    step.action = StepAction::DropEntry;
    step.keyKind = entry.kind;
    if (entry.kind == CacheKeyKind::Instance)
        step.instance = entry.name;
    else
        step.token = TokenKey::of(entry.token);
    step.before = valuesOf(entry);
    return step;
}

PlanStep StepMaker::setLifetime(const CacheEntry& entry) const
{
    PlanStep step = dropEntry(entry);
    step.action = StepAction::SetLifetime;
    step.after.ttlSeconds = m_facts.context().cacheLifetimeSeconds;
    return step;
}

PlanStep StepMaker::writeEntry(
    CacheKeyKind kind, const AuditRow& instance, const Integration* row, const OrganizationId& organization) const
{
    PlanStep step = instanceStep(StepAction::WriteEntry, instance.name);
    step.keyKind = kind;
    const CacheEntry* standing = instance.instanceEntry;
    if (kind == CacheKeyKind::Token) {
        standing = row ? m_facts.entryOf(row->webhookToken) : nullptr;
        if (row)
            step.token = TokenKey::of(row->webhookToken);
    }
    if (standing)
        step.before = valuesOf(*standing);
    step.after.instanceName = instance.name;
    step.after.organizationId = organization;
    step.after.clinicId = m_facts.clinicOf(organization, row ? row->clinicId : ClinicId());
    step.after.phone = wantedPhone(instance, row);
    if (row && !row->displayName.isEmpty())
        step.after.displayName = row->displayName;
    step.after.ttlSeconds = m_facts.context().cacheLifetimeSeconds;
    return step;
}

bool StepMaker::isAsWanted(const CacheEntry& entry, const AuditRow& instance, const Integration& row) const
{
    const bool sameClinic =
        entry.clinicText.isEmpty() &&
        (entry.clinicId == row.clinicId || entry.clinicId == m_facts.clinicOf(row.organizationId, row.clinicId));
    const std::optional<PhoneNumber> phone = wantedPhone(instance, &row);
    return entry.state == CacheValueState::Readable && entry.ttlSeconds != -1 &&
           entry.organizationId == row.organizationId && sameClinic && agree(entry.phone, phone) &&
           (entry.name == instance.name || entry.name.isEmpty());
}

std::vector<PlanStep>
StepMaker::warm(const AuditRow& instance, const Integration* row, const OrganizationId& organization) const
{
    std::vector<PlanStep> steps;
    const bool instanceIsRight = row && instance.instanceEntry && isAsWanted(*instance.instanceEntry, instance, *row);
    if (!instanceIsRight)
        steps.push_back(writeEntry(CacheKeyKind::Instance, instance, row, organization));
    if (row && row->webhookToken.isEmpty())
        return steps;
    const CacheEntry* tokenEntry = row ? m_facts.entryOf(row->webhookToken) : nullptr;
    if (!tokenEntry || !isAsWanted(*tokenEntry, instance, *row))
        steps.push_back(writeEntry(CacheKeyKind::Token, instance, row, organization));
    return steps;
}

PlanStep StepMaker::clearResidue(const AuditRow& row)
{
    PlanStep step = instanceStep(StepAction::ClearResidue, row.name);
    step.before.messages = row.residue ? std::max<qint64>(row.residue->streamMessages, 0) : 0;
    return step;
}

PlanStep StepMaker::tell(StepAction action, const AuditRow& row, const OrganizationId& organization)
{
    PlanStep step = instanceStep(action, row.name);
    if (!organization.isNull())
        step.after.organizationId = organization;
    return step;
}

} // namespace steward
