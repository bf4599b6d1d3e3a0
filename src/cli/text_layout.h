#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace steward {

/// How many cells a terminal takes for it: none for what combines, two for East Asian letters and pictures.
int cellsOf(const QString& text);
/// No wider than `cells`: its end is "…" where it had to be cut.
QString cutTo(const QString& text, int cells);
/// The same with "…" in place of its beginning.
QString cutFrontTo(const QString& text, int cells);
/// Filled with blanks on the right.
QString padded(const QString& text, int cells);
/// Broken between words; every line but the first starts with `indent` blanks. A longer word stands alone.
QString wrapped(const QString& text, int width, int indent);

/// Rows in aligned columns. Where a width is given, the widest of the columns that may be cut gives way.
class TextTable final {
public:
    explicit TextTable(QStringList headings)
        : m_headings(std::move(headings))
    {
    }

    void mayCut(int column) { m_cut << column; }
    void add(QStringList cells) { m_rows.push_back(std::move(cells)); }
    bool isEmpty() const { return m_rows.empty(); }
    /// `width` 0: as wide as it gets, for files and pipes.
    QStringList lines(int width) const;

private:
    std::vector<int> widths(int width) const;

    QStringList m_headings;
    QList<int> m_cut;
    std::vector<QStringList> m_rows;
};

} // namespace steward
