#include "app/plans/apply_page.h"

#include "app/plans/plan_run.h"
#include "app/style/mark_delegate.h"
#include "app/style/plain_text.h"
#include "app/style/type.h"
#include "ui_apply_page.h"

#include <QHeaderView>
#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

constexpr int fewItems = 5; ///< for which no pace is told

} // namespace

ApplyPage::ApplyPage(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ApplyPage>())
{
    m_ui->setupUi(this);
    m_ui->items->setItemDelegate(new MarkDelegate(this));
    showItems();
    connect(m_ui->pause, &QPushButton::toggled, this, &ApplyPage::pauseChanged);
    connect(m_ui->stop, &QPushButton::clicked, this, &ApplyPage::stopWanted);
    connect(m_ui->retry, &QPushButton::clicked, this, &ApplyPage::retryWanted);
    connect(m_ui->report, &QPushButton::clicked, this, &ApplyPage::reportWanted);
    connect(m_ui->close, &QPushButton::clicked, this, &ApplyPage::closed);
    connect(m_ui->background, &QPushButton::clicked, this, &ApplyPage::backgroundWanted);
}

ApplyPage::~ApplyPage() = default;

void ApplyPage::showItems()
{
    const std::unique_ptr<QItemSelectionModel> former(m_ui->items->selectionModel());
    m_ui->items->setModel(m_model.get());
    QHeaderView& header = *m_ui->items->horizontalHeader();
    header.setHighlightSections(false);
    header.setSectionResizeMode(ApplyModel::NameColumn, QHeaderView::Stretch);
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('n'));
    m_ui->items->setColumnWidth(ApplyModel::StateColumn, 22 * letter);
    for (const int column : {ApplyModel::ServerColumn, ApplyModel::DatabaseColumn, ApplyModel::CacheColumn})
        m_ui->items->setColumnWidth(column, 11 * letter);
    m_ui->items->setColumnWidth(ApplyModel::WorkersColumn, 16 * letter);
    m_ui->items->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_ui->items->verticalHeader()->setDefaultSectionSize(scaled(28));
    connect(m_ui->items->selectionModel(), &QItemSelectionModel::currentChanged, this, &ApplyPage::showDetail);
}

void ApplyPage::follow(PlanRun& run)
{
    if (m_run) {
        disconnect(m_run, nullptr, this, nullptr);
        disconnect(&m_run->operation(), nullptr, this, nullptr);
    }
    m_run = &run;
    // What followed the former one keeps it.
    const std::shared_ptr<ApplyModel> former = std::exchange(m_model, run.items());
    showItems();
    connect(&run, &PlanRun::progressed, this, &ApplyPage::refresh);
    connect(&run, &PlanRun::ended, this, &ApplyPage::showEnd);
    connect(&run.operation(), &Operation::changed, this, &ApplyPage::showState);
    m_ui->outcome->setLines({});
    m_ui->outcome->hide();
    m_ui->note->hide();
    m_ui->detail->clear();
    m_ui->pause->setChecked(false);
    for (QWidget* running : {m_ui->pause, m_ui->stop})
        running->setVisible(true);
    m_ui->background->setVisible(m_mayGoToBackground);
    for (QWidget* ended : {m_ui->retry, m_ui->report, m_ui->close})
        ended->setVisible(false);
    refresh();
    m_ui->stop->setFocus();
}

/// Whoever paused or stopped it: this page, or another that shows the operation.
void ApplyPage::showState()
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
        m_ui->title->setText(tr("It has ended. The table is read again."));
    else if (isStopping)
        m_ui->title->setText(tr("What has begun is brought to its end; nothing further is begun."));
    else if (isPaused)
        m_ui->title->setText(tr("Paused: what has begun is brought to its end, and then it waits."));
    else if (m_run->hasBegun())
        m_ui->title->setText(tr("It is being done, one after the other, and each is proven afterwards."));
    else
        m_ui->title->setText(tr("Reading the three stores once more before the first change…"));
}

void ApplyPage::showEnd()
{
    refresh();
    m_ui->outcome->setLines({m_run->outcome()});
    m_ui->outcome->show();
    for (QWidget* running : {m_ui->pause, m_ui->stop, m_ui->background})
        running->setVisible(false);
    m_ui->retry->setVisible(!m_model->toBeRetried().empty());
    m_ui->report->setVisible(m_run->result()->has_value());
    m_ui->close->setVisible(true);
    m_ui->close->setFocus();
    if (const std::vector<QByteArray> notDone = m_model->notDone(); !notDone.empty())
        m_ui->items->setCurrentIndex(m_model->index(m_model->rowOf(notDone.front()), 0));
}

void ApplyPage::refresh()
{
    const ApplyModel::Counts& counts = m_model->counts();
    m_ui->progress->setMaximum(std::max(counts.all, 1));
    m_ui->progress->setValue(counts.ended);
    m_ui->counts->setText(m_run->countsText());
    m_ui->pace->setText(paceText());
    showState();
    showDetail();
}

void ApplyPage::allowBackground(bool isAllowed)
{
    m_mayGoToBackground = isAllowed;
}

QString ApplyPage::paceText() const
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

void ApplyPage::showDetail()
{
    const QString detail = breakable(m_model->detail(m_ui->items->currentIndex().row()));
    if (m_ui->detail->text() != detail)
        m_ui->detail->setText(detail);
    m_ui->detail->setVisible(!detail.isEmpty());
}

void ApplyPage::tell(const QString& sentence)
{
    m_ui->note->setText(breakable(sentence));
    m_ui->note->setVisible(!sentence.isEmpty());
}

} // namespace steward
