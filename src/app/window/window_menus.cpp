#include "app/window/window_menus.h"

#include "app/help/help_actions.h"
#include "app/profiles/profile_service.h"
#include "app/shell/workspace_pages.h"
#include "app/shell/workspace_view.h"
#include "app/window/language_menu.h"
#include "app/window/look_menu.h"
#include "app/window/main_window.h"
#include "ui_main_window.h"

namespace steward {

WindowMenus::WindowMenus(const Parts& parts, MainWindow& window)
{
    const Ui::MainWindow& ui = parts.ui;
    new LookMenu(*ui.actionSystemLook, *ui.actionLightLook, *ui.actionDarkLook, parts.settings, &window);
    m_languages = new LanguageMenu(*ui.menuLanguage, parts.settings);
    m_help = new HelpActions(
        {*ui.menuHelp, *ui.actionHelp, *ui.actionShortcuts, *ui.actionGlossary, *ui.actionTour, *ui.actionLog,
         *ui.actionSupport, *ui.actionAbout, parts.profiles.directory(), parts.profiles.redact(), parts.runner},
        window);
    m_help->setPage(parts.section);
    QObject::connect(m_help, &HelpActions::told, &window, &MainWindow::tell);
    QObject::connect(m_help, &HelpActions::practiceWanted, &window, [this, &ui, &window] {
        const auto isOpen = [&window] { return window.pages() && window.view()->operations().stores().isPractice; };
        if (!isOpen())
            ui.actionPractice->trigger();
        if (isOpen())
            m_help->startTour(*ui.place, [&window](Page page) { window.pages()->show(page); });
    });
}

void WindowMenus::speak()
{
    m_languages->show();
    m_help->speak();
}

} // namespace steward
