#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHashFunctions>
#include <QString>

namespace steward {

/// A credential. It has no conversion, no stream operator and no comparison with text, so that it cannot slip into a
/// log or a document; whoever needs the bytes says so with reveal().
class Secret final {
public:
    Secret() = default;
    explicit Secret(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    static Secret fromText(const QString& text) { return Secret(text.toUtf8()); }

    bool isEmpty() const { return m_bytes.isEmpty(); }
    const QByteArray& reveal() const { return m_bytes; }
    bool operator==(const Secret&) const = default;

private:
    QByteArray m_bytes;
};

/// A row's webhook token (24 random bytes, base64url): it routes a clinic's messages, so it is a secret.
class WebhookToken final {
public:
    WebhookToken() = default;
    explicit WebhookToken(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }

    bool isEmpty() const { return m_bytes.isEmpty(); }
    const QByteArray& reveal() const { return m_bytes; }
    /// First four characters and an ellipsis: all that is ever shown (CONTRACT, "No secret appears anywhere").
    QString masked() const;
    bool operator==(const WebhookToken&) const = default;
    friend size_t qHash(const WebhookToken& token, size_t seed = 0)
    {
        return ::qHash(QByteArrayView(token.m_bytes), seed);
    }

private:
    QByteArray m_bytes;
};

/// A webhook's address: the token in it routes a clinic's messages. Like Secret; shown as redacted() alone.
class SecretUrl final {
public:
    SecretUrl() = default;
    explicit SecretUrl(QString text)
        : m_text(std::move(text))
    {
    }

    bool isEmpty() const { return m_text.isEmpty(); }
    const QString& reveal() const { return m_text; }
    /// No user info; query values and every path segment that does not look like a plain word cut to four characters.
    QString redacted() const;
    bool operator==(const SecretUrl&) const = default;

private:
    QString m_text;
};

/// Replaces every one of `secrets` (of four characters or more) that stands in `text` by "•••".
QString redacted(QString text, const QList<QByteArray>& secrets);

} // namespace steward
