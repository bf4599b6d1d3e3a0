#include "app/table/row_filter.h"

#include <algorithm>
#include <cstring>

namespace steward {
namespace {

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

/// Leaves those marked whose text holds the word anywhere, in one pass over the whole buffer.
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

/// It is in the text wherever it matches, also as digits.
bool isFoundByText(const RowQuery::Term& term)
{
    return term.field == QueryField::Any && (term.digits.isEmpty() || term.digits == term.text);
}

void keepMatches(const AuditIndex& index, const RowQuery& query, std::vector<bool>& shown)
{
    for (const RowQuery::Term& term : query.terms()) {
        if (term.isUnfinished)
            continue;
        if (isFoundByText(term)) {
            keepMatches(index, term.text, shown);
            continue;
        }
        for (size_t row = 0; row < shown.size(); ++row) {
            if (shown[row] && !RowQuery::matches(term, index.facts(static_cast<int>(row))))
                shown[row] = false;
        }
    }
    if (query.trouble())
        std::fill(shown.begin(), shown.end(), false);
}

} // namespace

std::vector<bool> filterRows(const AuditIndex& index, const RowFilter& filter)
{
    std::vector<bool> shown(static_cast<size_t>(index.rowCount()), true);
    keepMatches(index, filter.query, shown);
    keepMatches(index, filter.view, shown);
    return shown;
}

qint64 countRows(const AuditIndex& index, const RowQuery& query)
{
    const std::vector<bool> shown = filterRows(index, {query, {}});
    return std::count(shown.begin(), shown.end(), true);
}

} // namespace steward
