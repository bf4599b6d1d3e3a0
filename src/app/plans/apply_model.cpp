#include "app/plans/apply_model.h"

#include "app/operations/item_words.h"
#include "app/style/item_roles.h"
#include "app/style/plain_text.h"
#include "domain/query/instance_state.h"
#include "wording/plan_text.h"
#include "wording/skip_words.h"

#include <algorithm>

namespace steward {
namespace {

/// What a store has to do with an item that has not ended; of a deletion its order is known.
QString waitingText(const PlanItem& item, ItemStage stage, int column)
{
    const bool isStore = column != ApplyModel::WorkersColumn;
    if (!isStore || !item.has(StepAction::DeleteInstance))
        return {};
    switch (stage) {
    case ItemStage::Waiting:
        return {};
    case ItemStage::Working:
    case ItemStage::Accepted:
        return column == ApplyModel::ServerColumn ? ApplyModel::tr("working") : ApplyModel::tr("waiting");
    case ItemStage::Gone:
        return column == ApplyModel::ServerColumn ? outcomeText(StoreOutcome::Gone) : ApplyModel::tr("working");
    case ItemStage::Proving:
        return ApplyModel::tr("being proven");
    case ItemStage::Ended:
        break;
    }
    return {};
}

} // namespace

ApplyModel::ApplyModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ApplyModel::setPlan(std::shared_ptr<const Plan> plan)
{
    m_asked.clear();
    takePlan(std::move(plan));
}

/// Of another reading it may hold less than was agreed to: what it leaves out was to be done all the same.
void ApplyModel::takePlan(std::shared_ptr<const Plan> plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_rows.clear();
    m_places.clear();
    m_counts = {};
    m_firstTouched = m_lastTouched = -1;
    if (m_plan) {
        for (size_t place = 0; place < m_plan->items.size(); ++place) {
            const PlanItemRef item = m_plan->items.at(place);
            if (item->steps.empty() && item->left.empty())
                continue;
            m_places.insert(item->identity, static_cast<int>(m_rows.size()));
            m_rows.push_back({item, item->steps.empty() ? ItemStage::Ended : ItemStage::Waiting, {}});
            if (!item->steps.empty())
                m_asked.insert(item->identity);
        }
    }
    recount();
    endResetModel();
}

void ApplyModel::hear(const ApplyEvent& event)
{
    if (event.plan)
        return takePlan(event.plan);
    const auto place = m_places.constFind(event.identity);
    if (place == m_places.cend())
        return;
    if (event.change)
        return end(*place, *event.change);
    m_rows[static_cast<size_t>(*place)].stage = event.stage;
    touch(*place);
}

void ApplyModel::end(int row, const ChangeItem& change)
{
    Row& ended = m_rows[static_cast<size_t>(row)];
    ended.stage = ItemStage::Ended;
    ended.change = change;
    touch(row);
}

void ApplyModel::finish(const ChangeResult& result)
{
    if (!m_plan)
        return;
    // In the plan's order; of one that was refused as a whole only what was to be done.
    const bool isWhole = result.items.size() == m_plan->items.size();
    size_t next = 0;
    for (const PlanItem& item : m_plan->items) {
        if (!isWhole && item.steps.empty())
            continue;
        if (next == result.items.size())
            break;
        const ChangeItem& change = result.items[next++];
        if (const auto row = m_places.constFind(item.identity); row != m_places.cend())
            end(*row, change);
    }
    flush();
}

void ApplyModel::touch(int row)
{
    m_firstTouched = m_firstTouched < 0 ? row : std::min(m_firstTouched, row);
    m_lastTouched = std::max(m_lastTouched, row);
}

void ApplyModel::flush()
{
    if (m_firstTouched < 0)
        return;
    recount();
    const int first = std::exchange(m_firstTouched, -1);
    const int last = std::exchange(m_lastTouched, -1);
    Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

void ApplyModel::recount()
{
    m_counts = {};
    for (const Row& row : m_rows) {
        const bool isLeft = row.item->steps.empty();
        if (isLeft && !m_asked.contains(row.item->identity))
            continue;
        ++m_counts.all;
        if (isLeft) {
            ++m_counts.ended;
            ++m_counts.leftOut;
            continue;
        }
        const bool isAtWork = row.stage != ItemStage::Waiting && row.stage != ItemStage::Ended;
        m_counts.working += !row.change && isAtWork ? 1 : 0;
        if (!row.change)
            continue;
        ++m_counts.ended;
        switch (endingOf(*row.item, *row.change)) {
        case ItemEnding::Done:
        case ItemEnding::NothingToDo:
            ++m_counts.done;
            break;
        case ItemEnding::StillThere:
            ++m_counts.stillThere;
            break;
        case ItemEnding::Failed:
            ++m_counts.failed;
            break;
        case ItemEnding::Skipped:
            ++m_counts.leftOut;
            break;
        case ItemEnding::NotStarted:
            ++m_counts.notStarted;
            break;
        }
    }
}

QString ApplyModel::detail(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const Row& shown = m_rows[static_cast<size_t>(row)];
    if (shown.change && shown.change->error)
        return shown.change->error->sentence;
    return shown.item->left.empty() ? QString() : sentenceOf(shown.item->left.front());
}

std::vector<PlanItemRef> ApplyModel::toBeRetried() const
{
    std::vector<PlanItemRef> items;
    for (const Row& row : m_rows) {
        if (row.change && isToBeRetried(*row.item, *row.change))
            items.push_back(row.item);
    }
    return items;
}

std::vector<QByteArray> ApplyModel::notDone() const
{
    // What a cleaning or a repair leaves by its own choice was never chosen by the person.
    const bool isNamed = m_plan && m_plan->kind() != PlanKind::Clean && m_plan->kind() != PlanKind::Repair;
    std::vector<QByteArray> identities;
    for (const Row& row : m_rows) {
        const bool isRetried = row.change && isToBeRetried(*row.item, *row.change);
        if (isRetried || (isNamed && row.item->steps.empty() && !row.item->left.empty()))
            identities.push_back(row.item->identity);
    }
    return identities;
}

int ApplyModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ApplyModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ApplyModel::text(const Row& row, int column) const
{
    if (column == NameColumn)
        return title(row);
    if (column == StateColumn) {
        if (row.change)
            return endingText(endingOf(*row.item, *row.change));
        return row.item->steps.empty() ? endingText(ItemEnding::Skipped) : stageText(row.stage);
    }
    if (!row.change)
        return waitingText(*row.item, row.stage, column);
    switch (column) {
    case ServerColumn:
        return outcomeText(row.change->server);
    case DatabaseColumn:
        return outcomeText(row.change->database);
    case CacheColumn:
        return outcomeText(row.change->cache);
    default:
        return workersText(row.change->workers);
    }
}

/// Empty where no name is known.
QString ApplyModel::organizationOf(const Row& row) const
{
    const OrganizationId& organization = row.item->organizationId;
    const QString name = organization.isNull() || !m_organizations ? QString() : m_organizations(organization);
    return name == organization.toString() ? QString() : name;
}

/// The organization's name and the end of the instance's; where no name is known the instance's own.
QString ApplyModel::title(const Row& row) const
{
    const QString organization = organizationOf(row);
    if (organization.isEmpty())
        return itemTitle(*row.item);
    //: %1 is an organization, %2 its instance
    return tr("%1 %2").arg(organization, row.item->name.isEmpty() ? itemTitle(*row.item) : shortName(row.item->name));
}

ItemPart ApplyModel::partOf(const Row& row)
{
    if (!row.change) {
        if (row.item->steps.empty())
            return ItemPart::Left;
        return row.stage == ItemStage::Waiting ? ItemPart::Waiting : ItemPart::Working;
    }
    switch (endingOf(*row.item, *row.change)) {
    case ItemEnding::StillThere:
        return ItemPart::StillThere;
    case ItemEnding::Failed:
        return ItemPart::NotDone;
    case ItemEnding::Skipped:
        return ItemPart::Left;
    case ItemEnding::NotStarted:
        return ItemPart::NotStarted;
    case ItemEnding::Done:
    case ItemEnding::NothingToDo:
        break;
    }
    return ItemPart::Done;
}

quint64 ApplyModel::rankOf(const Row& row)
{
    enum Rank : quint64 { Working, Trouble, Waiting, Done };
    switch (partOf(row)) {
    case ItemPart::Working:
        return Working;
    case ItemPart::StillThere:
    case ItemPart::NotDone:
    case ItemPart::Left:
        return Trouble;
    case ItemPart::Waiting:
    case ItemPart::NotStarted:
        return Waiting;
    case ItemPart::Done:
    case ItemPart::Outcome:
        break;
    }
    return Done;
}

Mark ApplyModel::mark(const Row& row, int column) const
{
    if (column == StateColumn) {
        if (row.change)
            return endingMark(endingOf(*row.item, *row.change));
        return row.item->steps.empty() ? endingMark(ItemEnding::Skipped) : stageMark(row.stage);
    }
    if (!row.change)
        return {};
    switch (column) {
    case ServerColumn:
        return outcomeMark(row.change->server);
    case DatabaseColumn:
        return outcomeMark(row.change->database);
    case CacheColumn:
        return outcomeMark(row.change->cache);
    default:
        return {};
    }
}

QVariant ApplyModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(row, index.column());
    case Qt::ToolTipRole: {
        const QString why = detail(index.row());
        const QString shown = index.column() == NameColumn ? itemTitle(*row.item) : text(row, index.column());
        return escapedToolTip(why.isEmpty() ? shown : shown + QLatin1Char('\n') + why);
    }
    case DetailRole:
        return detail(index.row());
    case MarkRole:
        return QVariant::fromValue(mark(row, index.column()));
    case SortRole:
        return rankOf(row);
    case ItemPartRole:
        return static_cast<int>(partOf(row));
    case QuietRole:
        return index.column() > StateColumn && (!row.change || mark(row, index.column()).tone == Tone::Quiet);
    case LeadRole:
        return organizationOf(row);
    case SuffixRole:
        return row.item->name.isEmpty() ? QString() : shortName(row.item->name);
    case InstanceRole:
        return row.item->name.isEmpty() ? QVariant() : QVariant::fromValue(row.item->name);
    default:
        return {};
    }
}

QVariant ApplyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Instance");
    case StateColumn:
        return tr("State");
    case ServerColumn:
        return tr("Server");
    case DatabaseColumn:
        return tr("Database");
    case CacheColumn:
        return tr("Cache");
    case WorkersColumn:
        return tr("Workers");
    default:
        return {};
    }
}

} // namespace steward
