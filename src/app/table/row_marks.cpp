#include "app/table/row_marks.h"

#include "app/table/row_places.h"

#include <utility>

namespace steward {

void RowMarks::setIndex(std::shared_ptr<const AuditIndex> index)
{
    if (index == m_index)
        return;
    const std::vector<int> marked = rows();
    const std::shared_ptr<const AuditIndex> before = std::exchange(m_index, std::move(index));
    const std::vector<int> places = m_index && !marked.empty() ? placesIn(*m_index, *before) : std::vector<int>();
    const QSet<QByteArray> away = std::exchange(m_away, {});
    m_bits.assign(m_index ? static_cast<size_t>(m_index->rowCount()) : 0, false);
    m_count = 0;
    for (const int row : marked) {
        if (const int place = m_index ? places[static_cast<size_t>(row)] : -1; place >= 0)
            set(place, true);
        else
            m_away.insert(before->row(row).identity());
    }
    for (const QByteArray& identity : away) {
        if (const int place = m_index ? m_index->rowOf(identity) : -1; place >= 0)
            set(place, true);
        else
            m_away.insert(identity);
    }
}

void RowMarks::set(int row, bool marked)
{
    auto bit = m_bits[static_cast<size_t>(row)];
    if (bit == marked)
        return;
    bit = marked;
    m_count += marked ? 1 : -1;
}

void RowMarks::clear()
{
    m_bits.assign(m_bits.size(), false);
    m_count = 0;
    m_away.clear();
}

std::vector<int> RowMarks::rows() const
{
    std::vector<int> rows;
    rows.reserve(static_cast<size_t>(m_count));
    for (size_t row = 0; row < m_bits.size(); ++row) {
        if (m_bits[row])
            rows.push_back(static_cast<int>(row));
    }
    return rows;
}

} // namespace steward
