#include "app/desk.h"
#include "support/test_registry.h"

#include "app/export/row_sheet.h"
#include "app/export/view_export.h"
#include "app/operations/printed_report.h"
#include "app/operations/report.h"
#include "app/table/instance_table.h"
#include "support/fleet_builder.h"
#include "workflows/session/change_result.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>

using namespace steward;
using namespace steward::test;

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
    void aReportIsPrinted();
    void textsInAReportStayTexts();
    void manyItemsTakeManyPages();
};

void ExportTest::theSheetHasTheColumnsShown()
{
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    fleet.healthy("two", org(2), "+5511999990002");
    const RowSheet sheet = sheetOf(*indexOf(fleet), {1, 0}, {Column::State, Column::Organization});
    QCOMPARE(
        sheet.titles, (QStringList{
                          columnTitle(Column::State), columnTitle(Column::Organization), columnTitle(Column::Instance),
                          QStringLiteral("Organization ID")}));
    QCOMPARE(sheet.lines.size(), 2U);
    QCOMPARE(sheet.lines[0][2], QStringLiteral("two"));
    QCOMPARE(sheet.lines[0][3], org(2).toString());
    const RowSheet named = sheetOf(*indexOf(fleet), {0}, {Column::Instance});
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
    const RowSheet sheet = sheetOf(*index, rows, {Column::Instance});
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
    const RowSheet sheet = sheetOf(*indexOf(fleet), {0}, {Column::Database, Column::Verdict});
    QVERIFY2(
        !sheet.lines[0][0].isEmpty() && sheet.lines[0][0] != QLatin1String("active"), qPrintable(sheet.lines[0][0]));
}

void ExportTest::jsonIsTheDocumentOfList()
{
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    const QJsonObject document =
        QJsonDocument::fromJson(rowsJson(*indexOf(fleet), {0}, QStringLiteral("state:connected"))).object();
    QCOMPARE(
        document.keys(), (QStringList{
                             QStringLiteral("query"), QStringLiteral("rows"), QStringLiteral("stores"),
                             QStringLiteral("taken_at"), QStringLiteral("version")}));
    QCOMPARE(document.value(QStringLiteral("query")).toString(), QStringLiteral("state:connected"));
    const QJsonArray rows = document.value(QStringLiteral("rows")).toArray();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].toObject().value(QStringLiteral("instance_name")).toString(), QStringLiteral("one"));
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
    for (const QByteArray& content : {sheetCsv(sheetOf(*index, rows, all)), rowsJson(*index, rows, {})})
        QVERIFY2(!content.contains("cAnArYtOkEn"), content);
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

#include "export_test.moc"
