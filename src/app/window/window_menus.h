#pragma once

#include <QCoreApplication>
#include <QString>

#include <functional>

namespace Ui {
class MainWindow;
}

namespace steward {

class BackgroundRunner;
class HelpActions;
class LanguageMenu;
class MainWindow;
class ProfileService;
class WindowSettings;

/// The window's menus that are about no workspace: looks, languages, and help with its tour.
class WindowMenus final {
    Q_DISABLE_COPY_MOVE(WindowMenus)

public:
    struct Parts {
        const Ui::MainWindow& ui;
        BackgroundRunner& runner;
        ProfileService& profiles;
        WindowSettings& settings;
        std::function<QString()> section; ///< of the manual that is about what is seen
    };
    WindowMenus(const Parts& parts, MainWindow& window);

    LanguageMenu& languages() const { return *m_languages; }
    HelpActions& help() const { return *m_help; }
    /// In the language that is spoken now.
    void speak();

private:
    LanguageMenu* m_languages; ///< of the window, as the next
    HelpActions* m_help;
};

} // namespace steward
