#pragma once

#include "app/workspace/workspace_spec.h"

#include <QMainWindow>

#include <memory>

class QLabel;

namespace Ui {
class MainWindow;
}

namespace steward {

class BackgroundRunner;
class StoreStatusBar;
class WorkspaceView;

/// The window: menus, the opened workspace, and the foot. It composes; what each part does stands in the part.
class MainWindow final : public QMainWindow {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    explicit MainWindow(BackgroundRunner& runner, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Replaces the workspace that is open, and reads.
    void openWorkspace(const WorkspaceSpec& spec);
    /// Null before one is open.
    WorkspaceView* view() const { return m_view; }

private:
    void connectActions();
    void showReading();

    std::unique_ptr<Ui::MainWindow> m_ui;
    BackgroundRunner& m_runner;
    WorkspaceView* m_view = nullptr;
    StoreStatusBar* m_stores = nullptr;
    QLabel* m_summary = nullptr;
};

} // namespace steward
