#pragma once

#include "local/profile_store.h"

#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <vector>

class QAction;
class QMenu;

namespace steward {

class CommandPalette;
class MainWindow;
class ProfileService;

/// What a window asks of the program that has several. Empty: it is alone.
struct OtherWindows {
    /// True: another window than this one has the profile open, and is in front now.
    std::function<bool(const QString& profileId)> show;
    /// A further window, shown, on its welcome page.
    std::function<MainWindow*()> add;
    /// Ends all of them, each of which may ask first.
    std::function<void()> quit;
};

/// A window's ways to the others: a workspace in a further one, from the menu and from the palette, and closing this
/// one alone.
class OtherWindowsMenu final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OtherWindowsMenu)

public:
    struct Parts {
        QMenu& menu;
        QAction& close;
        CommandPalette& palette;
        ProfileService& profiles;
    };
    OtherWindowsMenu(Parts parts, MainWindow& window);

    void follow(OtherWindows others);
    void list(const std::vector<ProfileStore::Entry>& entries);
    /// True: another window has it, and is in front now.
    bool isElsewhere(const QString& profileId) const;
    /// Brings forward whichever window has it; else a further one opens it.
    void open(const QString& profileId);
    /// Ends all windows; false: this one is alone.
    bool quit() const;

private:
    void add(const QString& title, const QString& inPalette, const std::function<void()>& act);

    const Parts m_parts;
    MainWindow& m_window;
    OtherWindows m_others;
    QList<QAction*> m_inPalette;
};

} // namespace steward
