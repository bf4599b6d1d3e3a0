#pragma once

#include "domain/audit/audit.h"

#include <QJsonObject>

class QIODevice;

namespace steward {

/// One row as CONTRACT's `audit --json` has it: no secret, tokens cut to four characters.
QJsonObject auditRowJson(const Audit& audit, const AuditRow& row);

/// "stores" and "counts" of the same document.
QJsonObject auditStoresJson(const Audit& audit);
QJsonObject auditCountsJson(const Audit& audit);

/// Writes the whole document row by row, so that 100,000 rows take no memory of their own. False: the device failed.
bool writeAuditJson(const Audit& audit, QIODevice& device);

} // namespace steward
