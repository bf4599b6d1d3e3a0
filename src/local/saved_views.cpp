#include "local/saved_views.h"

#include <QSettings>
#include <QStringList>

namespace steward {

QString windowSettingsPath(const QString& dataDirectory)
{
    return dataDirectory + QStringLiteral("/window-1.ini");
}

QString savedViewsKey(const QString& profileId)
{
    return QStringLiteral("views/") + (profileId.isEmpty() ? QStringLiteral("none") : profileId);
}

QVariant savedViewsValue(const std::vector<SavedView>& views)
{
    QStringList texts;
    for (const SavedView& view : views)
        texts << view.title << view.query;
    return texts;
}

std::vector<SavedView> savedViewsFrom(const QVariant& value)
{
    const QStringList texts = value.toStringList();
    std::vector<SavedView> views;
    for (qsizetype place = 0; place + 1 < texts.size(); place += 2)
        views.push_back({texts[place], texts[place + 1]});
    return views;
}

std::vector<SavedView> readSavedViews(const QString& dataDirectory, const QString& profileId)
{
    const QSettings settings(windowSettingsPath(dataDirectory), QSettings::IniFormat);
    // The views, and the one that was shown last.
    const QVariantList parts = settings.value(savedViewsKey(profileId)).toList();
    return parts.isEmpty() ? std::vector<SavedView>() : savedViewsFrom(parts.front());
}

} // namespace steward
