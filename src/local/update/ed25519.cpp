// The one file that knows OpenSSL's libcrypto.
#include "local/update/ed25519.h"

#include <openssl/evp.h>

#include <memory>

namespace steward {
namespace {

constexpr qsizetype keySize = 32;
constexpr qsizetype signatureSize = 64;

using Key = std::unique_ptr<EVP_PKEY, decltype([](EVP_PKEY* key) { EVP_PKEY_free(key); })>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype([](EVP_MD_CTX* context) { EVP_MD_CTX_free(context); })>;

const unsigned char* bytes(const QByteArray& text)
{
    return reinterpret_cast<const unsigned char*>(text.constData());
}

} // namespace

bool isSignedWith(const QByteArray& publicKey, const QByteArray& text, const QByteArray& signature)
{
    if (publicKey.size() != keySize || signature.size() != signatureSize)
        return false;
    const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(publicKey), keySize));
    const Context context(EVP_MD_CTX_new());
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(
               context.get(), bytes(signature), signatureSize, bytes(text), static_cast<size_t>(text.size())) == 1;
}

} // namespace steward
