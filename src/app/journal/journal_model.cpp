#include "app/journal/journal_model.h"

#include "app/operations/journal_words.h"
#include "domain/iso_time.h"
#include "domain/unknown_value.h"

#include <QDateTime>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace steward {
namespace {

Mark stateMark(const JournalEntry& entry)
{
    if (!entry.outcome)
        return entry.isHeld ? Mark{MarkShape::FilledRing, Tone::Busy} : Mark{MarkShape::Diamond, Tone::Warning};
    switch (*entry.outcome) {
    case OperationOutcome::Done:
        return {MarkShape::Dot, Tone::Good};
    case OperationOutcome::Partial:
        return {MarkShape::Diamond, Tone::Warning};
    case OperationOutcome::Refused:
        return {MarkShape::Dash, Tone::Quiet};
    case OperationOutcome::Failed:
        return {MarkShape::Triangle, Tone::Error};
    }
    return {MarkShape::Question, Tone::Warning};
}

QString stateWord(const JournalEntry& entry)
{
    if (!entry.outcome)
        return entry.isHeld ? JournalModel::tr("Under way") : JournalModel::tr("Interrupted");
    switch (*entry.outcome) {
    case OperationOutcome::Done:
        return JournalModel::tr("Done");
    case OperationOutcome::Partial:
        return JournalModel::tr("Done in part");
    case OperationOutcome::Refused:
        return JournalModel::tr("Refused");
    case OperationOutcome::Failed:
        return JournalModel::tr("Failed");
    }
    return unknownText();
}

JournalFilter::State stateOf(const JournalEntry& entry)
{
    if (!entry.outcome)
        return JournalFilter::State::Open;
    switch (*entry.outcome) {
    case OperationOutcome::Done:
        return JournalFilter::State::Done;
    case OperationOutcome::Partial:
        return JournalFilter::State::Partial;
    case OperationOutcome::Refused:
        return JournalFilter::State::Refused;
    case OperationOutcome::Failed:
        return JournalFilter::State::Failed;
    }
    return JournalFilter::State::Partial; // what was done of it is not known
}

/// Both, or the one that is known.
QString joined(const QString& first, const QString& second)
{
    return first.isEmpty() || second.isEmpty() ? first + second : first + QStringLiteral(" · ") + second;
}

} // namespace

QString journalWho(const JournalEntry& entry)
{
    return joined(entry.task.person, entry.task.workstation);
}

Pill journalStatePill(const JournalEntry& entry)
{
    const Mark mark = stateMark(entry);
    return {mark, stateWord(entry), mark.tone != Tone::Quiet, false};
}

JournalModel::JournalModel(QString profileId, QObject* parent)
    : QAbstractListModel(parent)
    , m_profileId(std::move(profileId))
{
}

void JournalModel::setEntries(std::vector<JournalEntry> entries, std::vector<RecordedOperation> elsewhere)
{
    beginResetModel();
    m_operations.clear();
    QSet<OperationId> ours;
    for (JournalEntry& entry : entries) {
        ours.insert(entry.id);
        m_operations.push_back({std::move(entry), {}});
    }
    for (RecordedOperation& recorded : elsewhere) {
        if (ours.contains(recorded.operation))
            continue;
        recorded.action = journalKindOfAction(recorded.action);
        m_operations.push_back({std::nullopt, std::move(recorded)});
    }
    std::ranges::stable_sort(m_operations, std::ranges::less(), &Operation::at);
    std::ranges::reverse(m_operations);
    show();
    endResetModel();
}

void JournalModel::setFilter(const JournalFilter& filter)
{
    beginResetModel();
    m_filter = filter;
    show();
    endResetModel();
}

void JournalModel::show()
{
    m_lines.clear();
    m_shown = 0;
    QDate day;
    for (size_t place = 0; place < m_operations.size(); ++place) {
        if (!matches(m_operations[place]))
            continue;
        if (const QDate of = localTime(m_operations[place].at()).date(); of != day) {
            day = of;
            m_lines.push_back({day, {}});
        }
        m_lines.push_back({day, place});
        ++m_shown;
    }
}

bool JournalModel::isOfOrigin(const Operation& operation) const
{
    switch (m_filter.origin) {
    case JournalFilter::Origin::Any:
        return true;
    case JournalFilter::Origin::ThisProfile:
        return operation.entry && operation.entry->task.profile == m_profileId;
    case JournalFilter::Origin::OtherProfiles:
        return operation.entry && operation.entry->task.profile != m_profileId;
    case JournalFilter::Origin::Others:
        return !operation.entry;
    }
    return true;
}

bool JournalModel::matches(const Operation& operation) const
{
    const bool hasState = m_filter.state != JournalFilter::State::Any;
    if (hasState && (!operation.entry || m_filter.state != stateOf(*operation.entry)))
        return false;
    if (!m_filter.kind.isEmpty() && m_filter.kind != operation.kind())
        return false;
    const QDate day = localTime(operation.at()).date();
    if ((m_filter.from && day < *m_filter.from) || (m_filter.to && day > *m_filter.to))
        return false;
    if (!isOfOrigin(operation))
        return false;
    const auto holds = [this](const QString& text) { return text.contains(m_filter.text, Qt::CaseInsensitive); };
    if (holds(title(operation)) || holds(detail(operation)))
        return true;
    return operation.entry ? holds(journalWho(*operation.entry)) || holds(stateWord(*operation.entry))
                           : holds(operation.elsewhere.workstation);
}

const JournalModel::Operation* JournalModel::operation(int row) const
{
    if (row < 0 || std::cmp_greater_equal(row, m_lines.size()))
        return nullptr;
    const auto& place = m_lines[static_cast<size_t>(row)].operation;
    return place ? &m_operations[*place] : nullptr;
}

const JournalEntry* JournalModel::entry(int row) const
{
    const Operation* found = operation(row);
    return found && found->entry ? &*found->entry : nullptr;
}

const RecordedOperation* JournalModel::elsewhere(int row) const
{
    const Operation* found = operation(row);
    return found && !found->entry ? &found->elsewhere : nullptr;
}

std::optional<OperationId> JournalModel::idOf(int row) const
{
    const Operation* found = operation(row);
    return found ? std::optional(found->id()) : std::nullopt;
}

int JournalModel::rowOf(const OperationId& id) const
{
    const auto found = std::ranges::find_if(
        m_lines, [&](const Line& line) { return line.operation && m_operations[*line.operation].id() == id; });
    return found == m_lines.end() ? -1 : static_cast<int>(found - m_lines.begin());
}

int JournalModel::firstEntry() const
{
    return m_lines.empty() ? -1 : 1; // behind the first day's heading
}

QStringList JournalModel::kinds() const
{
    QStringList kinds;
    for (const Operation& operation : m_operations) {
        if (!kinds.contains(operation.kind()))
            kinds << operation.kind();
    }
    return kinds;
}

int JournalModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

Qt::ItemFlags JournalModel::flags(const QModelIndex& index) const
{
    return operation(index.row()) ? QAbstractListModel::flags(index) : Qt::NoItemFlags;
}

QString JournalModel::title(const Operation& operation) const
{
    if (operation.entry)
        return operation.entry->task.title;
    const RecordedOperation& recorded = operation.elsewhere;
    const QString name = m_naming ? m_naming(recorded.organizationId) : QString();
    const QString what = journalKindText(recorded.action);
    //: What the database's history tells: %1 is an action such as "Delete", %2 an organization's name
    return name.isEmpty() ? what : tr("%1: %2").arg(what, name);
}

QString JournalModel::detail(const Operation& operation) const
{
    if (operation.entry) {
        const QString& profile = operation.entry->task.profile;
        //: %1 is the id of a profile
        return profile == m_profileId ? QString() : tr("profile %1").arg(profile);
    }
    return tr("%n row(s), in the database's history", nullptr, static_cast<int>(operation.elsewhere.rows));
}

QVariant JournalModel::data(const QModelIndex& index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    const Line& line = m_lines[static_cast<size_t>(index.row())];
    const Operation* one = operation(index.row());
    if (role == JournalIsHeadingRole)
        return !one;
    if (!one)
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? journalDay(line.day) : QVariant();
    const QString who = one->entry ? journalWho(*one->entry) : one->elsewhere.workstation;
    const QString time = QLocale().toString(localTime(one->at()), QStringLiteral("HH:mm"));
    switch (role) {
    case Qt::DisplayRole:
        return title(*one);
    case JournalIconRole:
        return static_cast<int>(journalKindIcon(one->kind()));
    case JournalDetailRole:
        return detail(*one);
    case JournalWhoRole:
        return who;
    case JournalStateRole:
        return one->entry ? QVariant::fromValue(journalStatePill(*one->entry)) : QVariant();
    case JournalTimeRole:
        return time;
    case Qt::AccessibleTextRole: {
        QStringList said{title(*one), detail(*one), who};
        if (one->entry)
            said << stateWord(*one->entry);
        said << journalDay(line.day) << time;
        said.removeAll(QString());
        return said.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

} // namespace steward
