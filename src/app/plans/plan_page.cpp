#include "app/plans/plan_page.h"

#include "app/components/text_label.h"
#include "app/operations/operation_view.h"
#include "app/operations/plan_words.h"
#include "app/operations/printed_report.h"
#include "app/operations/report_file.h"
#include "app/style/environment_look.h"
#include "app/style/plain_text.h"
#include "domain/plans/agreed_plan.h"
#include "ui_plan_page.h"
#include "wording/workspace_words.h"
#include "workflows/read/plan_json.h"
#include "workflows/read/saved_plan.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QHash>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>

namespace steward {
namespace {

constexpr std::chrono::minutes planningTime{30};
constexpr int trailNeeds = 948; ///< in the design's pixels

/// On a worker; changes nothing.
Result<MadePlan> makePlanOf(const PlanSource& source, const ProfileContext& stores, const std::stop_token& stop)
{
    const CallContext limits = CallContext::within(planningTime, stop);
    const PlanMaker maker(Session::reading(stores));
    if (source.file.isEmpty())
        return maker.make(source.request, limits);
    const Result<Plan> saved = readSavedPlan(source.file, stop);
    if (!saved)
        return std::unexpected(saved.error());
    return maker.makeAgain(*saved, limits);
}

/// Of the plan's organizations alone: they stay with what came of it, and the reading does not.
OrganizationNames namesIn(const MadePlan& made)
{
    QHash<OrganizationId, QString> names;
    for (const PlanItem& item : made.plan.items) {
        if (!item.organizationId.isNull() && !names.contains(item.organizationId))
            names.insert(item.organizationId, made.audit->organizationName(item.organizationId));
    }
    return [names](const OrganizationId& id) { return names.value(id, id.toString()); };
}

/// The plan as it is told elsewhere, line by line.
PrintedReport printedPlan(const MadePlan& made, const QString& banner)
{
    PrintedReport report;
    report.title = planTitle(made.plan.kind());
    report.lines << WorkspaceWords::willHappen()
                 //: %1 is the environment, %2 a date and time
                 << PlanPage::tr("%1, printed %2")
                        .arg(banner, QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat));
    report.details = planLines(made.plan, namesIn(made));
    return report;
}

} // namespace

PlanPage::PlanPage(OperationService& operations, PlanSource source, QWidget* parent, ApplyTimes times)
    : StepPage(parent)
    , m_ui(std::make_unique<Ui::PlanPage>())
    , m_operations(operations)
    , m_times(times)
    , m_source(std::move(source))
    , m_title(new TextLabel({}, TextSize::Page, QFont::DemiBold))
    , m_sentence(new TextLabel({}, TextSize::Body, QFont::Normal, &Tokens::quiet))
{
    m_ui->setupUi(this);
    setProperty("hasHead", true);
    layOut();
    const ProfileContext& stores = operations.stores();
    m_ui->review->setPlace(
        {static_cast<bool>(stores.protectInProfile), !stores.journalPath.isEmpty(),
         [&operations](const QString& words) { return inEnvironment(words, operations.stores()); },
         environmentBanner(stores)});
    connectSteps();
    connectRun();
    if (m_source.isChosenFirst)
        choose();
    else
        make();
}

PlanPage::~PlanPage()
{
    m_making.request_stop();
}

void PlanPage::layOut()
{
    m_ui->head->setLook(&Tokens::surface, Qt::BottomEdge);
    m_ui->headLayout->setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(14));
    m_ui->headLayout->setSpacing(scaled(16));
    m_ui->headWords->setSpacing(scaled(2));
    m_title->setObjectName(QStringLiteral("title"));
    m_sentence->setObjectName(QStringLiteral("sentence"));
    m_sentence->setWordWrap(true);
    m_ui->headWords->addWidget(m_title);
    m_ui->headWords->addWidget(m_sentence);
    m_ui->trail->setSteps({tr("Choose"), tr("Review"), tr("Run")});
}

void PlanPage::connectSteps()
{
    connect(m_ui->choose, &ChooseStep::reviewWanted, this, [this](const PlanRequest& request) {
        m_source.request = request;
        make();
    });
    connect(m_ui->choose, &ChooseStep::cancelled, this, &PlanPage::reject);
    connect(m_ui->choose, &ChooseStep::instancesWanted, this, &PlanPage::instancesWanted);
    connect(m_ui->review, &ReviewStep::said, this, [this](const QString& sentence) {
        m_sentence->setText(breakable(sentence));
    });
    connect(m_ui->review, &ReviewStep::applyWanted, this, &PlanPage::apply);
    connect(m_ui->review, &ReviewStep::cancelled, this, [this] {
        if (!m_source.isChosenFirst)
            return reject();
        m_making.request_stop();
        ++m_number; // what is still being made is not waited for
        m_made.reset();
        choose();
    });
    connect(m_ui->review, &ReviewStep::saveWanted, this, &PlanPage::savePlan);
    connect(m_ui->review, &ReviewStep::residueChanged, this, [this](bool isCleared) {
        m_source.request.withResidue = isCleared;
        make();
    });
    connect(m_ui->review, &ReviewStep::wayWanted, this, [this](const WayOn& way) {
        // Its button goes with the page. NOLINTNEXTLINE(performance-unnecessary-copy-initialization)
        const WayOn chosen = way;
        reject();
        Q_EMIT wayWanted(chosen);
    });
    connect(m_ui->review, &ReviewStep::disableWanted, this, [this] {
        m_source.request.kind = PlanKind::Disable;
        m_source.request.withResidue = false;
        make();
    });
}

void PlanPage::connectRun()
{
    m_ui->run->start(m_operations);
    const OperationView& shown = m_ui->run->shown();
    connect(&shown, &OperationView::retryWanted, this, &PlanPage::retry);
    connect(&shown, &OperationView::journalWanted, this, &PlanPage::journalWanted);
    connect(&shown, &OperationView::undoWanted, this, &PlanPage::undoWanted);
    connect(&shown, &OperationView::instanceWanted, this, &PlanPage::instanceWanted);
    connect(m_ui->run, &RunStep::closed, this, &PlanPage::reject);
}

void PlanPage::showStep(QWidget* step, const QString& title, const QString& sentence)
{
    m_ui->pages->setCurrentWidget(step);
    m_ui->trail->setCurrent(m_ui->pages->currentIndex());
    m_title->setText(breakable(title));
    m_sentence->setText(breakable(sentence));
    m_sentence->setVisible(step != m_ui->run); // the operation says there how it stands
    setWindowTitle(planTitle(m_source.request.kind));
}

void PlanPage::choose()
{
    showStep(
        m_ui->choose, tr("Clean duplicates"),
        tr("Each organization keeps the instance that works. The others go. Nothing changes until step 3."));
    m_ui->choose->start(m_operations, m_source.request);
}

void PlanPage::make()
{
    m_making.request_stop();
    m_made.reset();
    showStep(m_ui->review, tr("Review the plan"), {});
    m_ui->review->setGoesBack(m_source.isChosenFirst);
    m_ui->review->showWaiting(m_source.request.kind);
    m_making = m_operations.ask<Result<MadePlan>>(
        this,
        [source = m_source](const ProfileContext& stores, const std::stop_token& stop) {
            return makePlanOf(source, stores, stop);
        },
        [this, number = ++m_number](const Result<MadePlan>& made) {
            if (number == m_number)
                take(made);
        });
}

void PlanPage::take(const Result<MadePlan>& made)
{
    if (!made)
        return m_ui->review->showError(made.error());
    m_made = *made;
    m_source.request = made->plan.request;
    setWindowTitle(planTitle(made->plan.kind()));
    m_ui->review->showPlan(*made, !m_source.file.isEmpty());
}

void PlanPage::apply()
{
    if (isApplying() || !m_made)
        return;
    const auto plan = std::make_shared<const Plan>(m_made->plan);
    const auto agreed = AgreedPlan::from(plan, m_made->verdict, m_ui->review->typed());
    if (m_handsOver)
        return handOver(agreed);
    m_run = PlanRun::begin(m_operations, plan, agreed, m_times, namesIn(*m_made), this);
    connect(m_run, &PlanRun::ended, this, [this] { Q_EMIT applied(m_run->items()->notDone()); });
    m_source.isChosenFirst = false; // there is nothing to go back to
    showStep(m_ui->run, m_run->operation().what().title, {});
    m_ui->run->follow(m_run->operation(), mayGoToBackground(*this));
    if (m_former)
        m_former->setTriedAgain();
    m_former = nullptr;
}

void PlanPage::handOver(const Result<AgreedPlan>& agreed)
{
    if (!agreed)
        return m_ui->review->showError(agreed.error());
    m_made.reset(); // a second press finds nothing to hand over
    Q_EMIT agreedTo(*agreed);
    close();
}

void PlanPage::stop()
{
    if (m_run)
        m_run->operation().stop();
}

void PlanPage::retry()
{
    const std::optional<PlanRequest> rest = m_run && !isApplying() ? m_run->rest() : std::nullopt;
    if (!rest)
        return;
    m_source = {*rest, {}, false};
    m_former = &m_run->operation();
    m_run->operation().leaveDialog(); // which is about the next attempt from now on
    m_run = nullptr;
    make();
}

void PlanPage::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    if (m_ui->pages->currentWidget() == m_ui->review)
        m_ui->review->takeFocus(); // a place on a page took it
}

void PlanPage::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const QWidget* focus = focusWidget();
    if (isEnter && (qobject_cast<const QLineEdit*>(focus) || qobject_cast<const QAbstractItemView*>(focus)))
        return;
    // Whatever else has the focus: what leaves everything as it is.
    if (isEnter && m_ui->pages->currentWidget() == m_ui->review)
        return m_ui->review->pressCancel();
    QDialog::keyPressEvent(event);
}

void PlanPage::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    m_ui->trail->setShort(width() < scaled(trailNeeds));
}

void PlanPage::savePlan()
{
    if (!m_made)
        return;
    const QString name = planKindWord(m_made->plan.kind()) + QStringLiteral(".steward-plan");
    const QString filter = tr("Plans (*.steward-plan);;PDF files to be printed (*.pdf)");
    chooseFileToSave(this, tr("Save the plan"), filter, name, [this](const QString& path) {
        if (!m_made)
            return;
        const auto told = [this, path](const Result<void>& saved) {
            if (!saved)
                return m_ui->review->tell(saved.error().sentence);
            //: %1 is a file
            QString sentence = tr("The plan is saved in %1.").arg(path);
            if (!hasEnding(path, ".pdf"))
                sentence += QLatin1Char(' ') + tr("Tools, “Apply a saved plan…” opens it again.");
            m_ui->review->tell(sentence);
        };
        saveMade(
            m_operations, path,
            [made = *m_made, banner = environmentBanner(m_operations.stores()), isPdf = hasEnding(path, ".pdf")](
                const std::stop_token&) { return isPdf ? pdfOf(printedPlan(made, banner)) : planJson(made.plan); },
            this, told);
    });
}

} // namespace steward
