#include "domain/phone_number.h"

namespace steward {

std::optional<PhoneNumber> PhoneNumber::fromText(QStringView text)
{
    quint64 digits = 0;
    int count = 0;
    for (const QChar character : text) {
        const int digit = character.digitValue();
        if (digit < 0)
            continue;
        if (++count > 15)
            return {};
        digits = digits * 10 + static_cast<quint64>(digit);
    }
    if (count < 5 || digits == 0)
        return {};
    return PhoneNumber(digits);
}

std::optional<PhoneNumber> PhoneNumber::fromJid(QByteArrayView jid)
{
    const qsizetype at = jid.indexOf('@');
    if (at >= 0 && jid.sliced(at) != "@s.whatsapp.net" && jid.sliced(at) != "@c.us")
        return {};
    QByteArrayView user = at < 0 ? jid : jid.first(at);
    if (const qsizetype device = user.indexOf(':'); device >= 0)
        user = user.first(device);
    return fromText(QString::fromLatin1(user));
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
