#pragma once

#include <QString>

namespace steward::bench {

class Measurer;

/// What a reading of the stores costs, as ratios to what bare clients take for the same: curl of the list, psql COPY of
/// what is read and a plain hiredis loop, all three at the same time, and then the questions to the server's memory by
/// curl, eight at once. Five rounds, each with all of them in turn: minimum, median and maximum, and peak memory. Not
/// 0: a run failed.
int benchAudit(Measurer& measurer, const QString& program, const QString& cli, int size);

/// The same stores for a profiler: says by which variables they are found, and keeps them until its input ends.
int keepStores(int size);

/// The time and the memory of an audit as a fleet grows tenfold from 1,000 up to 1,000,000, the last two steps in made
/// stores that answer out of memory. Not 0: a run failed.
int benchGrowth(Measurer& measurer, const QString& program, const QString& cli);

/// One audit of that many out of memory as text, in a process of its own; its seconds and MB go into the file.
int readMadeStores(int size, const QString& told);

} // namespace steward::bench
