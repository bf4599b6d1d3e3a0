#pragma once

#include "domain/error.h"
#include "domain/plans/plan_item.h"

#include <QByteArray>

#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <vector>

namespace steward {

/// Where the items of a large plan are kept, page by page, in the order of their writing. Only this process reads them.
/// Used from any thread, by one at a time.
class ItemPages {
public:
    virtual ~ItemPages() = default;
    virtual Result<void> append(const QByteArray& page) = 0;
    virtual Result<QByteArray> read(size_t page) = 0;
};

/// How the items of large plans are kept.
struct ItemPaging {
    /// An item takes some 5 KB: the 10,000 of the rule would be 50 MB for each plan, and there are three at once.
    static constexpr size_t usual = 2'000;

    std::function<std::unique_ptr<ItemPages>()> make; ///< for one more plan; empty: items stay in memory, however many
    size_t most = usual;                              ///< so many are all in memory
    size_t page = 250;                                ///< items of a page
};

/// An item for as long as it is looked at; its page stays in memory with it.
using PlanItemRef = std::shared_ptr<const PlanItem>;

/// The items of a plan, in their order: up to 2,000 in memory, of more all but a few pages elsewhere (WORKFLOWS,
/// "Plans, breakers, staleness"). A copy shares what is elsewhere. Reading from several threads at once is allowed.
class PlanItems final {
public:
    PlanItems() = default;
    explicit PlanItems(ItemPaging paging)
        : m_paging(std::move(paging))
    {
    }

    /// None, kept as these are.
    PlanItems emptyOnes() const { return PlanItems(m_paging); }
    void push_back(PlanItem item);
    void clear() { *this = emptyOnes(); }

    size_t size() const { return m_hashes.size(); }
    bool empty() const { return m_hashes.empty(); }
    bool isPaged() const { return m_spill != nullptr; }
    /// Valid until an item is added. One whose page cannot be read is without identity and steps: see trouble().
    PlanItemRef at(size_t place) const;
    PlanItem operator[](size_t place) const { return *at(place); }
    PlanItem front() const { return *at(0); }
    PlanItem back() const { return *at(size() - 1); }
    /// Null where there is none.
    PlanItemRef find(const QByteArray& identity) const;
    /// How much they do; counted as they are added.
    const PlanTally& tally() const { return m_tally; }
    /// Those that are left because they are protected.
    qint64 protectedOnes() const { return m_protected; }
    /// A page could not be written or read: the plan is not to be trusted.
    std::optional<Error> trouble() const;
    bool operator==(const PlanItems& other) const;

    /// A reference is valid as long as its iterator stays where it is.
    class const_iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = PlanItem;
        using difference_type = std::ptrdiff_t;
        using pointer = const PlanItem*;
        using reference = const PlanItem&;

        const_iterator() = default;
        const_iterator(const PlanItems* items, size_t place)
            : m_items(items)
            , m_place(place)
        {
        }
        reference operator*() const { return *get(); }
        pointer operator->() const { return get(); }
        const_iterator& operator++()
        {
            ++m_place;
            m_item.reset();
            return *this;
        }
        const_iterator operator++(int)
        {
            const_iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const const_iterator& other) const { return m_place == other.m_place; }

    private:
        pointer get() const
        {
            if (!m_item)
                m_item = m_items->at(m_place);
            return m_item.get();
        }

        const PlanItems* m_items = nullptr;
        size_t m_place = 0;
        mutable PlanItemRef m_item;
    };
    const_iterator begin() const { return {this, 0}; }
    const_iterator end() const { return {this, size()}; }

private:
    friend class PlanItemIndex;
    struct Spill;
    void spill();
    void writePage();

    ItemPaging m_paging;
    std::vector<PlanItem> m_items; ///< all, or those after the last page
    std::shared_ptr<Spill> m_spill;
    size_t m_written = 0;          ///< items in pages
    std::vector<quint32> m_hashes; ///< of the identities, by place
    PlanTally m_tally;
    qint64 m_protected = 0;
};

/// Finds many items by their identity. The items have to outlive it, and stay as they are.
class PlanItemIndex final {
public:
    explicit PlanItemIndex(const PlanItems& items);

    std::optional<size_t> placeOf(const QByteArray& identity) const;
    /// Null where there is none.
    PlanItemRef find(const QByteArray& identity) const;

private:
    struct Entry {
        quint32 hash = 0;
        quint32 place = 0;
        auto operator<=>(const Entry&) const = default;
    };
    const PlanItems& m_items;
    std::vector<Entry> m_entries; ///< ascending
};

} // namespace steward
