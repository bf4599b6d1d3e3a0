#include "local/system_signals.h"

#ifdef Q_OS_WIN
#include <atomic>
#include <mutex>
#include <optional>

#include <windows.h>
#else
#include <QSocketNotifier>

#include <csignal>

#include <unistd.h>
#endif

namespace steward {

void ignoreBrokenPipes()
{
#ifndef Q_OS_WIN
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

#ifdef Q_OS_WIN

namespace {

/// The system calls on a thread of its own, which the source must outlive.
struct Listener {
    std::mutex mutex;
    std::optional<std::stop_source> source;
};

Listener& listener()
{
    static Listener* const one = new Listener; // a late call finds it still there
    return *one;
}

/// False where it was stopped before, or nobody listens.
bool askToStop()
{
    const std::lock_guard lock(listener().mutex);
    return listener().source && listener().source->request_stop();
}

BOOL WINAPI onControl(DWORD control)
{
    const bool isFirst = askToStop();
    if (control == CTRL_C_EVENT || control == CTRL_BREAK_EVENT)
        return isFirst ? TRUE : FALSE; // FALSE: the system ends the program
    // Of a closed console, a log-off and a shutdown: the process is ended when this returns, and some seconds later
    // where it does not. What is written to the journal by then is whole.
    Sleep(INFINITE);
    return TRUE;
}

} // namespace

Interruption::Interruption(QObject* parent)
    : QObject(parent)
{
    {
        const std::lock_guard lock(listener().mutex);
        listener().source = m_stop;
    }
    SetConsoleCtrlHandler(onControl, TRUE);
}

Interruption::~Interruption()
{
    SetConsoleCtrlHandler(onControl, FALSE);
    const std::lock_guard lock(listener().mutex);
    listener().source.reset();
}

#else

namespace {

// A signal handler may only write: the pipe carries the news to the event loop.
int pipeEnds[2] = {-1, -1};

extern "C" void onSignal(int number)
{
    const char byte = 's';
    const auto written = ::write(pipeEnds[1], &byte, 1);
    static_cast<void>(written);
    if (number != SIGHUP) // a terminal that is closed may send it twice: once to the shell's jobs, once by itself
        std::signal(number, SIG_DFL);
}

/// Whoever started it with nohup does not want it to end with the terminal.
void takeHangUp()
{
    if (std::signal(SIGHUP, onSignal) == SIG_IGN)
        std::signal(SIGHUP, SIG_IGN);
}

} // namespace

Interruption::Interruption(QObject* parent)
    : QObject(parent)
{
    if (::pipe(pipeEnds) != 0)
        return;
    auto* notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        m_stop.request_stop();
    });
    std::signal(SIGINT, onSignal);
    std::signal(SIGQUIT, onSignal);
    std::signal(SIGTERM, onSignal);
    takeHangUp();
}

Interruption::~Interruption()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGQUIT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGHUP, SIG_IGN); // the end is near, and what is left to write is written
    for (int& end : pipeEnds) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

#endif

} // namespace steward
