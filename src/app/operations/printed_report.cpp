#include "app/operations/printed_report.h"

#include "domain/visible_text.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>

namespace steward {
namespace {

constexpr int dotsPerInch = 96;
constexpr int marginMillimetres = 15;
constexpr int footHeight = 24;

QString cell(const char* tag, const QString& text)
{
    return QStringLiteral("<%1>%2</%1>").arg(QLatin1String(tag), visibleText(text).toHtmlEscaped());
}

/// What stands further in stays there: HTML takes spaces at a line's beginning away.
QString indented(const QString& line)
{
    qsizetype spaces = 0;
    while (spaces < line.size() && line[spaces] == QLatin1Char(' '))
        ++spaces;
    return QStringLiteral("<div style=\"margin-left:%1px\">").arg(6 * spaces) +
           visibleText(line.mid(spaces)).toHtmlEscaped() + QStringLiteral("</div>");
}

QString lineOf(const char* tag, const QStringList& cells)
{
    QString line = QStringLiteral("<tr>");
    for (const QString& text : cells)
        line += cell(tag, text);
    return line + QStringLiteral("</tr>");
}

void paintPages(QPdfWriter& writer, QTextDocument& document)
{
    QPainter painter(&writer);
    const QRectF page(0, 0, writer.width(), writer.height());
    const QRectF body = page.adjusted(0, 0, 0, -footHeight);
    document.setPageSize(body.size());
    const int pages = document.pageCount();
    for (int number = 0; number < pages; ++number) {
        if (number > 0)
            writer.newPage();
        painter.save();
        painter.translate(0, -number * body.height());
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = QRectF(0, number * body.height(), body.width(), body.height());
        context.palette.setColor(QPalette::Text, Qt::black);
        painter.setClipRect(context.clip);
        document.documentLayout()->draw(&painter, context);
        painter.restore();
        painter.drawText(
            QRectF(0, body.height(), page.width(), footHeight), Qt::AlignRight | Qt::AlignBottom,
            QStringLiteral("%1 / %2").arg(number + 1).arg(pages));
    }
}

} // namespace

QString htmlOf(const PrintedReport& report)
{
    QString html = cell("h2", report.title);
    for (const QString& line : report.lines)
        html += cell("p", line);
    if (!report.columns.isEmpty()) {
        html += QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"3\" width=\"100%\"><thead>") +
                lineOf("th", report.columns) + QStringLiteral("</thead>");
        for (const QStringList& row : report.rows)
            html += lineOf("td", row);
        html += QStringLiteral("</table><br/>");
    }
    for (const QString& line : report.details)
        html += indented(line);
    return html;
}

QByteArray pdfOf(const PrintedReport& report)
{
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(dotsPerInch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(
        QMarginsF(marginMillimetres, marginMillimetres, marginMillimetres, marginMillimetres), QPageLayout::Millimeter);
    writer.setTitle(report.title);
    QTextDocument document;
    document.documentLayout()->setPaintDevice(&writer);
    QFont font = document.defaultFont();
    font.setPointSizeF(9);
    document.setDefaultFont(font);
    document.setHtml(htmlOf(report));
    paintPages(writer, document);
    return pdf;
}

} // namespace steward
