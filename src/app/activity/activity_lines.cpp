#include "app/activity/activity_lines.h"

#include "app/operations/activity_log.h"
#include "app/operations/activity_words.h"
#include "app/operations/journal_words.h"
#include "app/style/plain_text.h"

#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

/// Of those that stand in the same order as in the log.
enum class Group : quint8 { Now, LeftOpen, Ended };

Group groupOf(const Operation& operation)
{
    if (operation.isUnderWay())
        return Group::Now;
    return operation.state() == Operation::State::LeftOpen ? Group::LeftOpen : Group::Ended;
}

QString headingOf(const Operation& operation)
{
    switch (groupOf(operation)) {
    case Group::Now:
        return ActivityLines::tr("Now");
    case Group::LeftOpen:
        return ActivityLines::tr("Interrupted");
    case Group::Ended:
        break;
    }
    return journalDay(operation.ended().date());
}

QString endNote(const Operation& operation)
{
    QStringList trouble;
    for (const MarkedCount& part : operation.progress().parts) {
        if (part.count > 0 && (part.mark.tone == Tone::Error || part.mark.tone == Tone::Warning))
            trouble << QLocale().toString(part.count) + QLatin1Char(' ') + part.words;
    }
    if (!trouble.isEmpty())
        return trouble.join(QStringLiteral(", "));
    const bool isProven = operation.state() == Operation::State::Done && !operation.progress().parts.empty();
    return isProven ? ActivityLines::tr("all proven") : activityStateText(operation.state());
}

QString joinedNote(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

} // namespace

QString activityNote(const Operation& operation)
{
    const QString count = progressText(operation.progress());
    switch (operation.state()) {
    case Operation::State::Running:
        return joinedNote({count.isEmpty() ? activityStateText(operation.state()) : count, operation.progress().left});
    case Operation::State::Paused:
    case Operation::State::Stopping:
        return joinedNote({activityStateText(operation.state()), count});
    case Operation::State::LeftOpen:
        return QLocale().toString(operation.started(), QLocale::ShortFormat);
    case Operation::State::Done:
    case Operation::State::Partial:
    case Operation::State::Stopped:
    case Operation::State::Refused:
    case Operation::State::Failed:
        break;
    }
    return joinedNote({QLocale().toString(operation.ended().time(), QStringLiteral("HH:mm")), endNote(operation)});
}

ActivityLines::ActivityLines(const ActivityLog& log, QObject* parent)
    : QAbstractListModel(parent)
    , m_log(log)
    , m_lines(lines())
{
    connect(&log, &QAbstractItemModel::rowsInserted, this, &ActivityLines::follow);
    connect(&log, &QAbstractItemModel::rowsRemoved, this, &ActivityLines::follow);
    connect(&log, &QAbstractItemModel::dataChanged, this, &ActivityLines::follow);
}

std::vector<ActivityLines::Line> ActivityLines::lines() const
{
    std::vector<Operation*> operations;
    for (int row = 0; row < m_log.rowCount(); ++row)
        operations.push_back(m_log.at(row));
    std::ranges::stable_sort(operations, {}, [](const Operation* operation) { return groupOf(*operation); });
    std::vector<Line> lines;
    QString last;
    for (Operation* operation : operations) {
        if (const QString heading = headingOf(*operation); heading != last) {
            lines.push_back({heading, nullptr});
            last = heading;
        }
        lines.push_back({{}, operation});
    }
    return lines;
}

void ActivityLines::follow()
{
    std::vector<Line> now = lines();
    if (now == m_lines) {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_lines = std::move(now);
    endResetModel();
    Q_EMIT rearranged();
}

Operation* ActivityLines::operation(int row) const
{
    return row >= 0 && row < rowCount() ? m_lines[static_cast<size_t>(row)].operation : nullptr;
}

int ActivityLines::rowOf(const Operation* operation) const
{
    const auto found = operation ? std::ranges::find(m_lines, operation, &Line::operation) : m_lines.end();
    return found == m_lines.end() ? -1 : static_cast<int>(found - m_lines.begin());
}

int ActivityLines::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

Qt::ItemFlags ActivityLines::flags(const QModelIndex& index) const
{
    return operation(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

QVariant ActivityLines::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line& line = m_lines[static_cast<size_t>(index.row())];
    if (role == ActivityIsHeadingRole)
        return line.operation == nullptr;
    if (!line.operation)
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(line.heading) : QVariant();
    const Operation& operation = *line.operation;
    switch (role) {
    case Qt::DisplayRole:
        return operation.what().title;
    case Qt::AccessibleTextRole:
        return joinedNote({operation.what().title, activityStateText(operation.state()), activityNote(operation)});
    case Qt::ToolTipRole:
        return escapedToolTip(operation.what().title + QLatin1Char('\n') + operation.sentence());
    case ActivityNoteRole:
        return activityNote(operation);
    case ActivityIconRole:
        return static_cast<int>(
            operation.state() == Operation::State::Paused ? Icon::Pause : journalKindIcon(operation.what().kind));
    case ActivityToneRole:
        return static_cast<int>(activityMark(operation.state()).tone);
    case ActivityDoneRole:
        return operation.isUnderWay() && operation.progress().all > 0
                   ? QVariant(static_cast<double>(operation.progress().ended) / operation.progress().all)
                   : QVariant();
    default:
        return {};
    }
}

} // namespace steward
