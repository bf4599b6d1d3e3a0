#include "app/table/cells.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace steward {
namespace {

struct CellText {
    Q_DECLARE_TR_FUNCTIONS(steward::InstanceTable)
};

QString dash()
{
    return QStringLiteral("–");
}

QString presenceText(Presence presence)
{
    return presence == Presence::Unknown ? CellText::tr("not read") : dash();
}

std::optional<Timestamp> bornAt(const AuditRow& row)
{
    if (row.server && row.server->createdAt)
        return row.server->createdAt;
    return row.integration() ? row.integration()->createdAt : std::nullopt;
}

QString databaseText(const AuditRow& row)
{
    const Integration* integration = row.integration();
    if (!integration)
        return presenceText(row.inDatabase);
    if (row.integrations.size() > 1) {
        //: %1 is a status such as "active", %2 the number of further database rows
        return CellText::tr("%1 +%2").arg(integration->status, QString::number(row.integrations.size() - 1));
    }
    if (!integration->enabled && integration->status != QLatin1String("disabled")) {
        //: %1 is a status such as "active"
        return CellText::tr("%1 (row disabled)").arg(integration->status);
    }
    return integration->status;
}

QString cacheText(const AuditRow& row)
{
    const CacheEntry* entry = row.cacheEntry();
    if (!entry)
        return presenceText(row.inCache);
    if (entry->ttlSeconds < 0)
        return CellText::tr("no limit");
    return durationText(std::chrono::seconds(entry->ttlSeconds));
}

QString findingsText(const AuditRow& row)
{
    if (row.findings.empty())
        return row.isIgnored ? CellText::tr("ignored") : QString();
    if (row.findings.size() == 1)
        return findingTitle(row.findings.front().code);
    //: %1 is the first finding's title, %2 the number of further findings
    return CellText::tr("%1 +%2").arg(
        findingTitle(row.findings.front().code), QString::number(row.findings.size() - 1));
}

quint64 connectionRank(Connection connection)
{
    return static_cast<quint64>(connection);
}

quint64 findingsKey(const AuditRow& row)
{
    if (row.findings.empty())
        return ~quint64(0);
    // The worst first, then the order in which findings are told, then the number of them.
    const auto severity = static_cast<quint64>(Severity::Error) - static_cast<quint64>(*row.worst());
    const auto code = static_cast<quint64>(row.findings.front().code);
    return severity << 32 | code << 16 | (0xffff - std::min<quint64>(row.findings.size(), 0xffff));
}

quint64 cacheKey(const AuditRow& row)
{
    const CacheEntry* entry = row.cacheEntry();
    if (!entry)
        return ~quint64(0) - (row.inCache == Presence::Unknown ? 0 : 1);
    return entry->ttlSeconds < 0 ? quint64(1) << 62 : static_cast<quint64>(entry->ttlSeconds);
}

Mark connectionMark(Connection connection)
{
    switch (connection) {
    case Connection::Open:
        return {MarkShape::FilledRing, Tone::Quiet}; // whether it works is the verdict's
    case Connection::Connecting:
        return {MarkShape::DottedRing, Tone::Busy};
    case Connection::Close:
        return {MarkShape::Ring, Tone::Quiet};
    case Connection::Other:
        return {MarkShape::Question, Tone::Quiet};
    }
    return {MarkShape::Question, Tone::Quiet};
}

Mark memoryMark(MemoryState state)
{
    switch (state) {
    case MemoryState::Open:
        return connectionMark(Connection::Open);
    case MemoryState::Connecting:
        return connectionMark(Connection::Connecting);
    case MemoryState::Close:
        return connectionMark(Connection::Close);
    case MemoryState::Missing:
        return {MarkShape::Triangle, Tone::Error};
    case MemoryState::NotFound:
    case MemoryState::Unknown:
        return {MarkShape::Question, Tone::Quiet};
    case MemoryState::NotAsked:
        return {};
    }
    return {MarkShape::Question, Tone::Quiet};
}

} // namespace

QString columnTitle(Column column)
{
    switch (column) {
    case Column::Organization:
        return CellText::tr("Organization");
    case Column::Instance:
        return CellText::tr("Instance");
    case Column::Server:
        return CellText::tr("Server");
    case Column::Memory:
        return CellText::tr("Memory");
    case Column::Database:
        return CellText::tr("Database");
    case Column::Cache:
        return CellText::tr("Cache");
    case Column::Connection:
        return CellText::tr("Connection");
    case Column::Phone:
        return CellText::tr("Phone");
    case Column::Age:
        return CellText::tr("Age");
    case Column::Verdict:
        return CellText::tr("Verdict");
    case Column::Findings:
        return CellText::tr("Findings");
    case Column::ColumnCount:
        break;
    }
    return {};
}

QString columnHint(Column column)
{
    switch (column) {
    case Column::Organization:
        return CellText::tr("The customer it belongs to.");
    case Column::Instance:
        return CellText::tr("The instance's name on the server.");
    case Column::Server:
        return CellText::tr("The state that the server's list tells.");
    case Column::Memory:
        return CellText::tr("The state that the server keeps in memory, where it was asked.");
    case Column::Database:
        return CellText::tr("The status of its row in the database.");
    case Column::Cache:
        return CellText::tr("How long its cache entry still lives.");
    case Column::Connection:
        return CellText::tr("What counts: the memory's state where it was asked, else the list's.");
    case Column::Phone:
        return CellText::tr("The connected number, else the one in its row or cache entry.");
    case Column::Age:
        return CellText::tr("How long ago it was created.");
    case Column::Verdict:
        return CellText::tr("What it comes to. Working: connected, nothing wrong, and its messages reach the webhook.");
    case Column::Findings:
        return CellText::tr("What disagrees, the worst first.");
    case Column::ColumnCount:
        break;
    }
    return {};
}

QString storeLabel(Store store)
{
    switch (store) {
    case Store::Server:
        return CellText::tr("Server");
    case Store::Database:
        return CellText::tr("Database");
    case Store::Cache:
        return CellText::tr("Cache");
    }
    return unknownText();
}

std::optional<Store> storeOf(Column column)
{
    switch (column) {
    case Column::Server:
    case Column::Memory:
    case Column::Connection:
        return Store::Server;
    case Column::Database:
        return Store::Database;
    case Column::Cache:
        return Store::Cache;
    case Column::Organization:
    case Column::Instance:
    case Column::Phone:
    case Column::Age:
    case Column::Verdict:
    case Column::Findings:
    case Column::ColumnCount:
        break;
    }
    return {};
}

bool isUnknown(const Audit& audit, Column column)
{
    const std::optional<Store> store = storeOf(column);
    if (!store)
        return false;
    switch (*store) {
    case Store::Server:
        return !audit.snapshot().server.isWhole();
    case Store::Database:
        return !audit.snapshot().database.isWhole();
    case Store::Cache:
        return !audit.snapshot().cache.isWhole();
    }
    return true;
}

QString connectionText(Connection connection)
{
    switch (connection) {
    case Connection::Open:
        return CellText::tr("open");
    case Connection::Connecting:
        return CellText::tr("connecting");
    case Connection::Close:
        return CellText::tr("closed");
    case Connection::Other:
        return CellText::tr("unknown");
    }
    return unknownText();
}

QString memoryText(MemoryState state)
{
    switch (state) {
    case MemoryState::NotAsked:
        return dash();
    case MemoryState::Open:
    case MemoryState::Connecting:
    case MemoryState::Close:
        return connectionText(
            state == MemoryState::Open         ? Connection::Open
            : state == MemoryState::Connecting ? Connection::Connecting
                                               : Connection::Close);
    case MemoryState::Missing:
        return CellText::tr("missing");
    case MemoryState::NotFound:
    case MemoryState::Unknown:
        return CellText::tr("no answer");
    }
    return unknownText();
}

QString cellText(const Audit& audit, const AuditRow& row, Column column)
{
    switch (column) {
    case Column::Organization:
        return row.organizationId.isNull() ? dash() : audit.organizationName(row.organizationId);
    case Column::Instance:
        return row.title();
    case Column::Server:
        return row.server ? connectionText(row.server->connection) : presenceText(row.inServer);
    case Column::Memory:
        return row.inServer == Presence::Unknown ? presenceText(row.inServer) : memoryText(row.memory);
    case Column::Database:
        return databaseText(row);
    case Column::Cache:
        return cacheText(row);
    case Column::Connection:
        return row.server ? connectionText(row.connection()) : presenceText(row.inServer);
    case Column::Phone:
        return row.phone() ? row.phone()->text() : dash();
    case Column::Age: {
        const std::optional<Timestamp> born = bornAt(row);
        return born ? durationText(std::chrono::duration_cast<std::chrono::seconds>(audit.snapshot().takenAt - *born))
                    : dash();
    }
    case Column::Verdict:
        return verdictTitle(row.verdict);
    case Column::Findings:
        return findingsText(row);
    case Column::ColumnCount:
        break;
    }
    return {};
}

Mark severityMark(std::optional<Severity> worst)
{
    if (!worst)
        return {};
    switch (*worst) {
    case Severity::Info:
        return {MarkShape::Dot, Tone::Quiet};
    case Severity::Warning:
        return {MarkShape::Diamond, Tone::Warning};
    case Severity::Error:
        return {MarkShape::Triangle, Tone::Error};
    }
    return {MarkShape::Question, Tone::Warning};
}

Mark verdictMark(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Unknown:
        return {MarkShape::Question, Tone::Quiet};
    case Verdict::Problem:
        return {MarkShape::Triangle, Tone::Warning};
    case Verdict::SwitchedOff:
        return {MarkShape::Dash, Tone::Quiet};
    case Verdict::NotPaired:
        return {MarkShape::Ring, Tone::Quiet};
    case Verdict::NotChecked:
        return {MarkShape::DottedRing, Tone::Quiet};
    case Verdict::Working:
        return {MarkShape::Dot, Tone::Good};
    }
    return verdictMark(Verdict::Unknown);
}

Mark cellMark(const AuditRow& row, Column column)
{
    switch (column) {
    case Column::Server:
        return row.server ? connectionMark(row.server->connection) : Mark{};
    case Column::Memory:
        return memoryMark(row.memory);
    case Column::Connection:
        return row.server ? connectionMark(row.connection()) : Mark{};
    case Column::Instance:
        return row.isProtected ? Mark{MarkShape::Lock, Tone::Busy} : Mark{};
    case Column::Verdict:
        return row.verdict == Verdict::Problem ? severityMark(row.worst()) : verdictMark(row.verdict);
    case Column::Findings:
        return row.isIgnored ? Mark{} : severityMark(row.worst());
    case Column::Organization:
    case Column::Database:
    case Column::Cache:
    case Column::Phone:
    case Column::Age:
    case Column::ColumnCount:
        break;
    }
    return {};
}

bool isNumeric(Column column)
{
    return column == Column::Cache || column == Column::Phone || column == Column::Age;
}

quint64 numericKey(const Audit& audit, const AuditRow& row, Column column)
{
    constexpr quint64 last = ~quint64(0);
    switch (column) {
    case Column::Server:
        return row.server ? connectionRank(row.server->connection) : last;
    case Column::Memory:
        return row.memory == MemoryState::NotAsked ? last : static_cast<quint64>(row.memory);
    case Column::Cache:
        return cacheKey(row);
    case Column::Connection:
        return row.server ? connectionRank(row.connection()) : last;
    case Column::Phone:
        return row.phone() ? row.phone()->digits() : last;
    case Column::Age: {
        const std::optional<Timestamp> born = bornAt(row);
        const qint64 age = born ? (audit.snapshot().takenAt - *born).count() : -1;
        return born ? static_cast<quint64>(std::max<qint64>(age, 0)) : last;
    }
    case Column::Verdict:
        return static_cast<quint64>(row.verdict == Verdict::Problem ? 0 : static_cast<int>(row.verdict) + 1);
    case Column::Findings:
        return findingsKey(row);
    case Column::Organization:
    case Column::Instance:
    case Column::Database:
    case Column::ColumnCount:
        break;
    }
    return 0;
}

QString durationText(std::chrono::seconds duration)
{
    const qint64 seconds = std::max<qint64>(duration.count(), 0);
    if (seconds < 60)
        return CellText::tr("%n s", nullptr, static_cast<int>(seconds));
    if (seconds < 3600 * 2)
        return CellText::tr("%n min", nullptr, static_cast<int>(seconds / 60));
    if (seconds < 86400 * 2)
        return CellText::tr("%n h", nullptr, static_cast<int>(seconds / 3600));
    return CellText::tr("%n day(s)", nullptr, static_cast<int>(seconds / 86400));
}

QString timeText(const std::optional<Timestamp>& time)
{
    if (!time)
        return dash();
    return QLocale().toString(
        QDateTime::fromMSecsSinceEpoch(time->time_since_epoch().count()), QStringLiteral("yyyy-MM-dd HH:mm"));
}

} // namespace steward
