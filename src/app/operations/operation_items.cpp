#include "app/operations/operation_items.h"

#include <algorithm>

namespace steward {
namespace {

constexpr size_t mostLines = 50; ///< of a section

} // namespace

OperationItems::OperationItems(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
}

void OperationItems::showAll(QAbstractItemModel* checklist)
{
    m_taken.clear();
    setSourceModel(checklist);
    invalidate();
    const bool isOfItems = checklist && checklist->rowCount() > 0 && partOf(0);
    sort(isOfItems ? 0 : -1);
}

bool OperationItems::filterAcceptsRow(int row, const QModelIndex&) const
{
    return !m_taken.contains(row);
}

std::optional<ItemPart> OperationItems::partOf(int sourceRow) const
{
    const QVariant part = sourceModel()->index(sourceRow, 0).data(ItemPartRole);
    return part.isValid() ? std::optional(static_cast<ItemPart>(part.toInt())) : std::nullopt;
}

ResultSection::Line OperationItems::lineOf(int sourceRow) const
{
    const QModelIndex first = sourceModel()->index(sourceRow, 0);
    // An item's shape stands beside its state, a step's beside its title.
    const auto own = first.data(MarkRole).value<Mark>();
    const QModelIndex state = first.siblingAtColumn(1);
    ResultSection::Line line{
        own.shape == MarkShape::None ? state.data(MarkRole).value<Mark>() : own, first.data(LeadRole).toString(),
        first.data(SuffixRole).toString(), first.data(DetailRole).toString(),
        first.data(InstanceRole).value<InstanceName>()};
    if (line.lead.isEmpty()) {
        line.lead = first.data().toString();
        line.suffix.clear();
    }
    return line;
}

OperationItems::Section OperationItems::take(ItemPart part, const QString& title)
{
    Section section{title, 0, {}};
    for (int row = 0; row < sourceModel()->rowCount(); ++row) {
        if (partOf(row) != part)
            continue;
        ++section.all;
        if (section.lines.size() == mostLines)
            continue;
        section.lines.push_back(lineOf(row));
        m_taken.insert(row);
    }
    return section;
}

std::vector<OperationItems::Section> OperationItems::takeTrouble()
{
    std::vector<Section> sections;
    if (!sourceModel())
        return sections;
    m_taken.clear();
    sections.push_back(take(ItemPart::StillThere, tr("Still there")));
    sections.push_back(take(ItemPart::NotDone, tr("Not all done")));
    sections.push_back(take(ItemPart::Left, tr("Left as it was")));
    Section outcome = take(ItemPart::Outcome, tr("What came of it"));
    outcome.all = 0;
    if (!outcome.lines.empty())
        outcome.lines.erase(outcome.lines.begin());
    sections.push_back(std::move(outcome));
    std::erase_if(sections, [](const Section& section) { return section.lines.empty(); });
    invalidateFilter();
    return sections;
}

QString OperationItems::restTitle() const
{
    int items = 0;
    int done = 0;
    for (int row = 0; row < rowCount(); ++row) {
        const std::optional<ItemPart> part = partOf(mapToSource(index(row, 0)).row());
        items += part ? 1 : 0;
        done += part == ItemPart::Done ? 1 : 0;
    }
    if (items == 0)
        return tr("Steps");
    if (done == items)
        return tr("Done and proven");
    return done == 0 ? tr("Not begun") : tr("All others");
}

} // namespace steward
