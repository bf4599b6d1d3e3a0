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
    return fromDigits(QString::fromLatin1(user));
}

std::optional<PhoneNumber> PhoneNumber::fromDigits(const QString& digits)
{
    const bool fits = digits.size() >= fewestDigits && digits.size() <= mostDigits && digits.front() != u'0' &&
                      std::all_of(digits.begin(), digits.end(), isDigit);
    return fits ? std::optional(PhoneNumber(digits.toULongLong())) : std::nullopt;
}

quint64 PhoneNumber::canonical() const
{
    const QString text = QString::number(m_digits);
    // Brazil: 55, two digits of area, then 9 and an old eight-digit mobile number, which began with 6 to 9.
    if (text.size() == 13 && text.startsWith(QLatin1String("55")) && text[4] == QLatin1Char('9') &&
        text[5] >= QLatin1Char('6')) {
        return (text.left(4) + text.mid(5)).toULongLong();
    }
    // Mexico and Argentina: the mobile digit after the country code, then ten digits.
    if (text.size() == 13 && (text.startsWith(QLatin1String("521")) || text.startsWith(QLatin1String("549"))))
        return (text.left(2) + text.mid(3)).toULongLong();
    return m_digits;
}

QString PhoneNumber::text() const
{
    return QLatin1Char('+') + QString::number(m_digits);
}

} // namespace steward
