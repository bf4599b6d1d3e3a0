#include "app/window/window_actions.h"

#include "app/instances/instances_page.h"
#include "app/palette/command_palette.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_pages.h"
#include "app/shell/workspace_view.h"
#include "app/table/instance_table.h"
#include "ui_main_window.h"

#include <QActionGroup>

#include <algorithm>

namespace steward {

WindowActions::WindowActions(Parts parts, QWidget& window)
    : QObject(&window)
    , m_parts(std::move(parts))
    , m_window(window)
{
    connectPages();
    connectReading();
    connectInstances();
    connect(m_parts.ui.actionPalette, &QAction::triggered, this, &WindowActions::openPalette);
    connect(m_parts.ui.actionEscape, &QAction::triggered, this, &WindowActions::escape);
}

WorkspaceView& WindowActions::view() const
{
    return m_parts.opened()->view();
}

void WindowActions::connectPages()
{
    auto* group = new QActionGroup(this);
    for (int page = 0; page < pageCount; ++page) {
        QAction* action = m_parts.pages[static_cast<size_t>(page)];
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, page] { m_parts.opened()->show(static_cast<Page>(page)); });
    }
}

void WindowActions::connectReading()
{
    connect(m_parts.ui.actionRefresh, &QAction::triggered, this, [this] { view().workspace().refresh(); });
    connect(m_parts.ui.actionStop, &QAction::triggered, this, [this] { view().workspace().stop(); });
    connect(m_parts.ui.actionGuards, &QAction::triggered, this, [this] { view().actions().showGuards(); });
}

void WindowActions::connectInstances()
{
    const Ui::MainWindow& ui = m_parts.ui;
    const auto onInstances = [this](QAction* action, void (*act)(WorkspaceView&)) {
        connect(action, &QAction::triggered, this, [this, act] {
            m_parts.opened()->show(Page::Instances);
            act(view());
        });
    };
    onInstances(ui.actionFind, [](WorkspaceView& view) { view.instances().focusSearch(); });
    onInstances(ui.actionShowAll, [](WorkspaceView& view) { view.instances().clearFilter(); });
    onInstances(ui.actionCheckShown, [](WorkspaceView& view) { view.instances().selectShown(); });
    onInstances(ui.actionUncheckAll, [](WorkspaceView& view) { view.table().deselectAll(); });
    onInstances(ui.actionExportShown, [](WorkspaceView& view) { view.exportShown(); });
    connect(ui.actionCopyJson, &QAction::triggered, this, [this] { view().copyJson(); });
    connect(ui.actionNewInstance, &QAction::triggered, this, [this] { view().actions().create(); });
    connect(ui.actionCreateFromFile, &QAction::triggered, this, [this] { view().actions().createFromFile(); });
    connect(ui.actionPair, &QAction::triggered, this, [this] { view().actions().pairChosen(); });
}

void WindowActions::openPalette()
{
    QList<QAction*> pages;
    QList<QAction*> others;
    const QList<QAction*> all = m_window.actions();
    for (QAction* action : all) {
        const bool isPage = std::ranges::find(m_parts.pages, action) != m_parts.pages.end();
        if (action != m_parts.ui.actionPalette)
            (isPage ? pages : others) << action;
    }
    m_parts.palette.model().setActions(pages, others);
    m_parts.palette.open();
}

void WindowActions::escape()
{
    if (!m_parts.opened()->escapePlan())
        view().instances().escape();
}

} // namespace steward
