#include "app/window/window_profiles.h"

#include "app/profiles/profile_actions.h"
#include "app/profiles/profile_editor.h"
#include "app/profiles/profile_service.h"
#include "app/shell/window_settings.h"
#include "app/welcome/welcome_page.h"
#include "app/window/main_window.h"
#include "app/window/other_windows.h"
#include "ui_main_window.h"

namespace steward {

WindowProfiles::WindowProfiles(Parts parts, MainWindow& window)
    : QObject(&window)
    , m_parts(std::move(parts))
    , m_window(window)
    , m_actions(new ProfileActions(m_parts.profiles, &window))
{
    m_actions->setGuard(
        {[&others = m_parts.others](const QString& id) { return others.refusesEdit(id); },
         [&others = m_parts.others](const QString& id) { return others.refusesRemoval(id); }});
    connectActions();
    connect(m_actions, &ProfileActions::told, &window, &MainWindow::tell);
    connect(m_actions, &ProfileActions::failed, &window, &MainWindow::showWelcome);
    connect(m_actions, &ProfileActions::opened, this, &WindowProfiles::openHere);
    connect(&m_parts.profiles, &ProfileService::profilesChanged, this, &WindowProfiles::list);
}

void WindowProfiles::connectActions()
{
    const Ui::MainWindow& ui = m_parts.ui;
    connect(ui.actionNewProfile, &QAction::triggered, m_actions, &ProfileActions::create);
    connect(ui.actionImportProfile, &QAction::triggered, m_actions, &ProfileActions::importFile);
    connect(ui.actionExportTeam, &QAction::triggered, m_actions, &ProfileActions::exportTeam);
    connect(ui.actionEditProfile, &QAction::triggered, this, [this] { m_actions->edit(m_parts.shown()); });
    connect(ui.actionExportProfile, &QAction::triggered, this, [this] { m_actions->exportFile(m_parts.shown()); });
    connect(ui.actionRemoveProfile, &QAction::triggered, this, [this] { m_actions->remove(m_parts.shown()); });
}

void WindowProfiles::openAlone(const QString& id)
{
    m_isForOne = true;
    m_actions->open(id);
}

void WindowProfiles::openHere(const ProfileContext& stores, const QString& profileId)
{
    if (!m_parts.others.isElsewhere(profileId))
        return m_window.openStores(stores, profileId);
    if (m_isForOne && !m_window.pages())
        m_window.closeForGood(); // it was asked for twice
}

void WindowProfiles::offerOn(WelcomePage& page)
{
    m_welcome = &page;
    connect(&page, &WelcomePage::practiceWanted, m_parts.ui.actionPractice, &QAction::trigger);
    connect(&page, &WelcomePage::connectWanted, m_actions, &ProfileActions::create);
    connect(&page, &WelcomePage::openFileWanted, m_actions, &ProfileActions::importFile);
    connect(&page, &WelcomePage::profileWanted, m_actions, &ProfileActions::open);
    connect(&page, &WelcomePage::editWanted, m_actions, &ProfileActions::edit);
    connect(&page, &WelcomePage::exportWanted, m_actions, &ProfileActions::exportFile);
    connect(&page, &WelcomePage::removeWanted, m_actions, &ProfileActions::remove);
    list();
}

void WindowProfiles::follow(const ProfileEditor& editor)
{
    connect(&editor, &ProfileEditor::cancelled, &m_window, [this] { m_window.showWelcome(); });
    connect(&editor, &ProfileEditor::exportWanted, m_parts.ui.actionExportProfile, &QAction::trigger);
    connect(&editor, &ProfileEditor::removeWanted, m_parts.ui.actionRemoveProfile, &QAction::trigger);
    connect(&editor, &ProfileEditor::saved, m_actions, [this](const Profile& saved) { m_actions->open(saved.id); });
}

void WindowProfiles::list()
{
    m_parts.profiles.list(this, [this](const Result<std::vector<ProfileStore::Entry>>& entries) { show(entries); });
}

void WindowProfiles::show(const Result<std::vector<ProfileStore::Entry>>& entries)
{
    const std::vector<ProfileStore::Entry> known = entries.value_or(std::vector<ProfileStore::Entry>{});
    m_actions->fillMenu(m_parts.ui.menuOpenProfile, known);
    m_parts.others.list(known);
    if (!m_welcome)
        return;
    m_welcome->setProfiles(known, [this](const QString& id) { return m_parts.settings.openedAt(id); });
    if (!entries)
        m_welcome->setTrouble(entries.error().sentence);
}

} // namespace steward
