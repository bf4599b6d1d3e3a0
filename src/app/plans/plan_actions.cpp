#include "app/plans/plan_actions.h"

#include "app/operations/workspace_actions.h"
#include "app/plans/adoption_dialog.h"
#include "app/plans/cleaning_dialog.h"
#include "app/plans/plan_dialog.h"
#include "app/table/instance_table.h"
#include "app/window/workspace_view.h"

#include <QAction>
#include <QCoreApplication>
#include <QFileDialog>
#include <QMenu>

#include <algorithm>
#include <array>

namespace steward {
namespace {

struct ActionText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanActions)
};

constexpr std::array chosenKinds{PlanKind::Repair,  PlanKind::Disable,   PlanKind::Enable,
                                 PlanKind::Protect, PlanKind::Unprotect, PlanKind::Delete};

/// The menu's words; with a number where it is about several.
QString actionText(PlanKind kind, int count)
{
    const bool isOne = count <= 1;
    switch (kind) {
    case PlanKind::Repair:
        return isOne ? ActionText::tr("&Repair…") : ActionText::tr("&Repair %n Chosen…", nullptr, count);
    case PlanKind::Disable:
        return isOne ? ActionText::tr("D&isable…") : ActionText::tr("D&isable %n Instance(s)…", nullptr, count);
    case PlanKind::Enable:
        return isOne ? ActionText::tr("&Enable…") : ActionText::tr("&Enable %n Instance(s)…", nullptr, count);
    case PlanKind::Protect:
        return isOne ? ActionText::tr("Pro&tect…") : ActionText::tr("Pro&tect %n Instance(s)…", nullptr, count);
    case PlanKind::Unprotect:
        return isOne ? ActionText::tr("&Unprotect…") : ActionText::tr("&Unprotect %n Instance(s)…", nullptr, count);
    case PlanKind::Delete:
    case PlanKind::Clean:
    case PlanKind::Replace:
    case PlanKind::ResetPairing:
    case PlanKind::Unlink:
        break;
    }
    return isOne ? ActionText::tr("&Delete…") : ActionText::tr("&Delete %n Instance(s)…", nullptr, count);
}

bool isDisabled(const AuditRow& row)
{
    return row.integration() && !row.enabledIntegration();
}

/// The row is one that such a plan could change.
bool isFor(PlanKind kind, const AuditRow& row)
{
    if (kind == PlanKind::Repair)
        return !row.findings.empty();
    if (row.kind != RowKind::Instance)
        return false;
    switch (kind) {
    case PlanKind::Disable:
        return row.enabledIntegration() != nullptr;
    case PlanKind::Enable:
        return isDisabled(row);
    case PlanKind::Protect:
        return !row.isProtected;
    case PlanKind::Unprotect:
        return row.isProtected;
    case PlanKind::Delete:
    case PlanKind::Clean:
    case PlanKind::Repair:
    case PlanKind::Replace:
    case PlanKind::ResetPairing:
    case PlanKind::Unlink:
        break;
    }
    return true;
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
    case PlanKind::Delete:
    case PlanKind::Clean:
    case PlanKind::Replace:
    case PlanKind::ResetPairing:
    case PlanKind::Unlink:
        break;
    }
    return ActionText::tr("What is chosen is no instance: repair removes it.");
}

QString readOnlyText()
{
    return ActionText::tr("This profile only reads. Choose one that may change the stores.");
}

} // namespace

PlanActions::PlanActions(OperationService& operations, WorkspaceView& view)
    : QObject(&view)
    , m_operations(operations)
    , m_view(view)
{
    addChosen(PlanKind::Repair, "actionRepair", QKeySequence(Qt::CTRL | Qt::Key_R));
    addChosen(PlanKind::Disable, "actionDisable", QKeySequence(Qt::CTRL | Qt::Key_D));
    addChosen(PlanKind::Enable, "actionEnable", QKeySequence(Qt::CTRL | Qt::Key_E));
    addChosen(PlanKind::Protect, "actionProtect", QKeySequence(Qt::CTRL | Qt::Key_L));
    addChosen(PlanKind::Unprotect, "actionUnprotect", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
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
    addToAll(tr("&Clean Duplicates…"), "actionClean", [this] { clean({}); });
    m_ofAll.front()->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_K));
    addToAll(tr("&Repair All…"), "actionRepairAll", [this] {
        PlanRequest request;
        request.kind = PlanKind::Repair;
        show(request);
    });
    addToAll(tr("&Apply a Saved Plan…"), "actionApplySaved", [this] { chooseSaved(); });
    auto* separator = new QAction(this);
    separator->setSeparator(true);
    m_ofAll << separator;
}

void PlanActions::addToAll(const QString& text, const char* name, const std::function<void()>& act)
{
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setEnabled(standingObstacle().isEmpty());
    action->setToolTip(standingObstacle());
    connect(action, &QAction::triggered, this, act);
    m_ofAll << action;
}

QString PlanActions::standingObstacle() const
{
    return m_operations.stores().readOnly ? readOnlyText() : QString();
}

PlanActions::Rows PlanActions::chosen() const
{
    Rows rows;
    for (const int row : m_view.actions().chosenRows())
        rows.push_back(&m_view.workspace().index()->row(row));
    return rows;
}

void PlanActions::update()
{
    const Rows rows = chosen();
    for (QAction* action : m_ofChosen) {
        if (!action->isSeparator())
            setUp(*action, static_cast<PlanKind>(action->data().toInt()), rows);
    }
}

QString PlanActions::obstacle(PlanKind kind, const Rows& rows) const
{
    if (const QString reason = standingObstacle(); !reason.isEmpty())
        return reason;
    if (rows.empty())
        return tr("Choose an instance in the table first.");
    const bool isForOne = std::ranges::any_of(rows, [kind](const AuditRow* row) { return isFor(kind, *row); });
    return isForOne ? QString() : reasonText(kind);
}

void PlanActions::setUp(QAction& action, PlanKind kind, const Rows& rows) const
{
    const auto count =
        static_cast<int>(std::ranges::count_if(rows, [kind](const AuditRow* row) { return isFor(kind, *row); }));
    const QString reason = obstacle(kind, rows);
    action.setText(actionText(kind, count));
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
    const Rows rows{&row};
    for (const PlanKind kind : chosenKinds) {
        if (kind == PlanKind::Delete)
            menu.addSeparator();
        QAction* action = menu.addAction(QString());
        setUp(*action, kind, rows);
        // The row may be another reading's by then.
        connect(action, &QAction::triggered, this, [this, kind, identity = row.identity()] {
            const auto& index = m_view.workspace().index();
            if (const int place = index->rowOf(identity); place >= 0)
                plan(kind, {&index->row(place)});
        });
    }
}

void PlanActions::addForOne(QMenu& menu, const AuditRow& row)
{
    const bool isDuplicate = row.has(FindingCode::DuplicateInstance) || row.has(FindingCode::DuplicateIntegration);
    QAction* cleaning = nullptr;
    QAction* adoption = nullptr;
    if (isDuplicate && !row.organizationId.isNull()) {
        cleaning = menu.addAction(tr("&Clean This Organization's Duplicates…"));
        connect(cleaning, &QAction::triggered, this, [this, id = row.organizationId] { clean({id}); });
    }
    if (row.has(FindingCode::OrphanedInstance)) {
        adoption = menu.addAction(tr("&Give It an Organization…"));
        connect(adoption, &QAction::triggered, this, [this, identity = row.identity()] {
            const auto& index = m_view.workspace().index();
            if (const int place = index->rowOf(identity); place >= 0)
                adopt(index->row(place));
        });
    }
    for (QAction* action : {cleaning, adoption}) {
        if (!action)
            continue;
        action->setEnabled(standingObstacle().isEmpty());
        action->setToolTip(standingObstacle());
    }
}

void PlanActions::clean(const std::vector<QUuid>& organizations)
{
    auto* dialog = new CleaningDialog(m_operations, organizations, &m_view);
    connect(dialog, &CleaningDialog::planWanted, this, &PlanActions::show);
    showDialog(dialog);
}

void PlanActions::adopt(const AuditRow& row)
{
    auto* dialog = new AdoptionDialog(m_view.workspace().index(), row.name, &m_view);
    connect(dialog, &AdoptionDialog::chosen, this, [this, name = row.name](const QUuid& organization) {
        PlanRequest request;
        request.kind = PlanKind::Repair;
        request.names = {name};
        request.findings = {FindingCode::OrphanedInstance};
        request.adopt = {{name, organization}};
        show(request);
    });
    showDialog(dialog);
}

void PlanActions::repair(const AuditRow& row)
{
    plan(PlanKind::Repair, {&row});
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
    if (!request.names.empty() || !request.others.empty())
        show(request);
}

void PlanActions::show(const PlanRequest& request)
{
    open({request, {}});
}

void PlanActions::showSaved(const QString& path)
{
    open({{}, path});
}

void PlanActions::retry(Activity& activity)
{
    const auto& ending = activity.ending();
    const auto* rest = ending && ending->again ? std::get_if<PlanRequest>(&*ending->again) : nullptr;
    if (!rest)
        return;
    if (auto* dialog = qobject_cast<PlanDialog*>(activity.dialog())) {
        showDialog(dialog);
        return dialog->retry();
    }
    open({*rest, {}})->setFormer(&activity);
}

PlanDialog* PlanActions::open(const PlanSource& source)
{
    auto* dialog = new PlanDialog(m_operations, source, &m_view);
    connect(dialog, &PlanDialog::applied, this, [this, dialog](const std::vector<QByteArray>& notDone) {
        if (dialog->isVisible()) // else the person is at something else by now
            takeEnd(notDone);
    });
    connect(dialog, &PlanDialog::wayWanted, this, &PlanActions::goOn);
    showDialog(dialog);
    return dialog;
}

void PlanActions::goOn(const WayOn& way)
{
    const auto& index = m_view.workspace().index();
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
    }
    Q_UNREACHABLE();
}

void PlanActions::showDialog(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void PlanActions::chooseSaved()
{
    auto* chooser = new QFileDialog(&m_view, tr("Open a saved plan"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setNameFilter(tr("Plans (*.json);;All files (*)"));
    connect(chooser, &QFileDialog::fileSelected, this, &PlanActions::showSaved);
    chooser->open();
}

void PlanActions::takeEnd(const std::vector<QByteArray>& notDone)
{
    m_view.model().clearChecks();
    m_view.table().selectOnly(notDone);
    update();
}

} // namespace steward
