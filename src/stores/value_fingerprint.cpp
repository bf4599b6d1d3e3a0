#include "stores/value_fingerprint.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cstring>

namespace steward {
namespace {

/// Another number has another, so that values that differ in one word never meet.
quint64 mixed(quint64 number)
{
    number ^= number >> 32;
    number *= 0x9e3779b97f4a7c15;
    return number ^ (number >> 29);
}

} // namespace

quint64 fingerprintOf(QByteArrayView value)
{
    // Of this process alone: nobody can make two values meet on purpose.
    static const quint64 seed = QRandomGenerator::system()->generate64();
    quint64 hash = mixed(seed ^ static_cast<quint64>(value.size()));
    while (!value.isEmpty()) {
        quint64 word = 0;
        const qsizetype size = std::min<qsizetype>(value.size(), sizeof(word));
        std::memcpy(&word, value.data(), static_cast<size_t>(size));
        hash = mixed(hash ^ word);
        value = value.sliced(size);
    }
    return std::max<quint64>(1, mixed(hash));
}

} // namespace steward
