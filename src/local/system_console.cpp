#include "local/system_console.h"

#ifdef Q_OS_WIN
#include <QString>

#include <array>
#include <atomic>
#include <cstdio>
#include <memory>
#include <thread>

#include <io.h>
#include <windows.h>
#else
#include <cerrno>

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace steward {
namespace {

constexpr qsizetype longestAnswer = 4096;
constexpr int betweenLooks = 100; // ms

} // namespace

#ifdef Q_OS_WIN

namespace {

/// What a wait that may outlive its caller has read.
struct Typed {
    std::atomic<bool> finished{false};
    std::optional<QByteArray> line;
};

std::optional<QByteArray> readConsoleLine()
{
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    std::array<wchar_t, longestAnswer> typed{};
    DWORD count = 0;
    if (!ReadConsoleW(input, typed.data(), static_cast<DWORD>(typed.size()), &count, nullptr))
        return {};
    QByteArray line = QString::fromWCharArray(typed.data(), static_cast<qsizetype>(count)).toUtf8();
    if (!line.endsWith('\n'))
        return {};
    line.chop(line.endsWith("\r\n") ? 2 : 1);
    return line;
}

constexpr DWORD understandsSequences = ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING;

} // namespace

SystemConsole::SystemConsole()
    : m_inputPage(GetConsoleCP())
    , m_outputPage(GetConsoleOutputCP())
{
    SetConsoleCP(CP_UTF8);
    SetConsoleOutputCP(CP_UTF8);
    const HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    DWORD mode = 0;
    if (!GetConsoleMode(output, &mode)) // a file or a pipe
        return;
    m_outputMode = mode;
    SetConsoleMode(output, mode | understandsSequences);
}

SystemConsole::~SystemConsole()
{
    if (m_outputMode)
        SetConsoleMode(GetStdHandle(STD_OUTPUT_HANDLE), *m_outputMode);
    if (m_outputPage != 0)
        SetConsoleOutputCP(m_outputPage);
    if (m_inputPage != 0)
        SetConsoleCP(m_inputPage);
}

bool outIsTerminal()
{
    DWORD mode = 0;
    return GetConsoleMode(GetStdHandle(STD_OUTPUT_HANDLE), &mode) && (mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

int terminalWidth()
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (!GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info))
        return 0;
    return info.srWindow.Right - info.srWindow.Left + 1;
}

bool canAskOnTerminal()
{
    DWORD mode = 0;
    return GetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), &mode) &&
           GetConsoleMode(GetStdHandle(STD_OUTPUT_HANDLE), &mode);
}

std::optional<QByteArray> readTypedLine(const std::stop_token& stop)
{
    // The console cannot be asked whether a line is there: a reader that nobody waits for ends with the program.
    const auto typed = std::make_shared<Typed>();
    std::thread([typed] {
        typed->line = readConsoleLine();
        typed->finished = true;
    }).detach();
    while (!typed->finished) {
        if (stop.stop_requested())
            return {};
        Sleep(betweenLooks);
    }
    return stop.stop_requested() ? std::nullopt : typed->line;
}

#else

SystemConsole::SystemConsole() = default;

bool outIsTerminal()
{
    return isatty(STDOUT_FILENO) != 0;
}

int terminalWidth()
{
    winsize size{};
    return outIsTerminal() && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

bool canAskOnTerminal()
{
    return outIsTerminal() && isatty(STDIN_FILENO) != 0;
}

std::optional<QByteArray> readTypedLine(const std::stop_token& stop)
{
    QByteArray line;
    while (!stop.stop_requested() && line.size() < longestAnswer) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        const int ready = ::poll(&input, 1, betweenLooks);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            continue;
        char byte = 0;
        if (ready < 0 || ::read(STDIN_FILENO, &byte, 1) != 1)
            return {};
        if (byte == '\n')
            return line;
        line += byte;
    }
    return {};
}

#endif

} // namespace steward
