#pragma once

#include "app/plan_desk.h"

#include "app/components/elided_label.h"
#include "app/guards/guards_page.h"
#include "app/inspector/inspector_panel.h"
#include "app/palette/command_palette.h"
#include "app/profiles/profile_editor.h"
#include "app/shell/settings_page.h"
#include "app/shell/workspace_pages.h"
#include "app/table/instance_table.h"

#include <QAction>
#include <QStackedWidget>

#include <functional>
#include <vector>

namespace steward::test {

/// A window whose profile is kept, over practice stores that look like production, with a journal.
struct PagesDesk : Desk {
    PagesDesk()
        : Desk(false)
    {
        keepProfile();
        reopen();
    }
    /// Again, where it was removed.
    void keepProfile()
    {
        Profile profile;
        profile.name = QStringLiteral("Clinics");
        profile.serverUrl = QStringLiteral("https://evolution.example.org");
        profile.database = {QStringLiteral("db"), 5432, QStringLiteral("clinics"), QStringLiteral("steward"), {}, {}};
        profile.cache.host = QStringLiteral("redis");
        profile.environment = Environment::Production;
        if (const Result<Profile> saved = ProfileStore(*DataDirectory::open(folder.path())).save(profile))
            id = saved->id;
    }
    ProfileContext production() const
    {
        ProfileContext stores = practice();
        stores.isPractice = false;
        stores.environment = Environment::Production;
        stores.title = QStringLiteral("Clinics");
        stores.journalPath = folder.filePath(QStringLiteral("journal"));
        return stores;
    }
    void reopen()
    {
        window.openStores(production(), id);
        window.show();
        isOpen = QTest::qWaitFor(
            [this] { return window.view()->workspace().index() && window.pages()->editor(); }, longWait);
    }

    QString id;
    bool isOpen = false;
};

/// A page, or a state of one, and the way to it.
struct ShownPage {
    const char* name;
    std::function<bool(PagesDesk&)> show; ///< true: it is there
};

inline bool chooseTab(PagesDesk& desk, InspectorPanel::Tab tab)
{
    desk.window.pages()->show(Page::Instances);
    desk.window.view()->table().selectRow(0);
    desk.window.view()->instances().inspector().choose(tab);
    return true;
}

inline bool showSection(PagesDesk& desk, SettingsPage::Section section)
{
    desk.window.pages()->show(Page::Settings);
    desk.window.findChild<SettingsPage*>()->choose(section);
    return true;
}

inline bool showGuardsPlan(PagesDesk& desk)
{
    showSection(desk, SettingsPage::Section::Guards);
    auto* guards = desk.window.findChild<GuardsPage*>();
    auto* propose = button(*guards, "propose");
    if (!QTest::qWaitFor([propose] { return propose->isEnabled(); }, longWait))
        return false;
    propose->click();
    return guards->step() == GuardsPage::Step::Plan;
}

inline bool showReview(PagesDesk& desk)
{
    const PlanPage* plan = openPlan(desk, PlanKind::Delete, closedInstances(desk, 3));
    return QTest::qWaitFor([plan] { return isPlanned(*plan); }, longWait);
}

/// Every page of the window. A new one registers here, and is looked at by all the tests of EveryPageTest.
inline std::vector<ShownPage> everyPage()
{
    using Section = SettingsPage::Section;
    const auto page = [](Page shown) {
        return [shown](PagesDesk& desk) {
            desk.window.pages()->show(shown);
            return desk.window.pages()->page() == shown;
        };
    };
    const auto section = [](Section shown) { return [shown](PagesDesk& desk) { return showSection(desk, shown); }; };
    const auto tab = [](InspectorPanel::Tab shown) {
        return [shown](PagesDesk& desk) { return chooseTab(desk, shown); };
    };
    return {
        {"overview", page(Page::Overview)},
        {"instances",
         [](PagesDesk& desk) {
             desk.window.pages()->show(Page::Instances);
             desk.window.view()->table().deselectAll();
             return true;
         }},
        {"nothing matches",
         [](PagesDesk& desk) {
             desk.window.pages()->show(Page::Instances);
             desk.window.view()->instances().search(QStringLiteral("silvia"));
             return desk.window.view()->model().rowCount() == 0;
         }},
        {"inspector, summary",
         [](PagesDesk& desk) {
             desk.window.view()->instances().clearFilter();
             return chooseTab(desk, InspectorPanel::Tab::Summary);
         }},
        {"inspector, compare", tab(InspectorPanel::Tab::Compare)},
        {"inspector, history", tab(InspectorPanel::Tab::History)},
        {"inspector, raw", tab(InspectorPanel::Tab::Raw)},
        {"several selected",
         [](PagesDesk& desk) {
             desk.window.pages()->show(Page::Instances);
             desk.window.view()->table().selectAll();
             return true;
         }},
        {"pair", page(Page::Pair)},
        {"duplicates",
         [](PagesDesk& desk) {
             desk.window.pages()->show(Page::Duplicates);
             const auto* plan = desk.window.findChild<PlanPage*>();
             return plan && QTest::qWaitFor([plan] { return button(*plan, "reviewPlan")->isEnabled(); }, longWait);
         }},
        {"plan", showReview},
        {"activity", page(Page::Activity)},
        {"journal", page(Page::Journal)},
        {"settings, connections", section(Section::Connections)},
        {"settings, names", section(Section::Names)},
        {"settings, guards",
         [](PagesDesk& desk) {
             showSection(desk, Section::Guards);
             const auto* again = button(*desk.window.findChild<GuardsPage*>(), "readAgain");
             return QTest::qWaitFor([again] { return again->isEnabled(); }, longWait);
         }},
        {"settings, plan of the guards", showGuardsPlan},
        {"settings, protected", section(Section::Protected)},
        {"settings, limits", section(Section::Limits)},
        {"settings, appearance", section(Section::Appearance)},
        {"settings, shortcuts", section(Section::Shortcuts)},
        {"settings, passwords", section(Section::Passwords)},
        {"settings, about", section(Section::About)},
        {"palette",
         [](PagesDesk& desk) {
             desk.window.findChild<QAction*>(QStringLiteral("actionPalette"))->trigger();
             return desk.window.findChild<CommandPalette*>()->isVisible();
         }},
        {"server not read",
         [](PagesDesk& desk) {
             desk.window.findChild<CommandPalette*>()->close();
             desk.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
             desk.window.pages()->show(Page::Instances);
             desk.window.view()->workspace().refresh();
             const auto* alerts = button(desk.window, "alerts"); // which says it too, a moment later
             return QTest::qWaitFor(
                 [&desk, alerts] { return !desk.window.view()->workspace().isReading() && !alerts->text().isEmpty(); },
                 longWait);
         }},
        {"overview, server not read", page(Page::Overview)},
        {"welcome",
         [](PagesDesk& desk) {
             desk.world->setFault(Store::Server, {});
             desk.window.showWelcome();
             return !desk.window.pages();
         }},
        {"new workspace",
         [](PagesDesk& desk) {
             desk.window.findChild<QAction*>(QStringLiteral("actionNewProfile"))->trigger();
             return desk.window.findChild<ProfileEditor*>() != nullptr;
         }},
    };
}

} // namespace steward::test
