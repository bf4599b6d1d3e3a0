#include "support/server_process.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QStandardPaths>
#include <QThread>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace steward::rig {
namespace {

/// Everything the child needs, made before the fork: between fork and exec nothing may allocate.
struct ChildPlan {
    explicit ChildPlan(const ProcessPlan& plan)
        : program(QFile::encodeName(plan.program))
        , directory(QFile::encodeName(plan.directory))
        , logFile(QFile::encodeName(plan.logFile))
        , user(plan.user)
    {
        words.push_back(program);
        for (const QString& argument : plan.arguments)
            words.push_back(argument.toLocal8Bit());
        for (QByteArray& word : words)
            pointers.push_back(word.data());
        pointers.push_back(nullptr);
    }

    [[noreturn]] void become() const
    {
        const int output = ::open(logFile.constData(), O_WRONLY | O_CREAT | O_APPEND, 0644);
        const int input = ::open("/dev/null", O_RDONLY);
        if (output < 0 || input < 0)
            ::_exit(126);
        ::dup2(input, 0);
        ::dup2(output, 1);
        ::dup2(output, 2);
        ::close_range(3, ~0U, 0);
        if (user.switches && (::setgroups(1, &user.gid) != 0 || ::setgid(user.gid) != 0 || ::setuid(user.uid) != 0))
            ::_exit(126);
        if (!directory.isEmpty() && ::chdir(directory.constData()) != 0)
            ::_exit(126);
        sigset_t none;
        ::sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL); // after setuid, which clears it
        ::execv(program.constData(), pointers.data());
        ::_exit(127);
    }

    QByteArray program;
    QByteArray directory;
    QByteArray logFile;
    ServerUser user;
    std::vector<QByteArray> words;
    std::vector<char*> pointers;
};

QString locate(const QString& program)
{
    if (program.contains(u'/'))
        return program;
    const QString found = QStandardPaths::findExecutable(program);
    if (!found.isEmpty())
        return found;
    return QStandardPaths::findExecutable(program, {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")});
}

} // namespace

ServerProcess::~ServerProcess()
{
    stop(SIGKILL);
}

RigResult<void> ServerProcess::start(const ProcessPlan& plan)
{
    stop(SIGKILL);
    m_plan = plan;
    m_plan.program = locate(plan.program);
    if (m_plan.program.isEmpty())
        return std::unexpected(QStringLiteral("the program %1 is not installed").arg(plan.program));
    const ChildPlan child(m_plan);
    const pid_t pid = ::fork();
    if (pid < 0)
        return std::unexpected(
            QStringLiteral("no process for %1: %2").arg(plan.program, QString::fromLocal8Bit(std::strerror(errno))));
    if (pid == 0)
        child.become();
    m_pid = pid;
    return {};
}

bool ServerProcess::isRunning()
{
    if (m_pid <= 0)
        return false;
    if (::waitpid(static_cast<pid_t>(m_pid), &m_status, WNOHANG) == 0)
        return true;
    m_pid = 0;
    return false;
}

void ServerProcess::send(int signal) const
{
    if (m_pid > 0)
        ::kill(static_cast<pid_t>(m_pid), signal);
}

void ServerProcess::stop(int signal, std::chrono::milliseconds timeout)
{
    if (!isRunning())
        return;
    send(signal);
    const QDeadlineTimer deadline(timeout);
    while (isRunning() && !deadline.hasExpired())
        QThread::msleep(2);
    if (!isRunning())
        return;
    send(SIGKILL);
    ::waitpid(static_cast<pid_t>(m_pid), &m_status, 0);
    m_pid = 0;
}

RigResult<void> ServerProcess::waitForSuccess(std::chrono::milliseconds timeout)
{
    const QDeadlineTimer deadline(timeout);
    while (isRunning()) {
        if (deadline.hasExpired()) {
            stop(SIGKILL);
            return std::unexpected(QStringLiteral("%1 took too long:\n%2").arg(m_plan.program, log()));
        }
        QThread::msleep(2);
    }
    if (WIFEXITED(m_status) && WEXITSTATUS(m_status) == 0)
        return {};
    return std::unexpected(QStringLiteral("%1 failed (status %2):\n%3").arg(m_plan.program).arg(m_status).arg(log()));
}

QString ServerProcess::log() const
{
    QFile file(m_plan.logFile);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

RigResult<void> runToEnd(const ProcessPlan& plan, std::chrono::milliseconds timeout)
{
    ServerProcess process;
    if (const auto started = process.start(plan); !started)
        return started;
    return process.waitForSuccess(timeout);
}

int freePort()
{
    const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    int port = 0;
    auto* general = reinterpret_cast<sockaddr*>(&address);
    if (::bind(handle, general, size) == 0 && ::getsockname(handle, general, &size) == 0)
        port = ntohs(address.sin_port);
    ::close(handle);
    return port;
}

} // namespace steward::rig
