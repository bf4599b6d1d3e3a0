#include "app/desk.h"
#include "support/test_registry.h"

#include "app/export/row_sheet.h"
#include "app/export/view_export.h"
#include "app/export/xlsx_file.h"
#include "app/operations/operation_service.h"
#include "app/operations/printed_report.h"
#include "app/operations/report.h"
#include "app/operations/report_file.h"
#include "app/table/cell_words.h"
#include "app/table/instance_table.h"
#include "stores/call_context.h"
#include "support/fleet_builder.h"
#include "workflows/read/audit_json.h"
#include "workflows/session/change_result.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>
#include <QThread>
#include <QWidget>

#include <atomic>
#include <stop_token>

#ifdef Q_OS_UNIX
#include <sys/resource.h>

#include <csignal>
#endif

using namespace steward;
using namespace steward::test;

namespace steward::export_test {

namespace {

std::shared_ptr<const AuditIndex> indexOf(const Fleet& fleet)
{
    return std::make_shared<const AuditIndex>(std::make_shared<const Audit>(fleet.audit()));
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// RFC 4180, as another program reads it.
std::vector<QStringList> parsed(const QByteArray& csv)
{
    std::vector<QStringList> lines{{}};
    QString field;
    bool isQuoted = false;
    const QString text = QString::fromUtf8(csv);
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar each = text[at];
        if (isQuoted && each == QLatin1Char('"') && text.mid(at + 1, 1) == QLatin1String("\""))
            field += text[++at];
        else if (each == QLatin1Char('"'))
            isQuoted = !isQuoted;
        else if (!isQuoted && (each == QLatin1Char(',') || each == QLatin1Char('\n'))) {
            lines.back() << std::exchange(field, {});
            if (each == QLatin1Char('\n'))
                lines.emplace_back();
        } else if (isQuoted || each != QLatin1Char('\r'))
            field += each;
    }
    lines.pop_back();
    return lines;
}

/// A workbook as another program reads it: cells by kind and value, and what the sheet is set to.
constexpr const char* workbookReader = R"py(
import json, re, sys, zipfile
import xml.etree.ElementTree as tree
name = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
parts = {part: tree.fromstring(book.read(part)) for part in book.namelist() if part.endswith(('.xml', '.rels'))}
sheet, styles = parts['xl/worksheets/sheet1.xml'], parts['xl/styles.xml']
formats = {each.get('numFmtId'): each.get('formatCode') for each in styles.iter(name + 'numFmt')}
cell_formats = [formats.get(each.get('numFmtId'), '') for each in styles.find(name + 'cellXfs')]
def read(cell):
    if cell.find(name + 'f') is not None:
        return ['formula', '']
    if cell.get('t') == 'inlineStr':
        text = ''.join(each.text or '' for each in cell.iter(name + 't'))
        return ['text', re.sub('_x([0-9A-Fa-f]{4})_', lambda found: chr(int(found[1], 16)), text)]
    kind = 'date' if cell_formats[int(cell.get('s', 0))] else 'number'
    return [kind, cell.find(name + 'v').text]
rows = [{re.sub('[0-9]', '', cell.get('r')): read(cell) for cell in row.iter(name + 'c')} for row in sheet.iter(name + 'row')]
pane, found = sheet.find('.//' + name + 'pane'), sheet.find(name + 'autoFilter')
print(json.dumps({
    'name': parts['xl/workbook.xml'].find('.//' + name + 'sheet').get('name'),
    'frozen': pane is not None and pane.get('state') == 'frozen' and pane.get('ySplit') == '1',
    'filter': found.get('ref') if found is not None else '',
    'widths': [float(each.get('width')) for each in sheet.iter(name + 'col')],
    'links': len(list(sheet.iter(name + 'hyperlink'))), 'count': len(rows),
    'rows': rows if len(rows) < 1000 else rows[:1] + rows[-1:]}))
)py";

QJsonObject workbook(const QByteArray& content)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("read.xlsx"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return {};
    file.close();
    QProcess reader;
    reader.start(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromUtf8(workbookReader), path});
    if (!reader.waitForFinished(60'000) || reader.exitCode() != 0) {
        qWarning().noquote() << reader.readAllStandardError();
        return {};
    }
    return QJsonDocument::fromJson(reader.readAllStandardOutput()).object();
}

/// The cell's kind and value, such as "text" and what it says.
std::pair<QString, QString> cellOf(const QJsonObject& book, qsizetype row, const char* column)
{
    const QJsonArray cell = book.value(QStringLiteral("rows"))[row][QLatin1String(column)].toArray();
    return {cell[0].toString(), cell[1].toString()};
}

const QString text = QStringLiteral("text");

XlsxSheet sheetWith(const QStringList& texts)
{
    XlsxSheet sheet;
    sheet.title = QStringLiteral("Instances");
    sheet.columns = {{QStringLiteral("Name"), 20}};
    sheet.rowCount = static_cast<size_t>(texts.size());
    sheet.row = [texts](size_t row) { return std::vector<XlsxCell>{texts[static_cast<qsizetype>(row)]}; };
    return sheet;
}

} // namespace

/// What is taken out of the window for other programs and for paper.
class ExportTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSheetHasTheColumnsShown();
    void whatAStoreHoldsIsNoFormula();
    void whatWasNotReadIsNoValue();
    void jsonIsTheDocumentOfList();
    void theViewIsSavedAsItStands();
    void whatCannotBeWrittenIsSaid();
    void noSecretIsInAFile();
    void aWorkbookHoldsTheView();
    void aWorkbookTakesEveryTextAsText();
    void aWorkbookMayBeEmpty();
    void aWorkbookHoldsAHundredThousandRows();
    void aWorkbookThatLacksRowsIsNone();
    void aStoppedExportEndsAtTheNextRow();
    void anExportHearsThatItIsStopped();
    void moreThanExcelOpensIsRefused();
    void aReportIsPrinted();
    void textsInAReportStayTexts();
    void manyItemsTakeManyPages();
};

void ExportTest::theSheetHasTheColumnsShown()
{
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    fleet.healthy("two", org(2), "+5511999990002");
    const RowSheet sheet = sheetOf(*indexOf(fleet), {1, 0}, {Column::State, Column::Organization}, {}).value();
    QCOMPARE(
        sheet.titles, (QStringList{
                          columnTitle(Column::State), columnTitle(Column::Organization), columnTitle(Column::Instance),
                          QStringLiteral("Organization ID")}));
    QCOMPARE(sheet.lines.size(), 2U);
    QCOMPARE(sheet.lines[0][2], QStringLiteral("two"));
    QCOMPARE(sheet.lines[0][3], org(2).toString());
    const RowSheet named = sheetOf(*indexOf(fleet), {0}, {Column::Instance}, {}).value();
    QCOMPARE(named.titles.size(), 2); // once is enough
}

void ExportTest::whatAStoreHoldsIsNoFormula()
{
    Fleet fleet;
    for (const char* name : {"=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "a,\"b\"\nc", "plain"})
        fleet.instance(name).row(org(1));
    const auto index = indexOf(fleet);
    std::vector<int> rows;
    for (int row = 0; row < index->rowCount(); ++row)
        rows.push_back(row);
    const RowSheet sheet = sheetOf(*index, rows, {Column::Instance}, {}).value();
    const std::vector<QStringList> lines = parsed(sheetCsv(sheet));
    QCOMPARE(lines.size(), rows.size() + 1);
    for (size_t line = 1; line < lines.size(); ++line) {
        QCOMPARE(lines[line].size(), sheet.titles.size());
        const QString& cell = lines[line][0];
        QVERIFY2(!QStringLiteral("=+-@\t\r").contains(cell.front()), qPrintable(cell));
        const QString kept = sheet.lines[line - 1][0];
        QVERIFY2(cell == kept || cell == QLatin1Char('\'') + kept, qPrintable(cell));
    }
}

void ExportTest::whatWasNotReadIsNoValue()
{
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    fleet.unread = {Store::Database};
    const RowSheet sheet = sheetOf(*indexOf(fleet), {0}, {Column::Database, Column::Verdict}, {}).value();
    QVERIFY2(
        !sheet.lines[0][0].isEmpty() && sheet.lines[0][0] != QLatin1String("active"), qPrintable(sheet.lines[0][0]));
}

void ExportTest::jsonIsTheDocumentOfList()
{
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    const QJsonObject document =
        QJsonDocument::fromJson(rowsJson(*indexOf(fleet), {0}, QStringLiteral("state:connected"), {}).value()).object();
    QCOMPARE(
        document.keys(), (QStringList{
                             QStringLiteral("query"), QStringLiteral("rows"), QStringLiteral("stores"),
                             QStringLiteral("taken_at"), QStringLiteral("version")}));
    QCOMPARE(document.value(QStringLiteral("query")).toString(), QStringLiteral("state:connected"));
    const QJsonArray rows = document.value(QStringLiteral("rows")).toArray();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].toObject().value(QStringLiteral("instance_name")).toString(), QStringLiteral("one"));
    const auto index = indexOf(fleet);
    QCOMPARE(rows[0].toObject(), auditRowJson(index->audit(), index->row(0)));
    QCOMPARE(document.value(QStringLiteral("stores")).toObject(), auditStoresJson(index->audit()));
}

void ExportTest::theViewIsSavedAsItStands()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    WorkspaceView& view = *workstation.window.view();
    view.instances().search(QStringLiteral("state:connected"));
    QVERIFY(view.model().rowCount() > 0 && view.model().rowCount() < view.model().totalRows());
    const ShownRows shown = view.shownRows();
    QCOMPARE(static_cast<int>(shown.rows.size()), view.model().rowCount());
    QCOMPARE(shown.query, QStringLiteral("state:connected"));
    ViewExport saving(view.operations(), view);
    QSignalSpy told(&saving, &ViewExport::told);
    const QString csv = workstation.folder.filePath(QStringLiteral("rows.csv"));
    const QString json = workstation.folder.filePath(QStringLiteral("rows.JSON"));
    saving.save(shown, csv);
    QTRY_COMPARE(told.size(), 1);
    saving.save(shown, json);
    QTRY_COMPARE(told.size(), 2);
    const QString excel = workstation.folder.filePath(QStringLiteral("rows.xlsx"));
    saving.save(shown, excel);
    QTRY_COMPARE(told.size(), 3);
    QVERIFY2(told[2][0].toString().contains(excel), qPrintable(told[2][0].toString()));
    QCOMPARE(
        workbook(contentOf(excel)).value(QStringLiteral("count")).toInt(), static_cast<int>(shown.rows.size()) + 1);
    QCOMPARE(QFileInfo(excel).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const std::vector<QStringList> lines = parsed(contentOf(csv));
    QCOMPARE(lines.size(), shown.rows.size() + 1);
    QCOMPARE(lines[0][0], columnTitle(shown.columns.front()));
    QCOMPARE(
        QJsonDocument::fromJson(contentOf(json)).object().value(QStringLiteral("rows")).toArray().size(),
        static_cast<qsizetype>(shown.rows.size()));
    QCOMPARE(QFileInfo(csv).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(told[0][0].toString().contains(csv));
}

void ExportTest::whatCannotBeWrittenIsSaid()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    WorkspaceView& view = *workstation.window.view();
    ViewExport saving(view.operations(), view);
    QSignalSpy told(&saving, &ViewExport::told);
    saving.save(view.shownRows(), workstation.folder.filePath(QStringLiteral("no-folder/rows.csv")));
    QTRY_COMPARE(told.size(), 1);
    QVERIFY2(told[0][0].toString().contains(QLatin1String("not written")), qPrintable(told[0][0].toString()));
}

void ExportTest::noSecretIsInAFile()
{
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    fleet.name("one").token("cAnArYtOkEn0123456789_-abcdefghi").tokenCached();
    const auto index = indexOf(fleet);
    std::vector<int> rows;
    for (int row = 0; row < index->rowCount(); ++row)
        rows.push_back(row);
    std::vector<Column> all;
    for (int column = 0; column < columnCount; ++column)
        all.push_back(static_cast<Column>(column));
    for (const QByteArray& content :
         {sheetCsv(sheetOf(*index, rows, all, {}).value()), rowsJson(*index, rows, {}, {}).value()})
        QVERIFY2(!content.contains("cAnArYtOkEn"), content);
    const QJsonObject book = workbook(rowsXlsx(*index, rows, all, {}).value());
    QVERIFY(!book.isEmpty());
    QVERIFY(!QJsonDocument(book).toJson().contains("cAnArYtOkEn"));
}

void ExportTest::aWorkbookHoldsTheView()
{
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    fleet.healthy("two", org(2), "+5511999990002");
    const auto index = indexOf(fleet);
    const std::vector<Column> shown{Column::Organization, Column::Phone, Column::Since, Column::Age};
    const QJsonObject book = workbook(rowsXlsx(*index, {1, 0}, shown, {}).value());
    QCOMPARE(book.value(QStringLiteral("name")).toString(), QStringLiteral("Instances"));
    QVERIFY(book.value(QStringLiteral("frozen")).toBool());
    QCOMPARE(book.value(QStringLiteral("filter")).toString(), QStringLiteral("A1:F3"));
    QVERIFY(book.value(QStringLiteral("widths"))[0].toDouble() > book.value(QStringLiteral("widths"))[1].toDouble());
    QCOMPARE(cellOf(book, 0, "A"), std::pair(text, columnTitle(Column::Organization)));
    QCOMPARE(cellOf(book, 0, "D"), std::pair(text, QStringLiteral("Created")));
    QCOMPARE(cellOf(book, 0, "F"), std::pair(text, QStringLiteral("Organization ID")));
    const AuditRow& two = index->row(1);
    QCOMPARE(cellOf(book, 1, "B"), std::pair(text, cellText(index->audit(), two, Column::Phone)));
    QCOMPARE(cellOf(book, 1, "E"), std::pair(text, QStringLiteral("two")));
    QCOMPARE(cellOf(book, 1, "F"), std::pair(text, org(2).toString()));
    // Days since the last day of 1899, with the hour as a fraction, in local time as the window shows it.
    const std::optional<Timestamp> born = momentOf(two, Column::Age);
    QVERIFY(born);
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(born->time_since_epoch().count());
    const auto [kind, value] = cellOf(book, 1, "D");
    QCOMPARE(kind, QStringLiteral("date"));
    const double days = static_cast<double>(QDate(1899, 12, 30).daysTo(local.date()));
    QVERIFY2(
        std::abs(value.toDouble() - days - local.time().msecsSinceStartOfDay() / 86'400'000.0) < 2e-5,
        qPrintable(value));
}

void ExportTest::aWorkbookTakesEveryTextAsText()
{
    QStringList texts;
    for (const char* each :
         {"=cmd|' /C calc'!A0",
          "+1+1",
          "-2",
          "@SUM(A1)",
          "{=1+1}",
          "http://example.org/?a=1&b=2",
          "mailto:a@example.org",
          "internal:Sheet1!A1",
          "5511999990001",
          "007",
          "1e5",
          "2026-11-29",
          "TRUE",
          "_x0041_",
          "_x000D__x0A0a_",
          "a<b>&\"c\" ]]>",
          "  two spaces  ",
          "a\tb\nc",
          "Cl\u00ednica \u00c1gua \U0001F600",
          "'quoted'"})
        texts << QString::fromUtf8(each);
    const QJsonObject book = workbook(xlsxOf(sheetWith(texts), {}).value());
    for (qsizetype row = 0; row < texts.size(); ++row)
        QCOMPARE(cellOf(book, row + 1, "A"), std::pair(text, texts[row]));
    QCOMPARE(book.value(QStringLiteral("links")).toInt(), 0);
    // What no workbook can hold is replaced or cut, and the rest stays.
    const QString half = QString(QChar(0xD83D)) + QStringLiteral("half");
    const QString odd = QStringLiteral("a") + QChar(0) + QChar(0xFFFE) + QChar(1) + QStringLiteral("b");
    const QString longText(40'000, QLatin1Char('y'));
    const QJsonObject replaced = workbook(xlsxOf(sheetWith({half, odd, longText}), {}).value());
    QVERIFY(cellOf(replaced, 1, "A").second.endsWith(QLatin1String("half")));
    QCOMPARE(cellOf(replaced, 2, "A").second, QStringLiteral("a\uFFFD\uFFFD") + QChar(1) + QLatin1Char('b'));
    const QString cut = cellOf(replaced, 3, "A").second;
    QCOMPARE(cut.size(), longestXlsxText);
    QVERIFY(cut.endsWith(QChar(0x2026)));
}

void ExportTest::aWorkbookMayBeEmpty()
{
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    const QJsonObject book = workbook(rowsXlsx(*indexOf(fleet), {}, {Column::Instance}, {}).value());
    QCOMPARE(book.value(QStringLiteral("count")).toInt(), 1); // its titles
    QCOMPARE(book.value(QStringLiteral("filter")).toString(), QStringLiteral("A1:B1"));
}

void ExportTest::aWorkbookHoldsAHundredThousandRows()
{
    XlsxSheet sheet = sheetWith({});
    sheet.rowCount = 100'000;
    size_t next = 0;
    sheet.row = [&next](size_t row) { // in their order, each once: none is kept
        return std::vector<XlsxCell>{
            row == next++ ? QStringLiteral("row %1").arg(row) : QStringLiteral("out of order")};
    };
    const QJsonObject book = workbook(xlsxOf(sheet, {}).value());
    QCOMPARE(next, size_t(100'000));
    QCOMPARE(book.value(QStringLiteral("count")).toInt(), 100'001);
    QCOMPARE(cellOf(book, 1, "A").second, QStringLiteral("row 99999"));
}

/// The disk takes only some of them, which the library does not tell.
void ExportTest::aWorkbookThatLacksRowsIsNone()
{
#ifdef Q_OS_UNIX
    XlsxSheet sheet = sheetWith({});
    sheet.rowCount = 100'000;
    sheet.row = [](size_t row) { return std::vector<XlsxCell>{QStringLiteral("row %1").arg(row)}; };
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit small = before;
    small.rlim_cur = 1'000'000;
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const Result<QByteArray> made = xlsxOf(sheet, {});
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QVERIFY(!made);
    QVERIFY2(made.error().sentence.contains(QLatin1String("disk")), qPrintable(made.error().sentence));
#else
    QSKIP("The size of files is limited as Unix does it.");
#endif
}

void ExportTest::aStoppedExportEndsAtTheNextRow()
{
    std::stop_source stop;
    size_t asked = 0;
    XlsxSheet sheet = sheetWith({});
    sheet.rowCount = mostXlsxRows;
    sheet.row = [&](size_t row) {
        if (++asked == 3)
            stop.request_stop();
        return std::vector<XlsxCell>{QStringLiteral("row %1").arg(row)};
    };
    const Result<QByteArray> made = xlsxOf(sheet, stop.get_token());
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Stopped);
    QCOMPARE(asked, size_t(3));
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    const auto index = indexOf(fleet);
    const auto isStopped = [](const auto& answer) { return !answer && answer.error().kind == ErrorKind::Stopped; };
    QVERIFY(isStopped(rowsXlsx(*index, {0}, {Column::Instance}, stop.get_token())));
    QVERIFY(isStopped(sheetOf(*index, {0}, {Column::Instance}, stop.get_token())));
    QVERIFY(isStopped(rowsJson(*index, {0}, {}, stop.get_token())));
}

/// Whoever quits waits for no export.
void ExportTest::anExportHearsThatItIsStopped()
{
    std::atomic_bool isStopped = false;
    {
        BackgroundRunner runner;
        OperationService operations(practiceContext(), runner);
        QWidget asker;
        saveMade(
            operations, QStringLiteral("nowhere"),
            [&isStopped](const std::stop_token& stop) -> Result<QByteArray> {
                for (int pause = 0; pause < 500 && !stop.stop_requested(); ++pause)
                    QThread::msleep(10);
                isStopped = stop.stop_requested();
                return std::unexpected(stoppedError());
            },
            &asker, [](const Result<void>&) {});
    }
    QVERIFY(isStopped);
}

void ExportTest::moreThanExcelOpensIsRefused()
{
    XlsxSheet sheet = sheetWith({});
    sheet.rowCount = mostXlsxRows + 1;
    const Result<QByteArray> made = xlsxOf(sheet, {});
    QVERIFY(!made);
    QVERIFY2(made.error().sentence.contains(QLatin1String("CSV")), qPrintable(made.error().sentence));
}

void ExportTest::aReportIsPrinted()
{
    ChangeResult result;
    result.operation = QStringLiteral("delete");
    result.outcome = OperationOutcome::Partial;
    result.items.resize(2);
    result.items[0].instanceName = InstanceName::fromText(u"one");
    result.items[1].instanceName = InstanceName::fromText(u"two");
    result.items[1].error = Error{ErrorKind::TimedOut, QStringLiteral("The server did not answer."), {}};
    const Report report = reportOf(result, [](const OrganizationId&) { return QStringLiteral("Clínica Aurora"); });
    QVERIFY(report.pdf);
    const QByteArray pdf = report.pdf();
    QVERIFY(pdf.startsWith("%PDF-") && pdf.trimmed().endsWith("%%EOF"));
    QVERIFY(pdf.contains("/Type /Page"));
}

void ExportTest::textsInAReportStayTexts()
{
    PrintedReport report;
    report.title = QStringLiteral("<b>Delete</b>");
    report.columns = {QStringLiteral("Instance")};
    report.rows = {{QStringLiteral("<img src=\"http://example.org/x\">&amp; %1")}};
    report.details = {QStringLiteral("    <script>"), QStringLiteral("a\u202Eb")};
    const QString html = htmlOf(report);
    QVERIFY2(!html.contains(QLatin1String("<img")) && !html.contains(QLatin1String("<script")), qPrintable(html));
    QVERIFY(html.contains(QLatin1String("&lt;b&gt;Delete")) && html.contains(QLatin1String("&amp;amp; %1")));
    QVERIFY(!html.contains(QChar(0x202E)));
}

void ExportTest::manyItemsTakeManyPages()
{
    PrintedReport report;
    report.title = QStringLiteral("Many");
    for (int line = 0; line < 300; ++line)
        report.details << QStringLiteral("line %1").arg(line);
    const QByteArray pdf = pdfOf(report);
    QVERIFY2(pdf.count("/Type /Page\n") >= 4, QByteArray::number(pdf.count("/Type /Page\n")));
}

STEWARD_TEST(ExportTest)

} // namespace steward::export_test

#include "export_test.moc"
