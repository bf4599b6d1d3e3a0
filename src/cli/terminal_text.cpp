#include "cli/terminal_text.h"

#include "domain/visible_text.h"

#include <cstdio>

#ifdef Q_OS_WIN
#include <io.h>
#else
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

bool canAskOnTerminal()
{
#ifdef Q_OS_WIN
    return outIsTerminal() && _isatty(_fileno(stdin)) != 0;
#else
    return outIsTerminal() && isatty(STDIN_FILENO) != 0;
#endif
}

} // namespace steward
