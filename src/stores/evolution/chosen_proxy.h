#pragma once

#include "domain/error.h"

#include <QNetworkProxy>
#include <QString>

#include <optional>

namespace steward {

/// The variable that names the proxy of this computer for the Evolution API server, in place of the system's.
constexpr auto proxyVariable = "STEWARD_PROXY";

/// From http://[user:password@]host:port or socks5://…, or "none": no proxy at all. Nothing where the text is empty:
/// the system's. The error never repeats the text.
Result<std::optional<QNetworkProxy>> chosenProxy(const QString& text);

} // namespace steward
