#pragma once

#include "app/table/audit_index.h"

#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace steward {

/// What was typed into the search field: words that must all occur, some of them in one column only ("state:close",
/// "org:silva", "phone:5511", "finding:orphaned"). Quotes hold a phrase together.
class RowQuery final {
public:
    RowQuery() = default;
    static RowQuery fromText(const QString& text);

    struct Term {
        QByteArray text;              ///< as searchable() makes it
        std::optional<Column> column; ///< nothing: any
        bool operator==(const Term&) const = default;
    };
    const std::vector<Term>& terms() const { return m_terms; }
    bool isEmpty() const { return m_terms.empty(); }
    bool operator==(const RowQuery&) const = default;

private:
    std::vector<Term> m_terms;
};

/// Which rows are shown.
struct RowFilter {
    RowQuery query;
    std::optional<QUuid> organization; ///< a null id asks for the rows without one
    std::optional<FindingCode> finding;
    std::optional<Verdict> verdict;

    bool operator==(const RowFilter&) const = default;
    bool isEmpty() const { return query.isEmpty() && !organization && !finding && !verdict; }
};

/// How many rows each chip would show, given the query and the organization.
struct ChipCounts {
    qint64 all = 0;
    std::array<qint64, verdictCount> verdicts{};
    std::array<qint64, findingCodeCount> findings{};
};

struct FilterResult {
    std::vector<bool> shown; ///< one for each row of the audit
    ChipCounts counts;
};

FilterResult filterRows(const AuditIndex& index, const RowFilter& filter);

} // namespace steward
