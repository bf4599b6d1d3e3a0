#include "app/screenshots/plan_scenes.h"

#include "app/plans/choose_step.h"
#include "app/plans/plan_page.h"
#include "app/plans/review_step.h"
#include "app/screenshots/dialog_scene.h"
#include "app/screenshots/scene_fixture.h"
#include "app/shell/plan_actions.h"
#include "app/shell/workspace_view.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QPushButton>

namespace steward {
namespace {

/// The window on practice stores that look like production, and a plan in it.
class PlanScene : public WindowScene {
public:
    explicit PlanScene(QSize size = mockupSize) { openWindow(m_fixture.production(), size); }
    bool isReady() override
    {
        if (!isRead())
            return false;
        if (!m_page) {
            open(view().plans());
            m_page = m_window.findChild<PlanPage*>();
        }
        return isDone(*m_page);
    }

protected:
    virtual void open(PlanActions& plans) = 0;
    virtual bool isDone(PlanPage& page) = 0;
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
        review(QStringLiteral("e-plan-w900"), {900, 700})};
}

} // namespace steward
