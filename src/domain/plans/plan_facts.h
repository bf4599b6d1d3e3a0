#pragma once

#include "domain/audit/audit.h"
#include "domain/audit/known_names.h"
#include "domain/audit/other_names.h"
#include "domain/plans/plan.h"
#include "domain/plans/planner.h"

#include <QHash>

#include <optional>
#include <vector>

namespace steward {

/// What the planners look up in one audit that was read whole. The audit and the context have to outlive it.
class PlanFacts final {
    Q_DISABLE_COPY_MOVE(PlanFacts)

public:
    using Rows = std::vector<const Integration*>;
    using Instances = std::vector<const AuditRow*>;

    PlanFacts(const Audit& audit, const PlanContext& context);

    const Audit& audit() const { return m_audit; }
    const PlanContext& context() const { return m_context; }
    /// The token's key in the cache; null where it is not there.
    const CacheEntry* entryOf(const WebhookToken& token) const;
    /// Listed phones of the organization, ignored ones too, by name.
    Instances phonesOf(const OrganizationId& organization) const { return m_phones.value(organization); }
    /// Its enabled rows, oldest first.
    Rows enabledRowsOf(const OrganizationId& organization) const { return m_enabledRows.value(organization); }
    bool standsInEnabledRow(const WebhookToken& token) const { return m_enabledTokens.contains(token); }
    std::vector<OrganizationId> organizations() const;       ///< of a listed phone or an enabled row, ascending
    bool organizationExists(const OrganizationId& id) const; ///< false also where the table could not be read
    /// Names of the organization that the list does not show and that answer all the same, or that an enabled row or an
    /// entry carries and of which nothing is concluded: it may have more than is listed.
    Instances unlistedOf(const OrganizationId& organization) const { return m_unlisted.value(organization); }
    const OtherNames& otherNames() const { return m_otherNames; }
    /// The one of the row's two names that is another than `name` and that the server has, or may have; null where
    /// none is.
    const AuditRow* otherListedName(const Integration& row, const InstanceName& name) const;
    /// An enabled row of this instance is that of another one as well: what it says of one is wrong for the other.
    std::optional<Skipped> sharedTrouble(const AuditRow& row) const;
    /// The rows of the table at which a row of the database stands: its names', else its own.
    Instances standsAt(const Integration& row) const;
    /// The row names, under either key, something that clean and repair do not choose.
    bool namesUntouchable(const Integration& row) const;
    /// Why nothing may be chosen for removal now: StoresDoNotMatch, or MemoryUnknown while the server starts; nothing:
    /// it may.
    const std::optional<SkipReason>& removalTrouble() const { return m_removalTrouble; }
    /// The row's clinic, else its organization's first active clinic by name, else null.
    ClinicId clinicOf(const OrganizationId& organization, const ClinicId& clinic) const;
    /// Why no instance is made under the name now: it breaks the rules of new names, or the server may still clean up
    /// after it; nothing: it may be.
    std::optional<Skipped> reuseTrouble(const InstanceName& name) const;

private:
    const Audit& m_audit;
    const PlanContext& m_context;
    QHash<OrganizationId, Instances> m_phones;
    QHash<OrganizationId, Rows> m_enabledRows;
    QHash<OrganizationId, const Clinic*> m_firstClinics;
    QSet<OrganizationId> m_organizations;
    QHash<const Integration*, const AuditRow*> m_nameless;
    QHash<WebhookToken, const CacheEntry*> m_tokenEntries;
    QSet<WebhookToken> m_enabledTokens;
    QHash<OrganizationId, Instances> m_unlisted;
    OtherNames m_otherNames;
    std::optional<SkipReason> m_removalTrouble;
    mutable std::optional<KnownNames> m_names; ///< made where it is asked for
};

/// Which memory says that it was asked and answered.
bool isAnswered(MemoryState memory);
/// Connected by the list or by the memory, listed or not: what has to be taken for working.
bool mayBeOpen(const AuditRow& row);
/// Another phone is linked than the row expects (config.expected_phone): its number is written nowhere, and the row
/// does not become active by it, until a person says so (WORKFLOWS, "Pairing").
bool hasOtherPhone(const Integration& row, const AuditRow& instance);
/// Rows of two organizations name it.
bool hasTwoOrganizations(const AuditRow& row);
bool hasEnabledRowsOfTwoOrganizations(const AuditRow& row);

/// Why the organization may have more on the server than is listed, so that nothing is chosen for it; nothing: it has
/// not.
std::optional<Skipped> unlistedTrouble(const PlanFacts& facts, const OrganizationId& organization);
/// Why clean and repair never choose it; nothing: they may.
std::optional<Skipped> untouchable(const AuditRow& row);

/// An item without steps yet, with what is seen and what would be lost.
PlanItem itemFor(const AuditRow& row, ItemTask task);

} // namespace steward
