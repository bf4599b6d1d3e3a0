#include "app/style/appearance.h"

#include "app/style/steward_style.h"
#include "app/style/type.h"
#include "domain/word_table.h"

#include <QApplication>

namespace steward {

QString appearanceWord(Appearance appearance)
{
    static constexpr WordTable<Appearance, 3> words{{"system", "light", "dark"}};
    return words.of(appearance);
}

Appearance appearanceFromWord(const QString& word)
{
    if (word == QLatin1String("light"))
        return Appearance::Light;
    return word == QLatin1String("dark") ? Appearance::Dark : Appearance::System;
}

bool isDark(const QPalette& palette)
{
    return &Tokens::of(palette) == &Tokens::dark();
}

void applyAppearance(QApplication& application, Appearance appearance)
{
    const char* const key = "stewardSystemIsDark";
    if (!application.property(key).isValid())
        application.setProperty(key, isDark(QApplication::palette()));
    const bool dark =
        appearance == Appearance::System ? application.property(key).toBool() : appearance == Appearance::Dark;
    applyType(application);
    QApplication::setStyle(new StewardStyle);
    QApplication::setPalette((dark ? Tokens::dark() : Tokens::light()).palette());
}

QColor toneColor(Tone tone, const QPalette& palette)
{
    return Tokens::of(palette).tone(tone);
}

QColor quietColor(const QPalette& palette)
{
    return Tokens::of(palette).quiet;
}

} // namespace steward
