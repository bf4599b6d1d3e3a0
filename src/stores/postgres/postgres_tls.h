#pragma once

#include "domain/error.h"
#include "stores/connection_settings.h"

namespace steward {

/// What libpq is told of TLS.
struct TlsPlan {
    QString mode;     ///< libpq's sslmode
    QString rootFile; ///< its sslrootcert; empty where nothing is verified
    bool encrypts() const;
    bool verifies() const;
};

/// verify-full beyond loopback and wherever a CA file is given, `prefer` on loopback; a given sslmode is honoured,
/// a weaker one beyond loopback only where the profile allows it (InsecureRefused). libpq 15 cannot use the system's
/// certificates itself: they are written into dataDirectory as one private file, with those that addedCaFile adds.
Result<TlsPlan> planTls(const DatabaseSettings& settings);

/// Why the server's certificate was refused, which libpq does not tell: TlsChain, TlsExpired, TlsWrongHost or
/// TlsUntrusted.
/// Makes a connection of its own and waits for it, at most a few seconds.
ErrorKind certificateTrouble(const DatabaseSettings& settings, const QString& rootFile);

} // namespace steward
