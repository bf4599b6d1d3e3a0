#pragma once

#include "stores/call_context.h"

#include <QString>

namespace steward {

/// True where the host is an IPv6 address, or a name that has nothing else: then a network without IPv6 explains why it
/// is not reached. Qt's own lookup leaves such addresses out on such a network, and says that there is no such host.
/// Waits at most two seconds, and ends with the CallContext.
bool hasOnlyIpv6(const QString& host, const CallContext& limits);

} // namespace steward
