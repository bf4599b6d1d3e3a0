#pragma once

#include <QString>

namespace steward::bench {

class Measurer;

/// What the window's table feels like at 100,000 and 1,000,000 rows, each line beside a table on QSortFilterProxyModel
/// that does the same in this run. Offscreen. Not 0: something was not shown in time.
int benchWindow();
/// The same of so many rows; `isAlone`: without that other table, which takes minutes.
int benchTable(int count, bool isAlone);

/// Eight hours of readings with so many rows, of which some come and go and one store fails at times: the longest gap
/// of the event loop in all of it, what was told, what the server was asked. Not 0: other changes were told than there
/// were.
int benchWindowDay(int count);

/// The program and such a table as processes of their own on real stores with so many instances: from their start to
/// the window's first painting, and their largest resident set with the table read, selected whole and filtered.
int benchWindowProcesses(Measurer& measurer, const QString& program, int size);

/// One such process, on the stores that the environment names. `until`: "visible" or "table".
int runWindowProcess(bool asProxy, const QString& until, const QString& folder);

} // namespace steward::bench
