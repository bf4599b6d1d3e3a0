#include "local/redactor.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace steward {
namespace {

constexpr qsizetype shortest = 4;

/// The spellings that domain's redacted() does not know.
QList<QByteArray> spellings(const QByteArray& secret)
{
    const QByteArray json =
        QJsonDocument(QJsonArray{QString::fromUtf8(secret)}).toJson(QJsonDocument::Compact); // ["…"]
    return {
        secret,
        json.mid(2, json.size() - 4),
        secret.toPercentEncoding("!$&'()*+,;=:@/?"), // as QUrl writes it
        secret.toPercentEncoding().toLower(),
        secret.toBase64(),
        secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)};
}

} // namespace

void Redactor::addSecret(const Secret& secret)
{
    if (secret.reveal().size() < shortest)
        return;
    const QMutexLocker locked(&m_mutex);
    for (const QByteArray& spelling : spellings(secret.reveal())) {
        if (!m_secrets.contains(spelling))
            m_secrets.append(spelling);
    }
    std::stable_sort(m_secrets.begin(), m_secrets.end(), [](const QByteArray& a, const QByteArray& b) {
        return a.size() > b.size();
    });
}

void Redactor::addToken(const WebhookToken& token)
{
    const QString text = QString::fromUtf8(token.reveal());
    if (text.size() < shortest)
        return;
    const QMutexLocker locked(&m_mutex);
    m_tokens[text.size()].insert(text);
}

QString Redactor::redact(const QString& text) const
{
    const QMutexLocker locked(&m_mutex);
    return withoutTokens(redacted(text, m_secrets));
}

QString Redactor::withoutTokens(const QString& text) const
{
    QString result = text;
    for (auto it = m_tokens.constBegin(); it != m_tokens.constEnd(); ++it) {
        const qsizetype length = it.key();
        for (qsizetype at = 0; at + length <= result.size(); ++at) {
            if (it->contains(result.mid(at, length)))
                result.replace(at, length, result.mid(at, 4) + QChar(0x2026));
        }
    }
    return result;
}

} // namespace steward
