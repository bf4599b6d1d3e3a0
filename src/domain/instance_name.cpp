#include "domain/instance_name.h"

#include <QRegularExpression>
#include <QStringDecoder>

namespace steward {

bool InstanceName::isValidUtf8() const
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder.decode(m_utf8);
    return !decoder.hasError() && decoded.toUtf8() == m_utf8;
}

QString InstanceName::text() const
{
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
    // 36 characters at least; most names are short, so this spares the expression.
    if (m_utf8.size() < 36)
        return {};
    static const QRegularExpression uuid(QStringLiteral(
        "(?<![0-9A-Fa-f])[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}(?![0-9A-Fa-f])"));
    const QRegularExpressionMatch match = uuid.match(QString::fromLatin1(m_utf8));
    if (!match.hasMatch())
        return {};
    const OrganizationId found = OrganizationId::fromString(match.captured());
    if (found.isNull())
        return {};
    return found;
}

} // namespace steward
