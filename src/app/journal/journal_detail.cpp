#include "app/journal/journal_detail.h"

#include "app/journal/journal_model.h"
#include "app/operations/journal_words.h"
#include "app/operations/undo_offer.h"
#include "app/operations/unfinished_work.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"
#include "app/style/type.h"
#include "domain/iso_time.h"
#include "ui_journal_detail.h"
#include "workflows/restore/row_restore.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

constexpr qint64 stepsAtOnce = 500; // of many thousands the list would hold up the window
constexpr int stepHeight = 48;
enum StepColumns { AtColumn, PlaceColumn, ActionColumn };

qint64 recordsOf(const JournalEntry& entry)
{
    return entry.steps + entry.results + (entry.outcome ? 1 : 0);
}

Mark markOfStep(const JournaledStep& step)
{
    if (!step.outcome)
        return {MarkShape::Question, Tone::Warning};
    switch (*step.outcome) {
    case StepOutcome::Done:
        return {MarkShape::Done, Tone::Good};
    case StepOutcome::Unchanged:
        return {MarkShape::Dash, Tone::Quiet};
    case StepOutcome::Failed:
        return {MarkShape::Triangle, Tone::Error};
    case StepOutcome::Unknown:
        return {MarkShape::Question, Tone::Warning};
    }
    return {MarkShape::Question, Tone::Warning};
}

/// Each that stands in the column of places.
QStringList placeWords()
{
    QStringList words;
    JournaledStep step;
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        step.store = store;
        words << journalPlaceText(step);
    }
    step.action = JournalAction::TellWorkers;
    return words << journalPlaceText(step);
}

/// Off, and says why, where the workspace is not an administrator's.
void setAllowed(QPushButton& button, bool isAllowed)
{
    button.setEnabled(isAllowed);
    button.setToolTip(isAllowed ? QString() : escapedToolTip(administratorsOnly().sentence));
}

/// "Today 11:48"
QString momentText(Timestamp at)
{
    const QDateTime moment = localTime(at);
    return journalDay(moment.date()) + QLatin1Char(' ') + QLocale().toString(moment, QStringLiteral("HH:mm"));
}

/// "6.2 s"; empty while it has not ended.
QString tookText(const JournalEntry& entry)
{
    if (!entry.finishedAt)
        return {};
    const auto took = std::chrono::duration<double>(*entry.finishedAt - entry.startedAt).count();
    //: %1 is a number of seconds
    return JournalDetail::tr("%1 s").arg(QLocale().toString(std::max(took, 0.0), 'f', took < 100 ? 1 : 0));
}

QString metaText(const JournalEntry& entry)
{
    QStringList parts{momentText(entry.startedAt), journalWho(entry), tookText(entry), journalStateText(entry)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

} // namespace

JournalDetail::JournalDetail(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::JournalDetail>())
{
    m_ui->setupUi(this);
    m_ui->title->setFont(textFont(TextSize::Section, QFont::DemiBold));
    m_ui->meta->setForegroundRole(QPalette::PlaceholderText);
    m_ui->headLayout->setContentsMargins(scaled(20), scaled(16), scaled(20), scaled(14));
    m_ui->footLayout->setContentsMargins(readingMargins(scaled(20) - ringRoom(), scaled(10), scaled(20), scaled(10)));
    m_ui->steps->setIndentation(scaled(18));
    m_ui->steps->setColumnWidth(
        AtColumn, scaled(64) + m_ui->steps->fontMetrics().horizontalAdvance(QStringLiteral("00:00:00")));
    m_ui->steps->setTextElideMode(Qt::ElideRight);
    int place = scaled(74);
    for (const QString& words : placeWords())
        place = std::max(place, m_ui->steps->fontMetrics().horizontalAdvance(words) + scaled(14));
    m_ui->steps->setColumnWidth(PlaceColumn, place);
    connectButtons();
    clear();
}

JournalDetail::~JournalDetail() = default;

void JournalDetail::start(OperationService& operations)
{
    m_operations = &operations;
}

void JournalDetail::connectButtons()
{
    connect(m_ui->resume, &QPushButton::clicked, this, &JournalDetail::resumeWanted);
    connect(m_ui->restore, &QPushButton::clicked, this, [this] { Q_EMIT undoWanted(m_changed, false); });
    connect(m_ui->restoreWhole, &QPushButton::clicked, this, [this] { Q_EMIT undoWanted(m_changed, true); });
    connect(m_ui->report, &QPushButton::clicked, this, [this] {
        if (m_entry)
            Q_EMIT reportWanted(*m_entry);
    });
    connect(m_ui->earlier, &QPushButton::clicked, this, [this] { showPart(m_firstStep - stepsAtOnce); });
    connect(m_ui->later, &QPushButton::clicked, this, [this] { showPart(m_firstStep + stepsAtOnce); });
    connect(m_ui->steps, &QTreeWidget::itemExpanded, this, &JournalDetail::addDetails);
}

void JournalDetail::clear()
{
    m_entry.reset();
    m_ui->steps->clear();
    for (QWidget* part : QList<QWidget*>{m_ui->head, m_ui->steps, m_ui->parts, m_ui->foot, m_ui->note})
        part->hide();
}

void JournalDetail::showHead(const QString& title, const QString& meta)
{
    m_ui->head->show();
    m_ui->title->setText(breakable(title));
    m_ui->meta->setText(breakable(meta));
}

void JournalDetail::show(const RecordedOperation& recorded, const QString& title)
{
    clear();
    QStringList parts{momentText(recorded.at), recorded.workstation, recorded.role};
    parts.removeAll(QString());
    showHead(title, parts.join(QStringLiteral(" · ")));
    QStringList names;
    for (const InstanceName& name : recorded.names)
        names << name.text();
    QString text = tr("The database's history tells that it changed these rows. Its steps stand in another journal, on "
                      "the computer where it was done.");
    if (!names.isEmpty())
        text += QLatin1Char('\n') + names.join(QLatin1Char('\n'));
    m_ui->note->setText(breakable(text));
    m_ui->note->show();
}

bool JournalDetail::isOurs(const JournalEntry& entry) const
{
    return entry.task.profile == m_operations->stores().profileId && !m_operations->stores().readOnly;
}

void JournalDetail::show(const JournalEntry& entry)
{
    showHead(entry.task.title, metaText(entry));
    m_ui->note->hide();
    m_ui->foot->show();
    m_ui->resume->setVisible(!entry.outcome && !entry.isHeld && isOurs(entry));
    setAllowed(*m_ui->resume, mayBegin(m_operations->stores().role, entry.task.kind));
    const bool isSame = m_entry && m_entry->id == entry.id;
    if (isSame && recordsOf(*m_entry) == recordsOf(entry))
        return; // what a person has opened stays open
    m_entry = entry;
    m_ui->steps->clear();
    m_ui->steps->show();
    m_ui->restore->hide();
    m_ui->restoreWhole->hide();
    m_ui->parts->hide();
    showPart(isSame ? m_firstStep : 0);
}

void JournalDetail::showPart(qint64 firstStep)
{
    struct Chosen {
        Result<JournalContent> content;
        std::vector<DeletedRow> changed;
    };
    m_firstStep = firstStep;
    m_ui->earlier->setEnabled(false);
    m_ui->later->setEnabled(false);
    m_operations->ask<Chosen>(
        this,
        [id = m_entry->id, firstStep](const ProfileContext& stores, const std::stop_token&) {
            ChangedRows changed(id);
            JournalReading reading = changed.reading();
            reading.ours = id;
            reading.part = TrailPart{firstStep, stepsAtOnce};
            auto content = readJournal({stores.journalPath}, reading);
            return Chosen{std::move(content), changed.rows()};
        },
        [this, id = m_entry->id, firstStep](const Chosen& chosen) {
            if (!m_entry || id != m_entry->id || firstStep != m_firstStep)
                return;            // another is chosen by now
            if (!chosen.content) { // the trouble is said above
                m_entry->results = -1;
                return;
            }
            const auto found = std::ranges::find(chosen.content->operations, id, &JournalEntry::id);
            if (found == chosen.content->operations.end())
                return;
            showSteps(*found);
            if (!chosen.content->damage)
                offerUndo(*found, chosen.changed);
        });
}

void JournalDetail::showSteps(const JournalEntry& entry)
{
    m_trail = entry.trail;
    const qint64 last = m_firstStep + std::ssize(entry.trail);
    const QLocale locale;
    m_ui->parts->setVisible(m_firstStep > 0 || last < entry.steps);
    m_ui->earlier->setEnabled(m_firstStep > 0);
    m_ui->later->setEnabled(last < entry.steps);
    //: %1 and %2 are the numbers of the first and the last step shown, %3 is how many there are
    m_ui->part->setText(
        tr("Steps %1 to %2 of %3")
            .arg(locale.toString(m_firstStep + 1), locale.toString(last), locale.toString(entry.steps)));
    m_ui->steps->clear();
    if (entry.steps == 0) {
        auto* nothing = new QTreeWidgetItem(m_ui->steps);
        nothing->setText(AtColumn, tr("No step of it had been begun."));
        nothing->setFirstColumnSpanned(true);
    }
    addSteps();
}

void JournalDetail::addSteps()
{
    QList<QTreeWidgetItem*> items;
    for (const JournaledStep& step : m_trail) {
        auto* item = new QTreeWidgetItem;
        item->setText(AtColumn, QLocale().toString(localTime(step.announcedAt), QStringLiteral("HH:mm:ss")));
        item->setIcon(AtColumn, shapeIcon(markOfStep(step), palette()));
        item->setText(PlaceColumn, journalPlaceText(step));
        const QString what = step.target.isEmpty() ? journalResultText(step)
                                                   : step.target + QStringLiteral(" · ") + journalResultText(step);
        item->setText(ActionColumn, journalActionText(step) + QLatin1Char('\n') + what);
        item->setToolTip(ActionColumn, escapedToolTip(what));
        item->setSizeHint(ActionColumn, {0, scaled(stepHeight)});
        if (hasLongDetail(step))
            item->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
        items << item;
    }
    m_ui->steps->addTopLevelItems(items);
    for (size_t place = 0; place < m_trail.size(); ++place) {
        if (!hasLongDetail(m_trail[place])) // that is read once somebody opens it
            addDetails(m_ui->steps->topLevelItem(static_cast<int>(place)));
    }
}

void JournalDetail::addDetails(QTreeWidgetItem* item)
{
    const int place = m_ui->steps->indexOfTopLevelItem(item);
    if (place < 0 || item->childCount() > 0 || std::cmp_greater_equal(place, m_trail.size()))
        return;
    QList<QTreeWidgetItem*> lines;
    for (const QString& line : journalDetailLines(m_trail.at(static_cast<size_t>(place)))) {
        auto* detail = new QTreeWidgetItem;
        detail->setText(AtColumn, line);
        detail->setToolTip(AtColumn, escapedToolTip(line));
        lines << detail;
    }
    item->addChildren(lines);
    for (QTreeWidgetItem* line : lines)
        line->setFirstColumnSpanned(true); // a line is as long as it is
}

void JournalDetail::paintEvent(QPaintEvent*)
{
    const Tokens& tokens = Tokens::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), tokens.surface);
    if (!m_ui->foot->isVisible())
        return;
    painter.fillRect(m_ui->foot->geometry(), tokens.side);
    painter.fillRect(QRect(0, m_ui->foot->y(), width(), 1), tokens.line);
}

void JournalDetail::offerUndo(const JournalEntry& entry, const std::vector<DeletedRow>& changed)
{
    m_changed = entry.outcome && isOurs(entry) ? changed : std::vector<DeletedRow>();
    for (QPushButton* button : {m_ui->restore, m_ui->restoreWhole})
        setAllowed(*button, mayBegin(m_operations->stores().role, restoringKind()));
    m_ui->restore->setVisible(!m_changed.empty());
    m_ui->restoreWhole->setVisible(hasDeleted(m_changed));
}

} // namespace steward
