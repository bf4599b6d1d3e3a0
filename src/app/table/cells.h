#pragma once

#include "app/components/pill.h"
#include "app/style/mark.h"
#include "domain/audit/audit.h"
#include "domain/query/instance_state.h"

#include <QString>

namespace steward {

/// The columns of the table of instances; the first six are shown until somebody chooses others.
enum class Column {
    Organization,
    State,
    Stores,
    Phone,
    Since,
    Problem,
    Instance,
    Clinic,
    Verdict,
    Server,
    Memory,
    Database,
    Cache,
    Age,
    ColumnCount
};
constexpr int columnCount = static_cast<int>(Column::ColumnCount);

/// What a column's rows are ordered by.
enum class ColumnOrder : quint8 {
    Number, ///< by its key
    Text,   ///< as people order names
    Rows    ///< as an audit's rows are: by the instance's name
};

QString columnTitle(Column column);
QString columnHint(Column column);           ///< a sentence that explains the column
std::optional<Store> storeOf(Column column); ///< whose reading it rests on; nothing where it rests on several
bool isNumeric(Column column);               ///< stands to the right
bool isShownAtFirst(Column column);
int widthOf(Column column); ///< in the design's pixels
ColumnOrder orderOf(Column column);
/// Orders rows by a number alone. Rows without a value come last.
quint64 numericKey(const Audit& audit, const AuditRow& row, Column column);

/// Where the store was not read whole: what the column shows is not known.
bool isUnknown(const Audit& audit, Column column);

/// What a person reads in the cell: plain text. It is what is copied, too.
QString cellText(const Audit& audit, const AuditRow& row, Column column);
/// What is read aloud, where that is more: "Database differs: pending".
QString cellSpeech(const Audit& audit, const AuditRow& row, Column column);
/// What stands at the pointer, where that is more than the cell shows.
QString cellHint(const Audit& audit, const AuditRow& row, Column column);
/// The shape that stands before the text.
Mark cellMark(const AuditRow& row, Column column);
/// How the cell of State looks.
Pill statePill(const AuditRow& row);

QString storeLabel(Store store); ///< translated: "Server", "Database", "Cache"
/// What a store says of it in a word or two: "Connected", "pending", "56 min left", "nothing", "not read".
QString storeWords(const AuditRow& row, Store store);
/// Nothing is wrong: no mark, since green is for what works alone.
Mark severityMark(std::optional<Severity> worst);
Mark verdictMark(Verdict verdict);
/// The mark of a state where it stands by itself.
Mark markOfState(InstanceState state);
QString connectionText(Connection connection);
QString memoryText(MemoryState state);
/// "+55 12 99000-0102"
QString phoneInGroups(const PhoneNumber& phone);
/// "4 days", "54 min": one unit, rounded down.
QString durationText(std::chrono::seconds duration);
/// "8 d", "5 mo": the same, as short as a column wants it.
QString shortDurationText(std::chrono::seconds duration);
/// Local time to the minute, or a dash.
QString timeText(const std::optional<Timestamp>& time);

} // namespace steward
