#include "app/plans/run_step.h"

#include "app/plans/plan_run.h"
#include "app/style/item_roles.h"
#include "app/style/mark_delegate.h"
#include "app/style/plain_text.h"
#include "app/style/type.h"
#include "ui_run_step.h"

#include <QHeaderView>
#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

constexpr int fewItems = 5;       ///< for which no pace is told
constexpr size_t mostNotDone = 5; ///< that are told above the table

} // namespace

RunStep::RunStep(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::RunStep>())
{
    m_ui->setupUi(this);
    layOut();
    m_ui->items->setItemDelegate(new MarkDelegate(this));
    m_sorted.setSortRole(SortRole);
    m_ui->items->setModel(&m_sorted);
    connect(m_ui->items->selectionModel(), &QItemSelectionModel::currentChanged, this, &RunStep::showDetail);
    showItems();
    connect(m_ui->pause, &QPushButton::toggled, this, &RunStep::pauseChanged);
    connect(m_ui->stop, &QPushButton::clicked, this, &RunStep::stopWanted);
    connect(m_ui->retry, &QPushButton::clicked, this, &RunStep::retryWanted);
    connect(m_ui->report, &QPushButton::clicked, this, &RunStep::reportWanted);
    connect(m_ui->close, &QPushButton::clicked, this, &RunStep::closed);
    connect(m_ui->background, &QPushButton::clicked, this, &RunStep::backgroundWanted);
}

RunStep::~RunStep() = default;

void RunStep::layOut()
{
    m_ui->top->setLook(&Tokens::surface, Qt::BottomEdge);
    m_ui->topLayout->setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(14));
    m_ui->notDoneLayout->setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(14));
    m_ui->detail->setContentsMargins(scaled(24), scaled(8), scaled(24), scaled(8));
    m_ui->foot->setLook(&Tokens::side, Qt::TopEdge);
    m_ui->footLayout->setContentsMargins(scaled(24), scaled(10), scaled(24), scaled(10));
}

void RunStep::showItems()
{
    m_sorted.setSourceModel(m_model.get());
    m_sorted.sort(0);
    QHeaderView& header = *m_ui->items->horizontalHeader();
    header.setHighlightSections(false);
    header.setSectionResizeMode(ApplyModel::NameColumn, QHeaderView::Stretch);
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('n'));
    m_ui->items->setColumnWidth(ApplyModel::StateColumn, 22 * letter);
    for (const int column : {ApplyModel::ServerColumn, ApplyModel::DatabaseColumn, ApplyModel::CacheColumn})
        m_ui->items->setColumnWidth(column, 12 * letter);
    m_ui->items->setColumnWidth(ApplyModel::WorkersColumn, 16 * letter);
    m_ui->items->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_ui->items->verticalHeader()->setDefaultSectionSize(scaled(34));
}

void RunStep::follow(PlanRun& run)
{
    if (m_run) {
        disconnect(m_run, nullptr, this, nullptr);
        disconnect(&m_run->operation(), nullptr, this, nullptr);
    }
    m_run = &run;
    // What followed the former one keeps it.
    const std::shared_ptr<ApplyModel> former = std::exchange(m_model, run.items());
    showItems();
    connect(&run, &PlanRun::progressed, this, &RunStep::refresh);
    connect(&run, &PlanRun::ended, this, &RunStep::showEnd);
    connect(&run.operation(), &Operation::changed, this, &RunStep::showState);
    for (QWidget* ended : QList<QWidget*>{m_ui->result, m_ui->notDonePlace, m_ui->note})
        ended->hide();
    m_ui->detail->clear();
    m_ui->pause->setChecked(false);
    for (QWidget* running : QList<QWidget*>{m_ui->progress, m_ui->pause, m_ui->stop})
        running->setVisible(true);
    m_ui->background->setVisible(m_mayGoToBackground);
    for (QWidget* ended : {m_ui->retry, m_ui->report, m_ui->close})
        ended->setVisible(false);
    refresh();
    m_ui->stop->setFocus();
}

/// Whoever paused or stopped it: this page, or another that shows the operation.
void RunStep::showState()
{
    const Operation::State state = m_run->operation().state();
    const bool isPaused = state == Operation::State::Paused;
    const bool isStopping = state == Operation::State::Stopping;
    m_ui->stop->setEnabled(!isStopping);
    m_ui->pause->setEnabled(!isStopping);
    if (!isStopping)
        m_ui->pause->setChecked(isPaused);
    m_ui->pause->setText(isPaused ? tr("&Continue") : tr("&Pause"));
    m_ui->pause->setAccessibleName(isPaused ? tr("Continue") : tr("Pause"));
    if (m_run->result())
        Q_EMIT said(tr("The table is read again."));
    else if (isStopping)
        Q_EMIT said(tr("What has begun is brought to its end; nothing further is begun."));
    else if (isPaused)
        Q_EMIT said(tr("Paused: what has begun is brought to its end, and then it waits."));
    else if (m_run->hasBegun())
        Q_EMIT said(tr("One after the other, and each is proven afterwards."));
    else
        Q_EMIT said(tr("Reading the three stores once more before the first change…"));
}

void RunStep::showEnd()
{
    refresh();
    showResult();
    for (QWidget* running : QList<QWidget*>{m_ui->progress, m_ui->pause, m_ui->stop, m_ui->background})
        running->setVisible(false);
    const auto again = static_cast<int>(m_model->toBeRetried().size());
    m_ui->retry->setText(tr("&Try %n again", nullptr, again));
    m_ui->retry->setAccessibleName(m_ui->retry->text().remove(QLatin1Char('&')));
    m_ui->retry->setVisible(again > 0);
    m_ui->report->setVisible(m_run->result()->has_value());
    m_ui->close->setVisible(true);
    m_ui->close->setFocus();
    if (const std::vector<QByteArray> notDone = m_model->notDone(); !notDone.empty())
        m_ui->items->setCurrentIndex(m_sorted.mapFromSource(m_model->index(m_model->rowOf(notDone.front()), 0)));
}

void RunStep::showResult()
{
    const StatusList::Line outcome = m_run->outcome();
    m_ui->result->setTitle(outcome.mark, outcome.title);
    m_ui->result->setSentence(outcome.notes.join(QLatin1Char('\n')));
    m_ui->result->show();
    const std::vector<StatusList::Line> notDone = m_model->notDoneLines(mostNotDone);
    m_ui->notDone->setLines(notDone);
    m_ui->notDonePlace->setVisible(!notDone.empty());
}

void RunStep::refresh()
{
    const ApplyModel::Counts& counts = m_model->counts();
    m_ui->progress->setMaximum(std::max(counts.all, 1));
    m_ui->progress->setValue(counts.ended);
    m_ui->counts->setText(m_run->countsText());
    m_ui->pace->setText(paceText());
    showState();
    showDetail();
}

void RunStep::allowBackground(bool isAllowed)
{
    m_mayGoToBackground = isAllowed;
}

QString RunStep::paceText() const
{
    const ApplyModel::Counts& counts = m_model->counts();
    if (m_run->result() || counts.all <= fewItems || counts.ended < 2 || m_run->elapsed() < 1000)
        return {};
    const double seconds = static_cast<double>(m_run->elapsed()) / 1000.0;
    const double pace = counts.ended / seconds;
    const auto left = std::chrono::seconds(qRound64((counts.all - counts.ended) / pace));
    //: %1 is a number of instances, %2 a time such as "3 min"
    return tr("%1 a second, about %2 left").arg(QLocale().toString(pace, 'f', 1), durationText(left));
}

void RunStep::showDetail()
{
    const int row = m_sorted.mapToSource(m_ui->items->currentIndex()).row();
    const QString detail = breakable(m_model->detail(row));
    if (m_ui->detail->text() != detail)
        m_ui->detail->setText(detail);
    m_ui->detail->setVisible(!detail.isEmpty());
}

void RunStep::tell(const QString& sentence)
{
    m_ui->note->setText(breakable(sentence));
    m_ui->note->setVisible(!sentence.isEmpty());
}

} // namespace steward
