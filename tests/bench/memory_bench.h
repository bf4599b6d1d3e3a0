#pragma once

#include <QString>

namespace steward::bench {

class Measurer;

/// The largest resident set of a run that deletes all of `size` instances, against that of one that deletes a hundredth
/// of them, each in stores of that size. Prints both, the difference, and what is aimed at: 64 MB of 200,000, and as
/// much less of fewer. Not 0: a run failed.
int benchMemory(Measurer& measurer, const QString& program, int size);

/// A deletion of all of them that is killed when half of it is told, and its resume by another process: peak memory of
/// both. Not 0: it was not brought to its end.
int benchResume(Measurer& measurer, const QString& program, int size);

/// One such run, in a process of its own: `steward-cli delete` of so many, with the plan and every item printed.
/// `dieAfter`: so many lines are printed by then; 0: never.
int deleteMany(int count, const QString& folder, int dieAfter);
/// `steward-cli journal resume`, in a process of its own.
int resumeMany(const QString& folder);

} // namespace steward::bench
