#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"
#include "stores/row_changes.h"
#include "stores/server_port.h"
#include "workflows/journal/journal_values.h"

#include <map>
#include <optional>
#include <vector>

namespace steward {

/// What is kept of an instance before its deletion begins, so that its row can be restored (WORKFLOWS, "Deletion"): the
/// rows whole less their token, the cache entries, of the webhook its events and whether it was on. No secret.
JournalStep tombstoneStep(
    const PlanItem& item, const Audit& now, const std::map<IntegrationId, RowImage>& images,
    const std::optional<WebhookSettings>& webhook);

/// The server was proven not to have it any more, by us.
JournalStep provenGoneStep(const PlanItem& item);
/// The item that a record of the journal is about; empty where it is about none.
QByteArray identityIn(const QJsonObject& fields);
void addIdentity(JournalFields& fields, const QByteArray& identity);
/// The row images in a tombstone.
std::vector<RowImage> imagesIn(const QJsonObject& fields);

} // namespace steward
