#pragma once

#include "stores/keeper_judgement.h"
#include "stores/postgres/integration_rows.h"

namespace steward::claim_steps {

/// What whoever takes an organization's row does, a claim or a keeper, each within the caller's READ COMMITTED
/// transaction.

/// Waits for the advisory locks of the organization and of the name, in ascending order (WORKFLOWS, "Creation" 2).
/// `other`: a second organization, for a row that moves from one to the other; null: none.
Result<void>
lock(PostgresConnection& connection, const QUuid& organization, const InstanceName& name, const QUuid& other = QUuid());

/// What stands, in statements later than lock().
struct Look {
    std::vector<LockedRow> ofOrganization; ///< locked, disabled ones too
    std::vector<Integration> naming;       ///< of any organization
};
Result<Look>
look(PostgresConnection& connection, const IntegrationRows& rows, const QUuid& organization, const InstanceName& name);

/// Null where there is none, or where clinics are missing or may not be read: a row is valid without one.
Result<QUuid> firstClinic(PostgresConnection& connection, const IntegrationRows& rows, const QUuid& organization);
/// Where the row has none.
Result<void> giveToken(PostgresConnection& connection, const IntegrationRows& rows, const QUuid& id);

/// The template with the name filled in; nothing where it is empty. The token's place stays: it is filled in by the
/// server, so that no statement log shows it.
std::optional<QByteArray> namedTemplate(const QString& webhookTemplate, const InstanceName& name);

} // namespace steward::claim_steps
