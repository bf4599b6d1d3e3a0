#include "app/operations/report_file.h"

#include "app/operations/operation_service.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QPointer>

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

bool hasEnding(const QString& path, const char* ending)
{
    return path.endsWith(QLatin1String(ending), Qt::CaseInsensitive);
}

void saveMade(
    OperationService& operations, const QString& path, const MakeContent& make, QWidget* parent,
    const std::function<void(const Result<void>&)>& ended)
{
    operations.ask<Result<QByteArray>>(
        parent, [make](const ProfileContext&, const std::stop_token& stop) { return make(stop); },
        [&operations, path, parent = QPointer<QWidget>(parent), ended](const Result<QByteArray>& made) {
            if (parent && made)
                operations.save(path, *made, parent, ended);
            else if (parent && made.error().kind != ErrorKind::Stopped)
                ended(std::unexpected(made.error()));
        });
}

QString reportSavedWords(const QString& path, const Result<void>& saved)
{
    //: %1 is a file
    return saved ? ReportText::tr("The report is saved in %1.").arg(path) : saved.error().sentence;
}

void saveReport(
    OperationService& operations, const Report& report, QWidget* parent, std::function<void(const QString&)> told)
{
    const auto write = [&operations, report, parent, told = std::move(told)](const QString& path) {
        const auto make = hasEnding(path, ".json")                ? report.json
                          : report.pdf && hasEnding(path, ".pdf") ? report.pdf
                                                                  : report.csv;
        const auto content = [make](const std::stop_token&) -> Result<QByteArray> { return make(); };
        saveMade(operations, path, content, parent, [path, told](const Result<void>& saved) {
            told(reportSavedWords(path, saved));
        });
    };
    chooseFileToSave(
        parent, ReportText::tr("Save the report"),
        report.pdf ? ReportText::tr("CSV files (*.csv);;JSON files (*.json);;PDF files (*.pdf)")
                   : ReportText::tr("CSV files (*.csv);;JSON files (*.json)"),
        report.name, write);
}

} // namespace steward
