#pragma once

#include "domain/secret.h"

#include <QCryptographicHash>
#include <QString>

#include <optional>

namespace steward {

/// What is kept of a webhook token: its SHA-256, by which its key is found again (WORKFLOWS, "Journal").
class TokenDigest final {
public:
    static TokenDigest of(const WebhookToken& token)
    {
        return TokenDigest(QCryptographicHash::hash(token.reveal(), QCryptographicHash::Sha256));
    }
    /// What text() wrote; nothing for anything else.
    static std::optional<TokenDigest> fromText(QStringView text)
    {
        if (!text.startsWith(prefix()))
            return {};
        const QByteArray hash = QByteArray::fromHex(text.mid(prefix().size()).toLatin1());
        const TokenDigest digest(hash);
        return hash.size() == 32 && digest.text() == text ? std::optional(digest) : std::nullopt;
    }

    /// "sha256:" and 64 hexadecimal digits.
    QString text() const { return prefix() + QString::fromLatin1(hex()); }
    QByteArray hex() const { return m_hash.toHex(); }
    bool operator==(const TokenDigest&) const = default;
    auto operator<=>(const TokenDigest& other) const { return m_hash.compare(other.m_hash) <=> 0; }

private:
    static QLatin1String prefix() { return QLatin1String("sha256:"); }
    explicit TokenDigest(QByteArray hash)
        : m_hash(std::move(hash))
    {
    }
    QByteArray m_hash;
};

} // namespace steward
