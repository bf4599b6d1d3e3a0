#include "bench/measured_process.h"

#include <QDataStream>
#include <QElapsedTimer>
#include <QIODevice>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

namespace steward::bench {
namespace {

bool readAll(int socket, void* data, size_t size)
{
    auto* bytes = static_cast<char*>(data);
    while (size > 0) {
        const ssize_t got = ::read(socket, bytes, size);
        if (got <= 0)
            return false;
        bytes += got;
        size -= static_cast<size_t>(got);
    }
    return true;
}

bool writeAll(int socket, const void* data, size_t size)
{
    return ::write(socket, data, size) == static_cast<ssize_t>(size);
}

MeasuredRun measure(QByteArrayList words, QByteArrayList environment)
{
    std::vector<char*> argv;
    for (QByteArray& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    QElapsedTimer timer;
    timer.start();
    const pid_t child = ::fork();
    if (child == 0) {
        for (QByteArray& variable : environment)
            ::putenv(variable.data());
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDOUT_FILENO);
        ::execvp(argv.front(), argv.data());
        ::_exit(127);
    }
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    MeasuredRun run;
    run.seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    run.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    run.peakKib = usage.ru_maxrss;
    return run;
}

[[noreturn]] void serve(int socket)
{
    quint32 size = 0;
    while (readAll(socket, &size, sizeof(size))) {
        QByteArray request(static_cast<qsizetype>(size), Qt::Uninitialized);
        if (!readAll(socket, request.data(), size))
            break;
        QByteArrayList words;
        QByteArrayList environment;
        QDataStream stream(request);
        stream >> words >> environment;
        const MeasuredRun run = measure(words, environment);
        if (!writeAll(socket, &run, sizeof(run)))
            break;
    }
    ::_exit(0);
}

} // namespace

Measurer::Measurer()
{
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return;
    m_child = ::fork();
    if (m_child == 0) {
        ::close(ends[0]);
        serve(ends[1]);
    }
    ::close(ends[1]);
    m_socket = ends[0];
}

Measurer::~Measurer()
{
    ::close(m_socket);
    ::waitpid(m_child, nullptr, 0);
}

MeasuredRun Measurer::run(const QString& program, const QStringList& arguments, const QByteArrayList& environment)
{
    QByteArrayList words{program.toLocal8Bit()};
    for (const QString& argument : arguments)
        words << argument.toLocal8Bit();
    QByteArray request;
    QDataStream stream(&request, QIODevice::WriteOnly);
    stream << words << environment;
    const auto size = static_cast<quint32>(request.size());
    MeasuredRun run;
    if (!writeAll(m_socket, &size, sizeof(size)) || !writeAll(m_socket, request.constData(), size) ||
        !readAll(m_socket, &run, sizeof(run)))
        return {};
    return run;
}

} // namespace steward::bench
