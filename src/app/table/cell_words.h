#pragma once

#include "app/table/cells.h"
#include "domain/query/problem_groups.h"

#include <QStringList>

namespace steward {

// The words and shapes that the columns are made of.

/// Where there is nothing to show, and that is known.
QString noValueText();
/// How the status text of a row is said.
using StatusWords = QString (*)(const QString& status);
/// Translated: "active", "pending"; what we do not know stays as it stands.
QString rowStatusText(const QString& status);
/// "Server: Connected", "Database differs: pending", "Cache: nothing"
QStringList storeSentences(const AuditRow& row, StatusWords say = rowStatusText);
/// The cell as it is saved: as cellText(), and the status of a row as the database has it.
QString fileCellText(const Audit& audit, const AuditRow& row, Column column);
/// The moment behind a column that says how long ago something was; nothing for the others, and where none is known.
std::optional<Timestamp> momentOf(const AuditRow& row, Column column);
/// What differs comes last: the higher, the worse.
quint64 orderOfStoreMark(StoreMark mark);
Mark connectionMark(Connection connection);
Mark memoryMark(MemoryState state);

} // namespace steward
