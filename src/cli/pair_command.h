#pragma once

#include "cli/console.h"
#include "workflows/session/session.h"

#include <QString>

namespace steward {

/// `pair NAME [--phone NUMBER] [--timeout S]`, as typed.
struct PairOptions {
    QString name;
    QString phone;   ///< empty: by QR code
    QString timeout; ///< seconds; empty: until the server's last code
};

/// Draws each code in the terminal until the phone is linked and its number written. On a worker thread; answers the
/// exit code of CONTRACT. With --json the result's document alone is printed.
int runPair(const ProfileContext& profile, const Console& console, const PairOptions& options);

} // namespace steward
