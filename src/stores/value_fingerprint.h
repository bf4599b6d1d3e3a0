#pragma once

#include <QByteArrayView>

namespace steward {

/// Tells one cache value's bytes from another's, within this process; from any thread. Never 0, which stands for no
/// text. Qt's BLAKE2b over a key of this process alone, since we make no cryptography of our own: nobody makes two
/// values meet on purpose. Of Qt's hashes it takes the least time among those that are not broken, 3 µs for 1 KB.
quint64 fingerprintOf(QByteArrayView value);

} // namespace steward
