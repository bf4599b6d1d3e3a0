#pragma once

#include <QByteArrayView>

namespace steward {

/// Tells one cache value's bytes from another's: the first 8 bytes of their SHA-256. Never 0, which stands for no text.
quint64 fingerprintOf(QByteArrayView value);

} // namespace steward
