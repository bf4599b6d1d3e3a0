#include "cli/terminal_text.h"

#include "domain/visible_text.h"

#include <cstdio>

#ifdef Q_OS_WIN
#include <io.h>
#include <windows.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace steward {

QString terminalText(const QString& text)
{
    return visibleText(text);
}

bool outIsTerminal()
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stdout)) != 0;
#else
    return isatty(STDOUT_FILENO) != 0;
#endif
}

int terminalWidth()
{
    if (!outIsTerminal())
        return 0;
#ifdef Q_OS_WIN
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (!GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info))
        return 0;
    return info.srWindow.Right - info.srWindow.Left + 1;
#else
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
#endif
}

bool canAskOnTerminal()
{
#ifdef Q_OS_WIN
    return outIsTerminal() && _isatty(_fileno(stdin)) != 0;
#else
    return outIsTerminal() && isatty(STDIN_FILENO) != 0;
#endif
}

} // namespace steward
