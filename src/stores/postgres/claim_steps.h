#pragma once

#include "stores/postgres/row_change.h"
#include "stores/survivor_judgement.h"

namespace steward::claim_steps {

/// What whoever takes an organization's row does, a claim or a survivor, each within the caller's change.

/// Waits for the advisory locks of the organization and of the name, in ascending order (WORKFLOWS, "Creation" 2).
/// `other`: a second organization, for a row that moves from one to the other; null: none.
Result<void> lock(
    RowChange& change, const OrganizationId& organization, const InstanceName& name,
    const OrganizationId& other = OrganizationId());

/// What stands, in statements later than lock().
struct Look {
    std::vector<LockedRow> ofOrganization; ///< locked, disabled ones too
    std::vector<Integration> naming;       ///< of any organization
};
Result<Look> look(RowChange& change, const OrganizationId& organization, const InstanceName& name);

/// Null where there is none, or where clinics are missing or may not be read: a row is valid without one.
Result<ClinicId> firstClinic(RowChange& change, const OrganizationId& organization);
/// A new row with a new token; `clinic`: null, none.
Result<IntegrationId>
insert(RowChange& change, const OrganizationId& organization, const ClinicId& clinic, const InstanceName& name);
/// Gives the row a token where it has none, then runs `update`, which answers columns and image (returning()).
Result<ClaimedRow> complete(RowChange& change, const IntegrationId& id, const SqlStatement& update);
/// Runs `update` alone.
Result<ClaimedRow> changed(RowChange& change, const SqlStatement& update);
QByteArray returning();

/// The template with the name filled in; nothing where it is empty. The token's place stays: it is filled in by the
/// server, so that no statement log shows it.
std::optional<QByteArray> namedTemplate(const QString& webhookTemplate, const InstanceName& name);

} // namespace steward::claim_steps
