#include "domain/secret.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

namespace steward {
namespace {

QString cut(const QString& text)
{
    return text.left(4) + QChar(0x2026);
}

} // namespace

QString WebhookToken::masked() const
{
    if (m_bytes.isEmpty())
        return {};
    // A token shorter than eight characters would be half told by four.
    return m_bytes.size() < 8 ? QString(QChar(0x2026)) : cut(QString::fromUtf8(m_bytes));
}

QString redacted(QString text, const QList<QByteArray>& secrets)
{
    for (const QByteArray& secret : secrets) {
        if (secret.size() < 4)
            continue;
        const QString plain = QString::fromUtf8(secret);
        const QString mark = QStringLiteral("•••");
        text.replace(plain, mark);
        text.replace(QString::fromLatin1(secret.toPercentEncoding()), mark);
    }
    return text;
}

QString SecretUrl::redacted() const
{
    static const QRegularExpression shape(
        QStringLiteral("^([A-Za-z][A-Za-z0-9+.-]*://)(?:[^/?#@]*@)?([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?$"),
        QRegularExpression::DotMatchesEverythingOption);
    // Letters and dashes as routes are written; a token has digits, capitals or more than 20 characters.
    static const QRegularExpression plainWord(QStringLiteral("^([a-z][a-z_.-]{0,19}|v[0-9]{1,2})$"));
    const QRegularExpressionMatch match = shape.match(m_text);
    if (!match.hasMatch())
        return m_text.isEmpty() ? QString() : cut(m_text);
    QStringList segments = match.captured(3).split(QLatin1Char('/'));
    for (QString& segment : segments) {
        if (!segment.isEmpty() && !plainWord.match(segment).hasMatch())
            segment = cut(segment);
    }
    QString masked = match.captured(1) + match.captured(2) + segments.join(QLatin1Char('/'));
    if (const QString query = match.captured(4); query.size() > 1) {
        QStringList pairs = query.mid(1).split(QLatin1Char('&'));
        for (QString& pair : pairs) {
            const qsizetype equals = pair.indexOf(QLatin1Char('='));
            pair = equals < 0 ? cut(pair) : pair.left(equals + 1) + cut(pair.mid(equals + 1));
        }
        masked += QLatin1Char('?') + pairs.join(QLatin1Char('&'));
    }
    return masked;
}

} // namespace steward
