#pragma once

#include "domain/error.h"
#include "stores/call_context.h"

#include <QString>

namespace steward {

class HttpClient;

/// What POST /verify-creds says of the key.
enum class KeyVerdict {
    Global, ///< the server's global key
    Wrong,
    NotTold, ///< 404: the server has no such route (v1)
};
Result<KeyVerdict> verifyKey(HttpClient& client, const CallContext& limits);

/// The version that GET / tells ("2.3.6"), asked within two seconds: it makes requests of its own and may hang
/// (EVOLUTION_API 3). Empty where it was not told.
QString bannerVersion(HttpClient& client, const CallContext& limits);
/// 2 for "2.3.6"; 0 for what is no version.
int majorOf(const QString& version);

} // namespace steward
