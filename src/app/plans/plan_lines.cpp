#include "app/plans/plan_lines.h"

#include "app/operations/plan_words.h"
#include "app/style/plain_text.h"
#include "domain/query/instance_state.h"
#include "wording/skip_words.h"
#include "wording/value_titles.h"

#include <QHash>
#include <QLocale>

#include <algorithm>
#include <array>

namespace steward {
namespace {

constexpr std::array places{
    PlanPlace::Server, PlanPlace::Database, PlanPlace::Cache, PlanPlace::Workers, PlanPlace::Profile};
/// Below the stores: what is lost, and what is left.
constexpr int lostHead = static_cast<int>(PlanPlace::Profile) + 1;
constexpr int leftHead = lostHead + 1;
constexpr size_t mostNamesRead = 20;

QString capitalized(const QString& text)
{
    return text.left(1).toUpper() + text.mid(1);
}

Pill countPill(MarkShape shape, Tone tone, const QString& text)
{
    return {{shape, tone}, text, true, false};
}

} // namespace

PlanLines::PlanLines(QObject* parent)
    : QAbstractListModel(parent)
{
}

void PlanLines::setPlan(std::shared_ptr<const Plan> plan, OrganizationNames organizations)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_organizations = std::move(organizations);
    build();
    endResetModel();
}

void PlanLines::setOrder(Order order)
{
    if (order == m_order)
        return;
    beginResetModel();
    m_order = order;
    build();
    endResetModel();
}

void PlanLines::toggle(int row)
{
    if (row < 0 || row >= rowCount() || kind(row) != Kind::Head)
        return;
    beginResetModel();
    Head& head = m_heads[headOf(row)];
    head.isOpen = !head.isOpen;
    show();
    endResetModel();
}

void PlanLines::build()
{
    m_heads.clear();
    m_lines.clear();
    if (m_plan && m_order == Order::ByOrganization)
        gatherByOrganization();
    else if (m_plan)
        gatherByStore();
    show();
}

void PlanLines::show()
{
    m_shown.clear();
    for (size_t place = 0; place < m_lines.size(); ++place) {
        const Line& line = m_lines[place];
        if (line.kind == Kind::Head || m_heads[static_cast<size_t>(line.head)].isOpen)
            m_shown.push_back(static_cast<int>(place));
    }
}

/// The organizations in the order in which the plan comes to them, the groups of a cleaning after what is in none.
void PlanLines::gatherByOrganization()
{
    std::vector<Head> heads;
    QHash<OrganizationId, size_t> ofOrganizations;
    std::vector<Head> groups(m_plan->groups.size());
    int place = 0;
    for (const PlanItem& item : m_plan->items) {
        Head* head = nullptr;
        if (item.group && *item.group >= 0 && *item.group < static_cast<int>(groups.size())) {
            head = &groups[static_cast<size_t>(*item.group)];
        } else if (const auto known = ofOrganizations.constFind(item.organizationId);
                   known != ofOrganizations.cend() && !item.organizationId.isNull()) {
            head = &heads[*known];
        } else {
            ofOrganizations.insert(item.organizationId, heads.size());
            head = &heads.emplace_back();
            head->organization = item.organizationId;
        }
        head->items.push_back(place++);
        count(*head, item);
    }
    for (size_t group = 0; group < groups.size(); ++group) {
        groups[group].group = static_cast<int>(group);
        groups[group].organization = m_plan->groups[group].organizationId;
        heads.push_back(std::move(groups[group]));
    }
    for (const Head& head : heads)
        add(head, linesOf(head, static_cast<int>(m_heads.size())));
}

void PlanLines::count(Head& head, const PlanItem& item) const
{
    if (item.steps.empty())
        head.left += item.left.empty() ? 0 : 1;
    else if (item.has(StepAction::DeleteInstance))
        ++head.deleted;
    else if (item.task == ItemTask::Keep)
        ++head.kept;
    else
        ++head.changed;
}

std::vector<PlanLines::Line> PlanLines::linesOf(const Head& head, int number) const
{
    std::vector<Line> lines;
    for (const int place : head.items)
        appendLines(lines, *m_plan->items.at(static_cast<size_t>(place)), number, place);
    if (head.items.size() > 1) { // store by store, as one looks at them
        std::ranges::stable_sort(lines, {}, [this](const Line& line) {
            return line.kind == Kind::Step ? static_cast<int>(m_plan->items.at(static_cast<size_t>(line.item))
                                                                  ->steps[static_cast<size_t>(line.part)]
                                                                  .place())
                                           : lostHead + static_cast<int>(line.kind);
        });
    }
    if (head.group >= 0 && m_plan->groups[static_cast<size_t>(head.group)].left) {
        const PlanGroup& group = m_plan->groups[static_cast<size_t>(head.group)];
        for (int part = 1; part < static_cast<int>(groupLines(group, {}).size()); ++part)
            lines.push_back({Kind::Left, number, -1, part});
    }
    return lines;
}

void PlanLines::appendLines(std::vector<Line>& lines, const PlanItem& item, int head, int place)
{
    for (int step = 0; step < static_cast<int>(item.steps.size()); ++step)
        lines.push_back({Kind::Step, head, place, step});
    if (item.has(StepAction::DeleteInstance) || item.has(StepAction::ClearResidue))
        lines.push_back({Kind::Lost, head, place, 0});
    for (int left = 0; left < static_cast<int>(item.left.size()); ++left) {
        if (isSaid(item, static_cast<size_t>(left)))
            lines.push_back({Kind::Left, head, place, left});
    }
    if (item.steps.empty() && item.left.empty())
        lines.push_back({Kind::Nothing, head, place, 0});
}

void PlanLines::gatherByStore()
{
    std::vector<std::vector<Line>> stores(leftHead + 1);
    std::vector<Line> lines;
    int place = 0;
    for (const PlanItem& item : m_plan->items) {
        lines.clear();
        appendLines(lines, item, 0, place++);
        for (const Line& line : lines) {
            int store = leftHead;
            if (line.kind == Kind::Step)
                store = static_cast<int>(item.steps[static_cast<size_t>(line.part)].place());
            else if (line.kind == Kind::Lost)
                store = lostHead;
            stores[static_cast<size_t>(store)].push_back(line);
        }
    }
    for (int group = 0; group < static_cast<int>(m_plan->groups.size()); ++group) {
        if (m_plan->groups[static_cast<size_t>(group)].left)
            stores[leftHead].push_back({Kind::Left, 0, -1 - group, 1});
    }
    for (int store = 0; store <= leftHead; ++store) {
        std::vector<Line>& of = stores[static_cast<size_t>(store)];
        if (of.empty())
            continue;
        Head head;
        head.store = store;
        head.changed = static_cast<int>(of.size());
        for (Line& line : of)
            line.head = static_cast<int>(m_heads.size());
        add(head, std::move(of));
    }
}

void PlanLines::add(const Head& head, std::vector<Line> lines)
{
    m_lines.push_back({Kind::Head, static_cast<int>(m_heads.size()), -1, 0});
    m_heads.push_back(head);
    m_lines.insert(m_lines.end(), lines.begin(), lines.end());
}

int PlanLines::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant PlanLines::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return shownText(index.row());
    case Qt::AccessibleTextRole:
        return wholeText(index.row());
    case Qt::ToolTipRole:
        return escapedToolTip(wholeText(index.row()));
    default:
        return {};
    }
}

QString PlanLines::headText(const Head& head) const
{
    if (head.store == lostHead)
        return tr("Lost for good");
    if (head.store == leftHead)
        return tr("Left as it is");
    if (head.store >= 0)
        return placeTitle(places[static_cast<size_t>(head.store)]);
    if (head.group >= 0 && m_plan->groups[static_cast<size_t>(head.group)].phone)
        return phoneInGroups(*m_plan->groups[static_cast<size_t>(head.group)].phone);
    if (!head.organization.isNull())
        return m_organizations ? m_organizations(head.organization) : head.organization.toString();
    return head.items.empty() ? QString() : itemTitle(*m_plan->items.at(static_cast<size_t>(head.items.front())));
}

/// Read aloud: with the whole name of each instance, as long as they are few.
QString PlanLines::wholeHead(const Head& head) const
{
    QStringList parts{headText(head)};
    if (head.group >= 0 && !m_plan->groups[static_cast<size_t>(head.group)].left)
        parts << groupLines(m_plan->groups[static_cast<size_t>(head.group)], m_organizations).value(1).trimmed();
    QStringList names;
    for (size_t place = 0; place < std::min(head.items.size(), mostNamesRead); ++place) {
        const PlanItemRef item = m_plan->items.at(static_cast<size_t>(head.items[place]));
        //: %1 is what is done, such as "Delete", %2 the name of an instance; read aloud
        names << tr("%1 %2").arg(taskTitle(item->task), itemTitle(*item));
    }
    if (!names.isEmpty())
        parts << names.join(QStringLiteral(", "));
    return parts.join(QStringLiteral(": "));
}

QString PlanLines::headNote(int row) const
{
    const Head& head = m_heads[headOf(row)];
    if (head.group >= 0) {
        const PlanGroup& group = m_plan->groups[static_cast<size_t>(head.group)];
        if (group.left || !group.survivor)
            return {};
        //: %1 is the end of an instance's name, %2 why it is kept
        return tr("%1 stays: %2").arg(shortName(*group.survivor), lineOf(group.score));
    }
    if (head.store < 0 && head.items.size() == 1 && !head.organization.isNull()) {
        const PlanItemRef item = m_plan->items.at(static_cast<size_t>(head.items.front()));
        return itemTitle(*item, NameForm::Short);
    }
    return {};
}

std::vector<Pill> PlanLines::pills(int row) const
{
    const Head& head = m_heads[headOf(row)];
    if (head.store >= 0)
        return {countPill(MarkShape::None, Tone::Quiet, QLocale().toString(head.changed))};
    std::vector<Pill> pills;
    if (head.kept > 0)
        pills.push_back(countPill(MarkShape::Dot, Tone::Good, tr("Keep %n", nullptr, head.kept)));
    if (head.deleted > 0)
        pills.push_back(countPill(MarkShape::Dash, Tone::Error, tr("Delete %n", nullptr, head.deleted)));
    if (head.changed > 0)
        pills.push_back(countPill(MarkShape::Diamond, Tone::Warning, tr("Change %n", nullptr, head.changed)));
    const bool isLeft = head.group >= 0 && m_plan->groups[static_cast<size_t>(head.group)].left;
    if (head.left > 0 || isLeft)
        pills.push_back(countPill(MarkShape::Ring, Tone::Quiet, tr("Left as it is")));
    return pills;
}

QString PlanLines::placeText(int row) const
{
    const Line& line = lineAt(row);
    if (line.kind == Kind::Head)
        return {};
    if (m_order == Order::ByStore) {
        if (line.item < 0) {
            const PlanGroup& group = m_plan->groups[static_cast<size_t>(-1 - line.item)];
            return group.phone || !m_organizations ? QString() : m_organizations(group.organizationId);
        }
        const PlanItemRef item = m_plan->items.at(static_cast<size_t>(line.item));
        return item->organizationId.isNull() || !m_organizations ? QString() : m_organizations(item->organizationId);
    }
    switch (line.kind) {
    case Kind::Step:
        return placeTitle(
            m_plan->items.at(static_cast<size_t>(line.item))->steps[static_cast<size_t>(line.part)].place());
    case Kind::Lost:
        return tr("Lost");
    case Kind::Left:
        return tr("Left");
    case Kind::Head:
    case Kind::Nothing:
        break;
    }
    return {};
}

StepSign PlanLines::sign(int row) const
{
    const Line& line = lineAt(row);
    return m_plan->items.at(static_cast<size_t>(line.item))->steps[static_cast<size_t>(line.part)].sign();
}

QString PlanLines::groupText(const Line& line, NameForm form) const
{
    const int group = m_order == Order::ByStore ? -1 - line.item : m_heads[static_cast<size_t>(line.head)].group;
    const QStringList all = groupLines(m_plan->groups[static_cast<size_t>(group)], m_organizations, form);
    return m_order == Order::ByStore ? all.front() + QStringLiteral(". ") + capitalized(all.value(line.part).trimmed())
                                     : all.value(line.part).trimmed();
}

QString PlanLines::lineText(const Line& line, NameForm form) const
{
    return line.item < 0 ? groupText(line, form)
                         : itemText(line, *m_plan->items.at(static_cast<size_t>(line.item)), form);
}

QString PlanLines::itemText(const Line& line, const PlanItem& item, NameForm form) const
{
    const std::vector<InstanceName> shortened(form == NameForm::Short ? 1 : 0, item.name);
    switch (line.kind) {
    case Kind::Step:
        return stepLine(item.steps[static_cast<size_t>(line.part)], m_organizations, form);
    case Kind::Lost:
        return lossSentence(item);
    case Kind::Left:
        return sentenceOf(item.left[static_cast<size_t>(line.part)], shortened);
    case Kind::Nothing:
        //: %1 is the name of an instance
        return tr("%1: nothing to do").arg(itemTitle(item, form));
    case Kind::Head:
        break;
    }
    return {};
}

QString PlanLines::wholeText(int row) const
{
    const Line& line = lineAt(row);
    return line.kind == Kind::Head ? wholeHead(m_heads[static_cast<size_t>(line.head)])
                                   : lineText(line, NameForm::Whole);
}

QString PlanLines::shownText(int row) const
{
    const Line& line = lineAt(row);
    if (line.kind == Kind::Head)
        return headText(m_heads[static_cast<size_t>(line.head)]);
    QString text = lineText(line, NameForm::Short);
    if (line.kind == Kind::Step)
        text.remove(0, 2); // its sign has a place of its own
    if (line.item < 0 || line.kind == Kind::Step || line.kind == Kind::Nothing)
        return capitalized(text);
    const PlanItemRef item = m_plan->items.at(static_cast<size_t>(line.item));
    if (item->name.isEmpty())
        return text;
    //: %1 is the end of an instance's name, %2 a sentence about it
    return tr("%1: %2").arg(shortName(item->name), text);
}

} // namespace steward
