#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace steward {

/// Something to be printed, or put to a ticket: a heading, some lines below it, and a table or further lines. All plain
/// text, from wherever it comes.
struct PrintedReport {
    QString title;
    QStringList lines;             ///< below the title: what is said in short
    QStringList columns;           ///< of the table; empty: there is none
    std::vector<QStringList> rows; ///< of the table
    QStringList details;           ///< below it, a line each; one that begins with spaces stands further in
};

/// As a PDF of A4 pages, each with its number. Blocks, on any thread.
QByteArray pdfOf(const PrintedReport& report);
/// The text that is laid out, for whoever looks at it otherwise.
QString htmlOf(const PrintedReport& report);

} // namespace steward
