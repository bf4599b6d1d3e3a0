#include "app/export/view_export.h"

#include "app/export/row_sheet.h"
#include "app/operations/operation_service.h"
#include "app/operations/report_file.h"

#include <QWidget>

namespace steward {
namespace {

/// A view's title as the name of a file.
QString fileName(const QString& title)
{
    QString name;
    for (const QChar each : title)
        name += each.isLetterOrNumber() ? each.toLower() : QLatin1Char('-');
    return QStringLiteral("steward-") + name;
}

} // namespace

ViewExport::ViewExport(OperationService& operations, QWidget& parent)
    : QObject(&parent)
    , m_operations(operations)
    , m_parent(parent)
{
}

void ViewExport::ask(const ShownRows& shown)
{
    chooseFileToSave(
        &m_parent, tr("Export what is shown"), tr("CSV files (*.csv);;Excel files (*.xlsx);;JSON files (*.json)"),
        fileName(shown.title), [this, shown](const QString& path) { save(shown, path); });
}

void ViewExport::save(const ShownRows& shown, const QString& path)
{
    const auto make = [shown, path](const std::stop_token& stop) -> Result<QByteArray> {
        if (hasEnding(path, ".json"))
            return rowsJson(*shown.index, shown.rows, shown.query, stop);
        if (hasEnding(path, ".xlsx"))
            return rowsXlsx(*shown.index, shown.rows, shown.columns, stop);
        const Result<RowSheet> sheet = sheetOf(*shown.index, shown.rows, shown.columns, stop);
        return sheet ? Result<QByteArray>(sheetCsv(*sheet)) : std::unexpected(sheet.error());
    };
    saveMade(m_operations, path, make, &m_parent, [this, path, count = shown.rows.size()](const Result<void>& saved) {
        //: %n is a number of rows, %1 a file
        Q_EMIT told(
            saved ? tr("%n row(s) are saved in %1.", nullptr, static_cast<int>(count)).arg(path)
                  : saved.error().sentence);
    });
}

} // namespace steward
