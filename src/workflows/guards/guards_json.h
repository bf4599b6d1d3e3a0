#pragma once

#include "stores/guards_port.h"

#include <QJsonArray>
#include <QJsonObject>

namespace steward {

/// `guards status --json`: {"version":1,"database","role","stands","guards":[{"part","state","optional","lacks",
/// "error"}],"duplicates":[…],"execute":{"everybody","loses":[ROLE]}}; where it was not read
/// {"version":1,"stands":null,"error":{"kind","sentence"}}.
QJsonObject guardsStatusJson(const Result<GuardsReport>& report);

/// [{"organization_id","integration_id","instance_name"}]
QJsonArray duplicateRowsJson(const GuardsReport& report);

/// {"kind","sentence"}
QJsonObject errorJson(const Error& error);

} // namespace steward
