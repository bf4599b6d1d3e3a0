#pragma once

#include "app/profiles/secrets_dialog.h"
#include "app/window/main_window.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <vector>

namespace steward::test {

// What somebody could press, for the tests that press all of it while no store answers.

/// Far below what a silent store takes (20 s at least), far above what a busy disk takes from a page of the program.
constexpr std::chrono::milliseconds longestWait{700};

/// What is not pressed, and why.
struct LeftOut {
    const char* name;
    const char* why;
};
inline constexpr LeftOut leftOut[]{
    {"actionQuit", "ends the program"},
    {"actionCloseWindow", "ends the window; closingReturnsAtOnce() does that"},
    {"startsWithSystem", "changes what the desktop of whoever runs the tests starts"},
};

inline bool isLeftOut(const QObject& what)
{
    const bool isNamed = std::ranges::any_of(
        leftOut, [&what](const LeftOut& one) { return what.objectName() == QLatin1String(one.name); });
    // With these it would open stores at addresses, and ask the network for them.
    const auto* button = qobject_cast<const QAbstractButton*>(&what);
    const bool opensAddresses =
        button && qobject_cast<const SecretsDialog*>(button->window()) && button->text() == SecretsDialog::tr("&Open");
    return isNamed || opensAddresses;
}

/// Something to press, by where it stands and what it says: one that is made anew is the same.
struct Pressable {
    QPointer<QObject> what;
    QString key;
};

inline QString keyOf(const QObject& what)
{
    QStringList names;
    for (const QObject* each = &what; each; each = each->parent())
        names.prepend(
            each->objectName().isEmpty() ? QLatin1String(each->metaObject()->className()) : each->objectName());
    if (what.objectName().isEmpty()) {
        static const QRegularExpression digits(QStringLiteral("\\d+"));
        const auto* action = qobject_cast<const QAction*>(&what);
        const auto* button = qobject_cast<const QAbstractButton*>(&what);
        names << QString(action ? action->text() : button ? button->text() : QString()).remove(digits);
    }
    return names.join(QLatin1Char('/'));
}

inline QMenu* menuOf(const QObject& what)
{
    if (const auto* action = qobject_cast<const QAction*>(&what))
        return action->menu();
    if (const auto* button = qobject_cast<const QPushButton*>(&what))
        return button->menu();
    const auto* button = qobject_cast<const QToolButton*>(&what);
    return button ? button->menu() : nullptr;
}

inline void addButtons(const QWidget& window, std::vector<Pressable>& found)
{
    for (QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        if (button->window() == &window && button->isVisible() && button->isEnabled() && !isLeftOut(*button))
            found.push_back({button, keyOf(*button)});
    }
}

inline void addActions(const QList<QAction*>& actions, std::vector<Pressable>& found)
{
    for (QAction* action : actions) {
        if (action->isEnabled() && action->isVisible() && !action->isSeparator() && !isLeftOut(*action))
            found.push_back({action, keyOf(*action)});
    }
}

/// Also what the menu bar's menus hold; each is pressed like a key, with no menu open.
inline QList<QAction*> actionsOf(MainWindow& window)
{
    QList<QAction*> all = window.actions();
    std::vector<QMenu*> menus;
    for (const QAction* title : window.menuBar()->actions())
        menus.push_back(title->menu());
    while (!menus.empty()) {
        const QMenu* menu = menus.back();
        menus.pop_back();
        if (!menu)
            continue;
        for (QAction* action : menu->actions())
            action->menu() ? menus.push_back(action->menu()) : all.append(action);
    }
    all.removeIf([](const QAction* action) { return action->menu() != nullptr; });
    return all;
}

/// Whatever somebody could press now: in a menu that is open, else in a dialog that has to be answered, else
/// everywhere.
inline std::vector<Pressable> pressable(MainWindow& window)
{
    std::vector<Pressable> found;
    if (const QWidget* popup = QApplication::activePopupWidget()) {
        if (const auto* menu = qobject_cast<const QMenu*>(popup))
            addActions(menu->actions(), found);
        return found;
    }
    QWidget* modal = QApplication::activeModalWidget();
    if (auto* files = qobject_cast<QFileDialog*>(modal)) // Qt's own: a file is chosen
        return {{files, QStringLiteral("files/") + files->windowTitle()}};
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (top->isVisible() && (!modal || top == modal))
            addButtons(*top, found);
    }
    if (!modal)
        addActions(actionsOf(window), found);
    return found;
}

inline void closeWhatWaits()
{
    QWidget* waiting = QApplication::activePopupWidget();
    if (!waiting)
        waiting = QApplication::activeModalWidget();
    if (auto* dialog = qobject_cast<QDialog*>(waiting))
        dialog->reject();
    else if (waiting)
        waiting->close();
}

} // namespace steward::test
