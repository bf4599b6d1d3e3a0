#include "app/window/look_menu.h"

#include "app/shell/window_settings.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>

#include <array>

namespace steward {

LookMenu::LookMenu(QAction& system, QAction& light, QAction& dark, WindowSettings& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
{
    auto* looks = new QActionGroup(this);
    for (const auto& [action, appearance] :
         {std::pair(&system, Appearance::System), {&light, Appearance::Light}, {&dark, Appearance::Dark}}) {
        looks->addAction(action);
        m_actions << action;
        connect(action, &QAction::triggered, this, [this, appearance = appearance] { choose(appearance); });
    }
    show();
    connect(&settings, &WindowSettings::choiceChanged, this, &LookMenu::show); // in another window, maybe
}

void LookMenu::show()
{
    const std::array looks{Appearance::System, Appearance::Light, Appearance::Dark};
    for (size_t place = 0; place < looks.size(); ++place)
        m_actions[static_cast<qsizetype>(place)]->setChecked(m_settings.appearance() == looks[place]);
}

void LookMenu::choose(Appearance appearance)
{
    m_settings.setAppearance(appearance);
    applyAppearance(*qobject_cast<QApplication*>(QCoreApplication::instance()), appearance);
}

} // namespace steward
