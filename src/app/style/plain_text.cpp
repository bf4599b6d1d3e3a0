#include "app/style/plain_text.h"

namespace steward {

QString escapedToolTip(const QString& text)
{
    if (text.isEmpty())
        return {};
    QString escaped = text.toHtmlEscaped();
    escaped.replace(QLatin1Char('\n'), QLatin1String("<br>"));
    return QStringLiteral("<qt>%1</qt>").replace(QLatin1String("%1"), escaped);
}

QString breakable(const QString& text, int longestRun)
{
    constexpr char16_t zeroWidthSpace = 0x200b;
    QString broken;
    int run = 0;
    for (const QChar character : text) {
        if (run == longestRun && !character.isLowSurrogate()) {
            broken += QChar(zeroWidthSpace);
            run = 0;
        }
        run = character.isSpace() ? 0 : run + 1;
        broken += character;
        if (character == QLatin1Char('-') && run > 1) { // before a digit no line would be broken there
            broken += QChar(zeroWidthSpace);
            run = 0;
        }
    }
    return broken;
}

QString withoutMnemonics(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace steward
