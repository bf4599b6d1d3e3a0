#pragma once

#include <QByteArray>

namespace steward {

/// True where the signature (64 bytes) of the text was made with the private key that belongs to this public one (32
/// bytes). False for anything else, also where a size is wrong.
bool isSignedWith(const QByteArray& publicKey, const QByteArray& text, const QByteArray& signature);

} // namespace steward
