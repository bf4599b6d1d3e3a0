#include "app/operations/activity_log.h"

#include "app/operations/activity_words.h"
#include "app/operations/checklist_model.h"
#include "app/operations/journal_words.h"
#include "app/style/item_roles.h"
#include "app/style/plain_text.h"
#include "domain/iso_time.h"

#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

Mark journalMark(const JournaledStep& step)
{
    if (!step.outcome || *step.outcome == StepOutcome::Unknown)
        return {MarkShape::Question, Tone::Warning};
    return *step.outcome == StepOutcome::Failed ? Mark{MarkShape::Triangle, Tone::Error}
                                                : Mark{MarkShape::Dot, Tone::Good};
}

/// What the journal kept of its steps.
std::shared_ptr<ChecklistModel> trailOf(const JournalEntry& entry)
{
    auto checklist = std::make_shared<ChecklistModel>();
    std::vector<ChecklistModel::Row> rows;
    for (const JournaledStep& step : entry.trail) {
        StatusList::Line line{journalMark(step), journalActionText(step), {}, false};
        line.notes << journalPlaceText(step) + QStringLiteral(": ") + step.target;
        rows.push_back({line, journalResultText(step), true});
    }
    if (entry.hasLongTrail) {
        const QString words = ActivityLog::tr("It has too many steps to be listed here. The journal shows them.");
        rows.push_back({{{MarkShape::Diamond, Tone::Quiet}, words, {}, false}, {}, true});
    }
    checklist->setRows(std::move(rows));
    return checklist;
}

QString clockText(const QDateTime& time)
{
    const bool isToday = time.date() == QDate::currentDate();
    return isToday ? QLocale().toString(time.time(), QLocale::ShortFormat)
                   : QLocale().toString(time, QLocale::ShortFormat);
}

} // namespace

ActivityLog::ActivityLog(QObject* parent)
    : QAbstractTableModel(parent)
{
}

ActivityLog::~ActivityLog() = default;

Operation* ActivityLog::begin(const Operation::What& what, QDialog* dialog, const Operation::Control& control)
{
    for (Operation* former : m_activities) {
        if (dialog && former->dialog() == dialog)
            former->leaveDialog();
    }
    auto* activity = new Operation(what, dialog, control, this);
    add(0, activity);
    forgetOld();
    return activity;
}

void ActivityLog::add(int row, Operation* activity)
{
    // Before anybody else hears of it: whoever shows an end asks what the journal calls it.
    connect(activity, &Operation::changed, this, [this, activity] {
        if (!activity->isUnderWay() && !m_startedByEnding.empty())
            m_journaled.insert(
                activity, m_startedByEnding.back()); // of a pairing after its reset the last is what ended
        show(activity);
    });
    connect(activity, &Operation::wentToBackground, this, [this, activity] { Q_EMIT wanted(activity); });
    beginInsertRows({}, row, row);
    m_activities.insert(m_activities.begin() + row, activity);
    endInsertRows();
    Q_EMIT countsChanged();
}

void ActivityLog::remove(int row)
{
    beginRemoveRows({}, row, row);
    Operation* activity = m_activities[static_cast<size_t>(row)];
    m_activities.erase(m_activities.begin() + row);
    endRemoveRows();
    m_journaled.remove(activity);
    delete activity;
    Q_EMIT countsChanged();
}

void ActivityLog::forgetOld()
{
    int ended = 0;
    for (int row = 0; row < rowCount(); ++row) {
        const Operation* activity = at(row);
        if (activity->isUnderWay() || activity->state() == Operation::State::LeftOpen)
            continue;
        if (++ended > keptEnded)
            remove(row--);
    }
}

void ActivityLog::setLeftOpen(const std::vector<JournalEntry>& entries)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        const OperationId& id = at(row)->entry();
        if (!id.isNull() && std::ranges::none_of(entries, [&id](const JournalEntry& entry) { return entry.id == id; }))
            remove(row);
    }
    for (const JournalEntry& entry : entries) {
        if (std::ranges::any_of(m_activities, [&](const Operation* known) { return known->entry() == entry.id; }))
            continue;
        auto* activity = new Operation({entry.task.title, entry.task.kind}, entry.id, localTime(entry.startedAt), this);
        activity->setChecklist(trailOf(entry));
        const auto place = std::ranges::find_if(
            m_activities, [activity](const Operation* other) { return other->started() < activity->started(); });
        add(static_cast<int>(place - m_activities.begin()), activity);
    }
}

std::optional<OperationId> ActivityLog::journaled(const Operation* activity) const
{
    const auto found = m_journaled.constFind(activity);
    return found == m_journaled.cend() ? std::optional<OperationId>() : *found;
}

void ActivityLog::show(const Operation* activity)
{
    if (const int row = rowOf(activity); row >= 0)
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT countsChanged();
}

std::vector<Operation*> ActivityLog::allUnderWay() const
{
    std::vector<Operation*> found;
    std::ranges::copy_if(
        m_activities, std::back_inserter(found), [](const Operation* activity) { return activity->isUnderWay(); });
    return found;
}

int ActivityLog::underWay() const
{
    return static_cast<int>(allUnderWay().size());
}

int ActivityLog::leftOpen() const
{
    return static_cast<int>(std::ranges::count_if(
        m_activities, [](const Operation* activity) { return activity->state() == Operation::State::LeftOpen; }));
}

Operation* ActivityLog::at(int row) const
{
    return row >= 0 && row < rowCount() ? m_activities[static_cast<size_t>(row)] : nullptr;
}

int ActivityLog::rowOf(const Operation* activity) const
{
    const auto place = std::ranges::find(m_activities, activity);
    return place == m_activities.end() ? -1 : static_cast<int>(place - m_activities.begin());
}

int ActivityLog::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_activities.size());
}

int ActivityLog::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ActivityLog::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Operation& activity = *at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (index.column()) {
        case TitleColumn:
            return activity.what().title;
        case StateColumn:
            return activityStateText(activity.state());
        case ProgressColumn:
            return progressText(activity.progress());
        default:
            return clockText(activity.started());
        }
    case Qt::ToolTipRole:
        return escapedToolTip(activity.what().title + QLatin1Char('\n') + activity.sentence());
    case MarkRole:
        return index.column() == TitleColumn ? QVariant::fromValue(activityMark(activity.state())) : QVariant();
    case ElideMiddleRole:
        return index.column() == TitleColumn;
    default:
        return {};
    }
}

QVariant ActivityLog::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TitleColumn:
        return tr("Operation");
    case StateColumn:
        return tr("State");
    case ProgressColumn:
        return tr("Progress");
    case TimeColumn:
        return tr("Begun");
    default:
        return {};
    }
}

} // namespace steward
