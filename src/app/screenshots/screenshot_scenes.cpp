#include "app/screenshots/screenshot_scenes.h"

#include "app/palette/command_palette.h"
#include "app/screenshots/components_page.h"
#include "app/screenshots/dialog_scenes.h"
#include "app/screenshots/instance_scenes.h"
#include "app/screenshots/overview_scenes.h"
#include "app/screenshots/pairing_scenes.h"
#include "app/screenshots/plan_scenes.h"
#include "app/screenshots/scene_fixture.h"
#include "app/screenshots/settings_scenes.h"
#include "app/shell/window_lock.h"
#include "app/shell/workspace_pages.h"
#include "app/shell/workspace_view.h"
#include "app/table/instance_table.h"
#include "local/profile_store.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>

#include <algorithm>

namespace steward {
namespace {

/// The page on which one starts, with two workspaces that were opened before.
class WelcomeScene final : public WindowScene {
public:
    WelcomeScene()
    {
        const ProfileStore store(*DataDirectory::open(m_fixture.folder.path()));
        Profile profile;
        profile.name = QCoreApplication::translate("steward::Screenshots", "Clinics Brazil (test)");
        profile.environment = Environment::Staging;
        static_cast<void>(store.save(profile));
        profile.name = QCoreApplication::translate("steward::Screenshots", "Clinics Brazil");
        profile.environment = Environment::Production;
        if (const Result<Profile> saved = store.save(profile))
            m_fixture.settings.setLastProfile(saved->id);
        m_window.showWelcome();
        m_window.resize(mockupSize);
        m_window.show();
    }
    bool isReady() override
    {
        const QList<QListWidget*> lists = m_window.findChildren<QListWidget*>(QStringLiteral("profiles"));
        return std::ranges::any_of(
            lists, [](const QListWidget* list) { return list->isVisible() && list->count() == 2; });
    }
};

/// The window on practice stores, prepared before and arranged after its first reading.
class WorkspaceScene final : public WindowScene {
public:
    using Prepare = std::function<void(PracticeWorld&, ProfileContext&)>;
    using Arrange = std::function<void(WorkspaceView&)>;
    using IsDone = std::function<bool(QWidget& window)>;
    WorkspaceScene(const Prepare& prepare, Arrange arrange, IsDone isDone = {})
        : m_arrange(std::move(arrange))
        , m_isDone(std::move(isDone))
    {
        ProfileContext stores = m_fixture.practice();
        if (prepare)
            prepare(*m_fixture.world, stores);
        openWindow(stores);
    }
    bool isReady() override
    {
        if (!isRead())
            return false;
        if (m_arrange)
            std::exchange(m_arrange, {})(view());
        return !m_isDone || m_isDone(m_window);
    }

private:
    Arrange m_arrange;
    IsDone m_isDone;
};

/// Every component, in the place of a page.
class ComponentsScene final : public WindowScene {
public:
    ComponentsScene() { openWindow(m_fixture.practice()); }
    bool isReady() override
    {
        if (!isRead())
            return false;
        if (!m_page) {
            m_page = new ComponentsPage(m_window.pages());
            m_page->setAutoFillBackground(true);
            m_page->setGeometry(m_window.pages()->rect());
            m_page->setFocusPolicy(Qt::StrongFocus); // not on a button
            m_page->show();
            m_page->setFocus();
        }
        return true;
    }

private:
    QPointer<ComponentsPage> m_page;
};

/// The first instance with this finding, chosen in the table.
void choose(WorkspaceView& view, FindingCode finding, bool withCache)
{
    const Audit& audit = view.workspace().index()->audit();
    for (const AuditRow& row : audit.rows()) {
        if (row.has(finding) && (!withCache || row.cacheEntry())) {
            view.table().showInstance(row.name);
            return;
        }
    }
}

void typeIntoPalette(WorkspaceView& view)
{
    auto* palette = view.window()->findChild<CommandPalette*>();
    palette->open();
    const QString typed = QStringLiteral("sor");
    palette->findChild<QLineEdit*>()->setText(typed);
}

bool hasFound(QWidget& window)
{
    return window.findChild<CommandPalette*>()->model().rowCount() > 4;
}

NamedScene
workspaceScene(const QString& name, const WorkspaceScene::Prepare& prepare, const WorkspaceScene::Arrange& arrange)
{
    return {name, [prepare, arrange] { return std::make_unique<WorkspaceScene>(prepare, arrange); }};
}

/// Beside its mockup.
NamedScene
mockedScene(const QString& name, const WorkspaceScene::Prepare& prepare, const WorkspaceScene::Arrange& arrange)
{
    NamedScene scene = workspaceScene(name, prepare, arrange);
    scene.hasMockup = true;
    return scene;
}

} // namespace

std::vector<NamedScene> screenshotScenes()
{
    const auto failing = [](Store store, ErrorKind kind) {
        return [store, kind](PracticeWorld& world, ProfileContext& stores) {
            asProduction(stores);
            world.setFault(store, {.failure = kind});
        };
    };
    std::vector<NamedScene> scenes{
        {QStringLiteral("i-welcome"), [] { return std::make_unique<WelcomeScene>(); }, true},
        workspaceScene(QStringLiteral("practice-table"), {}, {}),
        workspaceScene(
            QStringLiteral("six-duplicates"), {},
            [](WorkspaceView& view) {
                view.instances().filterBy(FindingCode::DuplicateInstance);
                choose(view, FindingCode::DuplicateInstance, true);
            }),
        workspaceScene(
            QStringLiteral("inspector-differences"), {},
            [](WorkspaceView& view) { choose(view, FindingCode::CacheMismatch, true); }),
        workspaceScene(
            QStringLiteral("protected"),
            [](PracticeWorld& world, ProfileContext&) {
                world.visit([](PracticeState& state, Timestamp) {
                    for (size_t row = 0; row < 6; ++row)
                        state.rows[row].row.isProtected = true;
                });
            },
            [](WorkspaceView& view) {
                for (const AuditRow& row : view.workspace().index()->audit().rows()) {
                    if (row.isProtected)
                        view.table().showInstance(row.name);
                }
            }),
        mockedScene(
            QStringLiteral("k-store-down"), failing(Store::Server, ErrorKind::Refused),
            [](WorkspaceView& view) { choose(view, FindingCode::DuplicateIntegration, false); }),
        mockedScene(
            QStringLiteral("m-empty"), {},
            [](WorkspaceView& view) { view.instances().search(QStringLiteral("silvia")); }),
        workspaceScene(
            QStringLiteral("staff"),
            [](PracticeWorld&, ProfileContext& stores) {
                asProduction(stores);
                stores.role = Role::Staff;
            },
            [](WorkspaceView& view) { choose(view, FindingCode::CacheMismatch, true); }),
        workspaceScene(
            QStringLiteral("locked"), [](PracticeWorld&, ProfileContext& stores) { asProduction(stores); },
            [](WorkspaceView& view) { view.window()->findChild<WindowLock*>()->lock(); }),
        workspaceScene(QStringLiteral("refused-password"), failing(Store::Cache, ErrorKind::WrongPassword), {}),
        workspaceScene(
            QStringLiteral("empty"),
            [](PracticeWorld& world, ProfileContext& stores) {
                asProduction(stores);
                stores.environment = Environment::Staging;
                stores.readOnly = true;
                world.visit([](PracticeState& state, Timestamp) { state = PracticeState{}; });
            },
            {}),
    };
    for (NamedScene& scene : dialogScenes())
        scenes.push_back(std::move(scene));
    for (NamedScene& scene : planScenes())
        scenes.push_back(std::move(scene));
    scenes.push_back(
        {QStringLiteral("l-palette"),
         [] {
             return std::make_unique<WorkspaceScene>(
                 [](PracticeWorld&, ProfileContext& stores) { asProduction(stores); }, typeIntoPalette, hasFound);
         },
         true});
    for (auto* more : {&overviewScenes, &instanceScenes, &pairingScenes, &settingsScenes}) {
        for (NamedScene& scene : more())
            scenes.push_back(std::move(scene));
    }
    scenes.push_back({QStringLiteral("p-components"), [] { return std::make_unique<ComponentsScene>(); }, true});
    return scenes;
}

} // namespace steward
