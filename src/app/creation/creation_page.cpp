#include "app/creation/creation_page.h"

#include "app/creation/page_events.h"
#include "app/operations/creation_words.h"
#include "app/style/button_painting.h"
#include "app/style/icons.h"
#include "app/style/plain_text.h"
#include "app/workspace/workspace.h"
#include "ui_creation_page.h"
#include "workflows/base/pause_control.h"
#include "workflows/creation/replacing.h"

#include <QLineEdit>

#include <algorithm>

namespace steward {
namespace {

constexpr std::chrono::minutes creationTime{15};
constexpr std::chrono::milliseconds typingPause{200};
// In the design's pixels.
constexpr int creationWidth = 960;
constexpr int creationSide = 400;
constexpr int twoColumnsNeed = 900;
constexpr int creationMargin = 32;

QString standingNote(const CreationOutlook& outlook)
{
    if (outlook.check.refusal)
        return {};
    if (outlook.check.standing.empty())
        return CreationPage::tr("It has no instance yet");
    const bool isRow = std::ranges::all_of(
        outlook.check.standing, [](const Conflict& one) { return one.offer == SuggestedAction::Finish; });
    return isRow ? CreationPage::tr("It already has an active row") : CreationPage::tr("Something stands in the way");
}

QString buttonText(CreationWay::Kind kind)
{
    switch (kind) {
    case CreationWay::Kind::Finish:
        return CreationPage::tr("Reuse and create");
    case CreationWay::Kind::PairAgain:
        return CreationPage::tr("Pair it again…");
    case CreationWay::Kind::Open:
        return CreationPage::tr("Show it");
    case CreationWay::Kind::Replace:
        break;
    }
    return CreationPage::tr("Review the plan…");
}

} // namespace

CreationPage::CreationPage(
    OperationService& operations, Workspace& workspace, const std::optional<OrganizationId>& organization,
    QWidget* parent)
    : StepPage(parent)
    , m_ui(std::make_unique<Ui::CreationPage>())
    , m_operations(operations)
    , m_workspace(workspace)
{
    m_ui->setupUi(this);
    layOut();
    connectParts();
    m_ui->form->start(operations.stores(), workspace, organization);
    lookAgain();
}

CreationPage::~CreationPage()
{
    if (m_activity) // which tells once more that its page is gone
        disconnect(&m_activity->operation(), nullptr, this, nullptr);
}

void CreationPage::layOut()
{
    setProperty("hasHead", true);
    m_ui->scroll->viewport()->setAutoFillBackground(false);
    m_ui->content->setAutoFillBackground(false);
    const int margin = scaled(creationMargin);
    m_ui->contentLayout->setContentsMargins(margin / 2, margin, margin / 2, margin);
    m_ui->title->setLook(TextSize::Page, QFont::DemiBold, &Tokens::text);
    m_ui->sentence->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->sentence->setContentsMargins(0, 0, 0, scaled(20));
    m_ui->columns->setSpacing(scaled(24));
    m_ui->columns->setAlignment(m_ui->card, Qt::AlignTop);
    m_ui->formLayout->setContentsMargins(scaled(20), scaled(20), scaled(20), scaled(20));
    m_ui->foot->setLook(&Tokens::surface, Qt::TopEdge);
    m_ui->cardLayout->setContentsMargins(1, 1, 1, scaled(8)); // the card's round corners stay in sight
    m_ui->footLayout->setContentsMargins(scaled(20), scaled(12), scaled(20), scaled(4));
    m_ui->footLayout->setSpacing(scaled(8));
    m_ui->reason->setLook(TextSize::Small, QFont::Normal, &Tokens::quiet);
}

void CreationPage::connectParts()
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &CreationPage::look);
    connect(m_ui->form, &CreationForm::changed, this, &CreationPage::lookAgain);
    connect(m_ui->form, &CreationForm::readAgain, this, [this] {
        if (!m_outlook)
            return lookAgain();
        ++m_number; // what is shown stays until the newer one is known
        m_pause.start();
    });
    connect(m_ui->form, &CreationForm::entered, this, [this] { m_ui->create->setFocus(); });
    connect(m_ui->side, &CreationSide::chosenChanged, this, &CreationPage::showButtons);
    connect(m_ui->create, &QPushButton::clicked, this, &CreationPage::press);
    connect(
        m_ui->cancel, &QPushButton::clicked, this, [this] { m_state == State::NotCreated ? enterAgain() : reject(); });
}

void CreationPage::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    if (m_state == State::Entering)
        m_ui->form->takeFocus();
}

void CreationPage::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    const bool isWide = width() >= scaled(twoColumnsNeed);
    m_ui->whole->setFixedWidth(std::min(scaled(creationWidth), width() - scaled(creationMargin)));
    m_ui->columns->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_ui->side->setMinimumWidth(isWide ? scaled(creationSide) : 0);
    m_ui->side->setMaximumWidth(isWide ? scaled(creationSide) : QWIDGETSIZE_MAX);
}

void CreationPage::keyPressEvent(QKeyEvent* event)
{
    if (!isEnterOfAPart(*event, *this))
        QDialog::keyPressEvent(event);
}

void CreationPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (m_state == State::Entering && droppedFile(*event))
        event->acceptProposedAction();
}

void CreationPage::dropEvent(QDropEvent* event)
{
    if (const std::optional<QString> path = droppedFile(*event))
        Q_EMIT fileDropped(*path);
}

void CreationPage::reject()
{
    if (m_plan)
        return m_plan->reject();
    StepPage::reject();
}

void CreationPage::stop()
{
    if (m_activity)
        m_activity->operation().stop();
}

void CreationPage::enter(const CreationRequest& request)
{
    m_ui->form->enter(request);
}

void CreationPage::enterAgain()
{
    if (isRunning())
        return;
    m_state = State::Entering;
    lookAgain();
    m_ui->form->takeFocus();
}

/// What was found last may not be so any more.
void CreationPage::lookAgain()
{
    if (m_state != State::Entering)
        return;
    ++m_number;
    m_outlook.reset();
    if (m_ui->form->obstacle().isEmpty())
        m_pause.start();
    else
        m_pause.stop();
    showOutlook();
}

void CreationPage::look()
{
    if (m_state != State::Entering || !m_ui->form->obstacle().isEmpty())
        return;
    m_operations.ask<CreationOutlook>(
        this,
        [index = m_workspace.index(),
         request = m_ui->form->request()](const ProfileContext& stores, const std::stop_token&) {
            CreationOutlook outlook = outlookOn(index->audit(), request);
            if (!mayBegin(stores.role, replacingKind()))
                std::erase_if(
                    outlook.ways, [](const CreationWay& way) { return way.kind == CreationWay::Kind::Replace; });
            return outlook;
        },
        [this, number = m_number](const CreationOutlook& outlook) {
            if (number != m_number || m_state != State::Entering)
                return; // something else is entered by now
            m_outlook = outlook;
            showOutlook();
        });
}

void CreationPage::showOutlook()
{
    if (m_outlook) {
        const bool isFree = m_outlook->check.standing.empty();
        m_ui->form->setOrganizationNote(
            isFree ? Mark{MarkShape::Dot, Tone::Good} : Mark{MarkShape::Diamond, Tone::Warning},
            standingNote(*m_outlook));
        m_ui->side->showOutlook(*m_outlook);
    } else {
        const QString why = m_ui->form->obstacle();
        m_ui->side->showWaiting(why.isEmpty() ? tr("Looking whether it is free…") : why);
    }
    showButtons();
}

QString CreationPage::reason() const
{
    if (QString obstacle = m_ui->form->obstacle(); !obstacle.isEmpty())
        return obstacle;
    if (!m_outlook)
        return tr("Looking whether it is free…");
    if (m_outlook->check.refusal)
        return tr("It cannot be created as things are.");
    if (m_outlook->check.standing.empty())
        return tr("Nothing stands in the way.");
    return m_ui->side->chosen() ? QString() : tr("Something stands in the way.");
}

void CreationPage::showButtons()
{
    const bool isEntering = m_state == State::Entering;
    const std::optional<CreationWay> way = isEntering ? m_ui->side->chosen() : std::nullopt;
    const bool isGreen = isEntering && m_outlook && m_outlook->check.isGreen();
    m_ui->form->setEnabled(isEntering);
    QString text = way ? buttonText(way->kind) : tr("Create");
    if (isRunning())
        text = tr("Creating…");
    else if (m_state == State::Created)
        text = tr("Pair…");
    m_ui->create->setText(text);
    m_ui->create->setAccessibleName(text);
    const bool isCreating = isEntering && (!way || way->kind == CreationWay::Kind::Finish);
    m_ui->create->setIcon(isCreating ? makeIcon(Icon::Plus) : QIcon());
    m_ui->create->setVisible(m_state != State::NotCreated);
    m_ui->create->setEnabled(isGreen || way || m_state == State::Created);
    m_ui->reason->setText(isEntering ? reason() : QString());
    const bool isStopping = m_activity && m_activity->operation().state() == Operation::State::Stopping;
    setButtonKind(*m_ui->cancel, isRunning() ? ButtonKind::Default : ButtonKind::Ghost);
    const QString cancel = isRunning()                    ? tr("Cancel and undo")
                           : m_state == State::NotCreated ? tr("Back")
                           : m_state == State::Created    ? tr("Close")
                                                          : tr("Cancel");
    m_ui->cancel->setText(cancel);
    m_ui->cancel->setAccessibleName(cancel);
    m_ui->cancel->setEnabled(!isRunning() || !isStopping);
}

void CreationPage::press()
{
    if (m_state == State::Created) {
        Q_EMIT pairWanted(m_request.name);
        close();
    } else if (const std::optional<CreationWay> way = m_ui->side->chosen()) {
        take(*way);
    } else if (m_state == State::Entering && m_outlook && m_outlook->check.isGreen()) {
        create(m_ui->form->request());
    }
}

void CreationPage::take(const CreationWay& way)
{
    CreationRequest request = m_ui->form->request();
    switch (way.kind) {
    case CreationWay::Kind::Open:
        Q_EMIT openWanted(way.standing.name);
        close();
        return;
    case CreationWay::Kind::PairAgain:
        Q_EMIT pairWanted(way.standing.name);
        close();
        return;
    case CreationWay::Kind::Finish:
        request.name = way.standing.name; // name and token of the row are kept
        request.finishRow = way.standing.integrationId;
        return create(request);
    case CreationWay::Kind::Replace:
        return askReplacing(request);
    }
}

void CreationPage::create(const CreationRequest& request)
{
    begin(request, [request](const Session& session, WorkflowObserver& steps, const std::stop_token& stop) {
        return Creation(session).create(request, steps, CallContext::within(creationTime, stop));
    });
}

void CreationPage::askReplacing(const CreationRequest& request)
{
    if (m_plan || !m_outlook)
        return;
    PlanRequest standing;
    standing.kind = PlanKind::Replace;
    standing.names = m_outlook->replaceable;
    Q_EMIT replacingWanted(standing, request);
}

void CreationPage::host(QDialog& plan)
{
    plan.setAttribute(Qt::WA_DeleteOnClose);
    plan.setWindowFlags(Qt::Widget);
    m_plan = &plan;
    m_ui->pages->addWidget(&plan);
    m_ui->pages->setCurrentWidget(&plan);
    connect(&plan, &QDialog::finished, this, [this, plan = &plan] {
        m_plan = nullptr;
        m_ui->pages->removeWidget(plan);
        if (m_state == State::Entering)
            m_ui->form->takeFocus();
    });
}

void CreationPage::replace(const CreationRequest& request, const AgreedPlan& agreed)
{
    begin(request, [request, agreed](const Session& session, WorkflowObserver& steps, const std::stop_token& stop) {
        ApplyObserver unseen;
        const PauseControl free;
        return CreationResult(Replacing(session).replace(
            agreed, request, unseen, steps, free, {QDeadlineTimer(QDeadlineTimer::Forever), stop}));
    });
}

void CreationPage::begin(const CreationRequest& request, Work work)
{
    if (m_state != State::Entering)
        return;
    m_state = State::Working;
    m_request = request;
    m_ui->side->beginSteps(m_outlook);
    m_ui->form->setOrganizationNote({}, {}); // it would say that it has no instance still once it has one
    m_activity = StepOperation::begin(
        //: %1 is an organization
        m_operations.activities(),
        {tr("Create an instance for %1").arg(m_ui->form->organizationText()), QStringLiteral("create")}, this,
        {.stopWords = tr("S&top"), .again = CreationAgain{request}});
    connect(&m_activity->operation(), &Operation::changed, this, &CreationPage::showButtons);
    showButtons();
    setFocus(); // Enter once more is no cancelling
    const QPointer<CreationPage> page(this);
    const QPointer<StepOperation> told = m_activity;
    told->operation().setWork(m_operations.run<CreationResult, StepEvent>(
        told, tellingSteps(std::move(work)),
        [told, page](const StepEvent& news) {
            told->hear(news);
            if (page)
                page->m_ui->side->hear(news);
        },
        [told, page](const Result<CreationResult>& result) {
            const std::vector<StatusList::Line> lines = creationEnd(result);
            told->end(activityStateOf(result), lines, result ? std::optional(reportOf(*result)) : std::nullopt);
            if (page)
                page->end(result, lines);
        }));
}

void CreationPage::end(const Result<CreationResult>& result, const std::vector<StatusList::Line>& lines)
{
    const bool isCreated = result && result->outcome == OperationOutcome::Done;
    m_state = isCreated ? State::Created : State::NotCreated;
    m_ui->side->showEnd(lines, isCreated);
    showButtons();
    (isCreated ? m_ui->create : m_ui->cancel)->setFocus();
}

} // namespace steward
