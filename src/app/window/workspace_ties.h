#pragma once

#include "app/workspace/page.h"

#include <QCoreApplication>
#include <QObject>
#include <QString>

namespace Ui {
class MainWindow;
}

namespace steward {

class CommandPalette;
class Toasts;
class WindowFrame;
class WindowSettings;
class WorkspacePages;

/// What the window hears of the workspace that is open, and what stands in its menus and its palette meanwhile. It ends
/// with this, before the pages do. GUI thread only.
class WorkspaceTies final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceTies)

public:
    struct Parts {
        const Ui::MainWindow& ui;
        WindowFrame& frame;
        CommandPalette& palette;
        Toasts& toasts;
        WindowSettings& settings;
        QString profileId;
    };
    WorkspaceTies(Parts parts, WorkspacePages& pages, QWidget& window);

Q_SIGNALS:
    void pageChanged(steward::Page page);
    void profileSaved(const QString& id);
    /// Something may have ended, or left the queue of phones.
    void lessIsUnderWay();

private:
    void tiePages(QWidget& window);
    void tieWorkspace();

    const Parts m_parts;
    WorkspacePages& m_pages;
};

} // namespace steward
