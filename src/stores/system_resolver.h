#pragma once

#include <QByteArray>

namespace steward {

/// True where the system's resolver knows the host (in ASCII) by addresses of IPv6 and by nothing else. Blocks, and
/// cannot be interrupted.
bool resolvesToIpv6Only(const QByteArray& host);

} // namespace steward
