#include "app/screenshots/activity_scenes.h"

#include "app/activity/activity_page.h"
#include "app/operations/activity_log.h"
#include "app/operations/item_words.h"
#include "app/plans/apply_model.h"
#include "app/plans/plan_page.h"
#include "app/plans/review_step.h"
#include "app/screenshots/dialog_scene.h"
#include "app/shell/plan_actions.h"

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>
#include <QPushButton>

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
        if (const auto& asked = dialog->findChild<ReviewStep*>()->confirmation())
            dialog->findChild<QLineEdit*>(QStringLiteral("confirm"))->setText(asked->asked);
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

Step look(int row)
{
    return [row](WorkspaceView& view) {
        view.window()->findChild<ActivityPage*>()->choose(view.activities().at(row));
        return true;
    };
}

NamedScene activityScene(
    const QString& name, const std::function<void(SceneFixture&, ProfileContext&)>& prepare,
    const std::vector<Step>& steps)
{
    return {name, [=] { return std::make_unique<DialogScene>(DialogScene::Steps{prepare, showPanel, inTurn(steps)}); }};
}

/// No phone is connected, so there are many that a plan can be about.
void closeAll(PracticeWorld& world)
{
    world.visit([](PracticeState& state, Timestamp) {
        for (PracticeInstance& instance : state.instances) {
            instance.memory = MemoryState::Close;
            instance.listed.connection = Connection::Close;
        }
    });
}

/// The server takes its time to delete, and so does the database.
void takeTime(SceneFixture& ground, ProfileContext&)
{
    closeAll(*ground.world);
    ground.world->visit([](PracticeState& state, Timestamp) { state.deletionTime = std::chrono::seconds(3); });
    ground.world->setFault(Store::Database, {.failure = {}, .delay = std::chrono::milliseconds(60)});
}

constexpr int manyInstances = 42;

InstanceName nameOfMany(int number)
{
    return InstanceName::fromText(QStringLiteral("clinic-%1").arg(118302 + 7 * number));
}

/// One more instance of an organization, which is to be deleted.
void addOne(PracticeState& state, Timestamp now, int number)
{
    PracticeInstance instance;
    instance.listed.id = InstanceId::create();
    instance.listed.name = nameOfMany(number);
    instance.listed.connection = Connection::Close;
    PracticeRow row;
    row.row.id = IntegrationId::create();
    row.row.organizationId = state.rows.at(static_cast<size_t>(number)).row.organizationId;
    row.row.instanceName = instance.listed.name;
    row.row.status = QStringLiteral("disabled");
    row.row.webhookToken = WebhookToken(QByteArray("token-of-run-") + QByteArray::number(number));
    PracticeEntry entry;
    entry.entry.name = instance.listed.name;
    entry.entry.organizationId = row.row.organizationId;
    entry.expiresAt = now + std::chrono::hours(1);
    state.instances.push_back(instance);
    state.rows.push_back(row);
    state.entries.push_back(entry);
}

void addMany(PracticeWorld& world)
{
    closeAll(world);
    world.visit([](PracticeState& state, Timestamp now) {
        for (int number = 0; number < manyInstances; ++number)
            addOne(state, now, number);
    });
}

bool openMany(WorkspaceView& view)
{
    PlanRequest request;
    for (int number = 0; number < manyInstances; ++number)
        request.names.push_back(nameOfMany(number));
    view.plans().show(request);
    return true;
}

/// The page of activity as the mockups show it: something paused, several done, and 42 instances that are deleted; one
/// of them was changed after its plan was made.
class ManyScene final : public WindowScene {
public:
    explicit ManyScene(bool untilEnd)
        : m_untilEnd(untilEnd)
    {
        addMany(*m_fixture.world);
        openWindow(m_fixture.production());
        m_steps = before();
        m_steps.emplace_back([this](WorkspaceView& view) { return applyHeld(view); });
        m_steps.emplace_back(openMany);
        m_steps.emplace_back([this](WorkspaceView& view) { return change(view); });
        m_steps.push_back(apply());
        m_steps.push_back(look(0));
        if (untilEnd)
            m_steps.push_back(untilEnded(0));
        else
            m_steps.emplace_back([this](WorkspaceView& view) { return holdUp(view); });
    }
    bool isReady() override
    {
        if (!isRead())
            return false;
        while (m_next < m_steps.size() && m_steps[m_next](view()))
            ++m_next;
        return m_next == m_steps.size();
    }

private:
    static std::vector<Step> before()
    {
        return {open(PlanKind::Disable, 0, 2), apply(), untilEnded(0),
                open(PlanKind::Disable, 3, 1), apply(), untilEnded(0),
                open(PlanKind::Disable, 4, 5)};
    }
    /// Paused before its first: no store answers while the world is visited.
    bool applyHeld(WorkspaceView& view)
    {
        bool isApplied = false;
        m_fixture.world->visit([&](PracticeState&, Timestamp) {
            isApplied = apply()(view);
            if (isApplied)
                view.activities().at(0)->pause(true);
        });
        return isApplied;
    }
    /// Somebody works on one of them, once its plan is made.
    bool change(WorkspaceView& view)
    {
        if (!isEnabled(*view.window()->findChildren<PlanPage*>().last(), "save"))
            return false;
        m_fixture.world->visit([](PracticeState& state, Timestamp) {
            for (PracticeRow& row : state.rows) {
                if (row.row.names(nameOfMany(0)))
                    row.row.status = QStringLiteral("active");
            }
        });
        takeTheirTime(std::chrono::milliseconds(m_untilEnd ? 0 : 60));
        return true;
    }
    void takeTheirTime(std::chrono::milliseconds delay)
    {
        for (const Store store : {Store::Server, Store::Database})
            m_fixture.world->setFault(store, {{}, delay});
    }
    /// Several are gone from the server, and the rest takes longer than a picture.
    bool holdUp(WorkspaceView& view)
    {
        const QAbstractItemModel& items = *view.activities().at(0)->checklist();
        int gone = 0;
        for (int row = 0; row < items.rowCount(); ++row) {
            const QString onServer = items.index(row, ApplyModel::ServerColumn).data().toString();
            gone += onServer == outcomeText(StoreOutcome::Gone) ? 1 : 0;
        }
        if (gone < manyInstances / 4)
            return false;
        takeTheirTime(std::chrono::seconds(3));
        return true;
    }

    const bool m_untilEnd;
    std::vector<Step> m_steps;
    size_t m_next = 0;
};

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
        {QStringLiteral("f1-running"), [] { return std::make_unique<ManyScene>(false); }, true},
        {QStringLiteral("f2-result"), [] { return std::make_unique<ManyScene>(true); }, true},
        activityScene(QStringLiteral("activity-empty"), {}, {}),
        activityScene(
            QStringLiteral("activity-running"), takeTime,
            {open(PlanKind::Disable, 2, 5), apply(), pause, open(PlanKind::Delete, 0, 2), apply(), look(0)}),
        activityScene(
            QStringLiteral("activity-ended"),
            [](SceneFixture& ground, ProfileContext& stores) {
                takeTime(ground, stores);
                ground.world->visit(
                    [](PracticeState& state, Timestamp) { state.deletionTime = std::chrono::milliseconds(400); });
                leaveInterrupted(ground, stores);
            },
            {open(PlanKind::Delete, 0, 3), apply(), untilEnded(0), open(PlanKind::Disable, 4, 2), apply(), stop,
             untilEnded(0), look(1)}),
    };
}

} // namespace steward
