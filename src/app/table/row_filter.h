#pragma once

#include "app/table/audit_index.h"

#include <vector>

namespace steward {

/// Which rows are shown: those of a view, and of them those that what was typed finds.
struct RowFilter {
    RowQuery view;
    RowQuery query;

    bool operator==(const RowFilter&) const = default;
    bool isEmpty() const { return view.isEmpty() && query.isEmpty(); }
};

/// One for each row of the audit.
std::vector<bool> filterRows(const AuditIndex& index, const RowFilter& filter);
/// How many rows a query finds.
qint64 countRows(const AuditIndex& index, const RowQuery& query);

} // namespace steward
