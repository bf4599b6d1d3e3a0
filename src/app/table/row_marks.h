#pragma once

#include <QByteArray>
#include <QSet>

#include <functional>
#include <memory>
#include <vector>

namespace steward {

class AuditIndex;

/// A set of rows by identity, which sorting and filtering leave alone and a new reading carries over. While an audit
/// stands, a row's place stands for its identity, so that marking 100,000 rows costs bits and no texts.
class RowMarks final {
public:
    /// Carries the marks over to another reading; those of rows it does not hold wait for one that does.
    void setIndex(std::shared_ptr<const AuditIndex> index);
    /// An index that has the same rows as the one before.
    void setIndexOfSameRows(std::shared_ptr<const AuditIndex> index) { m_index = std::move(index); }

    bool has(int row) const { return m_bits[static_cast<size_t>(row)]; }
    void set(int row, bool marked);
    void clear();
    /// How many rows of this reading are marked.
    int count() const { return m_count; }
    /// In the audit's order.
    std::vector<int> rows() const;

private:
    std::shared_ptr<const AuditIndex> m_index;
    std::vector<bool> m_bits;
    int m_count = 0;
    QSet<QByteArray> m_away;
};

} // namespace steward
