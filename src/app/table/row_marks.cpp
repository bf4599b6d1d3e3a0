#include "app/table/row_marks.h"

#include "app/table/audit_index.h"

namespace steward {

void RowMarks::setIndex(std::shared_ptr<const AuditIndex> index)
{
    QSet<QByteArray> identities = std::move(m_away);
    for (const int row : rows())
        identities.insert(m_index->row(row).identity());
    m_away.clear();
    m_index = std::move(index);
    m_bits.assign(m_index ? static_cast<size_t>(m_index->rowCount()) : 0, false);
    m_count = 0;
    for (const QByteArray& identity : identities) {
        const int row = m_index ? m_index->rowOf(identity) : -1;
        if (row >= 0)
            set(row, true);
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
