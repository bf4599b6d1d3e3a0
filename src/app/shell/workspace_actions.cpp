#include "app/shell/workspace_actions.h"

#include "app/components/dialog_page.h"
#include "app/creation/creation_file_page.h"
#include "app/creation/creation_page.h"
#include "app/journal/restore_page.h"
#include "app/journal/resume_page.h"
#include "app/operations/operation.h"
#include "app/operations/operation_page.h"
#include "app/pairing/pairing_desk.h"
#include "app/pairing/reset_page.h"
#include "app/plans/plan_page.h"
#include "app/shell/plan_actions.h"
#include "app/shell/workspace_view.h"
#include "app/style/plain_text.h"
#include "app/table/instance_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>

namespace steward {

WorkspaceActions::WorkspaceActions(OperationService& operations, WorkspaceView& view)
    : OfferedActions(&view)
    , m_operations(operations)
    , m_view(view)
    , m_pairing(*new PairingDesk(operations, this))
{
}

void WorkspaceActions::showDialog(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    bringToFront(*dialog);
}

void WorkspaceActions::create(const std::optional<OrganizationId>& organization)
{
    // What is selected on a page that is not in sight is nobody's choice.
    const auto chosen = m_view.isInSight() ? m_view.instances().chosenOrganization() : std::nullopt;
    openCreation(organization ? organization : chosen);
}

CreationPage* WorkspaceActions::openCreation(const std::optional<OrganizationId>& organization)
{
    auto* page = new CreationPage(m_operations, m_view.workspace(), organization, &m_view);
    connect(page, &CreationPage::openWanted, this, &WorkspaceActions::showInstance);
    connect(page, &CreationPage::pairWanted, this, qOverload<const InstanceName&>(&WorkspaceActions::pair));
    connect(
        page, &CreationPage::replacingWanted, this,
        [this, page](const PlanRequest& standing, const CreationRequest& request) {
            auto* plan = new PlanPage(m_operations, {standing, {}, false}, page);
            plan->handOver();
            connect(plan, &PlanPage::agreedTo, page, [page, request](const AgreedPlan& agreed) {
                page->replace(request, agreed);
            });
            page->host(*plan);
        });
    connect(page, &CreationPage::fileDropped, this, [this](const QString& path) { openCreationFile()->open(path); });
    Q_EMIT m_view.planWanted(page);
    return page;
}

void WorkspaceActions::createFromFile()
{
    openCreationFile();
}

CreationFilePage* WorkspaceActions::openCreationFile()
{
    auto* page = new CreationFilePage(m_operations, m_view.workspace(), &m_view);
    Q_EMIT m_view.planWanted(page);
    return page;
}

void WorkspaceActions::showJournal()
{
    Q_EMIT m_view.pageWanted(Page::Journal);
}

void WorkspaceActions::resume()
{
    // One that has ended in the background has nothing more to say than Activity.
    if (m_resume && !m_resume->isRunning() && m_resume->isHidden())
        delete m_resume;
    if (m_resume)
        return bringToFront(*m_resume);
    m_resume = makeResumePage(m_operations, &m_view);
    showPage(*m_resume);
}

void WorkspaceActions::undo(const std::vector<DeletedRow>& rows, bool withInstances)
{
    OperationPage* page = makeRestorePage(m_operations, rows, &m_view);
    PlanRequest enabling;
    enabling.kind = PlanKind::Enable;
    for (const DeletedRow& row : rows) {
        if (row.change == DeletedRow::Change::Deleted && !row.name.isEmpty())
            enabling.names.push_back(row.name);
    }
    if (withInstances && !enabling.names.empty())
        connect(page, &OperationPage::doneWhole, this, [this, enabling] { m_view.plans().show(enabling); });
    showPage(*page);
}

void WorkspaceActions::showPage(OperationPage& page)
{
    connect(&page, &OperationPage::retryWanted, this, [this](Operation* operation) { retry(*operation); });
    connect(&page, &OperationPage::journalWanted, &m_view, &WorkspaceView::journalWanted);
    connect(&page, &OperationPage::undoWanted, this, &WorkspaceActions::undo);
    Q_EMIT m_view.planWanted(&page);
}

/// How each kind of operation is shown once more: in its own window where that is still about it, else in a new one.
struct WorkspaceActions::Retry {
    WorkspaceActions& actions;
    QDialog* former; ///< null: closed, or about something else by now

    template<typename Dialog>
    Dialog* shown() const
    {
        auto* dialog = qobject_cast<Dialog*>(former);
        if (dialog)
            actions.showDialog(dialog);
        return dialog;
    }
    void operator()(const PlanRequest&) const {} // see PlanActions
    void operator()(const CreationAgain& again) const
    {
        if (auto* page = shown<CreationPage>())
            return page->enterAgain();
        actions.openCreation(again.request.organizationId)->enter(again.request);
    }
    void operator()(const FileAgain& again) const
    {
        auto* page = shown<CreationFilePage>();
        (page ? page : actions.openCreationFile())->open(again.path);
    }
    void operator()(const PairingAgain& again) const { actions.pair(again.name); }
    void operator()(const ResetAgain& again) const { actions.reset(again.name); }
    void operator()(const RestoreAgain& again) const
    {
        actions.showPage(*makeRestorePage(actions.m_operations, again.rows, &actions.m_view));
    }
    void operator()(const GuardsAgain&) const { actions.showGuards(); }
};

void WorkspaceActions::retry(Operation& activity)
{
    const auto& ending = activity.ending();
    if (!ending || !ending->again)
        return;
    const AnotherAttempt again = *ending->again; // its window may be about something else from now on
    std::visit(Retry{*this, activity.dialog()}, again);
}

void WorkspaceActions::showInstance(const InstanceName& name)
{
    Q_EMIT m_view.instanceWanted(name);
}

bool WorkspaceActions::canBePaired(const AuditRow& row)
{
    return usesOf(row).canBePaired;
}

std::vector<int> WorkspaceActions::chosenRows() const
{
    // What the filter hides is not acted on: nobody sees that it is selected.
    return m_view.shownIndex() && m_view.isInSight() ? m_view.table().selectedRows() : std::vector<int>();
}

bool WorkspaceActions::canPairChosen() const
{
    const std::vector<int> rows = chosenRows();
    return std::ranges::any_of(rows, [this](int row) { return m_view.shownIndex()->uses(row).canBePaired; });
}

std::vector<PairingTarget> WorkspaceActions::chosenTargets() const
{
    std::vector<PairingTarget> targets;
    for (const int row : chosenRows()) {
        const AuditRow& chosen = m_view.shownIndex()->row(row);
        if (canBePaired(chosen))
            targets.push_back(targetOf(chosen.name));
    }
    return targets;
}

PairingTarget WorkspaceActions::targetOf(const InstanceName& name) const
{
    const auto& index = m_view.shownIndex();
    const AuditRow* row = index ? index->audit().find(name) : nullptr;
    PairingTarget target{name, name.text(), {}, {}, {}};
    if (!row)
        return target;
    if (!row->organizationId.isNull())
        target.title = index->audit().organizationName(row->organizationId);
    if (const Integration* integration = row->enabledIntegration()) {
        target.expected = integration->expectedPhone ? integration->expectedPhone : integration->phone();
        if (!integration->clinicId.isNull())
            target.clinic = index->audit().clinicName(integration->clinicId);
    }
    if (row->has(FindingCode::ConnectionLost))
        target.note = tr("its phone was lost");
    return target;
}

void WorkspaceActions::pairChosen()
{
    pair(chosenTargets());
}

void WorkspaceActions::pair(const InstanceName& name)
{
    pair(std::vector<PairingTarget>{targetOf(name)});
}

void WorkspaceActions::pairAll(const std::vector<InstanceName>& names)
{
    std::vector<PairingTarget> targets;
    for (const InstanceName& name : names)
        targets.push_back(targetOf(name));
    pair(targets);
}

void WorkspaceActions::pair(const std::vector<PairingTarget>& targets)
{
    if (targets.empty())
        return;
    if (std::exchange(m_isAdding, false))
        m_pairing.add(targets);
    else
        m_pairing.pair(targets);
}

void WorkspaceActions::reset(const InstanceName& name)
{
    showPage(*makeResetPage(
        m_operations, name, [this, name] { m_pairing.add({targetOf(name)}); }, &m_view));
}

void WorkspaceActions::fillMenu(QMenu& menu, const AuditRow& row)
{
    if (canBePaired(row)) {
        connect(menu.addAction(tr("&Pair…")), &QAction::triggered, this, [this, name = row.name] { pair(name); });
        if (chosenRows().size() > 1)
            connect(menu.addAction(tr("Pair &all chosen…")), &QAction::triggered, this, &WorkspaceActions::pairChosen);
    }
    if (!row.organizationId.isNull()) {
        const QString organization =
            withoutMnemonics(m_view.shownIndex()->audit().organizationName(row.organizationId));
        //: An action: %1 is an organization
        QAction* action = menu.addAction(tr("&New instance for %1…").arg(organization));
        connect(action, &QAction::triggered, this, [this, id = row.organizationId] { create(id); });
    }
    if (row.kind == RowKind::Instance) {
        connect(menu.addAction(tr("&Copy name")), &QAction::triggered, this, [this, name = row.name] {
            QGuiApplication::clipboard()->setText(name.text());
            Q_EMIT m_view.told(tr("Name copied."));
        });
    }
}

} // namespace steward
