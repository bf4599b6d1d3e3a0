#pragma once

#include <QByteArray>

#include <array>

#include <openssl/evp.h>

namespace steward::test {

/// Announces new versions as the makers do, with a key of its own.
class NoticeSigner final {
public:
    explicit NoticeSigner(char seed)
    {
        const QByteArray secret(32, seed);
        m_key = EVP_PKEY_new_raw_private_key(
            EVP_PKEY_ED25519, nullptr, reinterpret_cast<const unsigned char*>(secret.constData()), 32);
    }
    ~NoticeSigner() { EVP_PKEY_free(m_key); }
    Q_DISABLE_COPY_MOVE(NoticeSigner)

    QByteArray publicKey() const
    {
        std::array<unsigned char, 32> raw{};
        size_t size = raw.size();
        EVP_PKEY_get_raw_public_key(m_key, raw.data(), &size);
        return QByteArray(reinterpret_cast<const char*>(raw.data()), static_cast<qsizetype>(size));
    }
    /// The whole file.
    QByteArray sign(const QByteArray& text) const
    {
        std::array<unsigned char, 64> raw{};
        size_t size = raw.size();
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        EVP_DigestSignInit(context, nullptr, nullptr, nullptr, m_key);
        EVP_DigestSign(
            context, raw.data(), &size, reinterpret_cast<const unsigned char*>(text.constData()),
            static_cast<size_t>(text.size()));
        EVP_MD_CTX_free(context);
        return QByteArray(reinterpret_cast<const char*>(raw.data()), static_cast<qsizetype>(size)).toBase64() + '\n' +
               text;
    }

private:
    EVP_PKEY* m_key = nullptr;
};

} // namespace steward::test
