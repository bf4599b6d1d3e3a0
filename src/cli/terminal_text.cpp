#include "cli/terminal_text.h"

#include <QChar>

#include <cstdio>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace steward {

QString terminalText(const QString& text)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar character : text) {
        const QChar::Category category = character.category();
        const bool isInvisible = category == QChar::Other_Control || category == QChar::Other_Format ||
                                 category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
        if (isInvisible)
            shown += QStringLiteral("\\u{%1}").arg(static_cast<uint>(character.unicode()), 0, 16);
        else
            shown += character;
    }
    return shown;
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
