#include "app/window/window_frame.h"

#include "app/operations/activity_log.h"
#include "app/pairing/pairing_queue.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_pages.h"
#include "app/shell/workspace_view.h"
#include "app/shell/workspace_ways.h"
#include "local/managed_settings.h"
#include "ui_main_window.h"
#include "wording/workspace_words.h"

#include <QLayout>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>

namespace steward {

WindowFrame::WindowFrame(const Ui::MainWindow& ui, const PageActions& pageActions)
    : m_ui(ui)
    , m_pageActions(pageActions)
{
}

void WindowFrame::compose(QWidget& window)
{
    setKeys();
    m_ui.rail->setActions(m_pageActions);
    // The menu and the menu bar are two sights of the same menus, and so of the same actions.
    auto* menu = new QMenu(&window);
    const QList<QAction*> titles = m_ui.menuBar->actions();
    for (QAction* title : titles) {
        title->menu()->setToolTipsVisible(true);
        menu->addAction(title);
    }
    // Their keys are the window's: what stands in a bar that is out of sight has none.
    for (QAction* action : window.findChildren<QAction*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (!action->objectName().isEmpty() && !action->menu())
            window.addAction(action);
    }
    m_ui.header->setParts({*m_ui.actionPalette, *m_ui.actionRefresh, *m_ui.actionNewInstance, *m_ui.menuFile, *menu});
    m_ui.foot->setActivityAction(*m_ui.actionActivity);
}

void WindowFrame::setKeys()
{
    m_ui.actionActivity->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_5), QKeySequence(Qt::CTRL | Qt::Key_J)});
}

void WindowFrame::put(QWidget* page)
{
    QLayout* place = m_ui.place->layout();
    while (QLayoutItem* item = place->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    place->addWidget(page);
}

void WindowFrame::follow(const WorkspacePages* pages, bool hasProfile)
{
    m_pages = pages;
    m_summary.clear();
    m_ui.header->setVisible(pages != nullptr);
    m_ui.rail->setVisible(pages != nullptr);
    showWhatCanBeDone(hasProfile);
}

void WindowFrame::lock(const ManagedSettings& managed, const QString& profileId)
{
    for (QAction* action : {m_ui.actionNewProfile, m_ui.actionImportProfile}) {
        action->setEnabled(!managed.onlyTheseProfiles);
        action->setToolTip(managed.onlyTheseProfiles ? ManagedSettings::lockedWords() : QString());
    }
    if (!managed.find(profileId))
        return;
    m_ui.actionRemoveProfile->setEnabled(false);
    m_ui.actionRemoveProfile->setToolTip(ManagedSettings::lockedWords());
}

void WindowFrame::setNarrow(bool isNarrow)
{
    m_ui.header->setNarrow(isNarrow);
    m_ui.rail->setNarrow(isNarrow);
    m_ui.foot->setNarrow(isNarrow);
}

void WindowFrame::setSummary(const QString& summary)
{
    m_summary = summary;
    showSummary();
}

void WindowFrame::showSummary()
{
    const PairingQueue& pairing = m_pages->pairing();
    const bool isPairing = m_pages->page() == Page::Pair && !pairing.entries().empty();
    //: %1 is "4 of 7 connected"
    m_ui.foot->setSummary(isPairing ? tr("%1 today").arg(queueCount(pairing)) : m_summary);
}

void WindowFrame::showReading()
{
    const Workspace& workspace = m_pages->view().workspace();
    m_ui.actionStop->setEnabled(workspace.isReading());
    m_ui.header->setReading(readingWords(workspace));
    const auto& index = workspace.index();
    const bool isUnread = index && !index->audit().allStoresRead();
    for (QAction* action : {m_ui.actionNewInstance, m_ui.actionCreateFromFile}) {
        action->setEnabled(!isUnread);
        action->setToolTip(isUnread ? tr("A store was not read. Nothing is made until all three are.") : QString());
    }
}

void WindowFrame::showBadges()
{
    const auto set = [this](Page page, int count, RailButton::Badge kind, const QString& words) {
        m_ui.rail->button(page).setBadge(
            count > 0 ? QLocale().toString(count) : QString(), kind, count > 0 ? words : QString());
    };
    const auto& index = m_pages->view().workspace().index();
    const int groups = index ? duplicateGroups(*index).value_or(0) : 0;
    set(Page::Duplicates, groups, RailButton::Badge::Bad, tr("%n organization(s) with duplicates", nullptr, groups));
    const int pairing = m_pages->pairing().toDo();
    set(Page::Pair, pairing, RailButton::Badge::Quiet, tr("%n phone(s) to pair", nullptr, pairing));
    const int running = m_pages->view().activities().underWay();
    set(Page::Activity, running, RailButton::Badge::Running, tr("%n running", nullptr, running));
}

void WindowFrame::showWhatCanBeDone(bool hasProfile)
{
    const bool isOpen = m_pages != nullptr;
    for (QAction* action :
         {m_ui.actionStart, m_ui.actionRefresh, m_ui.actionFind, m_ui.actionShowAll, m_ui.actionEscape,
          m_ui.actionCopyJson, m_ui.actionExportShown, m_ui.actionCheckShown, m_ui.actionUncheckAll, m_ui.actionGuards,
          m_ui.actionNewInstance, m_ui.actionCreateFromFile, m_ui.actionPalette})
        action->setEnabled(isOpen);
    for (QAction* action : m_pageActions)
        action->setEnabled(isOpen);
    m_ui.actionPair->setEnabled(isOpen && m_pages->view().actions().canPairChosen());
    const bool hasJournal = isOpen && m_pages->view().actions().hasJournal();
    m_ui.actionJournal->setEnabled(hasJournal);
    m_ui.actionJournal->setStatusTip(isOpen && !hasJournal ? WorkspaceWords::keepsNoJournal() : QString());
    m_ui.actionStop->setEnabled(isOpen && m_pages->view().workspace().isReading());
    for (QAction* action : {m_ui.actionEditProfile, m_ui.actionExportProfile, m_ui.actionRemoveProfile}) {
        action->setEnabled(hasProfile);
        action->setToolTip(
            hasProfile ? QString()
                       : tr("Open a workspace of your own first. Practice and what the environment's variables say "
                            "cannot be edited."));
    }
}

} // namespace steward
