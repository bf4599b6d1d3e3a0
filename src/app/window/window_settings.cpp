#include "app/window/window_settings.h"

namespace steward {
namespace {

// The version stands in the name: a table's columns of another version would be put back in disorder.
QString fileIn(const QString& folder)
{
    return folder.isEmpty() ? QString() : folder + QStringLiteral("/window-1.ini");
}

} // namespace

WindowSettings::WindowSettings(const QString& folder)
    : m_settings(fileIn(folder), QSettings::IniFormat)
{
}

Appearance WindowSettings::appearance() const
{
    return appearanceFromWord(m_settings.value(QStringLiteral("window/appearance")).toString());
}

void WindowSettings::setAppearance(Appearance appearance)
{
    set("window/appearance", appearanceWord(appearance));
}

QString WindowSettings::lastProfile() const
{
    return m_settings.value(QStringLiteral("profile/last")).toString();
}

void WindowSettings::setLastProfile(const QString& id)
{
    set("profile/last", id);
}

} // namespace steward
