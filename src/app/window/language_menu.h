#pragma once

#include "local/translations.h"

#include <QList>
#include <QObject>

class QAction;
class QMenu;

namespace steward {

class WindowSettings;

/// The languages as choices of a menu, and what was chosen.
class LanguageMenu final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LanguageMenu)

public:
    LanguageMenu(QMenu& menu, WindowSettings& settings);
    const QList<QAction*>& actions() const { return m_actions; }
    /// Keeps it, and every window of the program speaks it from now on.
    void choose(Language language);
    /// Shows what is chosen, in the language that is spoken.
    void show();

Q_SIGNALS:
    /// A person chose it; choose() does it.
    void wanted(steward::Language language);

private:
    WindowSettings& m_settings;
    QList<QAction*> m_actions;
};

} // namespace steward
