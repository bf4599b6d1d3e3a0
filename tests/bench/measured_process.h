#pragma once

#include <QByteArrayList>
#include <QStringList>

namespace steward::bench {

/// One finished run of a program, its output thrown away.
struct MeasuredRun {
    int exitCode = -1;
    double seconds = 0;
    long peakKib = 0; ///< largest resident set
};

/// Runs it to its end with `environment` ("NAME=value") added to ours.
MeasuredRun measure(const QString& program, const QStringList& arguments, const QByteArrayList& environment = {});

} // namespace steward::bench
