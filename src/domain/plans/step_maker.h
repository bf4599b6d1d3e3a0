#pragma once

#include "domain/plans/plan_facts.h"
#include "domain/plans/plan_step.h"

namespace steward {

/// Makes the steps of plans with what is there now, so that all planners say it the same way.
class StepMaker final {
public:
    explicit StepMaker(const PlanFacts& facts)
        : m_facts(facts)
    {
    }

    // Server
    PlanStep onServer(StepAction action, const AuditRow& row) const; ///< with connection and number
    static PlanStep createInstance(const AuditRow& row);
    /// Where the webhook is known to hold a deletion or a log-out up (WORKFLOWS, "Deletion", quiet).
    std::optional<PlanStep> quietWebhook(const AuditRow& row) const;
    /// Nothing where it is known to be right, or the profile has no template. `row`: whose token; null: a new row's.
    std::optional<PlanStep> setWebhook(const AuditRow& instance, const Integration* row) const;
    /// As a person chose it. `found`: nothing where none is set.
    static PlanStep
    setWebhook(const AuditRow& instance, const std::optional<WebhookSettings>& found, const WebhookSettings& wanted);

    // Database
    static PlanStep onRow(StepAction action, const Integration& row); ///< with what it says now
    static PlanStep pointRow(const Integration& row, const AuditRow& survivor);
    PlanStep insertRow(const AuditRow& instance, const OrganizationId& organization) const;
    static PlanStep disableRow(const Integration& row);
    static PlanStep enableRow(const Integration& row, const AuditRow& instance);
    /// Status and number as the server says them; nothing where the row says so already.
    static std::optional<PlanStep> writeBack(const Integration& row, const AuditRow& instance);

    // Cache
    PlanStep dropEntry(const CacheEntry& entry) const;
    PlanStep setLifetime(const CacheEntry& entry) const;
    /// The entry of the key as the row wants it. `row` null: of a row that is yet to be made for `organization`.
    PlanStep writeEntry(
        CacheKeyKind kind, const AuditRow& instance, const Integration* row, const OrganizationId& organization) const;
    /// Both keys, those left out that agree with the row already and expire.
    std::vector<PlanStep>
    warm(const AuditRow& instance, const Integration* row, const OrganizationId& organization) const;
    static PlanStep clearResidue(const AuditRow& row);

    static PlanStep tell(StepAction action, const AuditRow& row, const OrganizationId& organization);

private:
    bool isAsWanted(const CacheEntry& entry, const AuditRow& instance, const Integration& row) const;

    const PlanFacts& m_facts;
};

/// What the row of an instance in that state says: "active", "pending", "disconnected".
QString statusFor(const AuditRow& instance);

} // namespace steward
