#include "app/screenshots/dialog_scenes.h"

#include "app/creation/conflict_list.h"
#include "app/creation/creation_dialog.h"
#include "app/creation/creation_file_dialog.h"
#include "app/journal/unfinished_banner.h"
#include "app/operations/operation_page.h"
#include "app/operations/workspace_actions.h"
#include "app/pairing/pairing_dialog.h"
#include "app/plans/adoption_dialog.h"
#include "app/plans/plan_actions.h"
#include "app/plans/plan_page.h"
#include "app/screenshots/activity_scenes.h"
#include "app/screenshots/dialog_scene.h"
#include "app/screenshots/journal_scene.h"
#include "app/table/instance_table.h"
#include "app/window/workspace_view.h"

#include <QFile>
#include <QLineEdit>
#include <QPushButton>

namespace steward {
namespace {

/// The first organization of which the stores know something, or nothing.
OrganizationId organization(WorkspaceView& view, bool isKnown)
{
    for (const OrganizationSummary& summary : view.workspace().index()->organizations()) {
        if (!summary.id.isNull() && (summary.rows > 1) == isKnown && (isKnown || summary.rows == 0))
            return summary.id;
    }
    return {};
}

CreationDialog* openCreation(WorkspaceView& view, bool isKnown)
{
    view.actions().create(organization(view, isKnown));
    return view.window()->findChild<CreationDialog*>();
}

PairingDialog* openPairing(WorkspaceView& view)
{
    view.actions().pair(closedInstances(view, 1).front());
    return view.window()->findChild<PairingDialog*>();
}

/// Opens the pairing of an instance that another phone than its row expects is linked to.
QWidget* openOthersPairing(WorkspaceView& view, SceneFixture& ground)
{
    const InstanceName name = closedInstances(view, 1).front();
    ground.world->visit([&name](PracticeState& state, Timestamp) {
        PracticeInstance* instance = state.instance(name);
        instance->memory = MemoryState::Open;
        instance->listed.connection = Connection::Open;
        instance->listed.phone = PhoneNumber::fromText(u"5532990000127");
        for (PracticeRow& row : state.rows) {
            if (row.row.names(name))
                row.row.expectedPhone = PhoneNumber::fromText(u"5511988887777");
        }
    });
    view.actions().pair(name);
    return view.window()->findChild<PairingDialog*>();
}

std::vector<NamedScene> creationScenes()
{
    const auto file = [](WorkspaceView& view, SceneFixture& ground) -> QWidget* {
        QFile csv(ground.folder.filePath(QStringLiteral("clinics.csv")));
        if (csv.open(QIODevice::WriteOnly))
            csv.write(
                "organization_id,name\n" + organization(view, false).toByteArray() + ",\n" +
                organization(view, true).toByteArray() + ",\nclinic 7,\n");
        csv.close();
        view.actions().createFromFile();
        auto* dialog = view.window()->findChild<CreationFileDialog*>();
        dialog->open(csv.fileName());
        return dialog;
    };
    return {
        dialogScene(
            QStringLiteral("creation-free"),
            {{},
             [](WorkspaceView& view, SceneFixture&) { return openCreation(view, false); },
             [](QWidget& dialog) { return isEnabled(dialog, "create"); }}),
        dialogScene(
            QStringLiteral("creation-in-the-way"),
            {{},
             [](WorkspaceView& view, SceneFixture&) { return openCreation(view, true); },
             [](QWidget& dialog) { return dialog.findChild<ConflictList*>()->findChild<QPushButton*>() != nullptr; }}),
        dialogScene(
            QStringLiteral("creation-done"),
            {{},
             [](WorkspaceView& view, SceneFixture&) { return openCreation(view, false); },
             [](QWidget& dialog) {
                 if (isEnabled(dialog, "create"))
                     dialog.findChild<QPushButton*>(QStringLiteral("create"))->click();
                 return isVisible(dialog, "pair");
             }}),
        dialogScene(
            QStringLiteral("creation-from-file"),
            {{}, file, [](QWidget& dialog) { return isEnabled(dialog, "create"); }}),
    };
}

std::vector<NamedScene> pairingScenes()
{
    const auto queue = [](WorkspaceView& view, SceneFixture&) -> QWidget* {
        std::vector<QByteArray> identities;
        for (const InstanceName& name : closedInstances(view, 4))
            identities.push_back("name:" + name.utf8());
        view.table().selectOnly(identities);
        view.actions().pairChosen();
        return view.window()->findChild<PairingDialog*>();
    };
    const auto byNumber = [](WorkspaceView& view, SceneFixture&) -> QWidget* {
        PairingDialog* dialog = openPairing(view);
        dialog->findChild<QLineEdit*>(QStringLiteral("phone"))->setText(QStringLiteral("+55 11 98888-7777"));
        dialog->findChild<QPushButton*>(QStringLiteral("byNumber"))->click();
        return dialog;
    };
    return {
        dialogScene(
            QStringLiteral("pairing-code"), {{},
                                             [](WorkspaceView& view, SceneFixture&) { return openPairing(view); },
                                             [](QWidget& dialog) { return isVisible(dialog, "code"); }}),
        dialogScene(
            QStringLiteral("pairing-queue"), {{}, queue, [](QWidget& dialog) { return isVisible(dialog, "code"); }}),
        dialogScene(
            QStringLiteral("pairing-characters"),
            {{}, byNumber, [](QWidget& dialog) { return isVisible(dialog, "characters"); }}),
        dialogScene(
            QStringLiteral("pairing-other-phone"),
            {{}, openOthersPairing, [](QWidget& dialog) { return isVisible(dialog, "unlink"); }}),
        dialogScene(
            QStringLiteral("pairing-lost"), {{},
                                             [](WorkspaceView& view, SceneFixture& ground) {
                                                 ground.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
                                                 return openPairing(view);
                                             },
                                             [](QWidget& dialog) { return isVisible(dialog, "again"); }}),
    };
}

std::vector<NamedScene> resetScenes()
{
    const auto reset = [](WorkspaceView& view, SceneFixture&) -> QWidget* {
        if (!view.window()->findChild<PairingDialog*>())
            openPairing(view)->findChild<QPushButton*>(QStringLiteral("reset"))->click();
        return view.window()->findChild<OperationPage*>(); // once the pairing has stopped
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
    };
}

} // namespace

std::vector<NamedScene> dialogScenes()
{
    std::vector<NamedScene> scenes;
    for (const auto& more :
         {creationScenes(), pairingScenes(), resetScenes(), singlePlanScenes(), journalScenes(), activityScenes()})
        scenes.insert(scenes.end(), more.begin(), more.end());
    return scenes;
}

} // namespace steward
