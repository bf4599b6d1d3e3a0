#include "domain/audit/rules.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct ConnectionText {
    Q_DECLARE_TR_FUNCTIONS(steward::ConnectionRules)
};

void applyGhost(AuditRow& row)
{
    if (!row.server || row.memory != MemoryState::Missing)
        return;
    //: %1 is a connection state of the server's list, such as "open"
    row.findings.push_back(
        {FindingCode::GhostInstance,
         ConnectionText::tr("The server lists it (%1) but does not run it, so it does not work.")
             .arg(connectionWord(row.server->connection))});
}

/// Another client name's on the same database, or lost from the list: it runs, and nothing shows it.
void applyUnlisted(AuditRow& row, const RuleContext& context)
{
    if (!context.serverRead() || row.kind != RowKind::Instance || !row.isUnlisted())
        return;
    if (row.memory == MemoryState::Missing) {
        row.findings.push_back(
            {FindingCode::UnlistedInstance,
             ConnectionText::tr("The server does not list it. Asked by name, the server knows it but says no state.")});
        return;
    }
    //: %1 is a connection state of the server's memory, such as "open"
    row.findings.push_back(
        {FindingCode::UnlistedInstance,
         ConnectionText::tr("The server runs it (%1) but does not list it.").arg(memoryWord(row.memory))});
}

void applyStateMismatch(AuditRow& row, const RuleContext& context)
{
    if (row.server->connection != Connection::Close || row.memory != MemoryState::Open ||
        !context.snapshot().openTwice.contains(row.name))
        return;
    row.findings.push_back(
        {FindingCode::StateMismatch,
         ConnectionText::tr("The server lists it as close but runs it as open, asked twice. After a restart its phone "
                            "may have to be paired again.")});
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
        //: %1 is a connection state such as "open", %2 a status text such as "pending"
        row.findings.push_back(
            {FindingCode::StatusDrift, ConnectionText::tr("On the server it is %1, but the status in its row is %2.")
                                           .arg(connectionWord(connection), integration->status)});
        return;
    }
}

void applyPhoneMismatch(AuditRow& row)
{
    if (!row.isPhone() || row.connection() != Connection::Open || !row.server->phone)
        return;
    const Integration* integration = row.integration();
    if (!agree(row.server->phone, integration->expectedPhone)) {
        //: %1 and %2 are phone numbers
        row.findings.push_back(
            {FindingCode::PhoneMismatch, ConnectionText::tr("The connected phone is %1. Expected is %2.")
                                             .arg(row.server->phone->text(), integration->expectedPhone->text())});
        return;
    }
    const std::optional<PhoneNumber> written = integration->phone();
    if (agree(row.server->phone, written))
        return;
    //: %1 and %2 are phone numbers
    row.findings.push_back(
        {FindingCode::PhoneMismatch, ConnectionText::tr("The connected phone is %1, but its row says %2.")
                                         .arg(row.server->phone->text(), written->text())});
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
        //: %1 is a phone number
        row.findings.push_back(
            {FindingCode::ConnectionLost,
             ConnectionText::tr("It was paired with %1, but no phone is connected now.").arg(phone->text())});
        return;
    }
    row.findings.push_back(
        {FindingCode::ConnectionLost, ConnectionText::tr("It was connected once, but no phone is connected now.")});
}

void applyStuckPairing(AuditRow& row, const RuleContext& context)
{
    // After the QR limit the memory says close, and the list goes on saying connecting.
    const bool isMemorysToo = row.connection() == Connection::Connecting || row.memory == MemoryState::Close;
    if (!row.isPhone() || row.server->connection != Connection::Connecting || !isMemorysToo)
        return;
    std::optional<Timestamp> since = row.server->updatedAt;
    if (!since && row.integration())
        since = row.integration()->updatedAt; // v1's list carries no time
    if (!context.isOlderThan(since, context.settings().stuckPairingAfter))
        return;
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(context.snapshot().takenAt - *since).count();
    row.findings.push_back(
        {FindingCode::StuckPairing, ConnectionText::tr(
                                        "It has waited for a phone for %n minute(s).", nullptr,
                                        static_cast<int>(std::min<qint64>(minutes, INT_MAX)))});
}

void applyDisabledButConnected(AuditRow& row)
{
    if (row.connection() != Connection::Open || row.enabledIntegration() || !row.integration())
        return;
    //: %1 is a status text such as "disabled"
    row.findings.push_back(
        {FindingCode::DisabledButConnected,
         ConnectionText::tr("Its phone is connected, but its row is switched off (status %1).")
             .arg(row.integration()->status)});
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
