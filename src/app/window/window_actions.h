#pragma once

#include "app/workspace/page.h"

#include <QObject>

#include <array>
#include <functional>

class QAction;
class QWidget;

namespace Ui {
class MainWindow;
}

namespace steward {

class CommandPalette;
class WorkspacePages;
class WorkspaceView;

/// What the window's own actions do with the workspace that is open; without one they are switched off (WindowFrame).
class WindowActions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowActions)

public:
    struct Parts {
        const Ui::MainWindow& ui;
        const std::array<QAction*, pageCount>& pages;
        CommandPalette& palette;
        std::function<WorkspacePages*()> opened;
    };
    WindowActions(Parts parts, QWidget& window);

private:
    void connectPages();
    void connectReading();
    void connectInstances();
    void openPalette();
    void escape();
    WorkspaceView& view() const;

    const Parts m_parts;
    QWidget& m_window;
};

} // namespace steward
