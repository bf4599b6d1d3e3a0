#pragma once

#include "domain/secret.h"

#include <QCryptographicHash>
#include <QString>

namespace steward {

/// What the journal keeps of a webhook token: its SHA-256, by which its key is found again (WORKFLOWS, "Journal").
class TokenDigest final {
public:
    static TokenDigest of(const WebhookToken& token)
    {
        return TokenDigest(QCryptographicHash::hash(token.reveal(), QCryptographicHash::Sha256));
    }

    /// "sha256:" and 64 hexadecimal digits.
    QString text() const { return QLatin1String("sha256:") + QString::fromLatin1(m_hash.toHex()); }
    bool operator==(const TokenDigest&) const = default;

private:
    explicit TokenDigest(QByteArray hash)
        : m_hash(std::move(hash))
    {
    }
    QByteArray m_hash;
};

} // namespace steward
