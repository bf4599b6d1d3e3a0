#include "app/window/workspace_ties.h"

#include "app/components/toasts.h"
#include "app/instances/instances_page.h"
#include "app/operations/activity_log.h"
#include "app/palette/command_palette.h"
#include "app/shell/plan_actions.h"
#include "app/shell/window_settings.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_pages.h"
#include "app/shell/workspace_view.h"
#include "app/shell/workspace_ways.h"
#include "app/window/window_frame.h"
#include "local/profile.h"
#include "ui_main_window.h"

#include <utility>

namespace steward {
namespace {

struct TiesText {
    Q_DECLARE_TR_FUNCTIONS(steward::MainWindow)
};

} // namespace

WorkspaceTies::WorkspaceTies(Parts parts, WorkspacePages& pages, QWidget& window)
    : m_parts(std::move(parts))
    , m_pages(pages)
{
    tiePages(window);
    tieWorkspace();
}

void WorkspaceTies::tiePages(QWidget& window)
{
    WorkspaceView& view = m_pages.view();
    m_parts.palette.model().setWays(waysOf(m_pages));
    connect(&m_pages, &WorkspacePages::pageChanged, this, &WorkspaceTies::pageChanged);
    connect(&m_pages, &WorkspacePages::pairingChanged, this, [this] {
        m_parts.frame.showBadges();
        m_parts.frame.showSummary();
        Q_EMIT lessIsUnderWay();
    });
    connect(&m_pages, &WorkspacePages::doneInBackground, this, [this](const QString& sentence) {
        m_parts.toasts.show(
            sentence, TiesText::tr("Show"), [action = m_parts.ui.actionActivity] { action->trigger(); });
    });
    connect(&m_pages, &WorkspacePages::profileSaved, this, [this](const Profile& profile) {
        Q_EMIT profileSaved(profile.id);
    });
    connect(&view, &WorkspaceView::told, this, [this](const QString& sentence) { m_parts.toasts.show(sentence); });
    // They go from the menus with the workspace.
    m_parts.ui.menuInstance->addActions(view.plans().ofChosen());
    m_parts.ui.menuTools->insertActions(m_parts.ui.actionGuards, view.plans().ofAll());
    window.addActions(view.plans().ofChosen());
    window.addActions(view.plans().ofAll());
}

void WorkspaceTies::tieWorkspace()
{
    WorkspaceView& view = m_pages.view();
    Workspace& workspace = view.workspace();
    connect(&view, &WorkspaceView::summaryChanged, this, [this](const QString& summary) {
        m_parts.frame.setSummary(summary);
    });
    connect(&view, &WorkspaceView::chosenChanged, this, [this, &view] {
        m_parts.ui.actionPair->setEnabled(view.actions().canPairChosen());
        m_parts.ui.actionCopyJson->setEnabled(!view.actions().chosenRows().empty());
    });
    connect(&view.instances(), &InstancesPage::viewsChanged, this, [this, &view] {
        m_parts.settings.setViews(m_parts.profileId, view.instances().viewsState());
    });
    connect(&view, &WorkspaceView::profileWanted, m_parts.ui.actionEditProfile, &QAction::trigger);
    connect(&view.activities(), &ActivityLog::countsChanged, this, [this] {
        m_parts.frame.showBadges();
        Q_EMIT lessIsUnderWay();
    });
    const auto showReading = [this] { m_parts.frame.showReading(); };
    connect(&workspace, &Workspace::readingChanged, this, showReading);
    connect(&workspace, &Workspace::storeChanged, this, showReading);
    connect(&workspace, &Workspace::indexChanged, this, [this, &workspace] {
        m_parts.palette.setIndex(workspace.index());
        m_parts.frame.showReading();
        m_parts.frame.showBadges();
    });
    m_parts.frame.showReading();
    m_parts.frame.showBadges();
}

} // namespace steward
