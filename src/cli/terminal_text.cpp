#include "cli/terminal_text.h"

#include "domain/visible_text.h"

namespace steward {

QString terminalText(const QString& text)
{
    return visibleText(text);
}

} // namespace steward
