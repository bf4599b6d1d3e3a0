#pragma once

#include "app/table/cells.h"
#include "app/table/row_uses.h"
#include "domain/audit/audit.h"
#include "domain/query/row_query.h"

#include <QHash>

#include <array>
#include <memory>
#include <vector>

namespace steward {

/// An organization as the list on the left shows it. A null id stands for the rows without an organization.
struct OrganizationSummary {
    OrganizationId id;
    QString name;
    bool active = true;
    qint64 instances = 0; ///< listed by the server; −1 where it was not read whole
    qint64 rows = 0;
    std::optional<Severity> worst;
    QString searchText; ///< lower case
};

/// How many rows there are of each kind that one can look at by itself.
struct RowCounts {
    qint64 all = 0;
    qint64 attention = 0; ///< with an error or a warning
    qint64 protectedOnes = 0;
    std::array<qint64, instanceStateCount> states{};
    std::array<qint64, findingCodeCount> findings{};
    std::array<qint64, problemGroupCount> groups{}; ///< a row with two of a group counts once
};

/// An audit with what makes its table fast: sort keys, one folded search buffer, what a query looks at, the
/// organizations. Built on a worker, immutable, shared.
class AuditIndex final {
    Q_DISABLE_COPY_MOVE(AuditIndex)

public:
    explicit AuditIndex(std::shared_ptr<const Audit> audit);

    const Audit& audit() const { return *m_audit; }
    int rowCount() const { return static_cast<int>(m_audit->rows().size()); }
    const AuditRow& row(int index) const { return m_audit->rows()[static_cast<size_t>(index)]; }
    /// Where the row of this identity stands; −1 where it is not there.
    int rowOf(const QByteArray& identity) const;

    quint64 sortKey(int row, Column column) const
    {
        return m_keys[static_cast<size_t>(column)][static_cast<size_t>(row)];
    }
    /// All rows' texts, folded (appendRowText()); each ends in a line feed.
    const QByteArray& searchBuffer() const { return m_buffer; }
    /// Where a row's text begins; one more entry than rows.
    const std::vector<qsizetype>& searchOffsets() const { return m_offsets; }
    QByteArrayView searchText(int row) const;
    /// What a query looks at.
    RowFacts facts(int row) const;
    ProblemSet problems(int row) const { return m_facts[static_cast<size_t>(row)].problems; }
    InstanceState state(int row) const { return m_facts[static_cast<size_t>(row)].state; }
    const RowUses& uses(int row) const { return m_uses[static_cast<size_t>(row)]; }
    const RowCounts& counts() const { return m_counts; }

    /// When the oldest answer came on which a row is called working.
    const std::optional<Timestamp>& oldestAnswer() const { return m_oldestAnswer; }

    /// Ordered by name, those without a name of their own last.
    const std::vector<OrganizationSummary>& organizations() const { return m_organizations; }
    /// How many organizations have these rows.
    int organizationsOf(const std::vector<int>& rows) const;

private:
    void buildKeys();
    QString orderedText(const AuditRow& row, Column column) const;
    void buildSearch();
    void buildFacts();
    void count(const RowFacts& facts);
    void buildOrganizations();

    std::shared_ptr<const Audit> m_audit;
    std::array<std::vector<quint64>, columnCount> m_keys;
    QByteArray m_buffer;
    std::vector<qsizetype> m_offsets;
    std::vector<RowFacts> m_facts; ///< without their texts
    RowCounts m_counts;
    QHash<QByteArray, int> m_unnamed; ///< identities of rows that no name finds
    std::vector<OrganizationSummary> m_organizations;
    std::optional<Timestamp> m_oldestAnswer;
    std::vector<RowUses> m_uses;
    std::vector<int> m_organizationOf; ///< of each row, a number for its organization; −1: it has none
};

} // namespace steward
