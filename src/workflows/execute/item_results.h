#pragma once

#include "domain/plans/plan_item.h"
#include "workflows/execute/item_result.h"
#include "workflows/session/change_result.h"

#include <optional>
#include <vector>

namespace steward {

/// How the items of a plan ended, by their places in it: a few bytes each, since there may be very many.
class ItemResults final {
public:
    explicit ItemResults(size_t size)
        : m_ends(size)
    {
    }

    bool has(size_t place) const { return m_ends[place].isThere; }
    void put(size_t place, const ItemResult& end);
    bool isOpen(size_t place) const { return m_ends[place].isOpen; }
    bool hasWritten(size_t place) const { return m_ends[place].hasWritten; }
    /// What came of the item that stands there.
    ChangeItem change(size_t place, const PlanItem& item) const;

private:
    struct Short {
        bool isThere : 1 = false;
        bool isOpen : 1 = false;
        bool hasWritten : 1 = false;
        bool isTold : 1 = false;
        bool isPending : 1 = false;
        StoreOutcome server = StoreOutcome::Skipped;
        StoreOutcome database = StoreOutcome::Skipped;
        StoreOutcome cache = StoreOutcome::Skipped;
        qint32 receivers = -1; ///< −1: not known
        qint32 error = -1;     ///< its place; −1: none
    };
    std::vector<Short> m_ends;
    std::vector<Error> m_errors; ///< one for all that follow each other with the same
};

} // namespace steward
