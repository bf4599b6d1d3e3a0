#include "app/operations/report_file.h"

#include "app/operations/operation_service.h"

#include <QCoreApplication>
#include <QFileDialog>

namespace steward {
namespace {

struct ReportText {
    Q_DECLARE_TR_FUNCTIONS(steward::ReportFile)
};

/// "csv" of "CSV files (*.csv);;JSON files (*.json)"
QString suffixOf(const QString& filter)
{
    return filter.section(QLatin1String("*."), 1, 1).section(QLatin1Char(')'), 0, 0);
}

} // namespace

void chooseFileToSave(
    QWidget* parent, const QString& title, const QString& filter, const QString& name,
    std::function<void(const QString&)> then)
{
    auto* chooser = new QFileDialog(parent, title);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setNameFilter(filter);
    chooser->setDefaultSuffix(suffixOf(filter));
    QObject::connect(chooser, &QFileDialog::filterSelected, chooser, [chooser](const QString& chosen) {
        chooser->setDefaultSuffix(suffixOf(chosen));
    });
    chooser->selectFile(name);
    QObject::connect(chooser, &QFileDialog::fileSelected, parent, std::move(then));
    chooser->open();
}

void saveReport(
    OperationService& operations, const Report& report, QWidget* parent, std::function<void(const QString&)> told)
{
    const auto write = [&operations, report, parent, told = std::move(told)](const QString& path) {
        const bool isJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
        const QByteArray content = isJson ? report.json() : report.csv();
        operations.save(path, content, parent, [path, told](const Result<void>& saved) {
            //: %1 is a file
            told(saved ? ReportText::tr("The report is saved in %1.").arg(path) : saved.error().sentence);
        });
    };
    chooseFileToSave(
        parent, ReportText::tr("Save the report"), ReportText::tr("CSV files (*.csv);;JSON files (*.json)"),
        report.name, write);
}

} // namespace steward
