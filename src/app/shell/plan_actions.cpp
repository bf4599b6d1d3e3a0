#include "app/shell/plan_actions.h"

#include "app/components/dialog_page.h"
#include "app/operations/plan_fit.h"
#include "app/plans/adoption_dialog.h"
#include "app/plans/plan_page.h"
#include "app/plans/webhook_dialog.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_view.h"
#include "app/table/instance_table.h"
#include "domain/visible_text.h"

#include <QAction>
#include <QCoreApplication>
#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>

#include <algorithm>
#include <array>

namespace steward {
namespace {

struct ActionText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanActions)
};

constexpr std::array chosenKinds{PlanKind::Repair,    PlanKind::Disable,    PlanKind::Enable,  PlanKind::Protect,
                                 PlanKind::Unprotect, PlanKind::SetWebhook, PlanKind::Restart, PlanKind::Delete};

/// How many of the rows each kind is for.
std::array<int, chosenKinds.size()> countsFor(const AuditIndex& index, const std::vector<int>& rows)
{
    std::array<int, chosenKinds.size()> counts{};
    for (const int row : rows) {
        for (size_t kind = 0; kind < chosenKinds.size(); ++kind)
            counts[kind] += isFor(chosenKinds[kind], index.uses(row)) ? 1 : 0;
    }
    return counts;
}

/// The menu's words; with a number where it is about several.
QString actionText(PlanKind kind, int count)
{
    const bool isOne = count <= 1;
    switch (kind) {
    case PlanKind::Repair:
        return isOne ? ActionText::tr("&Repair…") : ActionText::tr("&Repair %n chosen…", nullptr, count);
    case PlanKind::Disable:
        return isOne ? ActionText::tr("D&isable…") : ActionText::tr("D&isable %n instance(s)…", nullptr, count);
    case PlanKind::Enable:
        return isOne ? ActionText::tr("&Enable…") : ActionText::tr("&Enable %n instance(s)…", nullptr, count);
    case PlanKind::Protect:
        return isOne ? ActionText::tr("Pro&tect…") : ActionText::tr("Pro&tect %n instance(s)…", nullptr, count);
    case PlanKind::Unprotect:
        return isOne ? ActionText::tr("Re&move protection…")
                     : ActionText::tr("Re&move protection from %n instance(s)…", nullptr, count);
    case PlanKind::SetWebhook:
        return isOne ? ActionText::tr("Set &webhook…") : ActionText::tr("Set %n &webhook(s)…", nullptr, count);
    case PlanKind::Restart:
        return isOne ? ActionText::tr("Restart…") : ActionText::tr("Restart %n instance(s)…", nullptr, count);
    case PlanKind::Delete:
    case PlanKind::Clean:
    case PlanKind::Replace:
    case PlanKind::ResetPairing:
    case PlanKind::Unlink:
        break;
    }
    return isOne ? ActionText::tr("&Delete…") : ActionText::tr("&Delete %n instance(s)…", nullptr, count);
}

/// Why none of the chosen rows is one for it.
QString reasonText(PlanKind kind)
{
    switch (kind) {
    case PlanKind::Repair:
        return ActionText::tr("Nothing is wrong with what is chosen.");
    case PlanKind::Disable:
        return ActionText::tr("Nothing that is chosen has an enabled row.");
    case PlanKind::Enable:
        return ActionText::tr("Nothing that is chosen has a disabled row.");
    case PlanKind::Protect:
        return ActionText::tr("What is chosen is protected already, or is no instance.");
    case PlanKind::Unprotect:
        return ActionText::tr("Nothing that is chosen is protected.");
    case PlanKind::SetWebhook:
        return ActionText::tr("Nothing that is chosen is on the server.");
    case PlanKind::Restart:
        return ActionText::tr("Nothing that is chosen is connected.");
    case PlanKind::Delete:
    case PlanKind::Clean:
    case PlanKind::Replace:
    case PlanKind::ResetPairing:
    case PlanKind::Unlink:
        break;
    }
    return ActionText::tr("What is chosen is no instance: repair removes it.");
}

} // namespace

PlanActions::PlanActions(OperationService& operations, WorkspaceView& view)
    : OfferedPlans(&view)
    , m_operations(operations)
    , m_view(view)
{
    addChosen(PlanKind::Repair, "actionRepair", QKeySequence(Qt::CTRL | Qt::Key_R));
    addChosen(PlanKind::Disable, "actionDisable", QKeySequence(Qt::CTRL | Qt::Key_D));
    addChosen(PlanKind::Enable, "actionEnable", QKeySequence(Qt::CTRL | Qt::Key_E));
    addChosen(PlanKind::Protect, "actionProtect", QKeySequence(Qt::CTRL | Qt::Key_L));
    addChosen(PlanKind::Unprotect, "actionUnprotect", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    addChosen(PlanKind::SetWebhook, "actionSetWebhook", {});
    addChosen(PlanKind::Restart, "actionRestart", {});
    auto* separator = new QAction(this);
    separator->setSeparator(true);
    m_ofChosen << separator;
    addChosen(PlanKind::Delete, "actionDelete", QKeySequence(Qt::Key_Delete));
    addAll();
    update();
}

void PlanActions::addChosen(PlanKind kind, const char* name, const QKeySequence& shortcut)
{
    auto* action = new QAction(this);
    action->setObjectName(QLatin1String(name));
    action->setData(static_cast<int>(kind));
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, [this, kind] { plan(kind, chosen()); });
    m_ofChosen << action;
}

void PlanActions::addAll()
{
    addToAll(tr("&Clean duplicates…"), "actionClean", [this] { clean({}); });
    m_ofAll.front()->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D));
    addToAll(tr("&Repair all…"), "actionRepairAll", [this] {
        PlanRequest request;
        request.kind = PlanKind::Repair;
        show(request);
    });
    addToAll(tr("&Apply a saved plan…"), "actionApplySaved", [this] { chooseSaved(); });
    auto* separator = new QAction(this);
    separator->setSeparator(true);
    m_ofAll << separator;
}

void PlanActions::addToAll(const QString& text, const char* name, const std::function<void()>& act)
{
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setEnabled(standingObstacles().plans.isEmpty());
    action->setToolTip(standingObstacles().plans);
    connect(action, &QAction::triggered, this, act);
    m_ofAll << action;
}

StandingObstacles PlanActions::standingObstacles() const
{
    return StandingObstacles::of(m_operations.stores());
}

PlanActions::Rows PlanActions::chosen() const
{
    Rows rows;
    for (const int row : m_view.actions().chosenRows())
        rows.push_back(&m_view.shownIndex()->row(row));
    return rows;
}

void PlanActions::update()
{
    const std::vector<int> rows = m_view.actions().chosenRows();
    std::array<int, chosenKinds.size()> counts{};
    if (!rows.empty())
        counts = countsFor(*m_view.shownIndex(), rows);
    for (QAction* action : m_ofChosen) {
        const auto kind = static_cast<PlanKind>(action->data().toInt());
        const auto place = std::ranges::find(chosenKinds, kind) - chosenKinds.begin();
        if (!action->isSeparator())
            setUp(*action, kind, {static_cast<int>(rows.size()), counts[static_cast<size_t>(place)]});
    }
}

QString PlanActions::obstacle(PlanKind kind, const Fit& fit) const
{
    if (QString reason = standingObstacles().plans; !reason.isEmpty())
        return reason;
    if (fit.chosen == 0)
        return tr("Choose an instance in the table first.");
    return fit.able > 0 ? QString() : reasonText(kind);
}

void PlanActions::setUp(QAction& action, PlanKind kind, const Fit& fit) const
{
    const QString reason = obstacle(kind, fit);
    action.setText(actionText(kind, fit.able));
    action.setEnabled(reason.isEmpty());
    action.setToolTip(reason);
}

void PlanActions::fillMenu(QMenu& menu, const AuditRow& row)
{
    menu.setToolTipsVisible(true);
    addForOne(menu, row);
    addKinds(menu, row);
}

void PlanActions::fillTableMenu(QMenu& menu, const AuditRow& row)
{
    menu.setToolTipsVisible(true);
    addForOne(menu, row);
    const Rows rows = chosen();
    if (std::ranges::find(rows, &row) != rows.end())
        menu.addActions(m_ofChosen);
    else
        addKinds(menu, row);
}

void PlanActions::addKinds(QMenu& menu, const AuditRow& row)
{
    for (const PlanKind kind : chosenKinds) {
        if (kind == PlanKind::Delete)
            menu.addSeparator();
        QAction* action = menu.addAction(QString());
        setUp(*action, kind, {1, isFor(kind, row) ? 1 : 0});
        // The row may be another reading's by then.
        connect(action, &QAction::triggered, this, [this, kind, identity = row.identity()] {
            const auto& index = m_view.shownIndex();
            if (const int place = index->rowOf(identity); place >= 0)
                plan(kind, {&index->row(place)});
        });
    }
}

void PlanActions::addForOne(QMenu& menu, const AuditRow& row)
{
    const bool isDuplicate = row.has(FindingCode::DuplicateInstance) || row.has(FindingCode::DuplicateIntegration);
    if (isDuplicate && !row.organizationId.isNull()) {
        addOne(menu, row, tr("&Clean this organization's duplicates…"), [this](const AuditRow& now) {
            clean({now.organizationId});
        });
    }
    if (row.has(FindingCode::OrphanedInstance) || row.has(FindingCode::OrganizationMismatch))
        addOne(menu, row, tr("&Assign organization…"), [this](const AuditRow& now) { adopt(now); });
    if (row.kind == RowKind::NamelessIntegration && !nameableInstances(m_view.shownIndex()->audit()).empty())
        addOne(menu, row, tr("Choose its &instance…"), [this](const AuditRow& now) { nameRow(now); });
    if (row.kind != RowKind::Instance || !row.server || !row.isPhone())
        return;
    const bool isOpen = row.connection() == Connection::Open;
    if (isOpen && row.has(FindingCode::PhoneMismatch))
        addOne(menu, row, tr("Use this p&hone…"), [this](const AuditRow& now) { usePhone(now); });
    if (isOpen)
        addOne(menu, row, tr("Un&link phone…"), [this](const AuditRow& now) { plan(PlanKind::Unlink, {&now}); });
    else if (row.enabledIntegration())
        addOne(menu, row, tr("Re&set pairing…"), [this](const AuditRow& now) { plan(PlanKind::ResetPairing, {&now}); });
}

/// `act` is called with the row as it is shown by then.
void PlanActions::addOne(
    QMenu& menu, const AuditRow& row, const QString& text, const std::function<void(const AuditRow&)>& act)
{
    QAction* action = menu.addAction(text);
    action->setEnabled(standingObstacles().plans.isEmpty());
    action->setToolTip(standingObstacles().plans);
    connect(action, &QAction::triggered, this, [this, act, identity = row.identity()] {
        const auto& index = m_view.shownIndex();
        if (const int place = index->rowOf(identity); place >= 0)
            act(index->row(place));
    });
}

void PlanActions::clean(const std::vector<OrganizationId>& organizations)
{
    PlanRequest request;
    request.kind = PlanKind::Clean;
    request.organizations = organizations;
    Q_EMIT m_view.dialogWanted(Page::Duplicates, make({request, {}, true}));
}

void PlanActions::adopt(const AuditRow& row)
{
    auto* dialog = new AdoptionDialog(m_view.shownIndex(), row.name, &m_view);
    connect(dialog, &AdoptionDialog::chosen, this, [this, name = row.name](const OrganizationId& organization) {
        PlanRequest request;
        request.kind = PlanKind::Repair;
        request.names = {name};
        request.findings = {FindingCode::OrphanedInstance, FindingCode::OrganizationMismatch};
        request.adopt = {{name, organization}};
        show(request);
    });
    showDialog(dialog);
}

void PlanActions::repair(const AuditRow& row)
{
    plan(PlanKind::Repair, {&row});
}

void PlanActions::planFor(PlanKind kind, const AuditRow& row)
{
    plan(kind, {&row});
}

void PlanActions::usePhone(const AuditRow& row)
{
    PlanRequest request;
    request.kind = PlanKind::Repair;
    request.names = {row.name};
    request.usePhone = true;
    show(request);
}

void PlanActions::nameRow(const AuditRow& row)
{
    const std::vector<InstanceName> choices = nameableInstances(m_view.shownIndex()->audit());
    if (choices.empty())
        return repair(row);
    PlanRequest request;
    request.kind = PlanKind::Repair;
    request.row = RowChoice{row.integration()->id, {}};
    chooseInstance(request, choices);
}

/// Which of these the row is to name; then its plan is shown.
void PlanActions::chooseInstance(const PlanRequest& request, const std::vector<InstanceName>& choices)
{
    auto* dialog = new QInputDialog(&m_view);
    dialog->setWindowTitle(tr("Choose the row's instance"));
    dialog->setOption(QInputDialog::UseListViewForComboBoxItems);
    dialog->setLabelText(tr("The row names no instance. Which one is it? These have no row:"));
    dialog->setOkButtonText(tr("&Show the plan…"));
    dialog->setCancelButtonText(tr("Cancel"));
    QStringList names;
    for (const InstanceName& name : choices)
        names << visibleText(name.text());
    dialog->setComboBoxItems(names);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, request, names, choices](const QString& chosen) {
        const auto place = names.indexOf(chosen);
        if (place < 0 || !request.row)
            return;
        PlanRequest naming = request;
        naming.row->name = choices.at(static_cast<size_t>(place));
        show(naming);
    });
    showDialog(dialog);
}

void PlanActions::plan(PlanKind kind, const Rows& rows)
{
    PlanRequest request;
    request.kind = kind;
    for (const AuditRow* row : rows) {
        if (!isFor(kind, *row))
            continue;
        if (row->kind == RowKind::Instance)
            request.names.push_back(row->name);
        else
            request.others.push_back(row->identity());
    }
    if (request.names.empty() && request.others.empty())
        return;
    if (kind == PlanKind::SetWebhook)
        chooseWebhook(request);
    else
        show(request);
}

/// What their webhooks are to be; then the plan is shown.
void PlanActions::chooseWebhook(const PlanRequest& request)
{
    auto* dialog = new WebhookDialog(
        static_cast<int>(request.names.size()), m_operations.stores().settings.webhookTemplate, &m_view);
    connect(dialog, &WebhookDialog::chosen, this, [this, request](const WebhookChoice& choice) {
        PlanRequest setting = request;
        setting.webhook = choice;
        show(setting);
    });
    showDialog(dialog);
}

void PlanActions::show(const PlanRequest& request)
{
    open({request, {}, false});
}

void PlanActions::showSaved(const QString& path)
{
    open({{}, path, false});
}

void PlanActions::retry(Operation& activity)
{
    const auto& ending = activity.ending();
    const auto* rest = ending && ending->again ? std::get_if<PlanRequest>(&*ending->again) : nullptr;
    if (!rest)
        return;
    if (auto* page = qobject_cast<PlanPage*>(activity.dialog())) {
        bringToFront(*page);
        return page->retry();
    }
    open({*rest, {}, false})->setFormer(&activity);
}

PlanPage* PlanActions::make(const PlanSource& source)
{
    auto* page = new PlanPage(m_operations, source, &m_view);
    connect(page, &PlanPage::applied, this, [this, page](const std::vector<QByteArray>& notDone) {
        if (page->isVisible()) // else the person is at something else by now
            takeEnd(notDone);
    });
    connect(page, &PlanPage::wayWanted, this, &PlanActions::goOn);
    connect(page, &PlanPage::journalWanted, &m_view, &WorkspaceView::journalWanted);
    connect(page, &PlanPage::undoWanted, &m_view.actions(), &WorkspaceActions::undo);
    connect(page, &PlanPage::instanceWanted, &m_view, &WorkspaceView::instanceWanted);
    connect(page, &PlanPage::instancesWanted, this, [this](const OrganizationId& organization) {
        const QString name =
            m_view.shownIndex() ? m_view.shownIndex()->audit().organizationName(organization) : organization.toString();
        Q_EMIT m_view.pageWanted(Page::Instances);
        m_view.instances().search(QStringLiteral("org:\"%1\"").arg(QString(name).remove(QLatin1Char('"'))));
    });
    return page;
}

PlanPage* PlanActions::open(const PlanSource& source)
{
    PlanPage* page = make(source);
    Q_EMIT m_view.planWanted(page);
    return page;
}

void PlanActions::goOn(const WayOn& way)
{
    const auto& index = m_view.shownIndex();
    const AuditRow* row = index ? index->audit().find(way.name) : nullptr;
    switch (way.kind) {
    case WayOn::Kind::Clean:
        return clean(way.organizations);
    case WayOn::Kind::Organization:
        if (row)
            adopt(*row);
        return;
    case WayOn::Kind::Pair:
        return m_view.actions().pair(way.name);
    case WayOn::Kind::Webhook:
        Q_EMIT m_view.profileWanted();
        return;
    case WayOn::Kind::NameRow:
        return chooseInstance(way.request, way.choices);
    case WayOn::Kind::RemoveRow:
    case WayOn::Kind::UsePhone:
    case WayOn::Kind::Unlink:
    case WayOn::Kind::Enable:
    case WayOn::Kind::Disable:
    case WayOn::Kind::Delete:
        return show(way.request);
    }
}

void PlanActions::showDialog(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    bringToFront(*dialog);
}

void PlanActions::chooseSaved()
{
    auto* chooser = new QFileDialog(&m_view, tr("Open a saved plan"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setNameFilter(tr("Plans (*.steward-plan *.json);;All files (*)"));
    connect(chooser, &QFileDialog::fileSelected, this, &PlanActions::showSaved);
    chooser->open();
}

void PlanActions::takeEnd(const std::vector<QByteArray>& notDone)
{
    m_view.table().selectOnly(notDone);
    update();
}

} // namespace steward
