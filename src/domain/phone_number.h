#pragma once

#include <QString>

#include <optional>

namespace steward {

/// A phone number by its digits, at most 15 (E.164). Two numbers are the same when their canonical forms are: a
/// Brazilian mobile with and without its ninth digit, Mexico's 52/521 and Argentina's 54/549 (CONTRACT, "Presence").
class PhoneNumber final {
public:
    /// Read strictly (CONTRACT, "Presence"): digits with + ( ) - . / and spaces between them, a leading + or 00, 8 to
    /// 15 digits; or a jid, as fromJid. Nothing for whatever could be another number than meant: a decimal ("…001.0"),
    /// an exponent, letters, two numbers in one field, a trunk zero.
    static std::optional<PhoneNumber> fromText(QStringView text);
    /// From a WhatsApp address ("5511…@s.whatsapp.net", also with a device ":12", "_1" or ".0" behind the user).
    /// Nothing for @lid, groups, newsletters and other kinds.
    static std::optional<PhoneNumber> fromJid(QByteArrayView jid);

    quint64 digits() const { return m_digits; }
    quint64 canonical() const;
    /// "+5511988887777"
    QString text() const;

    bool operator==(const PhoneNumber& other) const { return canonical() == other.canonical(); }

private:
    static std::optional<PhoneNumber> fromDigits(const QString& digits);
    explicit PhoneNumber(quint64 digits)
        : m_digits(digits)
    {
    }
    quint64 m_digits = 0;
};

/// A number unknown on one side agrees.
inline bool agree(const std::optional<PhoneNumber>& a, const std::optional<PhoneNumber>& b)
{
    return !a || !b || *a == *b;
}

} // namespace steward
