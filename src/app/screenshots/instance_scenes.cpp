#include "app/screenshots/instance_scenes.h"

#include "app/inspector/inspector_panel.h"
#include "app/instances/instances_page.h"
#include "app/instances/waiting_bar.h"
#include "app/screenshots/scene_fixture.h"
#include "app/shell/workspace_view.h"
#include "app/table/instance_table.h"

#include <QCoreApplication>

namespace steward {
namespace {

constexpr int bulkCount = 12;

/// The window on practice stores that look like production, with two views that somebody saved.
class InstancesScene : public WindowScene {
public:
    using Arrange = std::function<void(InstancesPage&)>;
    explicit InstancesScene(Arrange arrange, const QSize& size = mockupSize)
        : m_arrange(std::move(arrange))
    {
        openWindow(m_fixture.production(), size);
    }
    bool isReady() override
    {
        if (!page().index())
            return false;
        if (m_arrange) {
            page().restoreViews(QVariantList{
                QStringList{
                    QStringLiteral("São Paulo, +55 11"), QStringLiteral("phone:5511"),
                    QCoreApplication::translate("steward::Screenshots", "Lost this week"),
                    QStringLiteral("problem:connection-lost since:<7d")},
                QStringLiteral("attention")});
            std::exchange(m_arrange, {})(page());
        }
        return true;
    }

protected:
    InstancesPage& page() { return view().instances(); }

private:
    Arrange m_arrange;
};

/// Several are selected while a reading has brought something else.
class BulkScene final : public InstancesScene {
public:
    BulkScene()
        : InstancesScene(&BulkScene::select)
    {
    }
    bool isReady() override
    {
        if (!InstancesScene::isReady())
            return false;
        if (!std::exchange(m_isRefreshed, true)) {
            m_fixture.world->visit([](PracticeState& state, Timestamp) {
                for (int more = 0; more < 3; ++more) {
                    PracticeInstance added;
                    added.listed.name = InstanceName::fromText(QStringLiteral("new-%1").arg(more));
                    state.instances.push_back(added);
                }
            });
            view().workspace().refresh();
        }
        return page().findChild<WaitingBar*>()->isVisible();
    }

private:
    static void select(InstancesPage& page)
    {
        std::vector<QByteArray> identities;
        const int rows = page.model().rowCount();
        for (int row = 0; row < rows && identities.size() < bulkCount; row += row < 6 && row != 1 ? 1 : 2)
            identities.push_back(page.model().row(row).identity());
        page.table().selectOnly(identities);
    }

    bool m_isRefreshed = false;
};

/// The one of six that works is chosen.
void chooseDuplicate(InstancesPage& page, InspectorPanel::Tab tab)
{
    for (int row = 0; row < page.model().rowCount(); ++row) {
        const AuditRow& shown = page.model().row(row);
        if (shown.has(FindingCode::DuplicateInstance) && shown.cacheEntry() && shown.integration()) {
            page.table().showInstance(shown.name);
            break;
        }
    }
    page.inspector().choose(tab);
    page.table().setFocus();
}

NamedScene inspectorScene(const char* name, InspectorPanel::Tab tab, const QSize& size = mockupSize)
{
    const auto arrange = [tab](InstancesPage& page) { chooseDuplicate(page, tab); };
    return {QLatin1String(name), [arrange, size] { return std::make_unique<InstancesScene>(arrange, size); }, true};
}

} // namespace

std::vector<NamedScene> instanceScenes()
{
    return {
        inspectorScene("b1-instances", InspectorPanel::Tab::Summary),
        inspectorScene("b1-instances-w1100", InspectorPanel::Tab::Summary, {1100, 760}),
        inspectorScene("b1-instances-w900", InspectorPanel::Tab::Summary, {900, 700}),
        inspectorScene("b2-compare", InspectorPanel::Tab::Compare),
        inspectorScene("b3-history", InspectorPanel::Tab::History),
        {QStringLiteral("c-bulk"), [] { return std::make_unique<BulkScene>(); }, true}};
}

} // namespace steward
