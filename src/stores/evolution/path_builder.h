#pragma once

#include "domain/error.h"
#include "domain/instance_name.h"
#include "domain/phone_number.h"

#include <QByteArray>
#include <QUrl>

#include <optional>

namespace steward {

/// A route with the name as its last segment, percent-encoded byte by byte ("/instance/delete/" + "a/b" →
/// "/instance/delete/a%2Fb"). UnreachableName for a name that no path reaches (EVOLUTION_API 5.6) or that is not
/// UTF-8. No name is ever added as a query: it would override the path after authorisation (EVOLUTION_API 5.7).
Result<QByteArray> routeOf(QByteArrayView route, const InstanceName& name);

/// "/instance/fetchInstances?instanceName=…": the one route where the name belongs into the query. Same errors.
Result<QByteArray> fetchByNameRoute(const InstanceName& name);

/// "/instance/connect/…", with "?number=" and the phone's digits where one is given: the documented exception to the
/// rule that nothing stands in a query (EVOLUTION_API 3).
Result<QByteArray> connectRoute(const InstanceName& name, const std::optional<PhoneNumber>& phone);

/// The server's address with the target (a path that is already encoded, perhaps with a query) behind its base path,
/// byte for byte.
QUrl targetUrl(const QUrl& base, const QByteArray& target);

} // namespace steward
