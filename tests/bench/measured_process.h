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

/// Runs programs from a small process of its own, forked before anything large is in memory: the kernel counts what a
/// process held before exec as its peak too.
class Measurer final {
    Q_DISABLE_COPY_MOVE(Measurer)

public:
    Measurer();
    ~Measurer();

    /// Runs it to its end with `environment` ("NAME=value") added to ours.
    MeasuredRun run(const QString& program, const QStringList& arguments, const QByteArrayList& environment = {});

private:
    int m_socket = -1;
    int m_child = -1;
};

} // namespace steward::bench
