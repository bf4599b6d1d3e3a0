#include "app/export/view_export.h"

#include "app/export/row_sheet.h"
#include "app/operations/operation_service.h"
#include "app/operations/report_file.h"
#include "app/work/background_runner.h"

#include <QFileInfo>
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

ViewExport::ViewExport(OperationService& operations, BackgroundRunner& runner, QWidget& parent)
    : QObject(&parent)
    , m_operations(operations)
    , m_runner(runner)
    , m_parent(parent)
    , m_post(this)
{
}

void ViewExport::ask(const ShownRows& shown)
{
    chooseFileToSave(
        &m_parent, tr("Export what is shown"), tr("CSV files (*.csv);;JSON files (*.json)"), fileName(shown.title),
        [this, shown](const QString& path) { save(shown, path); });
}

void ViewExport::save(const ShownRows& shown, const QString& path)
{
    m_runner.run([this, shown, path, box = m_post.box()](const std::stop_token&) {
        const bool isJson = QFileInfo(path).suffix().compare(QLatin1String("json"), Qt::CaseInsensitive) == 0;
        const QByteArray content = isJson ? rowsJson(*shown.index, shown.rows, shown.query)
                                          : sheetCsv(sheetOf(*shown.index, shown.rows, shown.columns));
        box->post([this, path, content, count = shown.rows.size()] {
            m_operations.save(path, content, this, [this, path, count](const Result<void>& saved) {
                //: %n is a number of rows, %1 a file
                Q_EMIT told(
                    saved ? tr("%n row(s) are saved in %1.", nullptr, static_cast<int>(count)).arg(path)
                          : saved.error().sentence);
            });
        });
    });
}

} // namespace steward
