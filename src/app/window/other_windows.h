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
    /// True: another window than this one has the profile open, and is in front now. Says the sentence there, if any.
    std::function<bool(const QString& profileId, const QString& sentence)> show;
    /// Something is under way for it in one of them, perhaps in the background.
    std::function<bool(const QString& profileId)> isAtWork;
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
    bool isElsewhere(const QString& profileId, const QString& sentence = {}) const;
    /// It is open in another window, or something of it is under way: said, so that it is not pulled away there.
    bool refusesRemoval(const QString& profileId) const;
    /// The same; what this window has open can be changed.
    bool refusesEdit(const QString& profileId) const;
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
