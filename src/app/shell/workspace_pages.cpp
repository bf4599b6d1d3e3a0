#include "app/shell/workspace_pages.h"

#include "app/activity/activity_page.h"
#include "app/components/dialog_page.h"
#include "app/components/empty_state.h"
#include "app/components/step_page.h"
#include "app/journal/journal_page.h"
#include "app/operations/activity_log.h"
#include "app/operations/operation.h"
#include "app/operations/operation_view.h"
#include "app/overview/overview_page.h"
#include "app/pairing/pair_page.h"
#include "app/profiles/profile_editor.h"
#include "app/shell/plan_actions.h"
#include "app/shell/settings_page.h"
#include "app/shell/window_settings.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_notices.h"
#include "app/shell/workspace_view.h"
#include "app/shell/workspace_ways.h"
#include "app/style/button_painting.h"
#include "app/table/instance_table.h"
#include "wording/workspace_words.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace steward {
namespace {

QPushButton* primaryButton(const QString& text)
{
    auto* button = new QPushButton(text);
    setButtonKind(*button, ButtonKind::Primary);
    return button;
}

} // namespace

WorkspacePages::WorkspacePages(
    const ProfileContext& stores, BackgroundRunner& runner, const SettingsParts& settings, OperationService* operations,
    QWidget* parent)
    : QWidget(parent)
    , m_view(new WorkspaceView(stores, runner, operations))
    , m_stack(new QStackedWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* notices = new WorkspaceNotices(*m_view, !settings.profileId.isEmpty(), this);
    if (const std::optional<Error>& trouble = settings.settings.managed().trouble)
        notices->setManagedTrouble(trouble->sentence);
    column->addWidget(notices);
    connect(notices, &WorkspaceNotices::doctorWanted, this, [this] {
        showConnections();
        if (editor())
            editor()->testAll();
    });
    column->addWidget(m_stack, 1);
    addPages(stores, settings);
    connect(m_view, &WorkspaceView::pageWanted, this, &WorkspacePages::show);
    connect(m_view, &WorkspaceView::dialogWanted, this, &WorkspacePages::host);
    connect(m_view, &WorkspaceView::planWanted, this, &WorkspacePages::hostPlan);
    connect(m_view, &WorkspaceView::journalWanted, this, [this](const OperationId& operation) {
        show(Page::Journal);
        m_journal->choose(operation);
    });
    connect(m_view, &WorkspaceView::instanceWanted, this, [this](const InstanceName& name) {
        show(Page::Instances);
        m_view->instances().showInstance(name);
    });
    connectActivity();
}

WorkspacePages::~WorkspacePages()
{
    // What stands on the workspace goes before it.
    for (QWidget* page : QList<QWidget*>{m_overview, m_plans, m_pair, m_duplicates, m_journal, m_activity, m_settings})
        delete page;
}

void WorkspacePages::addPages(const ProfileContext& stores, const SettingsParts& settings)
{
    m_overview = new OverviewPage(m_view->workspace(), m_view->operations(), m_view->actions(), m_view->plans());
    connectOverview();

    m_pair = new PairPage(m_view->actions().pairing(), m_view->operations());
    connectPairing();

    m_noCleaning = new EmptyState;
    m_lookForDuplicates = primaryButton(tr("Look for duplicates"));
    m_lookForDuplicates->setEnabled(StandingObstacles::of(stores).plans.isEmpty());
    m_addGuard = new QPushButton(makeIcon(Icon::ShieldCheck), tr("Add the guard…"));
    m_noCleaning->addButton(m_lookForDuplicates);
    m_noCleaning->addButton(m_addGuard);
    connect(m_lookForDuplicates, &QPushButton::clicked, this, [this] { m_view->plans().clean({}); });
    connect(m_addGuard, &QPushButton::clicked, &m_view->actions(), &WorkspaceActions::showGuards);
    connect(&m_view->workspace(), &Workspace::indexChanged, this, &WorkspacePages::tellDuplicates);
    tellDuplicates();
    m_duplicates = new DialogPage(m_noCleaning);

    m_journal = new JournalPage(m_view->operations());
    m_journal->setNaming([this](const OrganizationId& id) {
        const auto& index = m_view->workspace().index();
        return index && !id.isNull() ? index->audit().organizationName(id) : QString();
    });
    connect(m_journal, &JournalPage::resumeWanted, &m_view->actions(), &WorkspaceActions::resume);
    connect(m_journal, &JournalPage::undoWanted, &m_view->actions(), &WorkspaceActions::undo);
    connect(m_journal, &JournalPage::told, m_view, &WorkspaceView::told);

    m_activity = new ActivityPage(m_view->operations());
    connect(m_activity, &ActivityPage::journalWanted, this, [this] { show(Page::Journal); });
    m_settings = new SettingsPage(stores, *m_view, settings);
    for (int page = 0; page < pageCount; ++page)
        m_stack->addWidget(widgetOf(static_cast<Page>(page)));
    m_plans = new DialogPage(new QWidget);
    m_stack->addWidget(m_plans);
    m_stack->setCurrentWidget(m_overview);
    m_view->setInSight(false);
    connect(m_plans, &DialogPage::wanted, this, &WorkspacePages::showPlan);
    connect(m_plans, &DialogPage::currentChanged, this, &WorkspacePages::goBack);
    connect(m_duplicates, &DialogPage::currentChanged, this, &WorkspacePages::goBack);
    connect(m_duplicates, &DialogPage::wanted, this, [this] { show(Page::Duplicates); });
    connect(m_settings, &SettingsPage::wanted, this, [this] { show(Page::Settings); });
    connect(m_settings, &SettingsPage::saved, this, &WorkspacePages::profileSaved);
}

void WorkspacePages::showConnections()
{
    show(Page::Settings);
    m_settings->choose(SettingsPage::Section::Connections);
}

ProfileEditor* WorkspacePages::editor() const
{
    return m_settings->editor();
}

QWidget* WorkspacePages::widgetOf(Page page) const
{
    switch (page) {
    case Page::Overview:
        return m_overview;
    case Page::Instances:
        return m_view;
    case Page::Pair:
        return m_pair;
    case Page::Duplicates:
        return m_duplicates;
    case Page::Activity:
        return m_activity;
    case Page::Journal:
        return m_journal;
    case Page::Settings:
        return m_settings;
    }
    return m_view;
}

void WorkspacePages::connectActivity()
{
    const OperationView& shown = m_activity->shown();
    connect(&shown, &OperationView::resumeWanted, &m_view->actions(), &WorkspaceActions::resume);
    connect(&shown, &OperationView::undoWanted, &m_view->actions(), &WorkspaceActions::undo);
    connect(&shown, &OperationView::journalWanted, m_view, &WorkspaceView::journalWanted);
    connect(&shown, &OperationView::instanceWanted, m_view, &WorkspaceView::instanceWanted);
    connect(&shown, &OperationView::retryWanted, this, [this](Operation* activity) {
        m_view->plans().retry(*activity);
        m_view->actions().retry(*activity);
    });
    connect(&m_view->activities(), &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int row) {
        if (Operation* started = m_view->activities().at(row); started->isUnderWay())
            followActivity(*started);
    });
    connect(&m_view->activities(), &ActivityLog::wanted, this, [this](const Operation* activity) {
        show(Page::Activity);
        m_activity->choose(activity);
    });
}

void WorkspacePages::followActivity(Operation& activity)
{
    connect(&activity, &Operation::changed, this, [this, &activity] {
        if (activity.isUnderWay()) // also told while this goes: a pairing is stopped after its page has gone
            return;
        const bool isPairing = activity.needsDialog() && m_pair->isVisible();
        const bool isSeen =
            m_page == Page::Activity || isPairing || (activity.dialog() && activity.dialog()->isVisible());
        disconnect(&activity, nullptr, this, nullptr);
        if (activity.state() != Operation::State::Done || isSeen)
            return; // what went wrong is no small matter
        //: %1 is what was done, such as "Delete 3 instances"
        Q_EMIT doneInBackground(tr("%1: done.").arg(activity.what().title));
    });
}

void WorkspacePages::host(Page page, QDialog* dialog)
{
    auto* place = qobject_cast<DialogPage*>(widgetOf(page));
    if (dialog->parentWidget() == place)
        return place->bring(dialog);
    const Page before = m_page;
    place->host(dialog);
    if (page == Page::Duplicates && before != page)
        m_before = before;
}

void WorkspacePages::hostPlan(QDialog* plan)
{
    leavePlan();
    m_plans->host(plan);
}

/// In the place of the page, which is what one comes back to.
void WorkspacePages::showPlan()
{
    m_stack->setCurrentWidget(m_plans);
    m_view->setInSight(false);
}

/// What is applied goes on in the background; what is not is left.
void WorkspacePages::leavePlan()
{
    m_isLeaving = true;
    for (QDialog* left = nullptr; m_plans->current() && m_plans->current() != left;) {
        left = m_plans->current();
        if (auto* page = dynamic_cast<StepPage*>(left))
            page->leave();
    }
    m_isLeaving = false;
}

QString WorkspacePages::helpSection() const
{
    if (m_stack->currentWidget() == m_plans && m_plans->current())
        return QStringLiteral("plan");
    switch (m_page) {
    case Page::Overview:
        return QStringLiteral("overview");
    case Page::Instances:
        return QStringLiteral("instances");
    case Page::Pair:
        return QStringLiteral("pair");
    case Page::Duplicates:
        return QStringLiteral("duplicates");
    case Page::Activity:
        return QStringLiteral("activity");
    case Page::Journal:
        return QStringLiteral("journal");
    case Page::Settings:
        return m_settings->section() == SettingsPage::Section::Guards ? QStringLiteral("guards")
                                                                      : QStringLiteral("settings");
    }
    return QStringLiteral("start");
}

bool WorkspacePages::escapePlan()
{
    if (m_stack->currentWidget() != m_plans || !m_plans->current())
        return false;
    m_plans->current()->reject();
    return true;
}

/// Once nothing is left there of what one came for.
void WorkspacePages::goBack()
{
    if (m_isLeaving)
        return;
    if (m_stack->currentWidget() == m_plans && !m_plans->current()) {
        show(m_page);
        focusPage(); // else Enter would be the head's: what had the focus is gone
    } else if (m_page == Page::Duplicates && !m_duplicates->current() && m_before) {
        show(*m_before);
    }
}

void WorkspacePages::show(Page page)
{
    leavePlan();
    m_before.reset();
    const bool isOther = page != m_page;
    m_page = page;
    m_view->setInSight(page == Page::Instances);
    m_stack->setCurrentWidget(widgetOf(page));
    fill(page);
    if (isOther)
        focusPage();
    Q_EMIT pageChanged(page);
}

/// A page that shows what it is about by itself.
void WorkspacePages::fill(Page page)
{
    if (page == Page::Journal)
        m_journal->refresh();
    else if (
        page == Page::Duplicates && !m_duplicates->current() && m_view->plans().standingObstacles().plans.isEmpty() &&
        !hasNoDuplicates())
        m_view->plans().clean({});
}

/// It is known that there are none, of a number neither.
bool WorkspacePages::hasNoDuplicates() const
{
    const auto& index = m_view->workspace().index();
    return index && index->audit().allStoresRead() && duplicateGroups(*index) == std::optional(0) &&
           index->audit().counts().findings.value(FindingCode::DuplicatePhone) == 0;
}

/// What the page of duplicates says while none are chosen there.
void WorkspacePages::tellDuplicates()
{
    const ProfileContext& stores = m_view->operations().stores();
    m_addGuard->setVisible(hasNoDuplicates());
    if (hasNoDuplicates()) {
        return m_noCleaning->setWords(
            Icon::CopyCheck, EmptyState::Look::Good, tr("No duplicates"),
            tr("Every organization has one instance. A database guard can keep it so."));
    }
    m_noCleaning->setWords(
        Icon::CopyCheck, EmptyState::Look::Quiet, tr("Duplicates"),
        stores.readOnly               ? WorkspaceWords::isReadOnly()
        : !mayApplyPlans(stores.role) ? administratorsOnly().sentence
                                      : tr("Organizations with more than one instance, which of them works, and which "
                                           "may go. You see a plan before anything changes."));
}

/// Where its numbers and buttons lead.
void WorkspacePages::connectOverview()
{
    connect(m_overview, &OverviewPage::queryWanted, this, [this](const QString& query) {
        show(Page::Instances);
        m_view->instances().search(query);
    });
    connect(m_overview, &OverviewPage::rowsWanted, this, [this](FindingCode code, const InstanceName& first) {
        show(Page::Instances);
        m_view->instances().showProblem(code, first);
    });
    connect(m_overview, &OverviewPage::pairingWanted, this, [this] { show(Page::Pair); });
    connect(m_overview, &OverviewPage::duplicatesWanted, this, [this] { show(Page::Duplicates); });
    connect(m_overview, &OverviewPage::journalWanted, this, [this](const QString& text) {
        text.isEmpty() ? show(Page::Journal) : searchJournal(text);
    });
}

void WorkspacePages::connectPairing()
{
    PairingDesk& desk = m_pair->desk();
    connect(&desk, &PairingDesk::changed, this, &WorkspacePages::pairingChanged);
    connect(&desk, &PairingDesk::wanted, this, [this] { show(Page::Pair); });
    connect(m_pair, &PairPage::instancesWanted, this, [this] {
        m_view->actions().addToPairing();
        show(Page::Instances);
    });
    connect(m_pair, &PairPage::resetWanted, &m_view->actions(), &WorkspaceActions::reset);
    connect(m_pair, &PairPage::unlinkWanted, this, [this](const InstanceName& name) {
        PlanRequest request;
        request.kind = PlanKind::Unlink;
        request.names = {name};
        m_view->plans().show(request);
    });
}

void WorkspacePages::focusPage()
{
    if (m_page == Page::Overview)
        m_overview->takeFocus();
    else if (m_page == Page::Instances)
        m_view->table().setFocus();
    else if (m_page == Page::Pair)
        m_pair->takeFocus();
    else if (m_page == Page::Activity)
        m_activity->focusList();
    else if (m_page == Page::Journal)
        m_journal->focusList();
    else if (m_page == Page::Settings)
        m_settings->focusSections();
}

void WorkspacePages::searchJournal(const QString& text)
{
    show(Page::Journal);
    m_journal->search(text);
}

const PairingQueue& WorkspacePages::pairing() const
{
    return m_pair->desk().queue();
}

} // namespace steward
