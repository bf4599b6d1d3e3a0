#include "app/screenshots/dialog_scenes.h"

#include "app/journal/unfinished_banner.h"
#include "app/operations/operation_page.h"
#include "app/plans/adoption_dialog.h"
#include "app/plans/plan_page.h"
#include "app/plans/webhook_dialog.h"
#include "app/screenshots/activity_scenes.h"
#include "app/screenshots/dialog_scene.h"
#include "app/screenshots/journal_scene.h"
#include "app/shell/plan_actions.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_view.h"

#include <QCheckBox>

namespace steward {
namespace {

std::vector<NamedScene> resetScenes()
{
    const auto reset = [](WorkspaceView& view, SceneFixture&) -> QWidget* {
        view.actions().reset(closedInstances(view, 1).front());
        return view.window()->findChild<OperationPage*>();
    };
    return {dialogScene(
        QStringLiteral("pairing-reset"), {{}, reset, [](QWidget& dialog) { return isEnabled(dialog, "go"); }})};
}

std::vector<NamedScene> journalScenes()
{
    return {
        dialogScene(
            QStringLiteral("interrupted"),
            {leaveInterrupted, [](WorkspaceView& view, SceneFixture&) { return view.window(); },
             [](QWidget& window) { return window.findChild<UnfinishedBanner*>()->isVisible(); }}),
        journalScene(),
    };
}

PlanPage* openDeletion(WorkspaceView& view, Connection connection, size_t count)
{
    PlanRequest request;
    request.withResidue = true;
    for (const AuditRow& row : view.workspace().index()->audit().rows()) {
        if (request.names.size() < count && WorkspaceActions::canBePaired(row) && row.connection() == connection &&
            row.enabledIntegration() && row.integrations.size() == 1 && row.cacheEntry() &&
            row.memory != MemoryState::Missing)
            request.names.push_back(row.name);
    }
    view.plans().show(request);
    return view.window()->findChild<PlanPage*>();
}

QWidget* openAdoption(WorkspaceView& view, SceneFixture&)
{
    for (const AuditRow& row : view.workspace().index()->audit().rows()) {
        if (row.has(FindingCode::OrphanedInstance) && row.name.isReachable()) {
            view.plans().adopt(row);
            break;
        }
    }
    return view.window()->findChild<AdoptionDialog*>();
}

QWidget* openWebhook(WorkspaceView& view, SceneFixture&)
{
    for (const AuditRow& row : view.workspace().index()->audit().rows()) {
        if (row.server && WorkspaceActions::canBePaired(row)) {
            view.plans().planFor(PlanKind::SetWebhook, row);
            break;
        }
    }
    auto* dialog = view.window()->findChild<WebhookDialog*>();
    dialog->findChild<QCheckBox*>()->setChecked(true);
    return dialog;
}

std::vector<NamedScene> singlePlanScenes()
{
    const auto isPlanned = [](QWidget& dialog) { return isEnabled(dialog, "save"); };
    const auto repair = [](WorkspaceView& view, SceneFixture&) -> QWidget* {
        PlanRequest request;
        request.kind = PlanKind::Repair;
        view.plans().show(request);
        return view.window()->findChild<PlanPage*>();
    };
    return {
        dialogScene(
            QStringLiteral("plan-deletion"),
            {{},
             [](WorkspaceView& view, SceneFixture&) { return openDeletion(view, Connection::Open, 1); },
             isPlanned}),
        dialogScene(QStringLiteral("plan-repair"), {{}, repair, isPlanned}),
        dialogScene(QStringLiteral("adoption"), {{}, openAdoption, [](QWidget& dialog) { return dialog.isVisible(); }}),
        dialogScene(QStringLiteral("webhook"), {{}, openWebhook, [](QWidget& dialog) { return dialog.isVisible(); }}),
    };
}

} // namespace

std::vector<NamedScene> dialogScenes()
{
    std::vector<NamedScene> scenes;
    for (const auto& more : {resetScenes(), singlePlanScenes(), journalScenes(), activityScenes()})
        scenes.insert(scenes.end(), more.begin(), more.end());
    return scenes;
}

} // namespace steward
