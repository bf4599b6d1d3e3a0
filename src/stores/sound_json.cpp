#include "stores/sound_json.h"

#include <QString>

#include <cstring>
#include <optional>

namespace steward {
namespace {

constexpr int deepest = 200;
constexpr auto replacement = "\\ufffd";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The number behind "\u"; nothing where four hexadecimal digits do not stand there.
std::optional<int> codeUnit(std::string_view text, size_t backslash)
{
    if (backslash + 6 > text.size() || text[backslash] != '\\' || text[backslash + 1] != 'u')
        return {};
    int unit = 0;
    for (size_t place = backslash + 2; place < backslash + 6; ++place) {
        const int value = hexValue(text[place]);
        if (value < 0)
            return {};
        unit = unit * 16 + value;
    }
    return unit;
}

bool isShortEscape(char c)
{
    return c != '\0' && std::strchr("\"\\/bfnrt", c);
}

class SoundReader final {
public:
    explicit SoundReader(std::string_view text)
        : m_text(text)
    {
    }

    bool isOneValue()
    {
        const bool sound = value(0);
        space();
        return sound && m_at == m_text.size();
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    bool take(char c)
    {
        const bool isIt = peek() == c && m_at < m_text.size();
        m_at += isIt ? 1 : 0;
        return isIt;
    }

    void space()
    {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')
            ++m_at;
    }

    bool value(int depth)
    {
        space();
        switch (peek()) {
        case '{':
            return depth < deepest && members(depth);
        case '[':
            return depth < deepest && elements(depth);
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        }
        return number();
    }

    bool members(int depth)
    {
        ++m_at;
        space();
        if (take('}'))
            return true;
        do {
            space();
            if (!string())
                return false;
            space();
            if (!take(':') || !value(depth + 1))
                return false;
            space();
        } while (take(','));
        return take('}');
    }

    bool elements(int depth)
    {
        ++m_at;
        space();
        if (take(']'))
            return true;
        do {
            if (!value(depth + 1))
                return false;
            space();
        } while (take(','));
        return take(']');
    }

    bool string()
    {
        if (!take('"'))
            return false;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"')
                return take('"');
            if (static_cast<unsigned char>(c) < 0x20)
                return false;
            if (c == '\\') {
                if (m_at + 1 >= m_text.size() || !(isShortEscape(m_text[m_at + 1]) || codeUnit(m_text, m_at)))
                    return false;
                ++m_at;
            }
            ++m_at;
        }
        return false;
    }

    bool word(std::string_view expected)
    {
        const bool isIt = m_text.substr(m_at, expected.size()) == expected;
        m_at += isIt ? expected.size() : 0;
        return isIt;
    }

    bool digits()
    {
        const size_t begin = m_at;
        while (isDigit(peek()))
            ++m_at;
        return m_at > begin;
    }

    bool number()
    {
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            return digits();
        }
        return true;
    }

    std::string_view m_text;
    size_t m_at = 0;
};

bool isHigh(int unit)
{
    return unit >= 0xd800 && unit <= 0xdbff;
}

bool isLow(int unit)
{
    return unit >= 0xdc00 && unit <= 0xdfff;
}

/// How many characters at the backslash are an escape that any reader takes; 0 for none.
size_t soundEscape(std::string_view text, size_t backslash)
{
    if (backslash + 1 < text.size() && isShortEscape(text[backslash + 1]))
        return 2;
    const std::optional<int> unit = codeUnit(text, backslash);
    if (!unit || isLow(*unit))
        return 0;
    if (!isHigh(*unit))
        return 6;
    const std::optional<int> second = codeUnit(text, backslash + 6);
    return second && isLow(*second) ? 12 : 0;
}

} // namespace

bool isSoundJson(std::string_view text)
{
    return SoundReader(text).isOneValue();
}

QByteArray mendedJson(const QByteArray& body)
{
    const std::string_view text(body.constData(), static_cast<size_t>(body.size()));
    QByteArray mended;
    mended.reserve(body.size() + 64);
    bool inString = false;
    for (size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (inString && c == '\\') {
            const size_t sound = soundEscape(text, at);
            if (sound > 0)
                mended.append(text.data() + at, static_cast<qsizetype>(sound));
            else
                mended.append(replacement);
            at += sound > 0 ? sound : codeUnit(text, at) ? 6 : 1;
            continue;
        }
        if (c == '"')
            inString = !inString;
        if (inString && static_cast<unsigned char>(c) < 0x20)
            mended.append(replacement);
        else
            mended.append(c);
        ++at;
    }
    return QString::fromUtf8(mended).toUtf8();
}

} // namespace steward
