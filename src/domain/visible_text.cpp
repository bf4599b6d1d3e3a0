#include "domain/visible_text.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace steward {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Letters and marks by their category, and nothing to be seen of them.
constexpr std::array unseen{
    Range{0x034f, 0x034f}, Range{0x115f, 0x1160}, Range{0x17b4, 0x17b5}, Range{0x180b, 0x180f},   Range{0x2800, 0x2800},
    Range{0x3164, 0x3164}, Range{0xfe00, 0xfe0f}, Range{0xffa0, 0xffa0}, Range{0xe0000, 0xe0fff},
};

QString escaped(char32_t character)
{
    return QStringLiteral("\\u{%1}").arg(static_cast<uint>(character), 0, 16);
}

/// Calls `visit` with each character; half a character by itself comes as it is.
template<class Visit>
void forEachCharacter(QStringView text, const Visit& visit)
{
    for (qsizetype place = 0; place < text.size(); ++place) {
        const QChar unit = text[place];
        const bool isPair = unit.isHighSurrogate() && place + 1 < text.size() && text[place + 1].isLowSurrogate();
        const char32_t character = isPair ? QChar::surrogateToUcs4(unit, text[place + 1]) : char32_t(unit.unicode());
        visit(character, text.mid(place, isPair ? 2 : 1));
        place += isPair ? 1 : 0;
    }
}

} // namespace

bool isInvisible(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default: // Qt's categories: all others are drawn, but for these
        return std::any_of(unseen.begin(), unseen.end(), [character](const Range& range) {
            return range.first <= character && character <= range.last;
        });
    }
}

bool isPlainText(QStringView text)
{
    return std::ranges::all_of(text, [](QChar unit) {
        const char16_t code = unit.unicode();
        return (code >= 0x20 && code < 0x7f) || (code > 0xa0 && code < 0x180 && code != 0xad);
    });
}

QString visibleText(QStringView text)
{
    if (isPlainText(text))
        return text.toString();
    QString shown;
    shown.reserve(text.size());
    forEachCharacter(text, [&shown](char32_t character, QStringView as) {
        if (isInvisible(character))
            shown += escaped(character);
        else
            shown += as;
    });
    return shown;
}

QString typeableText(QStringView text)
{
    const QStringView trimmed = text.trimmed();
    const qsizetype before = trimmed.isEmpty() ? text.size() : trimmed.data() - text.data();
    QString shown;
    for (const QChar space : text.left(before))
        shown += escaped(space.unicode());
    shown += visibleText(trimmed);
    for (const QChar space : text.mid(before + trimmed.size()))
        shown += escaped(space.unicode());
    return shown;
}

bool isTypedAs(const QString& typed, const QString& text)
{
    return typed == text || typed == typeableText(text);
}

} // namespace steward
