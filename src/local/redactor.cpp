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

QString Redactor::redact(const QString& text) const
{
    const QMutexLocker locked(&m_mutex);
    return redacted(text, m_secrets);
}

} // namespace steward
