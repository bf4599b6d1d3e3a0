#pragma once

#include "app/style/appearance.h"
#include "local/managed_settings.h"
#include "local/saved_views.h"
#include "local/translations.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QVariant>

#include <algorithm>
#include <memory>

namespace steward {

class BackgroundRunner;

/// What the window remembers between two starts: sizes, columns, looks, the profile opened last. A file in the data
/// directory, read by a worker before the window opens and written by one: a little after a change, and at the end,
/// which the runner waits for. GUI thread only, but for load().
class WindowSettings final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowSettings)

public:
    using Values = QHash<QString, QVariant>;
    /// What the last time left in the folder. Blocks; for a worker.
    static Values load(const QString& folder);

    /// Everything is forgotten at the end.
    WindowSettings();
    /// Kept in the folder. The runner outlives it.
    /// What an administrator has set goes before what the person chose.
    WindowSettings(BackgroundRunner& runner, const QString& folder, Values loaded, ManagedSettings managed = {});
    ~WindowSettings() override;

    const ManagedSettings& managed() const { return m_managed; }

    QByteArray geometry() const { return bytes("window/geometry"); }
    void setGeometry(const QByteArray& state) { set("window/geometry", state); }
    QByteArray columns() const { return bytes("table/columns"); }
    void setColumns(const QByteArray& state) { set("table/columns", state); }
    QByteArray splitter() const { return bytes("window/panes"); }
    void setSplitter(const QByteArray& state) { set("window/panes", state); }
    /// The views that were saved in a profile, and the one that was shown (InstancesPage). Empty: no profile.
    QVariant views(const QString& profileId) const { return m_values.value(savedViewsKey(profileId)); }
    void setViews(const QString& profileId, const QVariant& state) { set(savedViewsKey(profileId), state); }
    /// What is told of a profile's changes (AlertRules).
    QVariant alerts(const QString& profileId) const { return m_values.value(alertsKey(profileId)); }
    void setAlerts(const QString& profileId, const QVariant& rules) { choose(alertsKey(profileId), rules); }
    /// A closed window goes on beside the clock.
    bool closesToTray() const
    {
        return m_managed.closesToTray.value_or(m_values.value(QStringLiteral("window/closesToTray"), false).toBool());
    }
    void setClosesToTray(bool isOn) { choose(QStringLiteral("window/closesToTray"), isOn); }
    /// After how many minutes without use the window is locked; 0: never.
    int lockMinutes() const
    {
        const int own = std::max(0, m_values.value(QStringLiteral("lock/minutes"), 0).toInt());
        return m_managed.lockAfter ? static_cast<int>(m_managed.lockAfter->count()) : own;
    }
    void setLockMinutes(int minutes) { choose(QStringLiteral("lock/minutes"), minutes); }
    /// Which rows were selected in a profile (InstancesPage).
    QByteArrayList selection(const QString& profileId) const;
    void setSelection(const QString& profileId, const QByteArrayList& identities);
    /// The page that was shown last; −1: none was.
    int page() const { return m_values.value(QStringLiteral("window/shownPage"), -1).toInt(); }
    void setPage(int page) { set("window/shownPage", page); }
    Appearance appearance() const;
    void setAppearance(Appearance appearance);
    Language language() const;
    void setLanguage(Language language);
    /// Off until a person turns it on.
    bool looksForUpdates() const
    {
        return m_managed.looksForUpdates.value_or(m_values.value(QStringLiteral("update/daily"), false).toBool());
    }
    void setLooksForUpdates(bool on) { choose(QStringLiteral("update/daily"), on); }
    /// Empty: that of the program.
    QString updateAddress() const { return m_values.value(QStringLiteral("update/address")).toString(); }
    void setUpdateAddress(const QString& address) { set("update/address", address); }
    /// Not valid: never.
    QDateTime lookedForUpdateAt() const;
    void setLookedForUpdateAt(const QDateTime& time);
    /// A profile's id; empty: none.
    QString lastProfile() const;
    void setLastProfile(const QString& id);
    /// When it was opened last here; not valid: never.
    QDateTime openedAt(const QString& profileId) const;

Q_SIGNALS:
    /// Of what every window shows or obeys: looks, language, alerts, updates, the lock.
    void choiceChanged();

private:
    class File;

    QByteArray bytes(const char* key) const { return m_values.value(QLatin1String(key)).toByteArray(); }
    static QString alertsKey(const QString& profileId)
    {
        return QStringLiteral("alerts/") + (profileId.isEmpty() ? QStringLiteral("none") : profileId);
    }
    static QString selectionKey(const QString& profileId);
    void set(const char* key, const QVariant& value) { set(QString(QLatin1String(key)), value); }
    bool set(const QString& name, const QVariant& value); ///< false: it is so already
    void choose(const QString& name, const QVariant& value);
    void save();

    BackgroundRunner* m_runner = nullptr;
    std::shared_ptr<File> m_file; ///< null: nothing is kept
    ManagedSettings m_managed;
    Values m_values;
    Values m_changed; ///< since the start: another Steward's changes to the rest stay
    QTimer m_soon;
    quint64 m_version = 0; ///< of what is to be saved
    quint64 m_saved = 0;   ///< of what a worker was told to save
};

} // namespace steward
