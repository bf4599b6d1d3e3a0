#include "stores/value_fingerprint.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace steward {

quint64 fingerprintOf(QByteArrayView value)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(value);
    return std::max<quint64>(1, qFromBigEndian<quint64>(hash.result().constData()));
}

} // namespace steward
