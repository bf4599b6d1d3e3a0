#pragma once

#include "app/screenshots/scene_fixture.h"

#include <QPointer>

namespace steward {

/// A dialog over the practice workspace: opened once its table is there, pictured once `isDone` of it.
class DialogScene final : public WindowScene {
public:
    struct Steps {
        std::function<void(SceneFixture&, ProfileContext&)> prepare;
        std::function<QWidget*(WorkspaceView&, SceneFixture&)> open;
        std::function<bool(QWidget&)> isDone;
    };
    explicit DialogScene(Steps steps)
        : m_steps(std::move(steps))
    {
        ProfileContext stores = m_fixture.practice();
        if (m_steps.prepare)
            m_steps.prepare(m_fixture, stores);
        openWindow(stores);
    }
    bool isReady() override
    {
        if (!m_dialog && isRead())
            m_dialog = m_steps.open(view(), m_fixture);
        return m_dialog && m_steps.isDone(*m_dialog);
    }
    /// The page it stands on with all around it, or the dialog alone.
    QWidget* window() override { return m_dialog->window(); }

private:
    Steps m_steps;
    QPointer<QWidget> m_dialog;
};

NamedScene dialogScene(const QString& name, const DialogScene::Steps& steps);

bool isEnabled(QWidget& dialog, const char* button);

/// Instances that wait for a phone, at most so many.
std::vector<InstanceName> closedInstances(WorkspaceView& view, size_t count);

/// A journal in which one operation ended and another was interrupted.
void leaveInterrupted(SceneFixture& ground, ProfileContext& stores);

} // namespace steward
