#include "app/made_audit.h"

#include "support/any_id.h"

#include <QCryptographicHash>

namespace steward::test {
namespace {

AnyId idOf(const char* kind, int n)
{
    return {QUuid::createUuidV5(QUuid(), QByteArray(kind) + QByteArray::number(n))};
}

} // namespace

Snapshot emptySnapshot()
{
    Snapshot snapshot;
    snapshot.takenAt = Timestamp(std::chrono::milliseconds(1'763'140'000'000));
    snapshot.server = ServerListing{2, {}};
    snapshot.database = DatabaseListing{{}, {}, {}, true, true};
    snapshot.cache = CacheListing{};
    return snapshot;
}

void addHealthy(Snapshot& snapshot, const QString& name, int n)
{
    const InstanceName instanceName = InstanceName::fromText(name);
    const auto phone = PhoneNumber::fromText(QString::number(5'511'900'000'000 + n));
    const Timestamp born = snapshot.takenAt - std::chrono::hours(n + 1);
    ServerInstance instance;
    instance.name = instanceName;
    instance.connection = Connection::Open;
    instance.phone = phone;
    instance.createdAt = born;
    instance.updatedAt = born;
    snapshot.server->instances.push_back(instance);

    Integration row;
    row.id = idOf("row", n);
    row.organizationId = idOf("organization", n);
    row.status = QStringLiteral("active");
    row.enabled = true;
    row.instanceName = instanceName;
    row.phoneColumn = phone;
    row.webhookToken = WebhookToken("token-" + QByteArray::number(n));
    row.createdAt = born;
    snapshot.database->integrations.push_back(row);
    snapshot.database->organizations.push_back({row.organizationId, QStringLiteral("Organization %1").arg(n), true});

    CacheEntry entry;
    entry.name = instanceName;
    entry.organizationId = row.organizationId;
    entry.phone = phone;
    entry.ttlSeconds = 60 + n;
    snapshot.cache->entries.push_back(entry);
}

std::shared_ptr<const AuditIndex> indexOf(Snapshot snapshot)
{
    auto shared = std::make_shared<const Snapshot>(std::move(snapshot));
    return std::make_shared<const AuditIndex>(std::make_shared<const Audit>(evaluateAudit(shared, AuditSettings{})));
}

Snapshot largeSnapshot(int count, int organizations)
{
    Snapshot snapshot = emptySnapshot();
    for (int n = 0; n < count; ++n) {
        ServerInstance instance;
        instance.name = InstanceName::fromText(QStringLiteral("clinic-%1").arg(n));
        instance.connection = n % 3 == 0 ? Connection::Open : Connection::Close;
        snapshot.server->instances.push_back(instance);
        Integration row;
        row.id = idOf("row", n);
        row.organizationId = idOf("organization", n % organizations);
        row.status = QStringLiteral("active");
        row.enabled = true;
        row.instanceName = instance.name;
        snapshot.database->integrations.push_back(row);
    }
    for (int n = 0; n < organizations; ++n) {
        snapshot.database->organizations.push_back(
            {idOf("organization", n), QStringLiteral("Organization %1").arg(n), true});
    }
    return snapshot;
}

} // namespace steward::test
