#include "stores/value_fingerprint.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <cstring>

namespace steward {

quint64 fingerprintOf(QByteArrayView value)
{
    static const QByteArray key = [] {
        std::array<quint64, 4> drawn{};
        QRandomGenerator::system()->fillRange(drawn.data(), drawn.size());
        return QByteArray(reinterpret_cast<const char*>(drawn.data()), sizeof(drawn));
    }();
    QCryptographicHash hash(QCryptographicHash::Blake2b_160);
    hash.addData(key);
    hash.addData(value);
    quint64 fingerprint = 0;
    std::memcpy(&fingerprint, hash.resultView().data(), sizeof(fingerprint));
    return std::max<quint64>(1, fingerprint);
}

} // namespace steward
