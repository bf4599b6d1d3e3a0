#include "app/screenshots/dialog_scene.h"

#include "app/shell/workspace_actions.h"
#include "workflows/journal/journal.h"

#include <QCoreApplication>
#include <QPushButton>

#include <thread>

namespace steward {

NamedScene dialogScene(const QString& name, const DialogScene::Steps& steps)
{
    return {name, [steps] { return std::make_unique<DialogScene>(steps); }};
}

bool isEnabled(QWidget& dialog, const char* button)
{
    return dialog.findChild<QPushButton*>(QLatin1String(button))->isEnabled();
}

std::vector<InstanceName> closedInstances(WorkspaceView& view, size_t count)
{
    std::vector<InstanceName> names;
    for (const AuditRow& row : view.workspace().index()->audit().rows()) {
        if (names.size() < count && WorkspaceActions::canBePaired(row) && row.connection() == Connection::Close &&
            row.enabledIntegration())
            names.push_back(row.name);
    }
    return names;
}

void leaveInterrupted(SceneFixture& ground, ProfileContext& stores)
{
    stores.journalPath = ground.folder.filePath(QStringLiteral("journal"));
    stores.profileId = QStringLiteral("clinics");
    std::thread([&stores] { // a journal belongs to a worker
        const auto journal = Journal::open(stores.journalPath, Role::Administrator);
        if (!journal)
            return;
        for (const bool isFinished : {true, false}) {
            auto operation = (*journal)->begin(
                {QStringLiteral("create"), stores.profileId, QStringLiteral("front-desk"),
                 QCoreApplication::translate("steward::Screenshots", "Create an instance for Clínica Aurora")});
            if (operation && isFinished)
                static_cast<void>(operation->finish(OperationOutcome::Done));
        }
    })
        .join();
}

} // namespace steward
