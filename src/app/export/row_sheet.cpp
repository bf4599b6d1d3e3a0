#include "app/export/row_sheet.h"

#include "app/export/xlsx_file.h"
#include "app/table/cell_words.h"
#include "domain/visible_text.h"
#include "stores/call_context.h"
#include "workflows/base/csv_line.h"
#include "workflows/read/audit_json.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct SheetText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowSheet)
};

/// Those that are shown, and the name by which a row is found again.
std::vector<Column> columnsOfFile(std::vector<Column> columns)
{
    if (std::ranges::find(columns, Column::Instance) == columns.end())
        columns.push_back(Column::Instance);
    return columns;
}

QString organizationOf(const AuditRow& row)
{
    return row.organizationId.isNull() ? QString() : row.organizationId.toString();
}

/// A column of days and hours has moments in a workbook, which it can be ordered and reckoned by.
XlsxColumn xlsxColumn(Column column)
{
    constexpr int pixelsOfALetter = 6; // of the design's text
    const QString title = column == Column::Age ? SheetText::tr("Created") : columnTitle(column);
    return {title, std::max(widthOf(column) / pixelsOfALetter, 18)};
}

XlsxCell xlsxCell(const Audit& audit, const AuditRow& row, Column column)
{
    if (const std::optional<Timestamp> moment = momentOf(row, column))
        return *moment;
    return visibleText(fileCellText(audit, row, column));
}

} // namespace

Result<RowSheet> sheetOf(
    const AuditIndex& index, const std::vector<int>& rows, const std::vector<Column>& columns,
    const std::stop_token& stop)
{
    RowSheet sheet;
    const std::vector<Column> all = columnsOfFile(columns);
    for (const Column column : all)
        sheet.titles << columnTitle(column);
    sheet.titles << SheetText::tr("Organization ID");
    sheet.lines.reserve(rows.size());
    for (const int place : rows) {
        if (stop.stop_requested())
            return std::unexpected(stoppedError());
        const AuditRow& row = index.row(place);
        QStringList cells;
        for (const Column column : all)
            cells << visibleText(fileCellText(index.audit(), row, column));
        cells << organizationOf(row);
        sheet.lines.push_back(std::move(cells));
    }
    return sheet;
}

Result<QByteArray> rowsXlsx(
    const AuditIndex& index, const std::vector<int>& rows, const std::vector<Column>& columns,
    const std::stop_token& stop)
{
    constexpr int lettersOfAnId = 38;
    const std::vector<Column> all = columnsOfFile(columns);
    XlsxSheet sheet;
    sheet.title = SheetText::tr("Instances");
    for (const Column column : all)
        sheet.columns.push_back(xlsxColumn(column));
    sheet.columns.push_back({SheetText::tr("Organization ID"), lettersOfAnId});
    sheet.rowCount = rows.size();
    sheet.row = [&](size_t place) {
        const AuditRow& row = index.row(rows[place]);
        std::vector<XlsxCell> cells;
        cells.reserve(all.size() + 1);
        for (const Column column : all)
            cells.push_back(xlsxCell(index.audit(), row, column));
        cells.emplace_back(organizationOf(row));
        return cells;
    };
    return xlsxOf(sheet, stop);
}

QByteArray sheetCsv(const RowSheet& sheet)
{
    QByteArray csv = csvLine(sheet.titles);
    for (const QStringList& line : sheet.lines)
        csv += csvLine(line);
    return csv;
}

Result<QByteArray>
rowsJson(const AuditIndex& index, const std::vector<int>& rows, const QString& query, const std::stop_token& stop)
{
    std::vector<const AuditRow*> found;
    found.reserve(rows.size());
    for (const int row : rows)
        found.push_back(&index.row(row));
    QByteArray document;
    const bool isWhole = writeListJson(index.audit(), query, found, [&document, &stop](const QByteArray& part) {
        document += part;
        return !stop.stop_requested();
    });
    return isWhole ? Result<QByteArray>(document) : std::unexpected(stoppedError());
}

} // namespace steward
