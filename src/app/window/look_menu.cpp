#include "app/window/look_menu.h"

#include "app/window/window_settings.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>

namespace steward {

LookMenu::LookMenu(QAction& system, QAction& light, QAction& dark, WindowSettings& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
{
    auto* looks = new QActionGroup(this);
    for (const auto& [action, appearance] :
         {std::pair(&system, Appearance::System), {&light, Appearance::Light}, {&dark, Appearance::Dark}}) {
        looks->addAction(action);
        action->setChecked(m_settings.appearance() == appearance);
        connect(action, &QAction::triggered, this, [this, appearance = appearance] { choose(appearance); });
    }
}

void LookMenu::choose(Appearance appearance)
{
    m_settings.setAppearance(appearance);
    applyAppearance(*qobject_cast<QApplication*>(QCoreApplication::instance()), appearance);
}

} // namespace steward
