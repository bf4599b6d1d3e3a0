#include "app/export/row_sheet.h"

#include "domain/iso_time.h"
#include "domain/visible_text.h"
#include "workflows/base/csv_line.h"
#include "workflows/read/audit_json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace steward {
namespace {

struct SheetText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowSheet)
};

} // namespace

RowSheet sheetOf(const AuditIndex& index, const std::vector<int>& rows, const std::vector<Column>& columns)
{
    RowSheet sheet;
    const bool hasName = std::ranges::find(columns, Column::Instance) != columns.end();
    for (const Column column : columns)
        sheet.titles << columnTitle(column);
    if (!hasName)
        sheet.titles << columnTitle(Column::Instance);
    sheet.titles << SheetText::tr("Organization ID");
    sheet.lines.reserve(rows.size());
    for (const int place : rows) {
        const AuditRow& row = index.row(place);
        QStringList cells;
        for (const Column column : columns)
            cells << visibleText(cellText(index.audit(), row, column));
        if (!hasName)
            cells << visibleText(cellText(index.audit(), row, Column::Instance));
        cells << (row.organizationId.isNull() ? QString() : row.organizationId.toString());
        sheet.lines.push_back(std::move(cells));
    }
    return sheet;
}

QByteArray sheetCsv(const RowSheet& sheet)
{
    QByteArray csv = csvLine(sheet.titles);
    for (const QStringList& line : sheet.lines)
        csv += csvLine(line);
    return csv;
}

QByteArray rowsJson(const AuditIndex& index, const std::vector<int>& rows, const QString& query)
{
    QJsonArray array;
    for (const int row : rows)
        array.append(auditRowJson(index.audit(), index.row(row)));
    const QJsonObject document{
        {QStringLiteral("version"), 1},
        {QStringLiteral("taken_at"), isoTime(index.audit().snapshot().takenAt)},
        {QStringLiteral("stores"), auditStoresJson(index.audit())},
        {QStringLiteral("query"), query},
        {QStringLiteral("rows"), array}};
    return QJsonDocument(document).toJson(QJsonDocument::Indented);
}

} // namespace steward
