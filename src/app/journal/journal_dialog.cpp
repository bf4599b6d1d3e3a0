#include "app/journal/journal_dialog.h"

#include "app/journal/journal_words.h"
#include "app/journal/restore_dialog.h"
#include "app/journal/unfinished_work.h"
#include "app/style/appearance.h"
#include "app/style/plain_text.h"
#include "app/table/cells.h"
#include "ui_journal_dialog.h"

#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

constexpr qint64 stepsAtOnce = 500; // of many thousands the list would hold up the window

qint64 recordsOf(const JournalEntry& entry)
{
    return entry.steps + entry.results + (entry.outcome ? 1 : 0);
}

} // namespace

JournalDialog::JournalDialog(OperationService& operations, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::JournalDialog>())
    , m_operations(operations)
    , m_model(operations.stores().profileId)
{
    m_ui->setupUi(this);
    layOut();
    listStates();
    listKinds();
    m_ui->resume->hide();
    m_ui->restore->hide();
    m_ui->parts->hide();
    connect(m_ui->restore, &QPushButton::clicked, this, &JournalDialog::restore);
    connect(m_ui->earlier, &QPushButton::clicked, this, [this] { showPart(m_firstStep - stepsAtOnce); });
    connect(m_ui->later, &QPushButton::clicked, this, [this] { showPart(m_firstStep + stepsAtOnce); });
    connect(m_ui->steps, &QTreeWidget::itemExpanded, this, &JournalDialog::addDetails);
    connect(m_ui->filter, &QLineEdit::textChanged, this, &JournalDialog::filter);
    connect(m_ui->states, &QComboBox::currentIndexChanged, this, &JournalDialog::filter);
    connect(m_ui->kinds, &QComboBox::currentIndexChanged, this, &JournalDialog::filter);
    connect(
        m_ui->operations->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JournalDialog::readSteps);
    connect(m_ui->readAgain, &QPushButton::clicked, this, &JournalDialog::read);
    connect(m_ui->resume, &QPushButton::clicked, this, &JournalDialog::resumeWanted);
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&operations, &OperationService::changed, this, &JournalDialog::read);
    read();
}

JournalDialog::~JournalDialog() = default;

void JournalDialog::search(const QString& text)
{
    m_ui->filter->setText(text);
}

void JournalDialog::read()
{
    m_ui->readAgain->setEnabled(false);
    m_operations.ask<Result<JournalContent>>(
        this, [](const StoreSet& stores, const std::stop_token&) { return readJournal({stores.journalPath}); },
        [this](const Result<JournalContent>& content) { take(content); });
}

void JournalDialog::take(const Result<JournalContent>& content)
{
    m_ui->readAgain->setEnabled(true);
    const std::optional<Error> trouble = content ? content->damage : std::optional(content.error());
    const std::vector<JournalEntry> entries = content ? content->operations : std::vector<JournalEntry>();
    const bool isInterrupted = std::ranges::any_of(entries, [this](const JournalEntry& entry) {
        return !entry.outcome && !entry.isHeld && entry.task.profile == m_operations.stores().profileId;
    });
    m_model.setEntries(entries);
    listKinds();
    QPalette colored = palette();
    colored.setColor(QPalette::WindowText, toneColor(trouble ? Tone::Error : Tone::Good, palette()));
    m_ui->state->setPalette(colored);
    m_ui->state->setText(
        trouble ? trouble->sentence
                : tr("The journal is whole: %n record(s).", nullptr, static_cast<int>(content->records)));
    m_ui->resume->setVisible(isInterrupted && !trouble && !m_operations.stores().readOnly);
    filter();
    if (m_shown.isNull() && m_model.rowCount() > 0)
        m_ui->operations->setCurrentIndex(m_model.index(0, 0));
}

void JournalDialog::layOut()
{
    m_ui->operations->setModel(&m_model);
    QHeaderView& header = *m_ui->operations->header();
    header.setStretchLastSection(false);
    header.setSectionResizeMode(JournalModel::TitleColumn, QHeaderView::Stretch);
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('n'));
    m_ui->operations->setColumnWidth(JournalModel::BegunColumn, 17 * letter);
    m_ui->operations->setColumnWidth(JournalModel::WorkstationColumn, 14 * letter);
    m_ui->operations->setColumnWidth(JournalModel::StateColumn, 24 * letter);
    QHeaderView& steps = *m_ui->steps->header();
    steps.setStretchLastSection(false);
    steps.setSectionResizeMode(2, QHeaderView::Stretch);
    m_ui->steps->setColumnWidth(0, 17 * letter);
    m_ui->steps->setColumnWidth(1, 36 * letter);
    m_ui->steps->setColumnWidth(3, 28 * letter);
}

void JournalDialog::listStates()
{
    using State = JournalFilter::State;
    const std::pair<QString, State> states[] = {
        {tr("However it ended"), State::Any}, {tr("Not finished"), State::Open}, {tr("Done"), State::Done},
        {tr("Done in part"), State::Partial}, {tr("Refused"), State::Refused},   {tr("Failed"), State::Failed}};
    for (const auto& [text, state] : states)
        m_ui->states->addItem(text, static_cast<int>(state));
}

void JournalDialog::listKinds()
{
    const QSignalBlocker quiet(m_ui->kinds);
    const QString chosen = m_ui->kinds->currentData().toString();
    m_ui->kinds->clear();
    m_ui->kinds->addItem(tr("Every kind"), QString());
    for (const QString& kind : m_model.kinds())
        m_ui->kinds->addItem(journalKindText(kind), kind);
    m_ui->kinds->setCurrentIndex(std::max(0, m_ui->kinds->findData(chosen)));
}

void JournalDialog::filter()
{
    const QUuid chosen = m_shown;
    m_model.setFilter(
        {m_ui->filter->text().trimmed(), static_cast<JournalFilter::State>(m_ui->states->currentData().toInt()),
         m_ui->kinds->currentData().toString()});
    chooseAgain(chosen);
}

void JournalDialog::chooseAgain(const QUuid& id)
{
    const int row = m_model.rowOf(id);
    m_ui->operations->setCurrentIndex(row < 0 ? QModelIndex() : m_model.index(row, 0));
    readSteps(); // a reset of the model takes the current one without a word
}

void JournalDialog::readSteps()
{
    const QModelIndex current = m_ui->operations->currentIndex();
    const QUuid chosen = current.isValid() ? m_model.entry(current.row()).id : QUuid();
    const qint64 records = current.isValid() ? recordsOf(m_model.entry(current.row())) : 0;
    if (chosen == m_shown && records == m_shownRecords)
        return; // what a person has opened stays open
    const bool isSame = chosen == m_shown;
    m_shown = chosen;
    m_shownRecords = records;
    m_ui->steps->clear();
    m_ui->restore->hide();
    m_ui->parts->hide();
    if (!m_shown.isNull())
        showPart(isSame ? m_firstStep : 0);
}

void JournalDialog::showPart(qint64 firstStep)
{
    struct Chosen {
        Result<JournalContent> content;
        std::vector<DeletedRow> buried;
    };
    m_firstStep = firstStep;
    m_ui->earlier->setEnabled(false);
    m_ui->later->setEnabled(false);
    m_operations.ask<Chosen>(
        this,
        [id = m_shown, firstStep](const StoreSet& stores, const std::stop_token&) {
            ChangedRows changed(id);
            JournalReading reading = changed.reading();
            reading.ours = id;
            reading.part = TrailPart{firstStep, stepsAtOnce};
            auto content = readJournal({stores.journalPath}, reading);
            return Chosen{std::move(content), changed.rows()};
        },
        [this, id = m_shown, firstStep](const Chosen& chosen) {
            if (id != m_shown || firstStep != m_firstStep)
                return;            // another is chosen by now
            if (!chosen.content) { // the trouble is said above
                m_shownRecords = -1;
                return;
            }
            const auto found = std::ranges::find(chosen.content->operations, id, &JournalEntry::id);
            if (found == chosen.content->operations.end())
                return;
            showSteps(*found);
            if (!chosen.content->damage)
                offerRestore(*found, chosen.buried);
        });
}

void JournalDialog::restore()
{
    QDialog* dialog = makeRestoreDialog(m_operations, m_buried, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void JournalDialog::showSteps(const JournalEntry& entry)
{
    m_ui->steps->clear();
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
    if (entry.steps == 0) {
        auto* nothing = new QTreeWidgetItem(m_ui->steps);
        nothing->setText(0, tr("No step of it had been begun."));
        nothing->setFirstColumnSpanned(true);
    }
    QList<QTreeWidgetItem*> items;
    for (const JournaledStep& step : entry.trail) {
        auto* item = new QTreeWidgetItem;
        item->setText(0, timeText(step.announcedAt));
        item->setText(1, journalPlaceText(step) + QStringLiteral(" · ") + journalActionText(step));
        item->setText(2, step.target);
        item->setToolTip(2, escapedToolTip(step.target));
        item->setText(3, journalResultText(step));
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

void JournalDialog::addDetails(QTreeWidgetItem* item)
{
    const int place = m_ui->steps->indexOfTopLevelItem(item);
    if (place < 0 || item->childCount() > 0 || std::cmp_greater_equal(place, m_trail.size()))
        return;
    QList<QTreeWidgetItem*> lines;
    for (const QString& line : journalDetailLines(m_trail.at(static_cast<size_t>(place)))) {
        auto* detail = new QTreeWidgetItem;
        detail->setText(0, line);
        detail->setToolTip(0, escapedToolTip(line));
        lines << detail;
    }
    item->addChildren(lines);
    for (QTreeWidgetItem* line : lines)
        line->setFirstColumnSpanned(true); // a line is as long as it is
}

void JournalDialog::offerRestore(const JournalEntry& entry, const std::vector<DeletedRow>& buried)
{
    const StoreSet& stores = m_operations.stores();
    const bool isOver = entry.outcome.has_value() && entry.task.profile == stores.profileId && !stores.readOnly;
    m_buried = isOver ? buried : std::vector<DeletedRow>();
    m_ui->restore->setVisible(!m_buried.empty());
}

} // namespace steward
