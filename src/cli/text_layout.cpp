#include "cli/text_layout.h"

#include "domain/visible_text.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <numeric>

namespace steward {
namespace {

constexpr int gap = 2;
constexpr int narrowest = 12; ///< what a column keeps that is cut

bool isWide(char32_t letter)
{
    struct Range {
        char32_t first;
        char32_t last;
    };
    // East Asian Width "W" and "F" as far as terminals of the field agree on them.
    static constexpr Range ranges[] = {{0x1100, 0x115f}, {0x2e80, 0xa4cf},   {0xac00, 0xd7a3},
                                       {0xf900, 0xfaff}, {0xfe30, 0xfe6f},   {0xff00, 0xff60},
                                       {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd}};
    return std::ranges::any_of(
        ranges, [letter](const Range& range) { return letter >= range.first && letter <= range.last; });
}

/// Each letter as it is seen, with what combines with it.
QStringList lettersOf(const QString& text)
{
    QStringList letters;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype from = 0;
    while (finder.toNextBoundary() > 0) {
        letters << text.mid(from, finder.position() - from);
        from = finder.position();
    }
    return letters;
}

int cellsOfLetter(const QString& letter)
{
    const QList<uint> points = letter.toUcs4();
    return !points.isEmpty() && isWide(points.first()) ? 2 : 1;
}

} // namespace

int cellsOf(const QString& text)
{
    if (isPlainText(text)) // a hundred thousand names are looked at, and finding their letters is dear
        return static_cast<int>(text.size());
    int cells = 0;
    for (const QString& letter : lettersOf(text))
        cells += cellsOfLetter(letter);
    return cells;
}

QString cutTo(const QString& text, int cells)
{
    if (cellsOf(text) <= cells)
        return text;
    QString kept;
    int used = 1; // the ellipsis
    for (const QString& letter : lettersOf(text)) {
        used += cellsOfLetter(letter);
        if (used > cells)
            break;
        kept += letter;
    }
    return kept + QStringLiteral("…");
}

QString cutFrontTo(const QString& text, int cells)
{
    if (cellsOf(text) <= cells)
        return text;
    const QStringList letters = lettersOf(text);
    QString kept;
    int used = 1; // the ellipsis
    for (auto letter = letters.rbegin(); letter != letters.rend(); ++letter) {
        used += cellsOfLetter(*letter);
        if (used > cells)
            break;
        kept.prepend(*letter);
    }
    return QStringLiteral("…") + kept;
}

QString padded(const QString& text, int cells)
{
    return text + QString(std::max(0, cells - cellsOf(text)), QLatin1Char(' '));
}

QString wrapped(const QString& text, int width, int indent)
{
    QString lines;
    int used = 0;
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const int cells = cellsOf(word);
        if (used > 0 && used + 1 + cells > width - indent) {
            lines += QLatin1Char('\n') + QString(indent, QLatin1Char(' '));
            used = 0;
        }
        if (used > 0) {
            lines += QLatin1Char(' ');
            ++used;
        }
        lines += word;
        used += cells;
    }
    return lines;
}

std::vector<int> TextTable::widths(int width) const
{
    std::vector<int> widths;
    for (qsizetype column = 0; column < m_headings.size(); ++column) {
        int widest = cellsOf(m_headings[column]);
        for (const QStringList& row : m_rows)
            widest = std::max(widest, cellsOf(row.value(column)));
        widths.push_back(widest);
    }
    const auto all = [&widths] { return std::accumulate(widths.begin(), widths.end(), gap * int(widths.size() - 1)); };
    const auto widthOf = [&widths](int column) { return widths.at(static_cast<size_t>(column)); };
    while (width > 0 && all() > width && !m_cut.isEmpty()) {
        const int widest = *std::ranges::max_element(m_cut, {}, widthOf);
        if (widthOf(widest) <= narrowest)
            break;
        --widths.at(static_cast<size_t>(widest));
    }
    return widths;
}

QStringList TextTable::lines(int width) const
{
    const std::vector<int> columns = widths(width);
    QStringList lines;
    const auto add = [&](const QStringList& row) {
        QString line;
        for (qsizetype column = 0; column < m_headings.size(); ++column) {
            const int cells = columns.at(static_cast<size_t>(column));
            line += padded(cutTo(row.value(column), cells), cells + gap);
        }
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        lines << line;
    };
    add(m_headings);
    for (const QStringList& row : m_rows)
        add(row);
    return lines;
}

} // namespace steward
