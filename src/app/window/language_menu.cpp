#include "app/window/language_menu.h"

#include "app/shell/window_settings.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace steward {

LanguageMenu::LanguageMenu(QMenu& menu, WindowSettings& settings)
    : QObject(&menu)
    , m_settings(settings)
{
    auto* group = new QActionGroup(this);
    for (const Language language : allLanguages()) {
        QAction* action = menu.addAction(languageTitle(language));
        action->setCheckable(true);
        action->setData(static_cast<int>(language));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, language] { Q_EMIT wanted(language); });
        m_actions << action;
    }
    show();
    connect(&settings, &WindowSettings::choiceChanged, this, &LanguageMenu::show); // in another window, maybe
}

void LanguageMenu::choose(Language language)
{
    m_settings.setLanguage(language);
    show();
    installTranslations(*QCoreApplication::instance(), language);
}

void LanguageMenu::show()
{
    for (QAction* action : m_actions) {
        const auto language = static_cast<Language>(action->data().toInt());
        action->setText(languageTitle(language));
        action->setChecked(language == m_settings.language());
        action->setEnabled(!m_settings.managed().language);
        action->setToolTip(action->isEnabled() ? QString() : ManagedSettings::lockedWords());
    }
}

} // namespace steward
