#include "app/activity/activity_panel.h"

#include "app/activity/activity_log.h"
#include "app/activity/activity_words.h"
#include "app/operations/operation_service.h"
#include "app/operations/report_file.h"
#include "app/style/item_roles.h"
#include "app/style/mark_delegate.h"
#include "app/style/plain_text.h"
#include "app/style/type.h"
#include "ui_activity_panel.h"

#include <algorithm>
#include <array>

namespace steward {
namespace {

constexpr std::array checklistLetters{40, 32, 12, 12, 12}; // the last column takes the rest

/// One that is disabled says why.
void set(QPushButton& button, bool isShown, const QString& obstacle = {}, const QString& tip = {})
{
    button.setVisible(isShown);
    button.setEnabled(obstacle.isEmpty());
    button.setToolTip(obstacle.isEmpty() ? tip : obstacle);
}

void setUpRows(QTableView& table)
{
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setStretchLastSection(true);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(scaled(28));
}

} // namespace

ActivityPanel::ActivityPanel(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ActivityPanel>())
{
    m_ui->setupUi(this);
    m_ui->heading->setFont(textFont(TextSize::Page, QFont::DemiBold));
    m_ui->title->setFont(textFont(TextSize::Section, QFont::DemiBold));
    m_ui->emptiness->setForegroundRole(QPalette::PlaceholderText);
    for (QTableView* table : {m_ui->operations, m_ui->checklist}) {
        table->setItemDelegate(new MarkDelegate(this));
        setUpRows(*table);
    }
    m_ui->parts->setStretchFactor(0, 2);
    m_ui->parts->setStretchFactor(1, 3);
    const int letter = fontMetrics().averageCharWidth();
    m_ui->parts->setSizes({90 * letter, 140 * letter});
    connectButtons();
}

ActivityPanel::~ActivityPanel() = default;

void ActivityPanel::start(OperationService& operations)
{
    m_operations = &operations;
    m_log = &operations.activities();
    m_ui->operations->setModel(m_log);
    const int letter = fontMetrics().averageCharWidth();
    QHeaderView& header = *m_ui->operations->horizontalHeader();
    header.setStretchLastSection(false);
    header.setSectionResizeMode(ActivityLog::TitleColumn, QHeaderView::Stretch);
    m_ui->operations->setColumnWidth(ActivityLog::StateColumn, 15 * letter);
    m_ui->operations->setColumnWidth(ActivityLog::ProgressColumn, 14 * letter);
    m_ui->operations->setColumnWidth(ActivityLog::TimeColumn, 12 * letter);
    connect(
        m_ui->operations->selectionModel(), &QItemSelectionModel::currentChanged, this, &ActivityPanel::takeCurrent);
    // What has just begun is what the person looks for, unless something else that runs is looked at.
    connect(m_log, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first) {
        if (!m_chosen || (first == 0 && !m_chosen->isUnderWay()))
            choose(m_log->at(first));
        showChosen();
    });
    connect(m_log, &QAbstractItemModel::rowsRemoved, this, &ActivityPanel::takeCurrent);
    takeCurrent();
}

void ActivityPanel::connectButtons()
{
    connect(m_ui->resume, &QPushButton::clicked, this, &ActivityPanel::resumeWanted);
    connect(m_ui->report, &QPushButton::clicked, this, &ActivityPanel::keepReport);
    connect(m_ui->journal, &QPushButton::clicked, this, [this] {
        if (const std::optional<OperationId> journaled = m_log->journaled(m_chosen))
            Q_EMIT journalWanted(*journaled);
    });
    connect(m_ui->retry, &QPushButton::clicked, this, [this] {
        if (m_chosen)
            Q_EMIT retryWanted(m_chosen);
    });
    connect(m_ui->open, &QPushButton::clicked, this, [this] {
        if (m_chosen)
            m_chosen->openDialog();
    });
    connect(m_ui->stop, &QPushButton::clicked, this, [this] {
        if (m_chosen)
            m_chosen->stop();
    });
    connect(m_ui->pause, &QPushButton::clicked, this, [this] {
        if (m_chosen)
            m_chosen->pause(m_chosen->state() != Operation::State::Paused);
    });
    connect(m_ui->operations, &QTableView::activated, this, [this] {
        if (m_chosen)
            m_chosen->openDialog();
    });
}

void ActivityPanel::choose(const Operation* activity)
{
    if (const int row = m_log->rowOf(activity); row >= 0)
        m_ui->operations->setCurrentIndex(m_log->index(row, 0));
}

void ActivityPanel::focusList()
{
    if (m_log->rowCount() > 0)
        m_ui->operations->setFocus();
}

void ActivityPanel::takeCurrent()
{
    Operation* current = m_log->at(m_ui->operations->currentIndex().row());
    if (current != m_chosen) {
        if (m_chosen)
            disconnect(m_chosen, nullptr, this, nullptr);
        m_chosen = current;
        m_ui->note->clear();
        if (m_chosen) {
            connect(m_chosen, &Operation::changed, this, &ActivityPanel::showChosen);
            connect(m_chosen, &Operation::checklistChanged, this, &ActivityPanel::showChecklist);
        }
        showChecklist();
    }
    showChosen();
}

void ActivityPanel::showChecklist()
{
    const std::unique_ptr<QItemSelectionModel> former(m_ui->checklist->selectionModel());
    QAbstractItemModel* checklist = m_chosen ? m_chosen->checklist() : nullptr;
    m_ui->checklist->setModel(checklist);
    if (!checklist)
        return showDetail();
    const int letter = fontMetrics().averageCharWidth();
    const int columns = std::min<int>(checklist->columnCount() - 1, checklistLetters.size());
    for (int column = 0; column < columns; ++column)
        m_ui->checklist->setColumnWidth(column, checklistLetters[static_cast<size_t>(column)] * letter);
    connect(m_ui->checklist->selectionModel(), &QItemSelectionModel::currentChanged, this, &ActivityPanel::showDetail);
    showDetail();
}

void ActivityPanel::showChosen()
{
    m_ui->pages->setCurrentWidget(m_log->rowCount() > 0 ? m_ui->listPage : m_ui->emptyPage);
    m_ui->chosen->setVisible(m_chosen);
    if (!m_chosen)
        return;
    const Operation::Progress& progress = m_chosen->progress();
    m_ui->title->setText(breakable(m_chosen->what().title));
    m_ui->sentence->setText(breakable(m_chosen->sentence()));
    m_ui->progress->setVisible(progress.all > 0 && m_chosen->isUnderWay());
    m_ui->progress->setMaximum(std::max(progress.all, 1));
    m_ui->progress->setValue(progress.ended);
    m_ui->counts->setText(progress.counts.isEmpty() ? progressText(progress) : progress.counts);
    m_ui->counts->setVisible(!m_ui->counts->text().isEmpty());
    showButtons();
    showDetail();
}

void ActivityPanel::showButtons()
{
    const Operation& chosen = *m_chosen;
    const bool isStopping = chosen.state() == Operation::State::Stopping;
    const QString stopping = isStopping ? activitySentence(chosen.state()) : QString();
    const bool isPaused = chosen.state() == Operation::State::Paused;
    m_ui->pause->setText(isPaused ? tr("Contin&ue") : tr("Pa&use"));
    m_ui->pause->setAccessibleName(isPaused ? tr("Continue") : tr("Pause"));
    m_ui->stop->setText(chosen.stopWords());
    m_ui->stop->setAccessibleName(QString(chosen.stopWords()).remove(QLatin1Char('&')));
    set(*m_ui->pause, chosen.canPause(), stopping);
    set(*m_ui->stop, chosen.canStop(), stopping);
    const bool readOnly = m_operations->stores().readOnly;
    set(*m_ui->resume, chosen.state() == Operation::State::LeftOpen,
        readOnly ? tr("This profile only reads. Choose one that may change the stores.") : QString(),
        tr("Bring to its end what was interrupted"));
    const auto& ending = chosen.ending();
    const bool isPlan = ending && ending->again && std::holds_alternative<PlanRequest>(*ending->again);
    set(*m_ui->retry, ending && ending->again, {},
        isPlan ? tr("Make a new plan for what was not done") : tr("Begin it once more, with what was entered"));
    set(*m_ui->journal, m_log->journaled(&chosen).has_value(), {},
        tr("Show its steps in the journal, and undo it there"));
    set(*m_ui->report, ending && ending->report, {}, tr("Keep what came of each part in a file, as CSV or JSON"));
    set(*m_ui->open, chosen.state() != Operation::State::LeftOpen,
        chosen.canBeOpened() ? QString() : tr("Its window was closed, or is about something else by now."),
        tr("Bring the operation's own window to the front"));
}

void ActivityPanel::showDetail()
{
    const QModelIndex current = m_ui->checklist->currentIndex();
    const QString detail = breakable(current.isValid() ? current.data(DetailRole).toString() : QString());
    if (m_ui->detail->text() != detail)
        m_ui->detail->setText(detail);
    m_ui->detail->setVisible(!detail.isEmpty());
}

void ActivityPanel::keepReport()
{
    if (!m_chosen || !m_chosen->ending() || !m_chosen->ending()->report)
        return;
    saveReport(*m_operations, *m_chosen->ending()->report, this, [this](const QString& sentence) {
        m_ui->note->setText(breakable(sentence));
        m_ui->note->setToolTip(escapedToolTip(sentence));
    });
}

} // namespace steward
