#pragma once

#include "domain/instance_name.h"

#include <QByteArray>
#include <QString>

namespace steward {

/// The names that Steward uses in the stores, in one place, with the customer's own as defaults (DOMAIN, 2 and 3).
/// A profile can override each. Identifiers are quoted, never pasted, by the adapter.
struct StoreNames {
    QString schema = QStringLiteral("healthcare");
    QString integrationsTable = QStringLiteral("integrations");
    QString clinicsTable = QStringLiteral("clinics");
    QString organizationsSchema = QStringLiteral("core");
    QString organizationsTable = QStringLiteral("organizations");
    QString functionSchema = QStringLiteral("public");
    QString saveFunction = QStringLiteral("save_evolution_integration");
    QString auditTable = QStringLiteral("integration_audit"); ///< in `schema` (WORKFLOWS, "Database guards")
    QString notifyChannel = QStringLiteral("steward_integrations");

    QByteArray instanceKeyPrefix = QByteArrayLiteral("whatsapp:instance:");
    QByteArray tokenKeyPrefix = QByteArrayLiteral("whatsapp:token:");
    QByteArray residuePrefix = QByteArrayLiteral("wa:");
    QByteArray streamSuffix = QByteArrayLiteral(":stream");
    QByteArray deadLetterSuffix = QByteArrayLiteral(":dlq");
    QByteArray bucketSuffix = QByteArrayLiteral(":bucket");
    QByteArray bucketTimestampSuffix = QByteArrayLiteral(":bucket:ts");
    QByteArray workerGroup = QByteArrayLiteral("wa_workers");
    QByteArray addedChannel = QByteArrayLiteral("wa:instances:added");
    QByteArray removedChannel = QByteArrayLiteral("wa:instances:removed");
    QByteArray workstationsChannel =
        QByteArrayLiteral("steward:desks"); ///< Steward's own subscriptions: they are no workers
    int cacheLifetimeSeconds = 3600;

    /// Template of a new instance's name: {organization_id} and {milliseconds} are filled in.
    QString instanceNameTemplate = QStringLiteral("clinic-{organization_id}-{milliseconds}");

    bool operator==(const StoreNames&) const = default;
};

} // namespace steward
