#pragma once

#include <QByteArrayView>

namespace steward {

/// Tells one cache value's bytes from another's, within this process. Never 0, which stands for no text.
quint64 fingerprintOf(QByteArrayView value);

} // namespace steward
