#include "domain/audit/rules.h"

#include <algorithm>

namespace steward {
namespace {

void applyGhost(AuditRow& row)
{
    if (!row.server || row.memory != MemoryState::Missing)
        return;
    row.findings.push_back(
        {FindingCode::GhostInstance, FindingCause::ListedNotRun, {connectionWord(row.server->connection)}});
}

/// Another client name's on the same database, or lost from the list: it runs, and nothing shows it.
void applyUnlisted(AuditRow& row, const RuleContext& context)
{
    if (!context.serverRead() || row.kind != RowKind::Instance || !row.isUnlisted())
        return;
    if (row.memory == MemoryState::Missing) {
        row.findings.push_back({FindingCode::UnlistedInstance, FindingCause::RunWithoutState, {}});
        return;
    }
    row.findings.push_back({FindingCode::UnlistedInstance, FindingCause::RunNotListed, {memoryWord(row.memory)}});
}

void applyStateMismatch(AuditRow& row, const RuleContext& context)
{
    if (row.server->connection != Connection::Close || row.memory != MemoryState::Open ||
        !context.snapshot().openTwice.contains(row.name))
        return;
    row.findings.push_back({FindingCode::StateMismatch, FindingCause::ListedClosedRunOpen, {}});
}

bool isActive(const Integration& integration)
{
    return integration.status == QLatin1String("active");
}

bool isKnownStatus(const QString& status)
{
    static const QStringList known{QStringLiteral("pending"),      QStringLiteral("qr_pending"),
                                   QStringLiteral("connecting"),   QStringLiteral("active"),
                                   QStringLiteral("disconnected"), QStringLiteral("disabled")};
    return known.contains(status);
}

void applyStatusDrift(AuditRow& row)
{
    for (const Integration* integration : row.integrations) {
        const Connection connection = row.connection();
        if (!integration->enabled || !statusDrifts(*integration, connection))
            continue;
        row.findings.push_back(
            {FindingCode::StatusDrift, FindingCause::StatusDiffers, {connectionWord(connection), integration->status}});
        return;
    }
}

void applyPhoneMismatch(AuditRow& row)
{
    if (!row.isPhone() || row.connection() != Connection::Open || !row.server->phone)
        return;
    const Integration* integration = row.integration();
    if (!agree(row.server->phone, integration->expectedPhone)) {
        row.findings.push_back(
            {FindingCode::PhoneMismatch,
             FindingCause::OtherThanExpected,
             {row.server->phone->text(), integration->expectedPhone->text()}});
        return;
    }
    const std::optional<PhoneNumber> written = integration->phone();
    if (agree(row.server->phone, written))
        return;
    row.findings.push_back(
        {FindingCode::PhoneMismatch, FindingCause::OtherThanInRow, {row.server->phone->text(), written->text()}});
}

void applyConnectionLost(AuditRow& row)
{
    const Integration* integration = row.enabledIntegration();
    if (!integration || !row.isPhone() || row.connection() != Connection::Close || isActive(*integration))
        return;
    const std::optional<PhoneNumber> phone = row.server->phone ? row.server->phone : integration->phone();
    if (!phone && !integration->connectedAt)
        return;
    if (phone) {
        row.findings.push_back({FindingCode::ConnectionLost, FindingCause::NumberNotConnected, {phone->text()}});
        return;
    }
    row.findings.push_back({FindingCode::ConnectionLost, FindingCause::NothingConnected, {}});
}

void applyStuckPairing(AuditRow& row, const RuleContext& context)
{
    // After the QR limit the memory says close, and the list goes on saying connecting.
    const bool isMemorysToo = row.connection() == Connection::Connecting || row.memory == MemoryState::Close;
    if (!row.isPhone() || row.server->connection != Connection::Connecting || !isMemorysToo)
        return;
    std::optional<Timestamp> since = row.server->updatedAt;
    Timestamp now = context.snapshot().serverTime();
    if (!since && row.integration()) { // v1's list carries no time
        since = row.integration()->updatedAt;
        now = context.snapshot().databaseTime();
    }
    if (!since || now - *since <= context.settings().stuckPairingAfter)
        return;
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - *since).count();
    row.findings.push_back({FindingCode::StuckPairing, FindingCause::WaitsForPhone, {QString::number(minutes)}});
}

void applyDisabledButConnected(AuditRow& row)
{
    if (row.connection() != Connection::Open || row.enabledIntegration() || !row.integration())
        return;
    row.findings.push_back(
        {FindingCode::DisabledButConnected, FindingCause::ConnectedThoughOff, {row.integration()->status}});
}

} // namespace

bool statusDrifts(const Integration& row, Connection connection)
{
    if (!isKnownStatus(row.status))
        return false;
    return (connection == Connection::Open && !isActive(row)) || (connection == Connection::Close && isActive(row));
}

void applyConnectionRules(AuditRow& row, const RuleContext& context)
{
    applyUnlisted(row, context);
    if (!row.server)
        return;
    applyGhost(row);
    applyStateMismatch(row, context);
    applyStuckPairing(row, context);
    // The rest compares with the row, so both stores have to be read; integrations are empty otherwise.
    if (!context.databaseRead() || !row.integration())
        return;
    applyStatusDrift(row);
    applyPhoneMismatch(row);
    applyConnectionLost(row);
    applyDisabledButConnected(row);
}

} // namespace steward
