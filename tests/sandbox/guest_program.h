#pragma once

#include "support/rig_result.h"

#include <QStringList>

#include <csignal>

#include <sys/types.h>

namespace steward::rig {

/// Keeps SIGINT, SIGTERM, SIGHUP and SIGCHLD from this process and its later threads, so that a program's end and a
/// request to end are both waited for in one place. Make it before any thread.
class HeldSignals final {
    Q_DISABLE_COPY_MOVE(HeldSignals)

public:
    HeldSignals();

    const sigset_t& set() const { return m_set; }
    /// Whether somebody has asked this process to end; takes the request.
    bool endRequested() const;

private:
    sigset_t m_set;
};

/// A program with this process's input, output and environment.
class GuestProgram final {
    Q_DISABLE_COPY_MOVE(GuestProgram)

public:
    explicit GuestProgram(const HeldSignals& signals_)
        : m_signals(signals_)
    {
    }

    /// words: the program, looked up in PATH, and its arguments.
    RigResult<void> start(const QStringList& words);
    qint64 pid() const { return m_pid; }
    /// Its exit code, or 128 and the signal that ended it. A request to end is passed on to it, with SIGKILL 5 s later.
    int wait();

private:
    const HeldSignals& m_signals;
    pid_t m_pid = 0;
};

} // namespace steward::rig
