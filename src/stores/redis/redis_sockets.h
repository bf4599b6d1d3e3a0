#pragma once

#include "stores/connection_settings.h"
#include "stores/limits.h"
#include "stores/redis/redis_errors.h"

#include <memory>

class QIODevice;

namespace steward {

/// A connected socket of the settings' kind, encrypted and verified where it is TLS. Waits in an event loop of its own,
/// so the calling thread must not have other work queued.
Result<std::unique_ptr<QIODevice>>
openRedisSocket(const CacheSettings& settings, const RedisErrors& errors, const Limits& limits);

} // namespace steward
