#include "app/creation/creation_dialog.h"

#include "app/operations/steps_panel.h"
#include "app/plans/plan_page.h"
#include "app/style/plain_text.h"
#include "app/workspace/workspace.h"
#include "domain/unknown_value.h"
#include "ui_creation_dialog.h"
#include "workflows/base/pause_control.h"
#include "workflows/creation/replacing.h"

#include <QCoreApplication>

namespace steward {
namespace {

constexpr std::chrono::minutes creationTime{15};

struct CreationLinesText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreationDialog)
};

QString outcomeTitle(OperationOutcome outcome)
{
    switch (outcome) {
    case OperationOutcome::Done:
        return CreationLinesText::tr("Created and proven: the three stores agree.");
    case OperationOutcome::Partial:
        return CreationLinesText::tr("Not all of it is done or proven.");
    case OperationOutcome::Refused:
        return CreationLinesText::tr("Nothing was created.");
    case OperationOutcome::Failed:
        return CreationLinesText::tr("It was not created, and what was done is taken back.");
    }
    return unknownSentence();
}

std::vector<StatusList::Line> creationEnd(const Result<CreationResult>& result)
{
    if (result)
        return creationLines(*result);
    const QString words = CreationLinesText::tr("Nothing was created.");
    return {{{MarkShape::Triangle, Tone::Error}, words, {result.error().sentence}, true}};
}

void addSentences(StatusList::Line& line, const std::vector<QString>& sentences)
{
    for (const QString& sentence : sentences)
        line.notes << sentence;
}

} // namespace

std::vector<StatusList::Line> creationLines(const CreationResult& result)
{
    std::vector<StatusList::Line> lines;
    StatusList::Line whole{outcomeMark(result.outcome), outcomeTitle(result.outcome), {}, true};
    if (result.error)
        whole.notes << result.error->sentence;
    for (const ChangeItem& item : result.items) {
        if (item.error && !whole.notes.contains(item.error->sentence))
            whole.notes << item.error->sentence;
    }
    for (const Conflict& standing : result.check.standing)
        whole.notes << standing.because;
    lines.push_back(whole);
    if (!result.warnings.empty()) {
        lines.push_back({{MarkShape::Diamond, Tone::Warning}, CreationLinesText::tr("Please note:"), {}, true});
        addSentences(lines.back(), result.warnings);
    }
    if (!result.undone.empty()) {
        lines.push_back({{MarkShape::Arrow, Tone::Quiet}, CreationLinesText::tr("Taken back:"), {}, true});
        addSentences(lines.back(), result.undone);
    }
    if (!result.left.empty()) {
        lines.push_back({{MarkShape::Triangle, Tone::Error}, CreationLinesText::tr("Left as it is:"), {}, true});
        addSentences(lines.back(), result.left);
    }
    return lines;
}

CreationDialog::CreationDialog(
    OperationService& operations, Workspace& workspace, const std::optional<OrganizationId>& organization,
    QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::CreationDialog>())
    , m_operations(operations)
{
    m_ui->setupUi(this);
    connect(m_ui->form, &CreationForm::createWanted, this, &CreationDialog::create);
    connect(m_ui->form, &CreationForm::closeWanted, this, &QDialog::reject);
    connect(m_ui->form, &CreationForm::openWanted, this, [this](const InstanceName& name) {
        Q_EMIT openWanted(name);
        close();
    });
    connect(m_ui->form, &CreationForm::pairWanted, this, [this](const InstanceName& name) {
        Q_EMIT pairWanted(name);
        close();
    });
    connect(m_ui->form, &CreationForm::replaceWanted, this, &CreationDialog::showReplacing);
    connect(m_ui->pair, &QPushButton::clicked, this, [this] {
        Q_EMIT pairWanted(m_request.name);
        close();
    });
    connect(m_ui->back, &QPushButton::clicked, this, &CreationDialog::enterAgain);
    connect(m_ui->stop, &QPushButton::clicked, this, &CreationDialog::stop);
    connect(m_ui->background, &QPushButton::clicked, this, [this] {
        if (m_activity)
            m_activity->operation().continueInBackground();
    });
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::reject);
    m_ui->form->start(operations, workspace, organization);
}

CreationDialog::~CreationDialog() = default;

void CreationDialog::reject()
{
    if (m_isRunning)
        stop();
    else
        QDialog::reject();
}

void CreationDialog::stop()
{
    if (m_activity)
        m_activity->operation().stop();
}

void CreationDialog::enter(const CreationRequest& request)
{
    m_ui->form->enter(request);
}

void CreationDialog::enterAgain()
{
    if (m_isRunning)
        return;
    m_ui->pages->setCurrentWidget(m_ui->form);
    m_ui->form->checkAgain();
}

void CreationDialog::create(const CreationRequest& request)
{
    begin(request, [request](const Session& session, WorkflowObserver& steps, const std::stop_token& stop) {
        return Creation(session).create(request, steps, CallContext::within(creationTime, stop));
    });
}

/// Deleted and created is one operation: what is agreed to here is done by it.
void CreationDialog::showReplacing(const CreationRequest& request, const std::vector<InstanceName>& names)
{
    PlanRequest standing;
    standing.kind = PlanKind::Replace;
    standing.names = names;
    auto* plan = new PlanPage(m_operations, {standing, {}, false}, this);
    plan->setAttribute(Qt::WA_DeleteOnClose);
    plan->handOver();
    connect(plan, &PlanPage::agreedTo, this, [this, request](const AgreedPlan& agreed) {
        begin(request, [request, agreed](const Session& session, WorkflowObserver& steps, const std::stop_token& stop) {
            ApplyObserver unseen;
            const PauseControl free;
            return CreationResult(Replacing(session).replace(
                agreed, request, unseen, steps, free, {QDeadlineTimer(QDeadlineTimer::Forever), stop}));
        });
    });
    plan->open();
}

void CreationDialog::begin(const CreationRequest& request, Work work)
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    m_isCreated = false;
    m_request = request;
    m_ui->steps->clear();
    //: %1 is an instance's name
    m_ui->title->setText(breakable(tr("Creating %1").arg(request.name.text())));
    m_ui->pages->setCurrentWidget(m_ui->workPage);
    showWork();
    m_activity = StepOperation::begin(
        //: %1 is an instance's name
        m_operations.activities(), {tr("Create %1").arg(request.name.text()), QStringLiteral("create")}, this,
        {.stopWords = tr("S&top"), .again = CreationAgain{request}});
    connect(&m_activity->operation(), &Operation::changed, this, [this] {
        m_ui->stop->setEnabled(m_activity && m_activity->operation().state() != Operation::State::Stopping);
    });
    run(std::move(work));
}

void CreationDialog::run(Work work)
{
    const QPointer<CreationDialog> window(this);
    const QPointer<StepOperation> told = m_activity;
    told->operation().setWork(m_operations.run<CreationResult, StepEvent>(
        told, tellingSteps(std::move(work)),
        [told, window](const StepEvent& news) {
            told->hear(news);
            if (window)
                window->m_ui->steps->hear(news);
        },
        [told, window](const Result<CreationResult>& result) {
            const std::vector<StatusList::Line> lines = creationEnd(result);
            told->end(activityStateOf(result), lines, result ? std::optional(reportOf(*result)) : std::nullopt);
            if (window)
                window->take(result, lines);
        }));
}

void CreationDialog::take(const Result<CreationResult>& result, const std::vector<StatusList::Line>& lines)
{
    m_isRunning = false;
    m_isCreated = result && result->outcome == OperationOutcome::Done;
    m_ui->steps->setOutcome(lines);
    //: %1 is an instance's name
    m_ui->title->setText(
        breakable((m_isCreated ? tr("%1 is created") : tr("%1 is not created")).arg(m_request.name.text())));
    showWork();
}

void CreationDialog::showWork()
{
    m_ui->stop->setVisible(m_isRunning);
    m_ui->stop->setEnabled(true);
    m_ui->background->setVisible(m_isRunning && mayGoToBackground(*this));
    m_ui->close->setVisible(!m_isRunning);
    m_ui->back->setVisible(!m_isRunning && !m_isCreated);
    m_ui->pair->setVisible(m_isCreated);
    m_ui->pair->setDefault(m_isCreated);
    if (m_isCreated)
        m_ui->pair->setFocus();
}

} // namespace steward
