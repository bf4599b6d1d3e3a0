#include "app/activity/activity_log.h"

#include "app/activity/activity_words.h"
#include "app/activity/checklist_model.h"
#include "app/journal/journal_words.h"
#include "app/style/item_roles.h"
#include "app/style/plain_text.h"

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
        MarkedList::Line line{journalMark(step), journalActionText(step), {}, false};
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

QDateTime dateTime(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

QString timeText(const QDateTime& time)
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

Activity* ActivityLog::begin(const Activity::What& what, QDialog* dialog, const Activity::Hands& hands)
{
    for (Activity* former : m_activities) {
        if (former->dialog() == dialog)
            former->leaveDialog();
    }
    auto* activity = new Activity(what, dialog, hands, this);
    add(0, activity);
    forgetOld();
    return activity;
}

void ActivityLog::add(int row, Activity* activity)
{
    beginInsertRows({}, row, row);
    m_activities.insert(m_activities.begin() + row, activity);
    endInsertRows();
    connect(activity, &Activity::changed, this, [this, activity] { show(activity); });
    connect(activity, &Activity::wentToBackground, this, [this, activity] { Q_EMIT wanted(activity); });
    Q_EMIT countsChanged();
}

void ActivityLog::remove(int row)
{
    beginRemoveRows({}, row, row);
    Activity* activity = m_activities[static_cast<size_t>(row)];
    m_activities.erase(m_activities.begin() + row);
    endRemoveRows();
    delete activity;
    Q_EMIT countsChanged();
}

void ActivityLog::forgetOld()
{
    int ended = 0;
    for (int row = 0; row < rowCount(); ++row) {
        const Activity* activity = at(row);
        if (activity->isUnderWay() || activity->state() == Activity::State::LeftOpen)
            continue;
        if (++ended > keptEnded)
            remove(row--);
    }
}

void ActivityLog::setLeftOpen(const std::vector<JournalEntry>& entries)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        const QUuid& id = at(row)->entry();
        if (!id.isNull() && std::ranges::none_of(entries, [&id](const JournalEntry& entry) { return entry.id == id; }))
            remove(row);
    }
    for (const JournalEntry& entry : entries) {
        if (std::ranges::any_of(m_activities, [&](const Activity* known) { return known->entry() == entry.id; }))
            continue;
        auto* activity = new Activity({entry.task.title, entry.task.kind}, entry.id, dateTime(entry.begunAt), this);
        activity->setChecklist(trailOf(entry));
        const auto place = std::ranges::find_if(
            m_activities, [activity](const Activity* other) { return other->begun() < activity->begun(); });
        add(static_cast<int>(place - m_activities.begin()), activity);
    }
}

void ActivityLog::show(const Activity* activity)
{
    if (const int row = rowOf(activity); row >= 0)
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT countsChanged();
}

int ActivityLog::underWay() const
{
    return static_cast<int>(
        std::ranges::count_if(m_activities, [](const Activity* activity) { return activity->isUnderWay(); }));
}

int ActivityLog::leftOpen() const
{
    return static_cast<int>(std::ranges::count_if(
        m_activities, [](const Activity* activity) { return activity->state() == Activity::State::LeftOpen; }));
}

Activity* ActivityLog::at(int row) const
{
    return row >= 0 && row < rowCount() ? m_activities[static_cast<size_t>(row)] : nullptr;
}

int ActivityLog::rowOf(const Activity* activity) const
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
    const Activity& activity = *at(index.row());
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
            return timeText(activity.begun());
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
