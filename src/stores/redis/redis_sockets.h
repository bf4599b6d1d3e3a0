#pragma once

#include "stores/call_context.h"
#include "stores/connection_settings.h"
#include "stores/redis/redis_errors.h"

#include <memory>

class QIODevice;

namespace steward {

/// A connected socket of the settings' kind, encrypted and verified where it is TLS. Waits in an event loop of its own,
/// so the calling thread must not have other work queued.
Result<std::unique_ptr<QIODevice>>
openRedisSocket(const CacheSettings& settings, const RedisErrors& errors, const CallContext& limits);

/// Why a TLS connection ended before its first answer. With TLS 1.3 a server refuses a missing client certificate only
/// after the handshake, and what was sent meanwhile makes its words be lost: asked once more without sending anything,
/// for two seconds at most. True where it asks for one.
bool wantsClientCertificate(const CacheSettings& settings, const RedisErrors& errors, const CallContext& limits);

} // namespace steward
