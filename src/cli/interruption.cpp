#include "cli/interruption.h"

#include <QSocketNotifier>

#include <csignal>
#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace steward {
namespace {

#ifdef Q_OS_UNIX
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
#endif

} // namespace

void ignoreBrokenPipes()
{
#ifdef Q_OS_UNIX
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

Interruption::Interruption(QObject* parent)
    : QObject(parent)
{
#ifdef Q_OS_UNIX
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
#endif
}

Interruption::~Interruption()
{
#ifdef Q_OS_UNIX
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGQUIT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGHUP, SIG_IGN); // the end is near, and what is left to write is written
    for (int& end : pipeEnds) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
#endif
}

} // namespace steward
