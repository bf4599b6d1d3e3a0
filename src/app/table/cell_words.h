#pragma once

#include "app/table/cells.h"
#include "domain/query/problem_groups.h"

#include <QStringList>

namespace steward {

// The words and shapes that the columns are made of.

/// Where there is nothing to show, and that is known.
QString noValueText();
/// "Server: Connected", "Database differs: pending", "Cache: nothing"
QStringList storeSentences(const AuditRow& row);
/// The moment behind a column that says how long ago something was; nothing for the others, and where none is known.
std::optional<Timestamp> momentOf(const AuditRow& row, Column column);
/// What differs comes last: the higher, the worse.
quint64 orderOfStoreMark(StoreMark mark);
Mark connectionMark(Connection connection);
Mark memoryMark(MemoryState state);

} // namespace steward
