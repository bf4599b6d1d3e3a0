#include "app/screenshots/dialog_scenes.h"

#include "app/guards/guards_dialog.h"
#include "app/operations/workspace_actions.h"
#include "app/screenshots/scene_ground.h"
#include "app/window/workspace_view.h"

#include <QPushButton>

namespace steward {
namespace {

/// A dialog over the practice workspace: opened once its table is there, pictured once `isDone` of it.
class DialogScene final : public Scene {
public:
    using Open = std::function<QWidget*(WorkspaceView&)>;
    using IsDone = std::function<bool(QWidget&)>;
    DialogScene(Open open, IsDone isDone)
        : m_open(std::move(open))
        , m_isDone(std::move(isDone))
    {
        m_window.show();
        m_window.openStores(m_ground.practice());
    }
    bool isReady() override
    {
        if (!m_window.view()->workspace().index())
            return false;
        if (!m_dialog)
            m_dialog = m_open(*m_window.view());
        return m_dialog && m_isDone(*m_dialog);
    }
    QWidget* window() override { return m_dialog; }

private:
    SceneGround m_ground;
    MainWindow m_window{m_ground.runner, m_ground.profiles, m_ground.settings};
    Open m_open;
    IsDone m_isDone;
    QWidget* m_dialog = nullptr;
};

NamedScene dialogScene(const QString& name, const DialogScene::Open& open, const DialogScene::IsDone& isDone)
{
    return {name, [open, isDone] { return std::make_unique<DialogScene>(open, isDone); }};
}

bool isEnabled(QWidget& dialog, const char* button)
{
    return dialog.findChild<QPushButton*>(QLatin1String(button))->isEnabled();
}

} // namespace

std::vector<NamedScene> dialogScenes()
{
    return {
        dialogScene(
            QStringLiteral("database-guards"),
            [](WorkspaceView& view) {
                view.actions().showGuards();
                return view.findChild<GuardsDialog*>();
            },
            [](QWidget& dialog) { return isEnabled(dialog, "readAgain"); }),
    };
}

} // namespace steward
