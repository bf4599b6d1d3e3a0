#include "app/plans/apply_page.h"

#include "app/plans/plan_words.h"
#include "app/style/mark_delegate.h"
#include "app/style/plain_text.h"
#include "app/style/type.h"
#include "ui_apply_page.h"
#include "workflows/writes/worker_news.h"

#include <QHeaderView>
#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

constexpr std::chrono::milliseconds betweenLooks{150};
constexpr int fewItems = 5; ///< for which no pace is told

} // namespace

ApplyPage::ApplyPage(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ApplyPage>())
{
    m_ui->setupUi(this);
    m_ui->items->setItemDelegate(new MarkDelegate(this));
    showItems();
    m_refreshTimer.setInterval(betweenLooks);
    connect(&m_refreshTimer, &QTimer::timeout, this, &ApplyPage::refresh);
    connect(m_ui->pause, &QPushButton::toggled, this, &ApplyPage::showPaused);
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

void ApplyPage::begin(const std::shared_ptr<const Plan>& plan)
{
    m_isRunning = true;
    m_isStopping = false;
    // What followed the former one keeps it.
    const std::shared_ptr<ApplyModel> former = std::exchange(m_model, std::make_shared<ApplyModel>());
    m_model->setPlan(plan);
    showItems();
    m_since.start();
    m_refreshTimer.start();
    m_ui->title->setText(tr("Reading the three stores once more before the first change…"));
    m_ui->outcome->setLines({});
    m_ui->outcome->hide();
    m_ui->note->hide();
    m_ui->detail->clear();
    m_ui->pause->setChecked(false);
    for (QWidget* running : {m_ui->pause, m_ui->stop})
        running->setVisible(true);
    m_ui->background->setVisible(m_mayGoToBackground);
    m_ui->stop->setEnabled(true);
    m_ui->pause->setEnabled(true);
    for (QWidget* ended : {m_ui->retry, m_ui->report, m_ui->close})
        ended->setVisible(false);
    refresh();
    m_ui->stop->setFocus();
}

void ApplyPage::hear(const ApplyNews& news)
{
    m_model->hear(news);
    if (news.plan) {
        m_since.start();
        m_ui->title->setText(tr("It is being done, one after the other, and each is proven afterwards."));
    }
}

void ApplyPage::showStopping()
{
    m_isStopping = true;
    m_ui->stop->setEnabled(false);
    m_ui->pause->setEnabled(false);
    m_ui->title->setText(tr("What has begun is brought to its end; nothing further is begun."));
}

void ApplyPage::showPaused(bool isPaused)
{
    m_ui->pause->setText(isPaused ? tr("&Continue") : tr("&Pause"));
    m_ui->pause->setAccessibleName(isPaused ? tr("Continue") : tr("Pause"));
    if (m_isRunning && !m_isStopping) {
        m_ui->title->setText(
            isPaused ? tr("Paused: what has begun is brought to its end, and then it waits.")
                     : tr("It is being done, one after the other, and each is proven afterwards."));
    }
    Q_EMIT pauseChanged(isPaused);
}

void ApplyPage::finish(const Result<ChangeResult>& result)
{
    m_isRunning = false;
    m_refreshTimer.stop();
    if (result)
        m_model->finish(*result);
    refresh();
    MarkedList::Line line{{MarkShape::Dot, Tone::Good}, tr("All of it is done and proven."), {}, true};
    const bool isDone = result && result->outcome == OperationOutcome::Done;
    if (!isDone)
        line = {{MarkShape::Diamond, Tone::Warning}, tr("Not all of it is done."), {}, true};
    if (!result || result->outcome == OperationOutcome::Refused)
        line = {{MarkShape::Triangle, Tone::Error}, tr("Nothing was changed."), {}, true};
    if (!result)
        line.notes << result.error().sentence;
    else if (result->error)
        line.notes << result->error->sentence;
    if (result && std::ranges::any_of(
                      result->items, [](const ChangeItem& item) { return item.workers && item.workers->pending; }))
        line.notes << nobodyHeardSentence();
    m_ui->outcome->setLines({line});
    m_ui->outcome->show();
    m_ui->title->setText(tr("It has ended. The table is read again."));
    for (QWidget* running : {m_ui->pause, m_ui->stop, m_ui->background})
        running->setVisible(false);
    m_ui->retry->setVisible(!m_model->toBeRetried().empty());
    m_ui->report->setVisible(result.has_value());
    m_ui->close->setVisible(true);
    m_ui->close->setFocus();
    if (const std::vector<QByteArray> notDone = m_model->notDone(); !notDone.empty())
        m_ui->items->setCurrentIndex(m_model->index(m_model->rowOf(notDone.front()), 0));
}

void ApplyPage::refresh()
{
    m_model->flush();
    const ApplyModel::Counts& counts = m_model->counts();
    m_ui->progress->setMaximum(std::max(counts.all, 1));
    m_ui->progress->setValue(counts.ended);
    m_ui->counts->setText(countsText());
    m_ui->pace->setText(paceText());
    showDetail();
    Q_EMIT progressed();
}

MarkedList::Line ApplyPage::outcome() const
{
    return m_ui->outcome->lines().empty() ? MarkedList::Line{} : m_ui->outcome->lines().front();
}

void ApplyPage::setPaused(bool isPaused)
{
    if (m_isRunning && !m_isStopping)
        m_ui->pause->setChecked(isPaused);
}

void ApplyPage::allowBackground(bool isAllowed)
{
    m_mayGoToBackground = isAllowed;
}

QString ApplyPage::countsText() const
{
    const ApplyModel::Counts& counts = m_model->counts();
    QStringList parts;
    const auto add = [&parts](int count, const QString& text) {
        if (count > 0)
            parts << text;
    };
    //: %n is how many of a plan's items are done, %1 how many it has
    parts << tr("%n of %1 done", nullptr, counts.done).arg(QLocale().toString(counts.all));
    add(counts.stillThere, tr("%n still there", nullptr, counts.stillThere));
    add(counts.failed, tr("%n not all done", nullptr, counts.failed));
    add(counts.leftOut, tr("%n left as it is", nullptr, counts.leftOut));
    add(counts.notBegun, tr("%n not begun", nullptr, counts.notBegun));
    return parts.join(QStringLiteral("  ·  "));
}

QString ApplyPage::paceText() const
{
    const ApplyModel::Counts& counts = m_model->counts();
    if (!m_isRunning || counts.all <= fewItems || counts.ended < 2 || m_since.elapsed() < 1000)
        return {};
    const double seconds = static_cast<double>(m_since.elapsed()) / 1000.0;
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
