#include "domain/phone_number.h"

#include <algorithm>

namespace steward {

namespace {

constexpr qsizetype fewestDigits = 8;
constexpr qsizetype mostDigits = 15;
constexpr QStringView trunkZero = u"(0)"; // "+44 (0)20…": dialled inside the country only

bool isDigit(QChar character)
{
    return character >= u'0' && character <= u'9';
}

bool isSpace(QChar character)
{
    return character == u' ' || character == u'\t' || character == u'\u00a0' || character == u'\u202f';
}

bool isBetweenDigits(QChar character)
{
    return isSpace(character) || QStringView(u"()-./").contains(character);
}

QStringView withoutSpaces(QStringView text)
{
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text;
}

/// "5511988887777.0": what a spreadsheet makes of a number.
bool looksDecimal(QStringView text)
{
    const qsizetype dot = text.indexOf(u'.');
    const qsizetype behind = text.size() - dot - 1;
    return dot >= 0 && text.indexOf(u'.', dot + 1) < 0 && behind >= 1 && behind <= 2 && isDigit(text.back()) &&
           isDigit(text[dot + 1]);
}

/// Below 0 or above 9 for what is no digit.
int digitOf(QChar character)
{
    return character.unicode() - u'0';
}

int digitOf(char character)
{
    return character - '0';
}

/// What nearly all are written as: nothing but the digits.
template<class View>
std::optional<quint64> plainNumber(View text)
{
    if (text.size() < fewestDigits || text.size() > mostDigits || digitOf(*text.begin()) == 0)
        return {};
    quint64 number = 0;
    for (const auto character : text) {
        const int digit = digitOf(character);
        if (digit < 0 || digit > 9)
            return {};
        number = number * 10 + static_cast<quint64>(digit);
    }
    return number;
}

/// The digits in their order, or nothing where anything else stands among them. A + stands before all digits, and a
/// slash not behind a whole number, where it would begin a second one.
std::optional<QString> digitsOf(QStringView text)
{
    QString digits;
    bool hasPlus = false;
    for (const QChar character : text) {
        if (isDigit(character))
            digits += character;
        else if (character == u'+' && !hasPlus && digits.isEmpty())
            hasPlus = true;
        else if (!isBetweenDigits(character) || (character == u'/' && digits.size() >= fewestDigits))
            return {};
    }
    if (!hasPlus && digits.startsWith(QLatin1String("00")))
        digits.remove(0, 2);
    return digits;
}

} // namespace

std::optional<PhoneNumber> PhoneNumber::fromText(QStringView text)
{
    if (const auto number = plainNumber(text))
        return PhoneNumber(*number);
    if (text.contains(u'@'))
        return fromJid(withoutSpaces(text).toUtf8());
    const QStringView bare = withoutSpaces(text);
    if (bare.isEmpty() || !(isDigit(bare.front()) || bare.front() == u'+' || bare.front() == u'('))
        return {};
    if (!(isDigit(bare.back()) || bare.back() == u')') || looksDecimal(bare) || bare.contains(trunkZero))
        return {};
    const std::optional<QString> digits = digitsOf(bare);
    return digits ? fromDigits(*digits) : std::nullopt;
}

std::optional<PhoneNumber> PhoneNumber::fromJid(QByteArrayView jid)
{
    const qsizetype at = jid.indexOf('@');
    if (at >= 0 && jid.sliced(at) != "@s.whatsapp.net" && jid.sliced(at) != "@c.us")
        return {};
    QByteArrayView user = at < 0 ? jid : jid.first(at);
    const auto end = std::find_if(user.begin(), user.end(), [](char c) { return c == ':' || c == '_' || c == '.'; });
    user = user.first(end - user.begin());
    const auto number = plainNumber(QLatin1String(user));
    return number ? std::optional(PhoneNumber(*number)) : std::nullopt;
}

std::optional<PhoneNumber> PhoneNumber::fromDigits(const QString& digits)
{
    const bool fits = digits.size() >= fewestDigits && digits.size() <= mostDigits && digits.front() != u'0' &&
                      std::all_of(digits.begin(), digits.end(), isDigit);
    return fits ? std::optional(PhoneNumber(digits.toULongLong())) : std::nullopt;
}

quint64 PhoneNumber::canonical() const
{
    constexpr quint64 power7 = 10'000'000;
    constexpr quint64 power8 = power7 * 10;
    constexpr quint64 power10 = power8 * 100;
    if (m_digits < power10 * 100 || m_digits >= power10 * 1000) // thirteen digits
        return m_digits;
    const quint64 first3 = m_digits / power10;
    const quint64 first4 = m_digits / (power8 * 10);
    // Brazil: 55, two digits of area, then 9 and an old eight-digit mobile number, which began with 6 to 9.
    if (first3 / 10 == 55 && m_digits / power8 % 10 == 9 && m_digits / power7 % 10 >= 6)
        return first4 * power8 + m_digits % power8;
    // Mexico and Argentina: the mobile digit after the country code, then ten digits.
    if (first3 == 521 || first3 == 549)
        return first3 / 10 * power10 + m_digits % power10;
    return m_digits;
}

QString PhoneNumber::text() const
{
    return QLatin1Char('+') + QString::number(m_digits);
}

} // namespace steward
