#include "app/table/row_filter.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace steward {
namespace {

struct Operator {
    const char* word;
    Column column;
};
constexpr Operator operators[] = {
    {"org:", Column::Organization}, {"name:", Column::Instance},    {"state:", Column::Connection},
    {"memory:", Column::Memory},    {"status:", Column::Database},  {"cache:", Column::Cache},
    {"phone:", Column::Phone},      {"finding:", Column::Findings}, {"verdict:", Column::Verdict},
};

RowQuery::Term termOf(const QString& word)
{
    for (const Operator& known : operators) {
        const QLatin1String prefix(known.word);
        if (word.size() > prefix.size() && word.startsWith(prefix, Qt::CaseInsensitive))
            return {searchable(word.mid(prefix.size())), known.column};
    }
    return {searchable(word), {}};
}

/// memmem is not everywhere; where it is, it is several times faster than a search of our own.
const char* findBytes(const char* begin, const char* end, const QByteArray& needle)
{
#ifdef __GLIBC__
    return static_cast<const char*>(
        memmem(begin, static_cast<size_t>(end - begin), needle.constData(), static_cast<size_t>(needle.size())));
#else
    const char* found = std::search(begin, end, needle.begin(), needle.end());
    return found == end ? nullptr : found;
#endif
}

/// Marks the rows whose text holds the word anywhere, in one pass over the whole buffer.
void keepMatches(const AuditIndex& index, const QByteArray& word, std::vector<bool>& shown)
{
    const std::vector<qsizetype>& offsets = index.searchOffsets();
    const char* const begin = index.searchBuffer().constData();
    const char* const end = begin + index.searchBuffer().size();
    size_t next = 0; // the first row not decided yet
    const char* from = begin;
    while (const char* found = findBytes(from, end, word)) {
        const auto after =
            std::upper_bound(offsets.begin() + static_cast<qptrdiff>(next), offsets.end(), found - begin);
        const auto row = static_cast<size_t>(after - offsets.begin()) - 1;
        std::fill(shown.begin() + static_cast<qptrdiff>(next), shown.begin() + static_cast<qptrdiff>(row), false);
        next = row + 1;
        from = begin + offsets[next];
    }
    std::fill(shown.begin() + static_cast<qptrdiff>(next), shown.end(), false);
}

void keepMatchesInColumn(const AuditIndex& index, const RowQuery::Term& term, std::vector<bool>& shown)
{
    for (size_t row = 0; row < shown.size(); ++row) {
        if (shown[row] && !index.searchText(static_cast<int>(row), *term.column).contains(term.text))
            shown[row] = false;
    }
}

bool passesChip(const AuditIndex& index, int row, const RowFilter& filter)
{
    if (filter.verdict && index.row(row).verdict != *filter.verdict)
        return false;
    return !filter.finding || (index.findingMask(row) >> static_cast<int>(*filter.finding) & 1) != 0;
}

} // namespace

RowQuery RowQuery::fromText(const QString& text)
{
    RowQuery query;
    QString word;
    bool isQuoted = false;
    const auto finish = [&] {
        if (!word.isEmpty())
            query.m_terms.push_back(termOf(word));
        word.clear();
    };
    for (const QChar character : text) {
        if (character == QLatin1Char('"'))
            isQuoted = !isQuoted;
        else if (character.isSpace() && !isQuoted)
            finish();
        else
            word += character;
    }
    finish();
    return query;
}

FilterResult filterRows(const AuditIndex& index, const RowFilter& filter)
{
    const int rows = index.rowCount();
    FilterResult result{std::vector<bool>(static_cast<size_t>(rows), true), {}};
    for (const RowQuery::Term& term : filter.query.terms()) {
        if (term.column)
            keepMatchesInColumn(index, term, result.shown);
        else
            keepMatches(index, term.text, result.shown);
    }
    for (int row = 0; row < rows; ++row) {
        const auto at = static_cast<size_t>(row);
        if (!result.shown[at])
            continue;
        if (filter.organization && index.row(row).organizationId != *filter.organization) {
            result.shown[at] = false;
            continue;
        }
        ++result.counts.all;
        ++result.counts.verdicts[static_cast<size_t>(index.row(row).verdict)];
        for (quint32 mask = index.findingMask(row); mask != 0; mask &= mask - 1)
            ++result.counts.findings[static_cast<size_t>(std::countr_zero(mask))];
        result.shown[at] = passesChip(index, row, filter);
    }
    return result;
}

} // namespace steward
