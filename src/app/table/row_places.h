#pragma once

#include "app/table/audit_index.h"

#include <vector>

namespace steward {

inline bool isSameRow(const AuditRow& a, const AuditRow& b)
{
    return a.kind == b.kind && a.name == b.name && (a.kind == RowKind::Instance || a.identity() == b.identity());
}

/// Where each row of one audit stands in another; −1: it has no such row. Two readings have mostly the same rows in the
/// same order, so that few are looked for by their identity.
inline std::vector<int> placesIn(const AuditIndex& to, const AuditIndex& from)
{
    std::vector<int> places;
    places.reserve(static_cast<size_t>(from.rowCount()));
    int next = 0;
    for (int row = 0; row < from.rowCount(); ++row) {
        const bool isNext = next < to.rowCount() && isSameRow(from.row(row), to.row(next));
        places.push_back(isNext ? next : to.rowOf(from.row(row).identity()));
        if (places.back() >= 0)
            next = places.back() + 1;
    }
    return places;
}

} // namespace steward
