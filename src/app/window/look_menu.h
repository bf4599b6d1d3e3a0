#pragma once

#include "app/style/appearance.h"

#include <QList>
#include <QObject>

class QAction;

namespace steward {

class WindowSettings;

/// Light, dark, or as the system has it: choices of a menu, and what was chosen.
class LookMenu final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LookMenu)

public:
    LookMenu(QAction& system, QAction& light, QAction& dark, WindowSettings& settings, QObject* parent);

private:
    void choose(Appearance appearance);
    void show();

    WindowSettings& m_settings;
    QList<QAction*> m_actions; ///< system, light, dark
};

} // namespace steward
