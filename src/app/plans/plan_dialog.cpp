#include "app/plans/plan_dialog.h"

#include "app/activity/activity_log.h"
#include "app/operations/report_file.h"
#include "app/plans/plan_words.h"
#include "domain/plans/plan_json.h"
#include "ui_plan_dialog.h"
#include "workflows/execute/plan_application.h"
#include "workflows/execute/plan_results.h"
#include "workflows/read/saved_plan.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>

namespace steward {
namespace {

constexpr std::chrono::minutes planningTime{30};

/// On a worker; changes nothing.
Result<MadePlan> makePlanOf(const PlanSource& source, const StoreSet& stores, const std::stop_token& stop)
{
    const Limits limits = Limits::within(planningTime, stop);
    const PlanMaker maker(readingAccess(stores));
    if (source.file.isEmpty())
        return maker.make(source.request, limits);
    const Result<Plan> saved = readSavedPlan(source.file);
    if (!saved)
        return std::unexpected(saved.error());
    return maker.makeAgain(*saved, limits);
}

} // namespace

PlanDialog::PlanDialog(OperationService& operations, PlanSource source, QWidget* parent, ApplyTimes times)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::PlanDialog>())
    , m_operations(operations)
    , m_times(times)
    , m_source(std::move(source))
{
    m_ui->setupUi(this);
    m_ui->planPage->setHasProfile(static_cast<bool>(operations.stores().protectInProfile));
    connectPages();
    make();
}

PlanDialog::~PlanDialog()
{
    m_making.request_stop();
    if (m_steering)
        m_steering->stopAfterThis();
}

void PlanDialog::connectPages()
{
    connect(m_ui->planPage, &PlanPage::applyWanted, this, &PlanDialog::apply);
    connect(m_ui->planPage, &PlanPage::cancelled, this, &PlanDialog::reject);
    connect(m_ui->planPage, &PlanPage::saveWanted, this, &PlanDialog::savePlan);
    connect(m_ui->planPage, &PlanPage::residueChanged, this, [this](bool isCleared) {
        m_source.request.withResidue = isCleared;
        make();
    });
    connect(m_ui->planPage, &PlanPage::wayWanted, this, [this](const WayOn& way) {
        const WayOn chosen = way; // the page goes with the dialog
        reject();
        Q_EMIT wayWanted(chosen);
    });
    connect(m_ui->planPage, &PlanPage::disableWanted, this, [this] {
        m_source.request.kind = PlanKind::Disable;
        m_source.request.withResidue = false;
        make();
    });
    connect(m_ui->applyPage, &ApplyPage::pauseChanged, this, [this](bool isPaused) {
        if (m_steering)
            m_steering->setPaused(isPaused);
        if (m_activity)
            m_activity->setPaused(isPaused);
    });
    connect(m_ui->applyPage, &ApplyPage::progressed, this, &PlanDialog::tellProgress);
    connect(m_ui->applyPage, &ApplyPage::backgroundWanted, this, [this] {
        if (m_activity)
            m_activity->continueInBackground();
    });
    connect(m_ui->applyPage, &ApplyPage::stopWanted, this, &PlanDialog::stopAfterThis);
    connect(m_ui->applyPage, &ApplyPage::retryWanted, this, &PlanDialog::retry);
    connect(m_ui->applyPage, &ApplyPage::reportWanted, this, &PlanDialog::keepReport);
    connect(m_ui->applyPage, &ApplyPage::closed, this, &PlanDialog::reject);
}

void PlanDialog::setKind(PlanKind kind)
{
    setWindowTitle(planTitle(kind));
}

void PlanDialog::make()
{
    m_making.request_stop();
    m_made.reset();
    setKind(m_source.request.kind);
    m_ui->pages->setCurrentWidget(m_ui->planPage);
    m_ui->planPage->showWaiting(m_source.request.kind);
    m_making = m_operations.ask<Result<MadePlan>>(
        this,
        [source = m_source](const StoreSet& stores, const std::stop_token& stop) {
            return makePlanOf(source, stores, stop);
        },
        [this, number = ++m_number](const Result<MadePlan>& made) {
            if (number == m_number)
                take(made);
        });
}

void PlanDialog::take(const Result<MadePlan>& made)
{
    if (!made)
        return m_ui->planPage->showError(made.error());
    m_made = *made;
    m_source.request = made->plan.request;
    setKind(made->plan.kind());
    m_ui->planPage->showPlan(*made, !m_source.file.isEmpty());
}

void PlanDialog::apply()
{
    if (m_isApplying || !m_made)
        return;
    const auto plan = std::make_shared<const Plan>(m_made->plan);
    const auto agreed = AgreedPlan::from(plan, m_made->verdict, m_ui->planPage->typed());
    if (m_handsOver)
        return handOver(agreed);
    m_isApplying = true;
    m_result.reset();
    m_steering = std::make_shared<Steering>();
    m_ui->applyPage->allowBackground(mayGoToBackground(*this));
    m_ui->applyPage->begin(plan);
    beginActivity(*plan);
    m_ui->pages->setCurrentWidget(m_ui->applyPage);
    m_operations.run<ChangeResult, ApplyNews>(
        this,
        [plan, agreed, steering = m_steering, times = m_times](
            const WorkspaceAccess& access, const OperationService::Tell<ApplyNews>& tell, const std::stop_token& stop) {
            if (!agreed)
                return refusedPlan(*plan, agreed.error());
            ApplyReporter reporter(tell);
            return PlanApplication(access, times)
                .apply(*agreed, reporter, *steering, {QDeadlineTimer(QDeadlineTimer::Forever), stop});
        },
        [this](const ApplyNews& news) { m_ui->applyPage->hear(news); },
        [this](const Result<ChangeResult>& result) { end(result); });
}

void PlanDialog::handOver(const Result<AgreedPlan>& agreed)
{
    if (!agreed)
        return m_ui->planPage->showError(agreed.error());
    m_made.reset(); // a second press finds nothing to hand over
    Q_EMIT agreedTo(*agreed);
    close();
}

void PlanDialog::beginActivity(const Plan& plan)
{
    m_activity = m_operations.activities().begin(
        {applyButtonText(plan), planKindWord(plan.kind())}, this,
        {[this] { stopAfterThis(); }, [this](bool isPaused) { m_ui->applyPage->setPaused(isPaused); },
         tr("S&top After This One")});
    m_activity->setChecklist(m_ui->applyPage->items());
    tellProgress();
    if (m_former)
        m_former->setTriedAgain();
    m_former = nullptr;
}

void PlanDialog::tellProgress()
{
    if (!m_activity)
        return;
    const ApplyModel::Counts& counts = m_ui->applyPage->model().counts();
    m_activity->setProgress({counts.ended - counts.notBegun, counts.all, m_ui->applyPage->countsText()});
}

std::optional<PlanRequest> PlanDialog::requestForTheRest() const
{
    const std::vector<PlanItemRef> rest = m_ui->applyPage->model().toBeRetried();
    return rest.empty() ? std::nullopt : std::optional(requestAgain(m_source.request, rest));
}

void PlanDialog::end(const Result<ChangeResult>& result)
{
    m_isApplying = false;
    m_result = result ? std::optional(*result) : std::nullopt;
    m_ui->applyPage->finish(result);
    if (m_activity) {
        m_activity->end(
            {activityStateOf(result), m_ui->applyPage->outcome(),
             m_result ? std::optional(reportOf(*m_result)) : std::nullopt, requestForTheRest()});
    }
    Q_EMIT applied(m_ui->applyPage->model().notDone());
}

void PlanDialog::stopAfterThis()
{
    if (!m_isApplying)
        return;
    m_steering->stopAfterThis();
    m_ui->applyPage->showStopping();
    if (m_activity)
        m_activity->setStopping();
}

void PlanDialog::retry()
{
    const std::optional<PlanRequest> rest = requestForTheRest();
    if (m_isApplying || !rest)
        return;
    m_source = {*rest, {}};
    m_former = m_activity;
    if (m_activity)
        m_activity->leaveDialog(); // which is about the next attempt from now on
    m_activity = nullptr;
    make();
}

void PlanDialog::reject()
{
    if (m_isApplying)
        stopAfterThis();
    else
        QDialog::reject();
}

void PlanDialog::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && qobject_cast<QLineEdit*>(focusWidget()))
        return;
    QDialog::keyPressEvent(event);
}

void PlanDialog::savePlan()
{
    if (!m_made)
        return;
    const QString name = planKindWord(m_made->plan.kind()) + QStringLiteral(".steward-plan.json");
    chooseFileToSave(this, tr("Save the plan"), tr("Plans (*.json)"), name, [this](const QString& path) {
        if (!m_made)
            return;
        m_operations.save(path, planJson(m_made->plan), this, [this, path](const Result<void>& saved) {
            //: %1 is a file
            m_ui->planPage->tell(saved ? tr("The plan is saved in %1.").arg(path) : saved.error().sentence);
        });
    });
}

void PlanDialog::keepReport()
{
    if (!m_result)
        return;
    saveReport(
        m_operations, reportOf(*m_result), this, [this](const QString& sentence) { m_ui->applyPage->tell(sentence); });
}

} // namespace steward
