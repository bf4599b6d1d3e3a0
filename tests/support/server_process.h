#pragma once

#include "support/rig_result.h"
#include "support/scratch_directory.h"

#include <QString>
#include <QStringList>

#include <chrono>

namespace steward::rig {

/// A program to start. Its output goes to logFile; it gets no input.
struct ProcessPlan {
    QString program;
    QStringList arguments;
    QString directory;
    QString logFile;
    ServerUser user;
};

/// One child process. It is told to end when the thread that started it ends, so start servers on a thread that
/// outlives them (the main one); everything else may be called from any thread.
class ServerProcess final {
    Q_DISABLE_COPY_MOVE(ServerProcess)

public:
    ServerProcess() = default;
    ~ServerProcess();

    RigResult<void> start(const ProcessPlan& plan);
    bool isRunning();
    qint64 pid() const { return m_pid; }
    /// Sends the signal and, where that does not end it within the time, SIGKILL; returns when the process is gone.
    void stop(int signal, std::chrono::milliseconds timeout = std::chrono::seconds(5));
    void send(int signal) const;
    /// Exit code of a process that ended by itself; an error with its output when it fails or takes too long.
    RigResult<void> waitForSuccess(std::chrono::milliseconds timeout);
    QString log() const;

private:
    ProcessPlan m_plan;
    qint64 m_pid = 0;
    int m_status = 0;
};

/// Runs a program to its end; an error with its output when it does not exit with 0.
RigResult<void> runToEnd(const ProcessPlan& plan, std::chrono::milliseconds timeout = std::chrono::seconds(30));

/// A TCP port of 127.0.0.1 that was free a moment ago; whoever binds it must be ready to try another.
int freePort();

} // namespace steward::rig
