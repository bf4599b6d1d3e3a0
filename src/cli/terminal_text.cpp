#include "cli/terminal_text.h"

#include "domain/visible_text.h"

namespace steward {

QString terminalText(const QString& text)
{
    return isPlainText(text) ? text : visibleText(text); // without a copy
}

} // namespace steward
