#include "app/plans/plan_model.h"

#include "app/plans/plan_words.h"
#include "app/style/appearance.h"
#include "app/style/plain_text.h"
#include "domain/plans/plan_text.h"

#include <QFont>
#include <QGuiApplication>

#include <map>

namespace steward {
namespace {

Tone signTone(StepSign sign)
{
    switch (sign) {
    case StepSign::Add:
        return Tone::Good;
    case StepSign::Change:
        return Tone::Busy;
    case StepSign::Remove:
        return Tone::Error;
    }
    return Tone::Warning;
}

} // namespace

PlanModel::PlanModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void PlanModel::setPlan(std::shared_ptr<const Plan> plan, OrganizationNames organizations)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_organizations = std::move(organizations);
    m_lines.clear();
    std::map<int, std::vector<int>> ofGroups;
    for (int place = 0; m_plan && place < static_cast<int>(m_plan->items.size()); ++place) {
        const int group = m_plan->items[static_cast<size_t>(place)].group;
        if (group < 0)
            addItem(place);
        else
            ofGroups[group].push_back(place);
    }
    for (int group = 0; m_plan && group < static_cast<int>(m_plan->groups.size()); ++group) {
        addGroup(group);
        for (const int place : ofGroups[group])
            addItem(place);
    }
    endResetModel();
}

void PlanModel::addGroup(int group)
{
    const int notes = static_cast<int>(groupLines(m_plan->groups[static_cast<size_t>(group)], {}).size());
    m_lines.push_back({Kind::Group, group, 0});
    for (int note = 1; note < notes; ++note)
        m_lines.push_back({Kind::GroupNote, group, note});
}

void PlanModel::addItem(int place)
{
    const PlanItem& item = m_plan->items[static_cast<size_t>(place)];
    m_lines.push_back({Kind::Item, place, 0});
    for (int step = 0; step < static_cast<int>(item.steps.size()); ++step)
        m_lines.push_back({Kind::Step, place, step});
    if (item.has(StepAction::DeleteInstance) || item.has(StepAction::ClearResidue))
        m_lines.push_back({Kind::Lost, place, 0});
    for (int left = 0; left < static_cast<int>(item.left.size()); ++left) {
        if (isSaid(item, static_cast<size_t>(left)))
            m_lines.push_back({Kind::Left, place, left});
    }
    if (item.steps.empty() && item.left.empty())
        m_lines.push_back({Kind::Nothing, place, 0});
}

int PlanModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int PlanModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlanModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Line& line = m_lines[static_cast<size_t>(index.row())];
    const bool isHead = line.kind == Kind::Item || line.kind == Kind::Group;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == PlaceColumn ? placeText(line) : breakable(lineText(line));
    case Qt::AccessibleTextRole:
        return index.column() == PlaceColumn ? placeText(line) : lineText(line);
    case Qt::ToolTipRole:
        return index.column() == LineColumn ? escapedToolTip(lineText(line)) : QVariant();
    case Qt::ForegroundRole:
        return foreground(line, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignTop);
    case Qt::FontRole: {
        QFont font = QGuiApplication::font();
        font.setBold(isHead);
        return font;
    }
    default:
        return {};
    }
}

QVariant PlanModel::foreground(const Line& line, int column) const
{
    const QPalette palette = QGuiApplication::palette();
    switch (line.kind) {
    case Kind::Step:
        if (column == PlaceColumn)
            return quietColor(palette);
        return toneColor(
            signTone(m_plan->items[static_cast<size_t>(line.place)].steps[static_cast<size_t>(line.part)].sign()),
            palette);
    case Kind::Lost:
    case Kind::Left:
        return column == PlaceColumn ? toneColor(Tone::Warning, palette) : QVariant();
    case Kind::GroupNote:
    case Kind::Nothing:
        return quietColor(palette);
    case Kind::Group:
    case Kind::Item:
        break;
    }
    return {};
}

QString PlanModel::placeText(const Line& line) const
{
    const auto indented = [](const QString& text) { return QStringLiteral("    ") + text; };
    switch (line.kind) {
    case Kind::Group:
        return tr("Group");
    case Kind::Item:
        return taskTitle(m_plan->items[static_cast<size_t>(line.place)].task);
    case Kind::Step:
        return indented(
            placeTitle(m_plan->items[static_cast<size_t>(line.place)].steps[static_cast<size_t>(line.part)].place()));
    case Kind::Lost:
        return indented(tr("Lost"));
    case Kind::Left:
        return indented(tr("Left"));
    case Kind::GroupNote:
    case Kind::Nothing:
        break;
    }
    return {};
}

QString PlanModel::lineText(const Line& line) const
{
    if (line.kind == Kind::Group || line.kind == Kind::GroupNote)
        return groupLines(m_plan->groups[static_cast<size_t>(line.place)], m_organizations).value(line.part).trimmed();
    const PlanItem& item = m_plan->items[static_cast<size_t>(line.place)];
    switch (line.kind) {
    case Kind::Step:
        return stepLine(item.steps[static_cast<size_t>(line.part)], m_organizations);
    case Kind::Lost:
        return lossSentence(item);
    case Kind::Left:
        return item.left[static_cast<size_t>(line.part)].because;
    case Kind::Nothing:
        return tr("nothing to do");
    case Kind::Group:
    case Kind::GroupNote:
    case Kind::Item:
        break;
    }
    return itemLines(item, m_organizations).front();
}

} // namespace steward
