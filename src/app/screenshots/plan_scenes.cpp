#include "app/screenshots/plan_scenes.h"

#include "app/plans/choose_step.h"
#include "app/plans/plan_actions.h"
#include "app/plans/plan_page.h"
#include "app/plans/review_step.h"
#include "app/plans/run_step.h"
#include "app/screenshots/dialog_scene.h"
#include "app/screenshots/scene_fixture.h"
#include "app/window/workspace_view.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QPushButton>

namespace steward {
namespace {

constexpr int manyInstances = 42;

/// The window on practice stores that look like production, and a plan in it.
class PlanScene : public Scene {
public:
    explicit PlanScene(QSize size = mockupSize)
    {
        ProfileContext stores = m_ground.practice();
        stores.isPractice = false;
        stores.environment = Environment::Production;
        stores.title = QCoreApplication::translate("steward::Screenshots", "Clinics Brazil");
        m_window.resize(size);
        m_window.show();
        m_window.openStores(stores);
    }
    bool isReady() override
    {
        if (!m_window.view()->workspace().index())
            return false;
        if (!m_page) {
            open(m_window.view()->plans());
            m_page = m_window.findChild<PlanPage*>();
        }
        return isDone(*m_page);
    }
    QWidget* window() override { return &m_window; }

protected:
    virtual void open(PlanActions& plans) = 0;
    virtual bool isDone(PlanPage& page) = 0;
    SceneFixture& ground() { return m_ground; }
    static bool press(PlanPage& page, const char* name)
    {
        auto* button = page.findChild<QPushButton*>(QLatin1String(name));
        if (button->isVisible() && button->isEnabled())
            button->click();
        return button->isVisible();
    }
    /// Types what is asked for; true once there is something to be typed or to be pressed.
    static bool confirm(PlanPage& page)
    {
        const auto& asked = page.findChild<ReviewStep*>()->confirmation();
        if (asked)
            page.findChild<QLineEdit*>(QStringLiteral("confirm"))->setText(asked->asked);
        return asked.has_value();
    }

private:
    SceneFixture m_ground;
    MainWindow m_window{m_ground.runner, m_ground.profiles, m_ground.settings};
    QPointer<PlanPage> m_page;
};

class DuplicatesScene : public PlanScene {
public:
    using PlanScene::PlanScene;

protected:
    void open(PlanActions& plans) override { plans.clean({}); }
    bool isDone(PlanPage& page) override
    {
        auto* choose = page.findChild<ChooseStep*>();
        if (!isEnabled(page, "reviewPlan"))
            return false;
        auto* groups = page.findChild<QListView*>(QStringLiteral("groups"));
        for (int row = 0; row < choose->groups().rowCount(); ++row) {
            if (choose->groups().group(row)->members.size() == 6)
                groups->setCurrentIndex(choose->groups().index(row));
        }
        return true;
    }
};

class ReviewScene final : public DuplicatesScene {
public:
    using DuplicatesScene::DuplicatesScene;

protected:
    bool isDone(PlanPage& page) override
    {
        press(page, "reviewPlan");
        return isEnabled(page, "save") && confirm(page);
    }
};

/// Many are deleted; two of them are still there in the end, and one was changed meanwhile.
class RunScene final : public PlanScene {
public:
    explicit RunScene(bool untilEnd)
        : m_untilEnd(untilEnd)
    {
        ground().world->visit([this](PracticeState& state, Timestamp now) {
            for (int number = 0; number < manyInstances; ++number)
                add(state, now, number);
        });
    }

protected:
    void open(PlanActions& plans) override
    {
        PlanRequest request;
        request.names = m_names;
        plans.show(request);
    }
    bool isDone(PlanPage& page) override
    {
        auto* run = page.findChild<RunStep*>();
        if (run->isVisible() && m_untilEnd)
            return isVisible(page, "report");
        if (run->isVisible())
            return hold(page, *run);
        if (!isEnabled(page, "save") || !confirm(page))
            return false;
        if (!m_untilEnd)
            ground().world->setFault(Store::Server, {{}, std::chrono::milliseconds(30)});
        ground().world->visit([this](PracticeState& state, Timestamp) {
            for (PracticeRow& row : state.rows) {
                if (row.row.names(m_names.front()))
                    row.row.status = QStringLiteral("active");
            }
        });
        press(page, "apply");
        return false;
    }

private:
    void add(PracticeState& state, Timestamp now, int number)
    {
        PracticeInstance instance;
        instance.listed.id = InstanceId::create();
        instance.listed.name = InstanceName::fromText(QStringLiteral("clinic-%1").arg(118302 + 7 * number));
        instance.listed.connection = Connection::Close;
        PracticeRow row;
        row.row.id = IntegrationId::create();
        row.row.organizationId = state.rows.at(static_cast<size_t>(number)).row.organizationId;
        row.row.instanceName = instance.listed.name;
        row.row.enabled = false;
        row.row.status = QStringLiteral("disabled");
        row.row.webhookToken = WebhookToken(QByteArray("token-of-run-") + QByteArray::number(number));
        PracticeEntry entry;
        entry.entry.name = instance.listed.name;
        entry.entry.organizationId = row.row.organizationId;
        entry.expiresAt = now + std::chrono::hours(1);
        m_names.push_back(instance.listed.name);
        state.instances.push_back(instance);
        state.rows.push_back(row);
        state.entries.push_back(entry);
    }
    /// Half of it is done; and nothing more is begun while the picture is taken.
    bool hold(PlanPage& page, const RunStep& run)
    {
        if (!m_isHeld && run.model().counts().done > manyInstances / 2) {
            m_isHeld = true;
            page.findChild<QPushButton*>(QStringLiteral("pause"))->click();
        }
        return m_isHeld;
    }

    std::vector<InstanceName> m_names;
    const bool m_untilEnd;
    bool m_isHeld = false;
};

} // namespace

std::vector<NamedScene> planScenes()
{
    const auto review = [](const QString& name, QSize size) {
        return NamedScene{name, [size] { return std::make_unique<ReviewScene>(size); }, true};
    };
    return {
        {QStringLiteral("d-duplicates"), [] { return std::make_unique<DuplicatesScene>(); }, true},
        review(QStringLiteral("e-plan"), mockupSize),
        review(QStringLiteral("e-plan-w1100"), {1100, 760}),
        review(QStringLiteral("e-plan-w900"), {900, 700}),
        {QStringLiteral("f1-running"), [] { return std::make_unique<RunScene>(false); }, true},
        {QStringLiteral("f2-result"), [] { return std::make_unique<RunScene>(true); }, true}};
}

} // namespace steward
