#include "domain/plans/plan_items.h"

#include "domain/plans/plan_item_pages.h"

#include <algorithm>
#include <deque>
#include <mutex>

namespace steward {
namespace {

constexpr size_t pagesInMemory = 4;

quint32 hashOf(const QByteArray& identity)
{
    return static_cast<quint32>(qHash(QByteArrayView(identity), 0));
}

using Page = std::vector<PlanItem>;

} // namespace

/// Pages that are elsewhere, with those looked at last.
struct PlanItems::Spill {
    std::unique_ptr<ItemPages> pages;
    size_t pageSize = 0;
    std::mutex mutex;
    std::deque<std::pair<size_t, std::shared_ptr<const Page>>> recent;
    std::optional<Error> trouble;

    void append(const Page& page)
    {
        const std::scoped_lock lock(mutex);
        if (const auto appended = pages->append(packedItems(page)); !appended && !trouble)
            trouble = appended.error();
    }

    std::shared_ptr<const Page> read(size_t number)
    {
        const std::scoped_lock lock(mutex);
        const auto known = std::ranges::find(recent, number, [](const auto& each) { return each.first; });
        if (known != recent.end())
            return known->second;
        Result<Page> page = [&]() -> Result<Page> {
            const Result<QByteArray> bytes = pages->read(number);
            return bytes ? unpackedItems(*bytes) : std::unexpected(bytes.error());
        }();
        if (!page || page->size() != pageSize) {
            if (!trouble)
                trouble = page ? unreadableItems() : page.error();
            page = Page(pageSize);
        }
        recent.emplace_front(number, std::make_shared<const Page>(*std::move(page)));
        if (recent.size() > pagesInMemory)
            recent.pop_back();
        return recent.front().second;
    }
};

void PlanItems::push_back(PlanItem item)
{
    if (m_spill && m_spill.use_count() > 1) { // a copy goes on with the same pages: these are to be its alone
        PlanItems own = emptyOnes();
        for (const PlanItem& each : *this)
            own.push_back(each);
        *this = std::move(own);
    }
    m_hashes.push_back(hashOf(item.identity));
    m_tally.add(item);
    m_protected += item.isLeft(SkipReason::Protected) ? 1 : 0;
    m_items.push_back(std::move(item));
    if (!m_spill && m_paging.make && m_items.size() > m_paging.most)
        spill();
    else if (m_spill && m_items.size() == m_paging.page)
        writePage();
}

void PlanItems::spill()
{
    std::unique_ptr<ItemPages> pages = m_paging.make();
    if (!pages) {
        m_paging.make = {}; // nowhere to go to
        return;
    }
    m_spill = std::make_shared<Spill>();
    m_spill->pages = std::move(pages);
    m_spill->pageSize = m_paging.page;
    std::vector<PlanItem> all = std::exchange(m_items, {});
    m_items.reserve(m_paging.page);
    for (PlanItem& item : all) {
        m_items.push_back(std::move(item));
        if (m_items.size() == m_paging.page)
            writePage();
    }
}

void PlanItems::writePage()
{
    m_spill->append(m_items);
    m_written += m_items.size();
    m_items.clear();
}

PlanItemRef PlanItems::at(size_t place) const
{
    Q_ASSERT(place < size());
    if (place >= m_written)
        return {PlanItemRef(), &m_items[place - m_written]};
    const std::shared_ptr<const Page> page = m_spill->read(place / m_paging.page);
    return {page, &(*page)[place % m_paging.page]};
}

PlanItemRef PlanItems::find(const QByteArray& identity) const
{
    const quint32 hash = hashOf(identity);
    for (size_t place = 0; place < m_hashes.size(); ++place) {
        if (m_hashes[place] != hash)
            continue;
        if (PlanItemRef item = at(place); item->identity == identity)
            return item;
    }
    return {};
}

std::optional<Error> PlanItems::trouble() const
{
    if (!m_spill)
        return {};
    const std::scoped_lock lock(m_spill->mutex);
    return m_spill->trouble;
}

bool PlanItems::operator==(const PlanItems& other) const
{
    return size() == other.size() && std::equal(begin(), end(), other.begin());
}

PlanItemIndex::PlanItemIndex(const PlanItems& items)
    : m_items(items)
{
    m_entries.reserve(items.size());
    for (size_t place = 0; place < items.m_hashes.size(); ++place)
        m_entries.push_back({items.m_hashes[place], static_cast<quint32>(place)});
    std::ranges::sort(m_entries);
}

std::optional<size_t> PlanItemIndex::placeOf(const QByteArray& identity) const
{
    const quint32 hash = hashOf(identity);
    auto entry = std::ranges::lower_bound(m_entries, hash, {}, &Entry::hash);
    for (; entry != m_entries.end() && entry->hash == hash; ++entry) {
        if (m_items.at(entry->place)->identity == identity)
            return entry->place;
    }
    return {};
}

PlanItemRef PlanItemIndex::find(const QByteArray& identity) const
{
    const auto place = placeOf(identity);
    return place ? m_items.at(*place) : PlanItemRef();
}

} // namespace steward
