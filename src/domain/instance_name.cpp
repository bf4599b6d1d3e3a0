#include "domain/instance_name.h"

#include <QStringDecoder>

#include <algorithm>

namespace steward {
namespace {

bool isAscii(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

bool isHexDigit(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

constexpr qsizetype uuidSize = 36;

bool isDashOfUuid(qsizetype place)
{
    return place == 8 || place == 13 || place == 18 || place == 23;
}

/// By itself: what stands before and behind it is another's to look at.
bool isUuid(QByteArrayView text)
{
    if (text[8] != '-') // most places are told apart by this
        return false;
    for (qsizetype place = 0; place < uuidSize; ++place) {
        if (isDashOfUuid(place) ? text[place] != '-' : !isHexDigit(text[place]))
            return false;
    }
    return true;
}

} // namespace

bool InstanceName::isValidUtf8() const
{
    if (isAscii(m_utf8))
        return true;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder.decode(m_utf8);
    return !decoder.hasError() && decoded.toUtf8() == m_utf8;
}

QString InstanceName::text() const
{
    if (isAscii(m_utf8))
        return QString::fromLatin1(m_utf8);
    if (isValidUtf8())
        return QString::fromUtf8(m_utf8);
    QString shown;
    for (const char byte : m_utf8) {
        const auto value = static_cast<unsigned char>(byte);
        if (value < 0x80)
            shown += QLatin1Char(byte);
        else
            shown += QStringLiteral("\\x%1").arg(value, 2, 16, QLatin1Char('0'));
    }
    return shown;
}

bool InstanceName::isReachable() const
{
    return !m_utf8.isEmpty() && m_utf8 != "." && m_utf8 != "..";
}

std::optional<OrganizationId> InstanceName::embeddedUuid() const
{
    const QByteArrayView name(m_utf8);
    for (qsizetype begin = 0; begin + uuidSize <= name.size(); ++begin) {
        const qsizetype end = begin + uuidSize;
        const bool isPart = (begin > 0 && isHexDigit(name[begin - 1])) || (end < name.size() && isHexDigit(name[end]));
        if (!isPart && isUuid(name.sliced(begin)))
            return OrganizationId::fromString(QLatin1String(name.sliced(begin, uuidSize))).orNone();
    }
    return {};
}

} // namespace steward
