#include "app/screenshots/activity_scenes.h"

#include "app/activity/activity_log.h"
#include "app/activity/activity_panel.h"
#include "app/plans/plan_actions.h"
#include "app/plans/plan_page.h"
#include "app/screenshots/dialog_scene.h"

#include <QAction>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace steward {
namespace {

using Step = std::function<bool(WorkspaceView& view)>; ///< true: the next may begin

QWidget* showPanel(WorkspaceView& view, SceneFixture&)
{
    auto* action = view.window()->findChild<QAction*>(QStringLiteral("actionActivity"));
    if (!action->isChecked())
        action->trigger();
    return view.window();
}

/// One step after the other, each as soon as the former lets it.
std::function<bool(QWidget&)> inTurn(const std::vector<Step>& steps)
{
    return [steps, next = size_t{0}](QWidget& window) mutable {
        auto& view = *window.findChild<WorkspaceView*>();
        while (next < steps.size() && steps[next](view))
            ++next;
        return next == steps.size();
    };
}

void press(QWidget& in, const char* name)
{
    in.findChild<QPushButton*>(QLatin1String(name))->click();
}

Step open(PlanKind kind, size_t from, size_t count)
{
    return [=](WorkspaceView& view) {
        PlanRequest request;
        request.kind = kind;
        const std::vector<InstanceName> names = closedInstances(view, from + count);
        for (size_t place = from; place < names.size(); ++place)
            request.names.push_back(names[place]);
        if (request.names.empty())
            return false; // nothing is to be seen then
        view.plans().show(request);
        return true;
    };
}

/// Applies the plan that was opened last, in the background.
Step apply()
{
    return [](WorkspaceView& view) {
        PlanPage* dialog = view.window()->findChildren<PlanPage*>().last();
        if (!isEnabled(*dialog, "apply"))
            return false;
        press(*dialog, "apply");
        press(*dialog, "background");
        return true;
    };
}

Step untilEnded(int row)
{
    return [row](WorkspaceView& view) { return !view.activities().at(row)->isUnderWay(); };
}

Step look(int row, int item)
{
    return [row, item](WorkspaceView& view) {
        auto& panel = *view.window()->findChild<ActivityPanel*>();
        panel.choose(view.activities().at(row));
        panel.findChild<QTableView*>(QStringLiteral("checklist"))->selectRow(item);
        return true;
    };
}

NamedScene activityScene(
    const QString& name, const std::function<void(SceneFixture&, ProfileContext&)>& prepare,
    const std::vector<Step>& steps)
{
    return {name, [=] { return std::make_unique<DialogScene>(DialogScene::Steps{prepare, showPanel, inTurn(steps)}); }};
}

/// The server takes its time to delete, and so does the database. Many phones are not connected.
void takeTime(SceneFixture& ground, ProfileContext&)
{
    ground.world->visit([](PracticeState& state, Timestamp) {
        state.deletionTime = std::chrono::seconds(3);
        for (PracticeInstance& instance : state.instances) {
            instance.memory = MemoryState::Close;
            instance.listed.connection = Connection::Close;
        }
    });
    ground.world->setFault(Store::Database, {.failure = {}, .delay = std::chrono::milliseconds(60)});
}

} // namespace

std::vector<NamedScene> activityScenes()
{
    const auto pause = [](WorkspaceView& view) {
        view.activities().at(0)->pause(true);
        return true;
    };
    const auto stop = [](WorkspaceView& view) {
        view.activities().at(0)->pause(true);
        view.activities().at(0)->stop();
        return true;
    };
    return {
        activityScene(QStringLiteral("activity-empty"), {}, {}),
        activityScene(
            QStringLiteral("activity-running"), takeTime,
            {open(PlanKind::Disable, 2, 5), apply(), pause, open(PlanKind::Delete, 0, 2), apply(), look(0, 0)}),
        activityScene(
            QStringLiteral("activity-ended"),
            [](SceneFixture& ground, ProfileContext& stores) {
                takeTime(ground, stores);
                ground.world->visit(
                    [](PracticeState& state, Timestamp) { state.deletionTime = std::chrono::milliseconds(400); });
                leaveInterrupted(ground, stores);
            },
            {open(PlanKind::Delete, 0, 3), apply(), untilEnded(0), open(PlanKind::Disable, 4, 2), apply(), stop,
             untilEnded(0), look(1, 0)}),
    };
}

} // namespace steward
