#include "cli/terminal_process.h"

#include <QElapsedTimer>
#include <QProcessEnvironment>
#include <QThread>

#include <csignal>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace steward::test {
namespace {

std::vector<char*> pointersTo(std::vector<QByteArray>& words)
{
    std::vector<char*> pointers;
    for (QByteArray& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<QByteArray> variablesWith(const QHash<QString, QString>& environment)
{
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const QString& name : variables.keys()) {
        if (name.startsWith(QStringLiteral("STEWARD_")))
            variables.remove(name);
    }
    for (auto variable = environment.cbegin(); variable != environment.cend(); ++variable)
        variables.insert(variable.key(), variable.value());
    std::vector<QByteArray> all;
    for (const QString& variable : variables.toStringList())
        all.push_back(variable.toUtf8());
    return all;
}

} // namespace

TerminalProcess::TerminalProcess(
    const QStringList& arguments, const QHash<QString, QString>& environment, const QString& dataDirectory)
{
    // All is made before the fork: behind it only the program may be started.
    std::vector<QByteArray> words{
        (qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/steward-cli")).toUtf8(), "--data-dir",
        dataDirectory.toUtf8()};
    for (const QString& argument : arguments)
        words.push_back(argument.toUtf8());
    std::vector<QByteArray> variables = variablesWith(environment);
    const std::vector<char*> argumentPointers = pointersTo(words);
    const std::vector<char*> variablePointers = pointersTo(variables);
    winsize size{50, 200, 0, 0};
    m_process = forkpty(&m_terminal, nullptr, nullptr, &size);
    if (m_process == 0) {
        ::execve(argumentPointers[0], argumentPointers.data(), variablePointers.data());
        ::_exit(127);
    }
}

TerminalProcess::~TerminalProcess()
{
    hangUp();
    if (m_process > 0) {
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
    }
}

bool TerminalProcess::readMore(int milliseconds)
{
    pollfd waiting{m_terminal, POLLIN, 0};
    if (m_terminal < 0)
        return false;
    if (::poll(&waiting, 1, milliseconds) <= 0)
        return true;
    char piece[4096];
    const ssize_t got = ::read(m_terminal, piece, sizeof piece);
    if (got > 0)
        m_screen.append(piece, got);
    return got > 0;
}

QByteArray TerminalProcess::waitFor(const QByteArray& text, int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (!m_screen.contains(text) && timer.elapsed() < milliseconds && readMore(50)) {
    }
    return m_screen;
}

void TerminalProcess::type(const QByteArray& keys)
{
    const auto written = ::write(m_terminal, keys.constData(), static_cast<size_t>(keys.size()));
    static_cast<void>(written);
}

void TerminalProcess::hangUp()
{
    if (m_terminal >= 0)
        ::close(m_terminal);
    m_terminal = -1;
}

int TerminalProcess::waitForEnd(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    int status = 0;
    while (timer.elapsed() < milliseconds) {
        if (m_terminal < 0 || !readMore(20))
            QThread::msleep(20);
        if (::waitpid(m_process, &status, WNOHANG) != m_process)
            continue;
        m_process = -1;
        while (m_terminal >= 0 && readMore(50) && timer.elapsed() < milliseconds) {
            pollfd rest{m_terminal, POLLIN, 0};
            if (::poll(&rest, 1, 0) <= 0)
                break;
        }
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    return -1;
}

} // namespace steward::test
