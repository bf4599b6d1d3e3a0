#pragma once

#include <QHash>
#include <QString>
#include <QVariant>

#include <vector>

namespace steward {

/// The file of what the window remembers between two starts, in the data directory. The version stands in its name: a
/// table's columns of another version would be put back in disorder.
QString windowSettingsPath(const QString& dataDirectory);
/// Under which it keeps the views of a profile; empty: the environment's.
QString savedViewsKey(const QString& profileId);

/// A part of the table that a person saved under a title.
struct SavedView {
    QString title;
    QString query; ///< as it would be typed
    bool operator==(const SavedView&) const = default;
};
/// As they are kept, and back; what is no list of views becomes none.
QVariant savedViewsValue(const std::vector<SavedView>& views);
std::vector<SavedView> savedViewsFrom(const QVariant& value);

/// Those that the window has kept for a profile. Blocks.
std::vector<SavedView> readSavedViews(const QString& dataDirectory, const QString& profileId);

} // namespace steward
