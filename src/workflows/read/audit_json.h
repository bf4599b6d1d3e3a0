#pragma once

#include "domain/audit/audit.h"

#include <QJsonObject>

#include <functional>
#include <vector>

class QIODevice;

namespace steward {

/// One row as CONTRACT's `audit --json` has it: no secret, tokens cut to four characters.
QJsonObject auditRowJson(const Audit& audit, const AuditRow& row);

/// "stores" and "counts" of the same document.
QJsonObject auditStoresJson(const Audit& audit);
QJsonObject auditCountsJson(const Audit& audit);

/// Writes the whole document row by row, so that 100,000 rows take no memory of their own. False: the device failed.
bool writeAuditJson(const Audit& audit, QIODevice& device);

/// What becomes of a part, at least one for each row. False: no more is to be written.
using JsonPart = std::function<bool(const QByteArray&)>;
/// The document of `list --json`: some rows, in this order. False: it was not written to its end.
bool writeListJson(
    const Audit& audit, const QString& query, const std::vector<const AuditRow*>& rows, const JsonPart& write);
/// Their array alone.
bool writeRowsJson(const Audit& audit, const std::vector<const AuditRow*>& rows, const JsonPart& write);

} // namespace steward
