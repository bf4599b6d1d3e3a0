#pragma once

#include "app/look/appearance.h"

#include <QByteArray>
#include <QSettings>
#include <QString>

namespace steward {

/// What the window remembers between two starts: sizes, columns, looks, the profile opened last. A file in the data
/// directory; without one everything is forgotten at the end.
class WindowSettings final {
    Q_DISABLE_COPY_MOVE(WindowSettings)

public:
    /// An empty folder: nothing is kept.
    explicit WindowSettings(const QString& folder);

    QByteArray geometry() const { return bytes("window/geometry"); }
    void setGeometry(const QByteArray& state) { set("window/geometry", state); }
    QByteArray columns() const { return bytes("table/columns"); }
    void setColumns(const QByteArray& state) { set("table/columns", state); }
    QByteArray splitter() const { return bytes("window/splitter"); }
    void setSplitter(const QByteArray& state) { set("window/splitter", state); }
    Appearance appearance() const;
    void setAppearance(Appearance appearance);
    /// A profile's id; empty: none.
    QString lastProfile() const;
    void setLastProfile(const QString& id);

private:
    QByteArray bytes(const char* key) const { return m_settings.value(QLatin1String(key)).toByteArray(); }
    void set(const char* key, const QVariant& value) { m_settings.setValue(QLatin1String(key), value); }

    QSettings m_settings;
};

} // namespace steward
