#include "stores/value_fingerprint.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cstring>

namespace steward {
namespace {

/// Of this process alone: nobody can make two values meet on purpose.
struct FingerprintKey {
    quint64 seed = QRandomGenerator::system()->generate64();
    quint64 first = QRandomGenerator::system()->generate64() | 1;
    quint64 second = QRandomGenerator::system()->generate64() | 1;
};

/// Another number has another, so that values that differ in one word never meet. By two factors: with one, or with
/// known ones, it could be told what takes back in the next word what was changed in this one.
quint64 mixed(quint64 number, const FingerprintKey& key)
{
    number = (number ^ (number >> 32)) * key.first;
    number = (number ^ (number >> 32)) * key.second;
    return number ^ (number >> 32);
}

} // namespace

quint64 fingerprintOf(QByteArrayView value)
{
    static const FingerprintKey key;
    quint64 hash = mixed(key.seed ^ static_cast<quint64>(value.size()), key);
    while (!value.isEmpty()) {
        quint64 word = 0;
        const qsizetype size = std::min<qsizetype>(value.size(), sizeof(word));
        std::memcpy(&word, value.data(), static_cast<size_t>(size));
        hash = mixed(hash ^ word, key);
        value = value.sliced(size);
    }
    return std::max<quint64>(1, mixed(hash, key));
}

} // namespace steward
