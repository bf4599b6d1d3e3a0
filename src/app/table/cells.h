#pragma once

#include "app/style/mark.h"
#include "domain/audit/audit.h"

#include <QString>

namespace steward {

enum class Column {
    Organization,
    Instance,
    Server,
    Memory,
    Database,
    Cache,
    Connection,
    Phone,
    Age,
    Verdict,
    Findings,
    ColumnCount
};
constexpr int columnCount = static_cast<int>(Column::ColumnCount);

QString columnTitle(Column column);
QString columnHint(Column column); ///< a sentence that explains the column
QString storeLabel(Store store);   ///< translated: "Server", "Database", "Cache"

/// The store whose reading a column rests on; nothing where it rests on several.
std::optional<Store> storeOf(Column column);
/// Where the store was not read whole: what the column shows is not known.
bool isUnknown(const Audit& audit, Column column);

/// What a person reads in the cell: plain text.
QString cellText(const Audit& audit, const AuditRow& row, Column column);
/// The shape that stands before the text.
Mark cellMark(const AuditRow& row, Column column);
/// Nothing is wrong: no mark, since green is for what works alone.
Mark severityMark(std::optional<Severity> worst);
Mark verdictMark(Verdict verdict);
bool isNumeric(Column column);

/// Orders rows by a number alone; texts get their rank from AuditIndex. Rows without a value come last.
quint64 numericKey(const Audit& audit, const AuditRow& row, Column column);

QString connectionText(Connection connection);
QString memoryText(MemoryState state);
/// "4 days", "54 min": one unit, rounded down.
QString durationText(std::chrono::seconds duration);
/// Local time to the minute, or a dash.
QString timeText(const std::optional<Timestamp>& time);

} // namespace steward
