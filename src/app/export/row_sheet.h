#pragma once

#include "app/table/audit_index.h"
#include "domain/error.h"

#include <QByteArray>
#include <QStringList>

#include <stop_token>
#include <vector>

namespace steward {

/// Rows of the table as they stand there, for a file that other programs read.
struct RowSheet {
    QStringList titles;
    std::vector<QStringList> lines;
    bool operator==(const RowSheet&) const = default;
};

/// In the columns given, in their order; the name on the server and the organization's ID come last where they are not
/// among them. Of a store that was not read whole each cell says so. Whoever asks is on a worker: it may be many; a
/// stop ends it at the next row, here and below.
Result<RowSheet> sheetOf(
    const AuditIndex& index, const std::vector<int>& rows, const std::vector<Column>& columns,
    const std::stop_token& stop);

/// RFC 4180 in UTF-8, safe from being taken for a formula (csvLine()).
QByteArray sheetCsv(const RowSheet& sheet);
/// A workbook for Excel: texts as texts, phone numbers too; where a column says how long ago something was, when it
/// was.
Result<QByteArray> rowsXlsx(
    const AuditIndex& index, const std::vector<int>& rows, const std::vector<Column>& columns,
    const std::stop_token& stop);
/// The document of `list --json` (CONTRACT), which has no columns.
Result<QByteArray>
rowsJson(const AuditIndex& index, const std::vector<int>& rows, const QString& query, const std::stop_token& stop);

} // namespace steward
