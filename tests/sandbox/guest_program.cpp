#include "sandbox/guest_program.h"

#include <QByteArrayList>

#include <cerrno>
#include <cstring>
#include <vector>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace steward::rig {
namespace {

constexpr timespec timeout{5, 0};
constexpr timespec never{3600 * 24 * 365, 0};

int exitCode(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

HeldSignals::HeldSignals()
{
    ::sigemptyset(&m_set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGCHLD})
        ::sigaddset(&m_set, signal);
    ::sigprocmask(SIG_BLOCK, &m_set, nullptr);
}

bool HeldSignals::endRequested() const
{
    const timespec now{0, 0};
    for (;;) {
        const int signal = ::sigtimedwait(&m_set, nullptr, &now);
        if (signal < 0)
            return false;
        if (signal != SIGCHLD) // of a server's helper
            return true;
    }
}

RigResult<void> GuestProgram::start(const QStringList& words)
{
    QByteArrayList arguments;
    for (const QString& word : words)
        arguments << word.toLocal8Bit();
    std::vector<char*> pointers;
    for (QByteArray& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);

    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    const int failure = ::posix_spawnp(&m_pid, pointers.front(), nullptr, &attributes, pointers.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    if (failure != 0)
        return std::unexpected(QStringLiteral("%1 cannot be started: %2")
                                   .arg(words.front(), QString::fromLocal8Bit(std::strerror(failure))));
    return {};
}

int GuestProgram::wait()
{
    timespec time = never;
    int status = 0;
    for (;;) {
        if (::waitpid(m_pid, &status, WNOHANG) == m_pid)
            return exitCode(status);
        const int signal = ::sigtimedwait(&m_signals.set(), nullptr, &time);
        if (signal < 0 && errno == EAGAIN) {
            ::kill(m_pid, SIGKILL);
        } else if (signal > 0 && signal != SIGCHLD) {
            ::kill(m_pid, signal);
            time = timeout;
        }
    }
}

} // namespace steward::rig
