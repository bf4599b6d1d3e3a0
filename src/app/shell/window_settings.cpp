#include "app/shell/window_settings.h"

#include "app/work/background_runner.h"
#include "local/saved_views.h"

#include <QLoggingCategory>
#include <QSettings>

#include <mutex>

namespace steward {
namespace {

constexpr std::chrono::milliseconds gathering{300};

} // namespace

/// What the workers write to, one at a time.
class WindowSettings::File final {
public:
    explicit File(QString path)
        : m_path(std::move(path))
    {
    }

    void write(const Values& changed, quint64 version)
    {
        const std::lock_guard lock(m_mutex);
        if (version <= m_written)
            return; // a later one was faster
        QSettings settings(m_path, QSettings::IniFormat);
        for (auto it = changed.constBegin(); it != changed.constEnd(); ++it)
            settings.setValue(it.key(), it.value());
        settings.sync();
        if (settings.status() != QSettings::NoError)
            qWarning("Save the window's settings… failed with status %d", settings.status());
        m_written = version;
    }

private:
    const QString m_path;
    std::mutex m_mutex;
    quint64 m_written = 0;
};

WindowSettings::Values WindowSettings::load(const QString& folder)
{
    const QSettings settings(windowSettingsPath(folder), QSettings::IniFormat);
    Values values;
    for (const QString& key : settings.allKeys())
        values.insert(key, settings.value(key));
    return values;
}

WindowSettings::WindowSettings() = default;

WindowSettings::WindowSettings(BackgroundRunner& runner, const QString& folder, Values loaded, ManagedSettings managed)
    : m_runner(&runner)
    , m_file(std::make_shared<File>(windowSettingsPath(folder)))
    , m_managed(std::move(managed))
    , m_values(std::move(loaded))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gathering);
    m_soon.callOnTimeout([this] { save(); });
}

WindowSettings::~WindowSettings()
{
    save();
}

QString WindowSettings::selectionKey(const QString& profileId)
{
    return QStringLiteral("selected/") + (profileId.isEmpty() ? QStringLiteral("none") : profileId);
}

QByteArrayList WindowSettings::selection(const QString& profileId) const
{
    QByteArrayList identities;
    const QVariantList kept = m_values.value(selectionKey(profileId)).toList();
    for (const QVariant& identity : kept)
        identities << identity.toByteArray();
    return identities;
}

void WindowSettings::setSelection(const QString& profileId, const QByteArrayList& identities)
{
    QVariantList kept;
    for (const QByteArray& identity : identities)
        kept << identity;
    set(selectionKey(profileId), kept);
}

void WindowSettings::choose(const QString& name, const QVariant& value)
{
    if (set(name, value))
        Q_EMIT choiceChanged();
}

bool WindowSettings::set(const QString& name, const QVariant& value)
{
    if (m_values.value(name) == value)
        return false;
    m_values.insert(name, value);
    m_changed.insert(name, value);
    ++m_version;
    if (m_file)
        m_soon.start();
    return true;
}

void WindowSettings::save()
{
    if (!m_file || m_saved == m_version)
        return;
    m_saved = m_version;
    // Not stopped with the rest: it is short, and the last one is to reach the disk.
    m_runner->run([file = m_file, changed = m_changed, version = m_version](const std::stop_token&) {
        file->write(changed, version);
    });
}

Appearance WindowSettings::appearance() const
{
    return appearanceFromWord(m_values.value(QStringLiteral("window/appearance")).toString());
}

void WindowSettings::setAppearance(Appearance appearance)
{
    choose(QStringLiteral("window/appearance"), appearanceWord(appearance));
}

Language WindowSettings::language() const
{
    const QString chosen = m_values.value(QStringLiteral("window/language")).toString();
    return m_managed.language.value_or(languageFromWord(chosen).value_or(Language::System));
}

void WindowSettings::setLanguage(Language language)
{
    choose(QStringLiteral("window/language"), languageWord(language));
}

QDateTime WindowSettings::lookedForUpdateAt() const
{
    return QDateTime::fromString(m_values.value(QStringLiteral("update/looked")).toString(), Qt::ISODate);
}

void WindowSettings::setLookedForUpdateAt(const QDateTime& time)
{
    set("update/looked", time.toUTC().toString(Qt::ISODate));
}

QString WindowSettings::lastProfile() const
{
    return m_values.value(QStringLiteral("profile/last")).toString();
}

void WindowSettings::setLastProfile(const QString& id)
{
    set("profile/last", id);
    if (!id.isEmpty())
        set(QStringLiteral("opened/") + id, QDateTime::currentDateTimeUtc().toString(Qt::ISODate));
}

QDateTime WindowSettings::openedAt(const QString& profileId) const
{
    const QString kept = m_values.value(QStringLiteral("opened/") + profileId).toString();
    return QDateTime::fromString(kept, Qt::ISODate).toLocalTime();
}

} // namespace steward
