#include "app/plans/plan_dialog.h"

#include "app/operations/report_file.h"
#include "app/plans/plan_words.h"
#include "app/style/environment_look.h"
#include "domain/plans/agreed_plan.h"
#include "domain/plans/plan_json.h"
#include "ui_plan_dialog.h"
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
    const CallContext limits = CallContext::within(planningTime, stop);
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
    m_ui->planPage->setEnvironment(
        [&operations](const QString& words) { return inEnvironment(words, operations.stores()); });
    connectPages();
    make();
}

PlanDialog::~PlanDialog()
{
    m_making.request_stop();
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
        if (m_run)
            m_run->operation().pause(isPaused);
    });
    connect(m_ui->applyPage, &ApplyPage::backgroundWanted, this, [this] {
        if (m_run)
            m_run->operation().continueInBackground();
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
    if (isApplying() || !m_made)
        return;
    const auto plan = std::make_shared<const Plan>(m_made->plan);
    const auto agreed = AgreedPlan::from(plan, m_made->verdict, m_ui->planPage->typed());
    if (m_handsOver)
        return handOver(agreed);
    m_run = PlanRun::begin(m_operations, plan, agreed, m_times, this);
    connect(m_run, &PlanRun::ended, this, [this] { Q_EMIT applied(m_run->items()->notDone()); });
    m_ui->applyPage->allowBackground(mayGoToBackground(*this));
    m_ui->applyPage->follow(*m_run);
    m_ui->pages->setCurrentWidget(m_ui->applyPage);
    if (m_former)
        m_former->setTriedAgain();
    m_former = nullptr;
}

void PlanDialog::handOver(const Result<AgreedPlan>& agreed)
{
    if (!agreed)
        return m_ui->planPage->showError(agreed.error());
    m_made.reset(); // a second press finds nothing to hand over
    Q_EMIT agreedTo(*agreed);
    close();
}

void PlanDialog::stopAfterThis()
{
    if (m_run)
        m_run->operation().stop();
}

void PlanDialog::retry()
{
    const std::optional<PlanRequest> rest = m_run && !isApplying() ? m_run->rest() : std::nullopt;
    if (!rest)
        return;
    m_source = {*rest, {}};
    m_former = &m_run->operation();
    m_run->operation().leaveDialog(); // which is about the next attempt from now on
    m_run = nullptr;
    make();
}

void PlanDialog::reject()
{
    if (isApplying())
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
    if (!m_run || !m_run->result() || !*m_run->result())
        return;
    saveReport(m_operations, reportOf(**m_run->result()), this, [this](const QString& sentence) {
        m_ui->applyPage->tell(sentence);
    });
}

} // namespace steward
